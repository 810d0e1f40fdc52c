// SPDX-License-Identifier: Apache-2.0

import { isValidIdentifier, mergeBodies, type Attribute, type Block, type Body } from "@provide-foundry/hcl";
import { quoteGo } from "@provide-foundry/cty/unicode";
import type { ProviderBlock } from "../configuration.ts";
import { badName, problem, warning } from "../problem.ts";
import { localNameProblem } from "../provider-source.ts";
import type { BlockContext } from "./block-context.ts";
import { readString } from "./constant.ts";
import { readVersionConstraint } from "./read-version.ts";

const reserved = ["count", "depends_on", "for_each", "source"];
const schema = {
  attributes: ["alias", "version", ...reserved].map((name) => ({ name })),
  blocks: [{ type: "_" }, { type: "lifecycle" }, { type: "locals" }],
};

export function readProvider(block: Block, context: BlockContext): ProviderBlock | undefined {
  const { found } = context;
  const { content, remain, diagnostics } = block.body.partialContent(schema);
  found.push(...diagnostics);
  const localName = block.labels[0]!;
  const wrong = localNameProblem(localName);
  if (wrong !== undefined) {
    found.push(problem("Invalid provider local name", wrong, block.defRange));
    return undefined;
  }
  const alias = readAlias(content.attributes.get("alias"), context);
  const hasVersion = readVersion(content.attributes.get("version"), context);
  for (const name of reserved) {
    const attribute = content.attributes.get(name);
    if (attribute === undefined) continue;
    const detail = `The provider argument name ${quoteGo(name)} is reserved for use by Terraform in a future version.`;
    found.push(problem("Reserved argument name in provider block", detail, attribute.nameRange));
  }
  return {
    localName,
    ...(alias !== undefined && { alias }),
    config: unescapeBody(remain, content.blocks, "provider", "provider-specific", context),
    hasVersion,
    range: block.defRange,
  };
}

/**
 * A body with what a block named `_` has, which is never for Terraform itself. The blocks of other names are
 * reported: there is no use for them yet.
 */
export function unescapeBody(
  body: Body,
  blocks: readonly Block[],
  kind: "provider" | "module" | "resource" | "data" | "ephemeral",
  meaning: string,
  { found }: BlockContext,
): Body {
  let first: Block | undefined;
  for (const block of blocks) {
    if (block.type !== "_") {
      const detail = `The block type name ${quoteGo(block.type)} is reserved for use by Terraform in a future version.`;
      found.push(problem(`Reserved block type name in ${kind} block`, detail, block.typeRange));
    } else if (first === undefined) first = block;
    else {
      const { filename, start, end } = first.defRange;
      const place = `${filename}:${start.line},${start.column}-${end.column}`;
      const detail = `The special block type "_" can be used to force particular arguments to be interpreted as ${meaning} rather than as meta-arguments, but each ${kind === "ephemeral" ? "data" : kind} block can have only one such block. The first escaping block was at ${place}.`;
      found.push(problem("Duplicate escaping block", detail, block.defRange));
    }
  }
  return first === undefined ? body : mergeBodies([body, first.body]);
}

function readAlias(attribute: Attribute | undefined, context: BlockContext): string | undefined {
  if (attribute === undefined) return undefined;
  const alias = readString(attribute, context) ?? "";
  if (isValidIdentifier(alias)) return alias;
  const detail = `An alias must be a valid name. ${badName}`;
  context.found.push({ severity: "error", summary: "Invalid provider configuration alias", detail });
  return alias;
}

function readVersion(attribute: Attribute | undefined, context: BlockContext): boolean {
  if (attribute === undefined) return false;
  const detail =
    "Terraform 0.13 and earlier allowed provider version constraints inside the provider configuration block, but that is now deprecated and will be removed in a future version of Terraform. To silence this warning, move the provider version constraint into the required_providers block.";
  const summary = "Version constraints inside provider configuration blocks are deprecated";
  context.found.push(warning(summary, detail, attribute.expr.range));
  return readVersionConstraint(attribute, context) !== undefined;
}
