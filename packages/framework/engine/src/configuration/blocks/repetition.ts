// SPDX-License-Identifier: Apache-2.0

import type { Attributes } from "@provide-foundry/hcl";
import type { Repetition } from "../configuration.ts";
import { problem } from "../problem.ts";
import type { BlockContext } from "./block-context.ts";

/** `count` or `for_each`. Undefined if there is neither. */
export function readRepetition(attributes: Attributes, { found }: BlockContext): Repetition | undefined {
  const count = attributes.get("count");
  const forEach = attributes.get("for_each");
  if (count !== undefined && forEach !== undefined) {
    const detail =
      'The "count" and "for_each" meta-arguments are mutually-exclusive, only one should be used to be explicit about the number of resources to be created.';
    found.push(problem('Invalid combination of "count" and "for_each"', detail, forEach.nameRange));
  }
  if (forEach !== undefined) return { kind: "forEach", expression: forEach.expr };
  return count && { kind: "count", expression: count.expr };
}
