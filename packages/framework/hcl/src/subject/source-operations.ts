// SPDX-License-Identifier: Apache-2.0

/**
 * Sources as they are read: their tokens, and their layout.
 *
 * @module
 */

import { decodeSource } from "../source/broken-bytes.ts";
import { parseConfig } from "../syntax/parse.ts";
import { lexConfig, lexExpression, lexTemplate, type Lexed } from "../syntax/lex.ts";
import { format, formatBytes } from "../write/format.ts";
import { encodeDiagnostics, type JSONValue } from "./protocol.ts";
import { filename, sourceOf, type Operation, type Question } from "./question.ts";

export const sourceOperations: Readonly<Record<string, Operation>> = {
  tokens_config: (question) => encodeTokens(lexConfig(sourceOf(question), filename)),
  tokens_expression: (question) => encodeTokens(lexExpression(sourceOf(question), filename)),
  tokens_template: (question) => encodeTokens(lexTemplate(sourceOf(question), filename)),
  format: answerFormat,
};

function encodeTokens({ tokens, diagnostics }: Lexed): JSONValue {
  return {
    tokens: tokens.map(({ name, range: { start, end } }) => {
      return `${name} ${start.byte}-${end.byte} ${start.line}:${start.column}`;
    }),
    ...(diagnostics.length > 0 && { diags: encodeDiagnostics(diagnostics) }),
  };
}

function answerFormat(question: Question): JSONValue {
  const source = sourceOf(question);
  const out = typeof source === "string" ? format(source) : decodeSource(formatBytes(source)).toWellFormed();
  return {
    out,
    idempotent: format(out) === out,
    parse_ok: parseConfig(source, filename).diagnostics.length === 0,
  };
}
