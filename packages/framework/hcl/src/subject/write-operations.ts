// SPDX-License-Identifier: Apache-2.0

/**
 * Edits of files. Their forms are described in `harnesses/go/hcl-vectors/write_edits.go`.
 *
 * @module
 */

import type { Value } from "@provide-foundry/cty";
import { hasErrors } from "../diagnostics.ts";
import { evaluate } from "../eval/evaluate.ts";
import { parseExpression, parseTraversalAbs, type Parsed } from "../syntax/parse.ts";
import { format } from "../write/format.ts";
import type { WriteBlock, WriteBody } from "../write/nodes.ts";
import { parseWritable } from "../write/parse.ts";
import { tokensOf, WriteToken } from "../write/token.ts";
import { evaluationContext } from "./evaluation-context.ts";
import { encodeDiagnostics, type JSONValue } from "./protocol.ts";
import { filename, type Operation, type Question } from "./question.ts";

export const writeOperations: Readonly<Record<string, Operation>> = { write_edit: answerEdits };

/** The name of an edit and its arguments. */
type Edit = readonly [name: string, ...args: JSONValue[]];

function answerEdits(question: Question): JSONValue {
  const { file, diagnostics } = parseWritable(question["in"] as string, filename);
  if (!file) return { parse_diags: encodeDiagnostics(diagnostics) };
  for (const edit of question["edits"] as unknown as Edit[]) applyEdit(file.body, edit);
  const out = file.toString();
  return { out, formatted: format(out) };
}

function applyEdit(body: WriteBody, edit: Edit): void {
  const [operation, name, second, third] = edit as [string, string, string & string[], string[]];
  switch (operation) {
    case "set":
      body.setAttributeValue(name, valueOf(second));
      break;
    case "ref":
      body.setAttributeTraversal(name, valid(parseTraversalAbs(second, filename)));
      break;
    case "raw":
      body.setAttributeRaw(
        name,
        tokensOf(second).map(({ type, text }) => new WriteToken(type, text)),
      );
      break;
    case "rm":
      body.removeAttribute(name);
      break;
    case "rename":
      body.renameAttribute(name, second);
      break;
    case "append":
      body.appendNewBlock(name, second);
      break;
    case "newline":
      body.appendNewline();
      break;
    case "clear":
      body.clear();
      break;
    case "prefix":
      // The original panics where a prefix would change its length; ours refuses with an error.
      if (second.length === third.length) body.getAttribute(name)?.expr.renameVariablePrefix(second, third);
      break;
    default: {
      const block = body.firstMatchingBlock(name, second);
      if (block) applyBlockEdit(body, block, edit);
    }
  }
}

function applyBlockEdit(body: WriteBody, block: WriteBlock, [operation, , , argument]: Edit): void {
  switch (operation) {
    case "rmblock":
      body.removeBlock(block);
      break;
    case "type":
      block.type = argument as string;
      break;
    case "labels":
      block.labels = argument as string[];
      break;
    case "in":
      applyEdit(block.body, argument as unknown as Edit);
      break;
    default:
      throw new Error(`no such edit: ${operation}`);
  }
}

function valueOf(source: string): Value {
  const { value, diagnostics } = evaluate(valid(parseExpression(source, filename)), evaluationContext());
  if (hasErrors(diagnostics)) throw new Error(`no value: ${source}`);
  return value;
}

function valid<T>({ result, diagnostics }: Parsed<T>): T {
  if (diagnostics.length > 0) throw new Error("a source of an edit has errors");
  return result;
}
