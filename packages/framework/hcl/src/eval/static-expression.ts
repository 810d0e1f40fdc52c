// SPDX-License-Identifier: Apache-2.0

import type { Value } from "@provide-foundry/cty";
import type { CustomExpression } from "../expression.ts";
import type { SourceRange } from "../source/position.ts";

/** An expression whose value is given, for what a program puts in the place of something written. */
export function staticExpr(value: Value, range: SourceRange): CustomExpression {
  return {
    kind: "CustomExpr",
    range,
    startRange: range,
    evaluate: () => ({ value, diagnostics: [] }),
    variables: () => [],
  };
}
