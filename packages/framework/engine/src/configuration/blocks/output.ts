// SPDX-License-Identifier: Apache-2.0

import type { Block } from "@provide-foundry/hcl";
import type { Output } from "../configuration.ts";
import { problem } from "../problem.ts";
import { checkLabel, schemaIn, type BlockContext } from "./block-context.ts";
import { readCheckRule } from "./check-rule.ts";
import { readBool, readString } from "./constant.ts";
import { readTraversals, traversalRange } from "./quoted-reference.ts";

export type DeclaredOutput = Pick<Output, "name" | "range"> & Partial<Output>;

const schema = {
  attributes: [
    { name: "description" },
    { name: "value", required: true },
    { name: "depends_on" },
    { name: "sensitive" },
    { name: "ephemeral" },
  ],
  blocks: [{ type: "precondition" }, { type: "postcondition" }],
};

export function readOutput(block: Block, context: BlockContext): DeclaredOutput {
  const { content, diagnostics } = block.body.content(schemaIn(context, schema));
  context.found.push(...diagnostics);
  checkLabel(block, 0, "Invalid output name", context);
  const { attributes } = content;
  const description = readString(attributes.get("description"), context);
  const expression = attributes.get("value")?.expr;
  const sensitive = readBool(attributes.get("sensitive"), context);
  const ephemeral = readBool(attributes.get("ephemeral"), context);
  const dependsOn = readTraversals(attributes.get("depends_on"), context);
  const preconditions = content.blocks.flatMap((rule) => {
    if (rule.type === "precondition") return readCheckRule(rule, context) ?? [];
    const detail = "Output values can only have preconditions, not postconditions.";
    context.found.push(problem("Postconditions are not allowed", detail, rule.typeRange));
    return [];
  });
  return {
    name: block.labels[0]!,
    range: block.defRange,
    ...(description !== undefined && { description }),
    ...(expression && { expression }),
    ...(sensitive !== undefined && { sensitive }),
    ...(ephemeral !== undefined && { ephemeral }),
    dependsOn,
    preconditions,
  };
}

/** Undefined without a value, which has been reported. */
export function completeOutput(declared: DeclaredOutput): Output | undefined {
  const { expression } = declared;
  if (expression === undefined) return undefined;
  return { sensitive: false, ephemeral: false, dependsOn: [], preconditions: [], ...declared, expression };
}

export function overrideOutput(base: DeclaredOutput, change: DeclaredOutput, { found }: BlockContext): DeclaredOutput {
  const { dependsOn, preconditions, range } = base;
  const [first] = change.dependsOn ?? [];
  if (first !== undefined) {
    found.push(
      problem("Unsupported override", "The depends_on argument may not be overridden.", traversalRange(first)),
    );
  }
  return { ...base, ...change, dependsOn: dependsOn ?? [], preconditions: preconditions ?? [], range };
}
