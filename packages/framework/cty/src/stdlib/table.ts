// SPDX-License-Identifier: Apache-2.0

import type { CtyFunction } from "../function/function.ts";
import * as functions from "./functions.ts";

/** All functions by the names that languages built on cty know them by: in lower case, `setproduct`. */
export const stdlib: ReadonlyMap<string, CtyFunction> = new Map(
  Object.entries<CtyFunction>(functions).map(([name, fn]) => [name.toLowerCase(), fn]),
);
