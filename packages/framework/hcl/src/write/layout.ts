// SPDX-License-Identifier: Apache-2.0

/**
 * How much space goes before each token of well formatted source. Nothing but spaces is ever changed.
 *
 * Lines are indented by their brackets, tokens within a line are spaced by their kinds, and the equals signs and trailing
 * comments of lines that follow each other are aligned.
 *
 * Source: hclwrite 2.24, `format.go`.
 *
 * @module
 */

import { TokenType } from "../syntax/token-type.ts";

/** Tokens in the order of the source. Those after an `EOF` are left alone, as is that token itself. */
export interface LayoutTokens {
  readonly count: number;
  /** A `TokenType` each. */
  readonly types: ArrayLike<number>;
  /** How many spaces there are before each. */
  readonly spaces: Int32Array;
  /** How many columns a token takes. */
  width(index: number): number;
  /** Whether a token is the word `in`. */
  isIn(index: number): boolean;
  /** Whether a token ends its line: a newline, or a comment that has one. */
  endsLine(index: number): boolean;
}

/** Changes `tokens.spaces` to what they should be. */
export function layOut(tokens: LayoutTokens): void {
  const lines = findLines(tokens);
  indent(tokens, lines);
  for (const line of lines) {
    space(tokens, line.start, line.assign);
    space(tokens, line.assign, line.comment);
  }
  align(
    tokens,
    lines,
    (line) => line.assign < line.comment,
    (line) => line.assign,
  );
  align(
    tokens,
    lines,
    (line) => line.comment < line.end,
    (line) => line.comment,
  );
}

/**
 * A line in up to three cells, each of which ends where the next starts: what leads it; from the equals sign on, if the
 * value ends on the same line; and a comment after something else.
 */
interface Line {
  readonly start: number;
  readonly assign: number;
  readonly comment: number;
  readonly end: number;
}

function findLines(tokens: LayoutTokens): Line[] {
  const { types, count } = tokens;
  const lines: Line[] = [];
  let start = 0;
  let i = 0;
  for (; i < count && types[i] !== TokenType.EOF; i++) {
    if (!tokens.endsLine(i)) continue;
    lines.push(divideLine(types, start, i + 1));
    start = i + 1;
  }
  if (start < i) lines.push(divideLine(types, start, i));
  // What ends a chain of lines that are aligned may be the empty line at the end.
  lines.push({ start: i, assign: i, comment: i, end: i });
  return lines;
}

function divideLine(types: ArrayLike<number>, start: number, end: number): Line {
  const comment = end - start > 1 && types[end - 1] === TokenType.Comment ? end - 1 : end;
  for (let i = start + 1; i < comment; i++) {
    if (types[i] !== TokenType.Equal) continue;
    let open = 0;
    for (let j = i; j < comment; j++) open += bracketChange(types[j]!);
    return { start, assign: open === 0 ? i : comment, comment, end };
  }
  return { start, assign: comment, comment, end };
}

/**
 * Indents each line by two spaces for each line before it that opened more brackets than it closed. Such a line counts once,
 * however many it opened, and until as many are closed again.
 */
function indent({ types, spaces }: LayoutTokens, lines: readonly Line[]): void {
  const levels: number[] = [];
  for (const line of lines) {
    if (line.start === line.assign) continue;
    if (types[line.start] === TokenType.Newline) {
      spaces[line.start] = 0;
      continue;
    }
    const change = bracketsOpened(types, line);
    if (change < 0) close(levels, -change);
    spaces[line.start] = 2 * levels.length;
    if (change > 0) levels.push(change);
  }
}

function bracketsOpened(types: ArrayLike<number>, { start, assign, comment }: Line): number {
  let change = 0;
  for (let i = start; i < assign; i++) {
    change += bracketChange(types[i]!);
    if (types[i] === TokenType.OHeredoc) break;
  }
  for (let i = assign; i < comment; i++) change += bracketChange(types[i]!);
  return change;
}

function close(levels: number[], count: number): void {
  for (let left = count; left > 0 && levels.length > 0;) {
    const level = levels.pop()!;
    if (left < level) levels.push(level - left);
    left -= level;
  }
}

/** Spaces the tokens of a cell, the first of them aside. */
function space(tokens: LayoutTokens, start: number, end: number): void {
  const { types, spaces } = tokens;
  for (let i = start + 1; i < end; i++) {
    const before = i - 2 < start ? TokenType.Nil : types[i - 2]!;
    spaces[i] = needsSpace(tokens, i - 1, before, types[i - 1]!, types[i]!) ? 1 : 0;
  }
}

/** Whether there is a space between a token and the next. `before` is the one before it, `Nil` if it starts its cell. */
function needsSpace(tokens: LayoutTokens, index: number, before: number, token: number, next: number): boolean {
  switch (next) {
    case TokenType.Newline:
      return false;
    case TokenType.OParen:
      if (token === TokenType.Ident) return false;
      break;
    case TokenType.DoubleColon:
      if (token === TokenType.Ident) return false;
      break;
    case TokenType.Dot:
      return false;
  }
  if (token === TokenType.DoubleColon && next === TokenType.Ident) return false;
  if (token === TokenType.Dot || next === TokenType.Comma || next === TokenType.Ellipsis) return false;
  if (token === TokenType.Comma) return true;
  if (isWithinText(token, next)) return false;
  // The word of a for-expression, before a tuple: `[for x in [a] : x]`.
  if (token === TokenType.Ident && before === TokenType.Ident && tokens.isIn(index)) return true;
  if (next === TokenType.OBrack) {
    if (token === TokenType.Ident || token === TokenType.NumberLit || bracketChange(token) < 0) return false;
  }
  if (token === TokenType.Bang) return false;
  if (token === TokenType.Minus) return endsOperand(before);
  if (token === TokenType.OBrace || next === TokenType.CBrace) {
    return token !== TokenType.OBrace || next !== TokenType.CBrace;
  }
  if (isSequenceStart(token) && next === TokenType.OBrace) return true;
  if (token === TokenType.CBrace && next === TokenType.TemplateSeqEnd) return true;
  if (token === TokenType.TemplateSeqEnd && isSequenceStart(next)) return false;
  return bracketChange(token) <= 0 && bracketChange(next) >= 0;
}

function isWithinText(token: number, next: number): boolean {
  switch (token) {
    case TokenType.QuotedLit:
    case TokenType.StringLit:
    case TokenType.OQuote:
    case TokenType.OHeredoc:
      return true;
  }
  switch (next) {
    case TokenType.QuotedLit:
    case TokenType.StringLit:
    case TokenType.CQuote:
    case TokenType.CHeredoc:
      return true;
    default:
      return false;
  }
}

function isSequenceStart(type: number): boolean {
  return type === TokenType.TemplateInterp || type === TokenType.TemplateControl;
}

/** Whether a minus after a token is a subtraction, as far as that token tells. */
function endsOperand(before: number): boolean {
  switch (before) {
    case TokenType.Nil:
    case TokenType.OParen:
    case TokenType.OBrace:
    case TokenType.OBrack:
    case TokenType.Equal:
    case TokenType.Colon:
    case TokenType.Comma:
    case TokenType.Question:
    case TokenType.Plus:
    case TokenType.Star:
    case TokenType.Slash:
    case TokenType.Percent:
    case TokenType.Minus:
    case TokenType.EqualOp:
    case TokenType.NotEqual:
    case TokenType.GreaterThan:
    case TokenType.GreaterThanEq:
    case TokenType.LessThan:
    case TokenType.LessThanEq:
    case TokenType.And:
    case TokenType.Or:
    case TokenType.Bang:
      return false;
    default:
      return true;
  }
}

function bracketChange(type: number): number {
  switch (type) {
    case TokenType.OBrace:
    case TokenType.OBrack:
    case TokenType.OParen:
    case TokenType.TemplateControl:
    case TokenType.TemplateInterp:
      return 1;
    case TokenType.CBrace:
    case TokenType.CBrack:
    case TokenType.CParen:
    case TokenType.TemplateSeqEnd:
      return -1;
    default:
      return 0;
  }
}

/** Aligns the cells that `cellStart` finds, in each run of lines that have one. */
function align(
  tokens: LayoutTokens,
  lines: readonly Line[],
  hasCell: (line: Line) => boolean,
  cellStart: (line: Line) => number,
): void {
  let chain: { cell: number; width: number }[] = [];
  for (const line of lines) {
    if (hasCell(line)) {
      const cell = cellStart(line);
      chain.push({ cell, width: widthOf(tokens, line.start, cell) });
    } else if (chain.length > 0) {
      const widest = chain.reduce((width, member) => Math.max(width, member.width), 0);
      for (const { cell, width } of chain) tokens.spaces[cell] = widest - width + 1;
      chain = [];
    }
  }
}

function widthOf(tokens: LayoutTokens, start: number, end: number): number {
  let width = 0;
  for (let i = start; i < end; i++) width += tokens.spaces[i]! + tokens.width(i);
  return width;
}
