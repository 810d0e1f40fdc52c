// SPDX-License-Identifier: Apache-2.0

import type { Value } from "@provide-foundry/cty";
import type { CtyFunction } from "@provide-foundry/cty/function";

/** The names an expression may use. What a child defines hides its parent's. */
export interface EvalContext {
  readonly parent?: EvalContext;
  /** Undefined where no variables are allowed, rather than none defined. */
  readonly variables?: ReadonlyMap<string, Value>;
  /** By name, with `::` between the parts of a namespaced one. Undefined where no functions are allowed. */
  readonly functions?: ReadonlyMap<string, CtyFunction>;
}

/** A context and its ancestors, the innermost first. */
export function* contextChain(context: EvalContext | undefined): Generator<EvalContext> {
  for (let current = context; current !== undefined; current = current.parent) yield current;
}
