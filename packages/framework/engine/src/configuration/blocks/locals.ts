// SPDX-License-Identifier: Apache-2.0

import { isValidIdentifier, type Block } from "@provide-foundry/hcl";
import type { Local } from "../configuration.ts";
import { badName, problem } from "../problem.ts";
import type { BlockContext } from "./block-context.ts";

export function readLocals(block: Block, { found }: BlockContext): readonly Local[] {
  const { attributes, diagnostics } = block.body.justAttributes();
  found.push(...diagnostics);
  return [...attributes.values()].map(({ name, expr: expression, range, nameRange }) => {
    if (!isValidIdentifier(name)) found.push(problem("Invalid local value name", badName, nameRange));
    return { name, expression, range };
  });
}
