// SPDX-License-Identifier: Apache-2.0

import { dynamic, nullVal } from "@provide-foundry/cty";
import { sensitiveMark } from "@provide-foundry/hcl/functions";
import type { ModuleScope } from "../evaluation/module-scope.ts";
import type { OutputChange } from "../plan/plan.ts";
import type { State } from "../state/state.ts";

/** What is to become of the root's outputs, in the order of names. */
export function outputChanges(root: ModuleScope, previous: State, isDestruction: boolean): readonly OutputChange[] {
  const names = new Set([...previous.outputs.keys(), ...(isDestruction ? [] : root.outputs.keys())]);
  return [...names].toSorted().map((name) => outputChange(name, root, previous, isDestruction));
}

function outputChange(
  name: string,
  { outputs, module }: ModuleScope,
  previous: State,
  isDestruction: boolean,
): OutputChange {
  const stored = previous.outputs.get(name);
  const nothing = nullVal(dynamic);
  const next = isDestruction ? undefined : outputs.get(name);
  const declared = module.outputs.get(name);
  const isSensitive = (stored?.sensitive ?? false) || (next !== undefined && (declared?.sensitive ?? false));
  const mark = (value: typeof nothing): typeof nothing => (isSensitive ? value.mark(sensitiveMark) : value);
  const [before] = (stored?.value ?? nothing).unmarkDeep();
  const [after] = (next ?? nothing).unmarkDeep();
  const change = { name, before: mark(before), after: mark(after), sensitive: isSensitive };
  if (next === undefined) return { ...change, action: "delete" };
  if (stored === undefined) return { ...change, action: after.isKnown() && after.isNull() ? "no-op" : "create" };
  const equal = after.equals(before);
  const isSame = equal.isKnown() && equal.asBool() && stored.sensitive === (declared?.sensitive ?? false);
  return { ...change, action: isSame ? "no-op" : "update" };
}
