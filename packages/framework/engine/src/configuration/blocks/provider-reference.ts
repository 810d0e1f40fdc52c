// SPDX-License-Identifier: Apache-2.0

import { absTraversalForExpr, type Expression } from "@provide-foundry/hcl";
import type { ProviderReference } from "../configuration.ts";
import { problem } from "../problem.ts";
import { localNameProblem } from "../provider-source.ts";
import type { BlockContext } from "./block-context.ts";
import { isQuoted, readTraversal, traversalRange } from "./quoted-reference.ts";

const summary = "Invalid provider configuration reference";

/** `aws` or `aws.west`. Undefined if it is anything else. */
export function readProviderReference(
  expression: Expression,
  argument: "provider" | "providers",
  context: BlockContext,
): ProviderReference | undefined {
  const { found } = context;
  const traversal = isQuoted(expression) ? readTraversal(expression, context) : absTraversalForExpr(expression).view;
  const [root, alias, extra] = traversal ?? [];
  if (root?.kind !== "root" || extra !== undefined) {
    const detail =
      isQuoted(expression) && traversal === undefined
        ? "A provider configuration reference must not be given in quotes."
        : `The ${argument} argument requires a provider type name, optionally followed by a period and then a configuration alias.`;
    found.push(problem(summary, detail, expression.range));
    return undefined;
  }
  const wrong = localNameProblem(root.name);
  if (wrong !== undefined) {
    found.push(problem("Invalid provider local name", wrong, root.range));
    return undefined;
  }
  if (alias !== undefined && alias.kind !== "attr") {
    const detail = "Provider name must either stand alone or be followed by a period and then a configuration alias.";
    found.push(problem(summary, detail, alias.range));
  }
  return {
    localName: root.name,
    ...(alias?.kind === "attr" && { alias: alias.name }),
    range: traversalRange(traversal!),
  };
}
