// SPDX-License-Identifier: Apache-2.0

import { absTraversalForExpr, hasErrors, type Attribute, type Block } from "@provide-foundry/hcl";
import type { Moved, Target } from "../configuration.ts";
import { problem } from "../problem.ts";
import { parseTarget } from "../target.ts";
import type { BlockContext } from "./block-context.ts";

const schema = {
  attributes: [
    { name: "from", required: true },
    { name: "to", required: true },
  ],
};

export function readMoved(block: Block, context: BlockContext): Moved | undefined {
  const { defRange: range } = block;
  const { content, diagnostics } = block.body.content(schema);
  context.found.push(...diagnostics);
  const from = readTarget(content.attributes.get("from"), context);
  const to = readTarget(content.attributes.get("to"), context);
  if (from === undefined || to === undefined) return undefined;
  if (hasErrors(diagnostics)) return undefined;
  if ((from.resource === undefined) !== (to.resource === undefined)) {
    const detail = 'The "from" and "to" addresses must either both refer to resources or both refer to modules.';
    context.found.push(problem('Invalid "moved" addresses', detail, range));
    return undefined;
  }
  return { from, to, range };
}

/** The address that an argument is. Undefined if there is none, or a wrong one. */
export function readTarget(attribute: Attribute | undefined, { found }: BlockContext): Target | undefined {
  if (attribute === undefined) return undefined;
  const { view, diagnostics } = absTraversalForExpr(attribute.expr);
  found.push(...diagnostics);
  return view && parseTarget(view, found);
}
