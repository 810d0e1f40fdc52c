// SPDX-License-Identifier: Apache-2.0

/**
 * Files and what is in them, in native and in JSON syntax.
 *
 * @module
 */

import type { Attribute, Attributes, Body, BodyContent, BodySchema } from "../body.ts";
import type { ConfigFile } from "../config-file.ts";
import { parseJSON, parseJSONExpression } from "../json/parse.ts";
import type { EvalContext } from "../eval/eval-context.ts";
import { formatDiagnostics } from "../report/text.ts";
import { parseConfig, type Parsed } from "../syntax/parse.ts";
import type { SyntaxBody } from "../syntax/structure.ts";
import { evaluationContext } from "./evaluation-context.ts";
import { encodeEvaluation, encodeStaticViews, encodeVariables } from "./expression-operations.ts";
import { compareTexts, encodeDiagnostics, encodeRange, type Fields, type JSONValue } from "./protocol.ts";
import { filename, sourceOf, type Operation, type Question } from "./question.ts";

export const bodyOperations: Readonly<Record<string, Operation>> = {
  body: answerBody,
  schema: (question) => answerSchema(question, parseConfig(sourceOf(question), filename)),
  json_schema: (question) => answerSchema(question, parseJSON(sourceOf(question), filename)),
  json_expr: answerJSONExpression,
};

function answerBody(question: Question): JSONValue {
  const { result: file, diagnostics } = parseConfig(sourceOf(question), filename);
  if (diagnostics.length === 0) return { body: encodeBody(file.body) };
  const options = { files: [file], width: 78, isRaw: true };
  return {
    parse_diags: encodeDiagnostics(diagnostics),
    diag_text: formatDiagnostics(diagnostics, options),
    diag_text_color: formatDiagnostics(diagnostics, { ...options, hasColor: true }),
  };
}

function encodeBody({ attributes, blocks, range, endRange }: SyntaxBody): JSONValue {
  return {
    attrs: sortedByName(attributes.values()).map((attribute) => ({
      ...encodeAttribute(attribute, evaluationContext()),
      equals: encodeRange(attribute.equalsRange),
      expr_range: encodeRange(attribute.expr.range),
    })),
    blocks: blocks.map((block) => ({
      type: block.type,
      type_range: encodeRange(block.typeRange),
      labels: block.labels,
      label_ranges: block.labelRanges.map(encodeRange),
      open_brace: encodeRange(block.openBraceRange),
      close_brace: encodeRange(block.closeBraceRange),
      def_range: encodeRange(block.defRange),
      range: encodeRange(block.range),
      body: encodeBody(block.body),
    })),
    range: encodeRange(range),
    end: encodeRange(endRange),
  };
}

function answerSchema(question: Question, { result: file, diagnostics }: Parsed<ConfigFile>): JSONValue {
  const schema = decodeSchema(question["schema"]!);
  const whole = file.body.content(schema);
  const partial = file.body.partialContent(schema);
  const rest = partial.remain.justAttributes();
  return {
    parse_diags: encodeDiagnostics(diagnostics),
    content: {
      content: encodeContent(whole.content, encodeOwnAttributes),
      diags: encodeDiagnostics(whole.diagnostics),
    },
    partial: {
      content: encodeContent(partial.content, encodeOwnAttributes),
      diags: encodeDiagnostics(partial.diagnostics),
      rest_just_attributes: encodeAttributes(rest.attributes),
      rest_diags: encodeDiagnostics(rest.diagnostics),
    },
  };
}

export function decodeSchema(form: JSONValue): BodySchema {
  const { attributes, blocks } = form as unknown as {
    attributes: { name: string; required: boolean }[];
    blocks: { type: string; labels: string[] }[];
  };
  return { attributes, blocks: blocks.map(({ type, labels }) => ({ type, labelNames: labels })) };
}

/** Attributes and blocks; `encodeBlockBody` tells what a block holds. */
export function encodeContent(
  content: BodyContent,
  encodeBlockBody: (body: Body) => Fields,
): { readonly [name: string]: JSONValue } {
  return {
    attrs: encodeAttributes(content.attributes),
    blocks: content.blocks.map(({ type, typeRange, labels, defRange, body }) => ({
      type,
      type_range: encodeRange(typeRange),
      labels,
      def_range: encodeRange(defRange),
      ...encodeBlockBody(body),
    })),
    missing_item_range: encodeRange(content.missingItemRange),
  };
}

function encodeOwnAttributes(body: Body): Fields {
  const { attributes, diagnostics } = body.justAttributes();
  return {
    attrs: encodeAttributes(attributes),
    ...(diagnostics.length > 0 && { diags: encodeDiagnostics(diagnostics) }),
  };
}

export function encodeAttributes(attributes: Attributes, context: EvalContext = evaluationContext()): JSONValue {
  return sortedByName(attributes.values()).map((attribute) => encodeAttribute(attribute, context) as JSONValue);
}

function encodeAttribute({ name, nameRange, range, expr }: Attribute, context: EvalContext): Fields {
  return {
    name,
    name_range: encodeRange(nameRange),
    range: encodeRange(range),
    ...encodeVariables(expr),
    ...encodeEvaluation(expr, context).fields,
  };
}

function sortedByName<T extends { readonly name: string }>(items: Iterable<T>): T[] {
  return [...items].sort((a, b) => compareTexts(a.name, b.name));
}

function answerJSONExpression(question: Question): JSONValue {
  const { result: expression, diagnostics } = parseJSONExpression(sourceOf(question), filename);
  if (diagnostics.length > 0) return { parse_diags: encodeDiagnostics(diagnostics) };
  return {
    ...encodeVariables(expression),
    ...encodeStaticViews(expression),
    nil_context: encodeEvaluation(expression, undefined).fields as JSONValue,
    with_context: encodeEvaluation(expression, evaluationContext()).fields as JSONValue,
  };
}
