// SPDX-License-Identifier: Apache-2.0

import { absTraversalForExpr, type Attribute, type Block } from "@provide-foundry/hcl";
import { quoteGo } from "@provide-foundry/cty/unicode";
import type { Removed, Target } from "../configuration.ts";
import { problem, refusal } from "../problem.ts";
import type { BlockContext } from "./block-context.ts";
import { readBool } from "./constant.ts";
import { readTarget } from "./moved.ts";

const schema = {
  attributes: [{ name: "from", required: true }],
  blocks: [{ type: "lifecycle" }, { type: "connection" }, { type: "provisioner", labelNames: ["type"] }],
};

export function readRemoved(block: Block, context: BlockContext): Removed | undefined {
  const { found } = context;
  const { content, diagnostics } = block.body.content(schema);
  found.push(...diagnostics);
  const argument = content.attributes.get("from");
  const from = readTarget(argument, context);
  if (argument !== undefined && from !== undefined) checkTarget(from, argument, context);
  let destroy = true;
  for (const inner of content.blocks) {
    if (inner.type === "lifecycle") destroy = readDestroy(inner, context) ?? destroy;
    else found.push(refusal(`The block type ${quoteGo(inner.type)}`, inner.typeRange));
  }
  return from && { from, destroy, range: block.defRange };
}

function readDestroy(lifecycle: Block, context: BlockContext): boolean | undefined {
  const { content, diagnostics } = lifecycle.body.content({ attributes: [{ name: "destroy" }] });
  context.found.push(...diagnostics);
  return readBool(content.attributes.get("destroy"), context);
}

/** Reports what is never destroyed, and what is not all of a resource or module. */
function checkTarget({ module, resource, key, range }: Target, { expr }: Attribute, { found }: BlockContext): void {
  if (resource !== undefined && resource.mode !== "managed") {
    const what = resource.mode === "data" ? "Data source" : "Ephemeral resource";
    const detail =
      resource.mode === "data"
        ? "Data sources are never destroyed, so they are not valid targets of removed blocks. To remove the data source from state, remove the data source block from configuration."
        : "Ephemeral resources are never destroyed, so they are not valid targets of removed blocks. To remove the ephemeral resource from state, remove the ephemeral resource block from configuration.";
    found.push(problem(`${what} address not allowed`, detail, range));
    return;
  }
  const index = absTraversalForExpr(expr).view?.find((step) => step.kind === "index");
  if (index === undefined) return;
  if (module.some((step) => step.key !== undefined)) {
    const detail = 'Module address must be a module (e.g. "module.foo"), not a module instance (e.g. "module.foo[1]").';
    found.push(problem("Module instance keys not allowed", detail, index.range));
  } else if (key !== undefined) {
    const detail =
      'Resource address must be a resource (e.g. "test_instance.foo"), not a resource instance (e.g. "test_instance.foo[1]").';
    found.push(problem("Resource instance keys not allowed", detail, index.range));
  }
}
