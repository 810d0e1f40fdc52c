// SPDX-License-Identifier: Apache-2.0

import type { Value } from "@provide-foundry/cty";
import type { Diagnostics } from "../diagnostics.ts";

/** A value, which is a stand-in where there are errors. */
export interface Evaluated {
  readonly value: Value;
  readonly diagnostics: Diagnostics;
}
