// SPDX-License-Identifier: Apache-2.0

import type { Diagnostics } from "../diagnostics.ts";
import { TokenType } from "../syntax/token-type.ts";
import type { WriteBody } from "./nodes.ts";
import { parseWritable } from "./parse.ts";
import { WriteToken } from "./token.ts";

/**
 * The text as `terraform fmt` leaves it: in canonical layout, and without some idioms of Terraform 0.11 that mean the same in
 * a shorter form: `"${a}"`, labels without quotes, and types of variables in quotes or without an element type.
 *
 * @returns The text as it was where it has syntax errors, which the diagnostics are.
 *
 * Source: Terraform 1.11, `internal/command/fmt.go`.
 */
export function formatTerraform(
  text: string,
  filename: string,
): { readonly text: string; readonly diagnostics: Diagnostics } {
  const { file, diagnostics } = parseWritable(text, filename);
  if (!file) return { text, diagnostics };
  cleanBody(file.body, []);
  return { text: file.toString(), diagnostics };
}

function cleanBody(body: WriteBody, blockTypes: readonly string[]): void {
  const isVariable = blockTypes.length === 1 && blockTypes[0] === "variable";
  for (const [name, { expr }] of body.attributes) {
    const clean = isVariable && name === "type" ? cleanType : unwrapInterpolation;
    body.setAttributeRaw(name, clean(expr.tokens));
  }
  for (const block of body.blocks) {
    // Comments between labels go, and labels without quotes get them.
    block.labels = [...block.labels];
    cleanBody(block.body, [...blockTypes, block.type]);
  }
}

/** The expression in a template that has only that. What is not surely such a template is left alone. */
function unwrapInterpolation(tokens: readonly WriteToken[]): readonly WriteToken[] {
  const inside = tokens.slice(2, -2);
  const isWrapped =
    inside.length > 0 &&
    tokens[0]!.type === TokenType.OQuote &&
    tokens[1]!.type === TokenType.TemplateInterp &&
    tokens.at(-2)!.type === TokenType.TemplateSeqEnd &&
    tokens.at(-1)!.type === TokenType.CQuote;
  if (!isWrapped || hasOtherParts(inside)) return tokens;
  const trimmed = trimNewlines(inside);
  const isMultiLine = trimmed.some(({ type }) => type === TokenType.Newline);
  if (!isMultiLine || isParenthesized(trimmed)) return trimmed;
  return [new WriteToken(TokenType.OParen, "("), ...trimmed, new WriteToken(TokenType.CParen, ")")];
}

/** Whether the template has more than one part: `"${a}${b}"`, `"${a} b"`. Strings in its expression do not count. */
function hasOtherParts(inside: readonly WriteToken[]): boolean {
  let quotes = 0;
  for (const { type } of inside) {
    if (type === TokenType.OQuote) quotes++;
    else if (type === TokenType.CQuote) quotes--;
    else if (quotes <= 0 && endsPart(type)) return true;
  }
  return false;
}

function endsPart(type: TokenType): boolean {
  return type === TokenType.TemplateInterp || type === TokenType.TemplateSeqEnd || type === TokenType.QuotedLit;
}

function isParenthesized(tokens: readonly WriteToken[]): boolean {
  return tokens[0]?.type === TokenType.OParen && tokens.length > 1 && tokens.at(-1)!.type === TokenType.CParen;
}

function trimNewlines(tokens: readonly WriteToken[]): readonly WriteToken[] {
  const isText = ({ type }: WriteToken): boolean => type !== TokenType.Newline;
  const first = tokens.findIndex(isText);
  return first < 0 ? [] : tokens.slice(first, tokens.findLastIndex(isText) + 1);
}

/** The type of a variable, with the element type that older forms leave out. */
function cleanType(tokens: readonly WriteToken[]): readonly WriteToken[] {
  const [first, second, third] = tokens;
  if (tokens.length === 1 && first!.type === TokenType.Ident && isCollection(first!.text)) {
    return typeTokens(first!.text, "any");
  }
  const isText =
    tokens.length === 3 &&
    first!.type === TokenType.OQuote &&
    second!.type === TokenType.QuotedLit &&
    third!.type === TokenType.CQuote;
  if (!isText) return tokens;
  switch (second!.text) {
    case "string":
      return [new WriteToken(TokenType.Ident, "string")];
    case "list":
    case "map":
      return typeTokens(second!.text, "string");
    default:
      return tokens;
  }
}

function isCollection(name: string): boolean {
  return name === "list" || name === "map" || name === "set";
}

function typeTokens(name: string, elementType: string): WriteToken[] {
  return [
    new WriteToken(TokenType.Ident, name),
    new WriteToken(TokenType.OParen, "("),
    new WriteToken(TokenType.Ident, elementType),
    new WriteToken(TokenType.CParen, ")"),
  ];
}
