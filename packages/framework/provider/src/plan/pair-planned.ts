// SPDX-License-Identifier: Apache-2.0

import type * as cty from "@provide-foundry/cty";
import type { Block } from "../codec/block.ts";
import { assignEach } from "./assign-each.ts";
import { fits, keepInputs, keepOnly, keyOf } from "./pair-elements.ts";
import { reconcileObject } from "./reconcile.ts";

/**
 * For each element of a configured set the planned one that was made of it; undefined where none was.
 *
 * A plan has other values than the configuration where both mean the same, and adds what is computed; so the two sets
 * have their elements in different orders.
 */
export function pairPlanned(
  block: Block,
  configs: readonly cty.Value[],
  planned: readonly cty.Value[],
): readonly (cty.Value | undefined)[] {
  const inputsOf = (object: cty.Value): cty.Value => keepOnly(block, object, keepInputs);
  const inputs = new Map(planned.map((object) => [object, inputsOf(object)]));
  // Most elements are planned as written: only the others are compared with all.
  const byText = Map.groupBy(planned, (object) => keyOf(block, object, keepInputs));
  const accepts = (config: cty.Value, object: cty.Value): boolean => {
    const kept = reconcileObject(block, config, object);
    return inputsOf(kept).rawEquals(inputs.get(object)!) && fits(block, kept, object);
  };
  return assignEach(
    configs.map((config) => {
      const text = keyOf(block, config, keepInputs);
      const same = text === undefined ? undefined : byText.get(text);
      return { among: same ?? planned, accepts: (object) => accepts(config, object) };
    }),
  );
}
