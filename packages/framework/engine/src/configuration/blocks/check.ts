// SPDX-License-Identifier: Apache-2.0

import { formatRange, hasErrors, type Block } from "@provide-foundry/hcl";
import type { Check, CheckRule } from "../configuration.ts";
import { problem } from "../problem.ts";
import { checkLabel, type BlockContext } from "./block-context.ts";
import { readCheckRule } from "./check-rule.ts";
import { readResource, type DeclaredResource } from "./resource.ts";

export interface DeclaredCheck extends Omit<Check, "data"> {
  readonly data?: DeclaredResource;
}

const schema = { blocks: [{ type: "data", labelNames: ["type", "name"] }, { type: "assert" }] };

/** Undefined in a file that overrides others, where there can be none. */
export function readCheck(block: Block, context: BlockContext): DeclaredCheck | undefined {
  const { isOverride, found } = context;
  const { defRange: range } = block;
  if (isOverride) {
    found.push(problem("Can't override check blocks", "Override files cannot override check blocks.", range));
    return undefined;
  }
  const { content, diagnostics } = block.body.content(schema);
  found.push(...diagnostics);
  checkLabel(block, 0, "Invalid check block name", context);
  const assertions: CheckRule[] = [];
  let data: DeclaredResource | undefined;
  for (const inner of content.blocks) {
    const ofInner: BlockContext = { isOverride, found: [] };
    if (inner.type === "assert") {
      const rule = readCheckRule(inner, ofInner);
      if (rule !== undefined && !hasErrors(ofInner.found)) assertions.push(rule);
    } else if (data === undefined) {
      const read = readResource(inner, "data", ofInner, true);
      if (!hasErrors(ofInner.found)) data = read;
    } else {
      const detail = `This check block already has a data resource defined at ${formatRange(data.range)}.`;
      found.push(problem("Multiple data resource blocks", detail, inner.defRange));
    }
    found.push(...ofInner.found);
  }
  if (assertions.length === 0) {
    found.push(problem("Zero assert blocks", "Check blocks must have at least one assert block.", range));
  }
  return { name: block.labels[0]!, ...(data && { data }), assertions, range };
}
