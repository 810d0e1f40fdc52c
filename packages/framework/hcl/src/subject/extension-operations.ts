// SPDX-License-Identifier: Apache-2.0

/**
 * What extensions make of bodies.
 *
 * @module
 */

import type { Body, BodySchema } from "../body.ts";
import { hasErrors } from "../diagnostics.ts";
import type { EvalContext } from "../eval/eval-context.ts";
import { expandDynamicBlocks } from "../ext/dynamic-blocks.ts";
import { decodeUserFunctions } from "../ext/user-functions.ts";
import { parseConfig } from "../syntax/parse.ts";
import { decodeSchema, encodeAttributes, encodeContent } from "./body-operations.ts";
import { evaluationContext } from "./evaluation-context.ts";
import { encodeDiagnostics, type Fields, type JSONValue } from "./protocol.ts";
import { filename, sourceOf, type Operation, type Question } from "./question.ts";

export const extensionOperations: Readonly<Record<string, Operation>> = {
  dynblock: answerDynamicBlocks,
  userfunc: answerUserFunctions,
};

function answerDynamicBlocks(question: Question): JSONValue {
  const { result, diagnostics } = parseConfig(sourceOf(question), filename);
  const fields = { parse_diags: encodeDiagnostics(diagnostics) };
  if (hasErrors(diagnostics)) return fields;
  const body = expandDynamicBlocks(result.body, evaluationContext());
  const { content, diagnostics: problems } = body.content(decodeSchema(question["schema"]!));
  const encodeInner = nestedContent(decodeSchema(question["nested_schema"]!));
  return { ...fields, diags: encodeDiagnostics(problems), content: encodeContent(content, encodeInner) };
}

/** The blocks in expanded blocks are read by one schema, however deep they are. */
function nestedContent(schema: BodySchema): (body: Body) => Fields {
  return function encodeInner(body) {
    const { content, diagnostics } = body.content(schema);
    const { attrs, blocks } = encodeContent(content, encodeInner);
    return {
      ...(diagnostics.length > 0 && { diags: encodeDiagnostics(diagnostics) }),
      attrs,
      ...(content.blocks.length > 0 && { blocks }),
    };
  };
}

function answerUserFunctions(question: Question): JSONValue {
  const { result, diagnostics } = parseConfig(sourceOf(question), filename);
  const fields = { parse_diags: encodeDiagnostics(diagnostics) };
  if (hasErrors(diagnostics)) return fields;
  const decoded = decodeUserFunctions(result.body, "function", () => context);
  const context: EvalContext = { parent: evaluationContext(), functions: decoded.functions };
  const rest = decoded.remain.justAttributes();
  return {
    ...fields,
    decode_diags: encodeDiagnostics(decoded.diagnostics),
    rest_diags: encodeDiagnostics(rest.diagnostics),
    attrs: encodeAttributes(rest.attributes, context),
  };
}
