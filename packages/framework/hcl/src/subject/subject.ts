// SPDX-License-Identifier: Apache-2.0

/**
 * This package behind the conformance subject protocol: answers to questions that any implementation of HCL can be asked.
 * `npm run subject` reads the questions, `conformance/hcl` has the answers of the original.
 *
 * @module
 */

import { bodyOperations } from "./body-operations.ts";
import { expressionOperations } from "./expression-operations.ts";
import type { JSONValue } from "./protocol.ts";
import type { Operation, Question } from "./question.ts";
import { extensionOperations } from "./extension-operations.ts";
import { sourceOperations } from "./source-operations.ts";
import { specOperations } from "./spec-operations.ts";
import { typeOperations } from "./type-operations.ts";
import { writeOperations } from "./write-operations.ts";

export type { JSONValue } from "./protocol.ts";
export type { Question } from "./question.ts";
export { agree } from "./vectors.ts";

export type Answer = { readonly out: JSONValue } | { readonly panic: string } | { readonly unsupported: string };

export const operations: Readonly<Record<string, Operation>> = {
  ...sourceOperations,
  ...expressionOperations,
  ...bodyOperations,
  ...typeOperations,
  ...extensionOperations,
  ...specOperations,
  ...writeOperations,
};

/** Answers a question. What is thrown is an answer too. */
export function ask(op: string, question: Question): Answer {
  const operation = Object.hasOwn(operations, op) ? operations[op] : undefined;
  if (operation === undefined) return { unsupported: `no such operation: ${op}` };
  try {
    return { out: operation(question) };
  } catch (error) {
    return { panic: String(error) };
  }
}
