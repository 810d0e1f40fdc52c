// SPDX-License-Identifier: Apache-2.0

import { isValidIdentifier, type Block, type BodySchema } from "@provide-foundry/hcl";
import type { Diagnostic } from "../../diagnostic.ts";
import { badName, problem } from "../problem.ts";

/** What the readers of blocks need besides the block. */
export interface BlockContext {
  /** Whether the file changes what others declare: nothing is required then. */
  readonly isOverride: boolean;
  /** Takes what is wrong. */
  readonly found: Diagnostic[];
}

/** The schema, with nothing required where a block only changes another. */
export function schemaIn({ isOverride }: BlockContext, schema: BodySchema): BodySchema {
  if (!isOverride) return schema;
  return { ...schema, attributes: (schema.attributes ?? []).map(({ name }) => ({ name })) };
}

/** Reports a label that is no name. */
export function checkLabel(block: Block, index: number, summary: string, { found }: BlockContext): void {
  if (!isValidIdentifier(block.labels[index]!)) found.push(problem(summary, badName, block.labelRanges[index]!));
}
