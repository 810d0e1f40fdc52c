// SPDX-License-Identifier: Apache-2.0

import type { Value } from "@provide-foundry/cty";

/** The names an expression may use. What a child defines hides its parent's. */
export interface EvalContext {
  readonly parent?: EvalContext;
  /** Undefined where no variables are allowed, rather than none defined. */
  readonly variables?: ReadonlyMap<string, Value>;
}
