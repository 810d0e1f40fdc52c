// SPDX-License-Identifier: Apache-2.0

import type { Marks } from "@provide-foundry/cty";
import { quoteGo } from "@provide-foundry/cty/unicode";
import { sensitiveMark } from "./mark-names.ts";

/** A text as error messages quote it; not at all if its marks forbid that. */
export function quoteUnlessSensitive(text: string, ...marks: readonly Marks[]): string {
  return marks.some((set) => set.has(sensitiveMark)) ? "(sensitive value)" : quoteGo(text);
}
