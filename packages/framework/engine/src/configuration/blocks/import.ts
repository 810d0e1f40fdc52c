// SPDX-License-Identifier: Apache-2.0

import { absTraversalForExpr, type Block, type Expression, type Traversal } from "@provide-foundry/hcl";
import type { Diagnostic } from "../../diagnostic.ts";
import type { Import, Target } from "../configuration.ts";
import { problem } from "../problem.ts";
import { parseTarget } from "../target.ts";
import type { BlockContext } from "./block-context.ts";
import { readProviderReference } from "./provider-reference.ts";
import { unwrapJSON } from "./quoted-reference.ts";

const schema = {
  attributes: [
    { name: "provider" },
    { name: "id", required: true },
    { name: "to", required: true },
    { name: "for_each" },
  ],
};

export function readImport(block: Block, context: BlockContext): Import | undefined {
  const { found } = context;
  const { content, diagnostics } = block.body.content(schema);
  found.push(...diagnostics);
  const given = content.attributes;
  const id = given.get("id")?.expr;
  const forEach = given.get("for_each")?.expr;
  const toArgument = given.get("to");
  const to = toArgument && unwrapJSON(toArgument.expr, context);
  const target = to && readTarget(to, found);
  if (toArgument !== undefined && target?.resource?.mode !== "managed") {
    found.push(problem("Invalid import address", "Only managed resources can be imported.", toArgument.range));
  }
  const providerArgument = given.get("provider");
  if (providerArgument !== undefined && (target?.module.length ?? 0) > 0) {
    const detail =
      "The provider argument can only be specified in import blocks that will generate configuration.\n\nUse the providers argument within the module block to configure providers for all resources within a module, including imported resources.";
    found.push(problem("Invalid import provider argument", detail, providerArgument.range));
  }
  const provider = providerArgument && readProviderReference(providerArgument.expr, "provider", context);
  if (to === undefined || target === undefined) return undefined;
  return {
    to,
    target,
    ...(id && { id }),
    ...(forEach && { forEach }),
    ...(provider && { provider }),
    range: block.defRange,
  };
}

/** What is to be imported, with the keys that are written out. */
function readTarget(to: Expression, found: Diagnostic[]): Target | undefined {
  const traversal = staticPart(to, found);
  if (traversal === undefined) return undefined;
  const target = parseTarget(traversal, found);
  if (target === undefined || target.resource !== undefined) return target;
  const detail =
    "A resource instance address is required here. The module path must be followed by a resource instance specification.";
  found.push(problem("Invalid address", detail, target.range));
  return undefined;
}

/** A reference without the keys that have to be evaluated. */
function staticPart(expression: Expression, found: Diagnostic[]): Traversal | undefined {
  switch (expression.kind) {
    case "IndexExpr":
      return staticPart(expression.collection, found);
    case "RelativeTraversalExpr": {
      const start = staticPart(expression.operand, found);
      return start && [...start, ...expression.traversal];
    }
    case "ScopeTraversalExpr":
      return expression.traversal;
    default:
      found.push(...absTraversalForExpr(expression).diagnostics);
      return undefined;
  }
}
