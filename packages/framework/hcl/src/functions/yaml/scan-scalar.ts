// SPDX-License-Identifier: Apache-2.0

/**
 * The content of scalars: plain ones, quoted ones, and blocks of lines.
 *
 * Source: go-cty-yaml 1.1.0, `scannerc.go`.
 *
 * @module
 */

import { isBlank, isBlankOrEnd, isBreak, isBreakOrEnd, isDigit, isHexDigit, type Reader } from "./reader.ts";
import { scanError } from "./syntax-error.ts";
import type { Token } from "./token.ts";

/** White space between parts of a scalar on one line or several; line breaks are folded. */
class Gap {
  isBroken: boolean;
  #blanks = "";
  #firstBreak = "";
  #moreBreaks = "";

  /** @param isBroken Whether a line break that counts for nothing is before it. */
  constructor(isBroken = false) {
    this.isBroken = isBroken;
  }

  addBlank(reader: Reader): void {
    if (this.isBroken) reader.skip();
    else this.#blanks += reader.take();
  }

  addBreak(reader: Reader): void {
    reader.ensure(2);
    if (this.isBroken) {
      this.#moreBreaks += reader.takeBreak();
    } else {
      this.#firstBreak = reader.takeBreak();
      this.isBroken = true;
    }
  }

  /** What it stands for. */
  toString(): string {
    if (!this.isBroken) return this.#blanks;
    if (this.#firstBreak !== "\n") return this.#firstBreak + this.#moreBreaks;
    return this.#moreBreaks === "" ? " " : this.#moreBreaks;
  }
}

/** A plain scalar, and whether a line ended after it. */
export function scanPlain(reader: Reader, indent: number, isInFlow: boolean): { token: Token; endsLine: boolean } {
  const start = reader.mark;
  let end = start;
  let text = "";
  let gap: Gap | undefined;
  for (;;) {
    reader.ensure(4);
    if (reader.isAtDocumentIndicator() || reader.peek() === 0x23) break;
    while (!isBlankOrEnd(reader.peek()) && !endsPlain(reader, isInFlow)) {
      if (gap !== undefined) text += gap.toString();
      gap = undefined;
      text += reader.take();
      end = reader.mark;
      reader.ensure(2);
    }
    if (!isBlank(reader.peek()) && !isBreak(reader.peek())) break;
    reader.ensure(1);
    gap ??= new Gap();
    passPlainGap(reader, gap, indent);
    if (!isInFlow && reader.column < indent) break;
  }
  return { token: { kind: "scalar", start, end, text, style: "plain" }, endsLine: gap?.isBroken === true };
}

function endsPlain(reader: Reader, isInFlow: boolean): boolean {
  const code = reader.peek();
  if (code === 0x3a) return isBlankOrEnd(reader.peek(1));
  return isInFlow && /[,?[\]{}]/.test(String.fromCharCode(code));
}

function passPlainGap(reader: Reader, gap: Gap, indent: number): void {
  for (; isBlank(reader.peek()) || isBreak(reader.peek()); reader.ensure(1)) {
    if (!isBlank(reader.peek())) {
      gap.addBreak(reader);
    } else if (gap.isBroken && reader.column < indent && reader.peek() === 0x09) {
      throw scanError(reader, "found a tab character that violates indentation");
    } else {
      gap.addBlank(reader);
    }
  }
}

const singleQuote = 0x27;
const doubleQuote = 0x22;
const backslash = 0x5c;

/** The next character must be a quote. */
export function scanQuoted(reader: Reader): Token {
  const start = reader.mark;
  const quote = reader.peek();
  reader.skip();
  let text = "";
  for (;;) {
    reader.ensure(4);
    if (reader.isAtDocumentIndicator()) throw scanError(reader, "found unexpected document indicator");
    if (reader.peek() === 0) throw scanError(reader, "found unexpected end of stream");
    const part = scanQuotedPart(reader, quote);
    text += part.text;
    reader.ensure(1);
    if (reader.peek() === quote) break;
    const gap = new Gap(part.escapesBreak);
    for (; isBlank(reader.peek()) || isBreak(reader.peek()); reader.ensure(1)) {
      if (isBlank(reader.peek())) gap.addBlank(reader);
      else gap.addBreak(reader);
    }
    text += gap.toString();
  }
  reader.skip();
  const style = quote === singleQuote ? "singleQuoted" : "doubleQuoted";
  return { kind: "scalar", start, end: reader.mark, text, style };
}

/** Up to white space, the end or a backslash that ends the line. */
function scanQuotedPart(reader: Reader, quote: number): { text: string; escapesBreak: boolean } {
  let text = "";
  for (; !isBlankOrEnd(reader.peek()); reader.ensure(2)) {
    const code = reader.peek();
    const next = reader.peek(1);
    if (quote === singleQuote && code === singleQuote && next === singleQuote) {
      reader.skip();
      reader.skip();
      text += "'";
    } else if (code === quote) {
      break;
    } else if (quote === doubleQuote && code === backslash) {
      if (isBreak(next)) {
        reader.ensure(3);
        reader.skip();
        reader.takeBreak();
        return { text, escapesBreak: true };
      }
      text += scanEscape(reader);
    } else {
      text += reader.take();
    }
  }
  return { text, escapesBreak: false };
}

const simpleEscapes: Readonly<Record<string, string>> = {
  "0": "\0",
  a: "\u0007",
  b: "\b",
  t: "\t",
  "\t": "\t",
  n: "\n",
  v: "\v",
  f: "\f",
  r: "\r",
  e: "\u001b",
  " ": " ",
  '"': '"',
  "'": "'",
  "\\": "\\",
  N: "\u0085",
  _: "\u00a0",
  L: "\u2028",
  P: "\u2029",
};
const codeLengths: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

function scanEscape(reader: Reader): string {
  const letter = String.fromCharCode(reader.peek(1));
  const simple = simpleEscapes[letter];
  const length = codeLengths[letter];
  if (simple === undefined && length === undefined) throw scanError(reader, "found unknown escape character");
  reader.skip();
  reader.skip();
  return simple ?? scanCode(reader, length!);
}

function scanCode(reader: Reader, length: number): string {
  reader.ensure(length);
  let digits = "";
  for (let i = 0; i < length; i++) {
    const code = reader.peek(i);
    if (!isHexDigit(code)) throw scanError(reader, "did not find expected hexdecimal number");
    digits += String.fromCharCode(code);
  }
  const value = Number.parseInt(digits, 16);
  if ((value >= 0xd800 && value <= 0xdfff) || value > 0x10_ffff) {
    throw scanError(reader, "found invalid Unicode character escape code");
  }
  for (let i = 0; i < length; i++) reader.skip();
  return String.fromCodePoint(value);
}

/** The next character must be `|` or `>`. */
export function scanBlock(reader: Reader, parentIndent: number): Token {
  const start = reader.mark;
  const isLiteral = reader.peek() === 0x7c;
  reader.skip();
  const { chomping, increment } = scanBlockHeader(reader);
  let end = reader.mark;
  let indent = increment > 0 ? Math.max(parentIndent, 0) + increment : 0;
  let breaks = "";
  const passBreaks = (): void => {
    ({ indent, breaks, end } = scanBlockBreaks(reader, indent, parentIndent));
  };
  passBreaks();
  reader.ensure(1);

  let text = "";
  let lastBreak = "";
  let wasBlank = false;
  while (reader.column === indent && reader.peek() !== 0) {
    // Lines that start with white space keep their line breaks.
    const isFolded = !isLiteral && !wasBlank && !isBlank(reader.peek()) && lastBreak === "\n";
    text += isFolded ? (breaks === "" ? " " : breaks) : lastBreak + breaks;
    wasBlank = isBlank(reader.peek());
    for (; !isBreakOrEnd(reader.peek()); reader.ensure(1)) text += reader.take();
    reader.ensure(2);
    lastBreak = reader.takeBreak();
    passBreaks();
  }
  if (chomping !== "strip") text += lastBreak;
  if (chomping === "keep") text += breaks;
  return { kind: "scalar", start, end, text, style: "block" };
}

interface BlockHeader {
  readonly chomping: "strip" | "clip" | "keep";
  /** By how much it is indented more than what it is in; 0 if that is to be found out. */
  readonly increment: number;
}

/** What follows `|` or `>` on its line: a sign and a digit in any order, and a comment. */
function scanBlockHeader(reader: Reader): BlockHeader {
  let chomping: BlockHeader["chomping"] = "clip";
  let increment = 0;
  const takeChomping = (): boolean => {
    const code = reader.peek();
    if (code !== 0x2b && code !== 0x2d) return false;
    chomping = code === 0x2b ? "keep" : "strip";
    reader.skip();
    reader.ensure(1);
    return true;
  };
  const takeIncrement = (): void => {
    const code = reader.peek();
    if (!isDigit(code)) return;
    if (code === 0x30) throw scanError(reader, "found an indentation indicator equal to 0");
    increment = code - 0x30;
    reader.skip();
    reader.ensure(1);
  };
  reader.ensure(1);
  const wasChomping = takeChomping();
  takeIncrement();
  if (!wasChomping && increment > 0) takeChomping();
  endHeaderLine(reader);
  return { chomping, increment };
}

/** White space, a comment and the line break. */
export function endHeaderLine(reader: Reader): void {
  reader.ensure(1);
  skipBlanks(reader);
  skipComment(reader);
  if (!isBreakOrEnd(reader.peek())) throw scanError(reader, "did not find expected comment or line break");
  if (!isBreak(reader.peek())) return;
  reader.ensure(2);
  reader.takeBreak();
}

export function skipBlanks(reader: Reader): void {
  for (; isBlank(reader.peek()); reader.ensure(1)) reader.skip();
}

export function skipComment(reader: Reader): void {
  if (reader.peek() !== 0x23) return;
  for (; !isBreakOrEnd(reader.peek()); reader.ensure(1)) reader.skip();
}

/** Empty lines and the indentation of the next one; an `indent` of 0 becomes the one that is found. */
function scanBlockBreaks(
  reader: Reader,
  indent: number,
  parentIndent: number,
): { indent: number; breaks: string; end: Token["end"] } {
  let breaks = "";
  let end = reader.mark;
  let deepest = 0;
  for (;;) {
    const isBefore = (): boolean => indent === 0 || reader.column < indent;
    reader.ensure(1);
    for (; isBefore() && reader.peek() === 0x20; reader.ensure(1)) reader.skip();
    deepest = Math.max(deepest, reader.column);
    if (isBefore() && reader.peek() === 0x09) {
      throw scanError(reader, "found a tab character where an indentation space is expected");
    }
    if (!isBreak(reader.peek())) break;
    reader.ensure(2);
    breaks += reader.takeBreak();
    end = reader.mark;
  }
  return { indent: indent === 0 ? Math.max(deepest, parentIndent + 1, 1) : indent, breaks, end };
}
