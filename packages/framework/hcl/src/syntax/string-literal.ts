// SPDX-License-Identifier: Apache-2.0

import { endOfCluster, quoteGo } from "@provide-foundry/cty/unicode";
import type { Diagnostic } from "../diagnostics.ts";
import { utf8Length } from "../source/broken-bytes.ts";
import type { Position, SourceRange } from "../source/position.ts";
import type { Source } from "../source/source.ts";
import { maxDiagnostics } from "./limits.ts";

/**
 * The text that a literal token stands for. In quoted strings backslashes escape; `$${` and `%%{` are `${` and `%{` in all.
 *
 * What an invalid escape stands for is kept as it was written, or without its backslash.
 *
 * Source: hclsyntax 2.24, `ParseStringLiteralToken` and `scan_string_lit.rl`.
 */
export function decodeLiteral(
  source: Source,
  start: number,
  end: number,
  isQuoted: boolean,
  diagnostics: Diagnostic[],
): string {
  const literal = source.text.slice(start, end);
  const hasEscapes = (isQuoted && literal.includes("\\")) || literal.includes("$${") || literal.includes("%%{");
  if (!hasEscapes) return literal.toWellFormed();
  return new LiteralDecoder(source, start, literal, isQuoted, diagnostics).decode().toWellFormed();
}

class LiteralDecoder {
  readonly #literal: string;
  readonly #isQuoted: boolean;
  readonly #diagnostics: Diagnostic[];
  readonly #locator: SliceLocator;

  constructor(source: Source, start: number, literal: string, isQuoted: boolean, diagnostics: Diagnostic[]) {
    this.#literal = literal;
    this.#isQuoted = isQuoted;
    this.#diagnostics = diagnostics;
    this.#locator = new SliceLocator(source, start, literal);
  }

  decode(): string {
    const literal = this.#literal;
    const pieces: string[] = [];
    let from = 0;
    for (let pos = 0; pos < literal.length;) {
      const length = this.#escapeLength(pos);
      if (length === 0) {
        pos++;
        continue;
      }
      if (pos > from) pieces.push(literal.slice(from, pos));
      this.#locator.skipTo(pos);
      pieces.push(this.#resolve(literal.slice(pos, pos + length)));
      pos += length;
      this.#locator.skipTo(pos);
      from = pos;
    }
    pieces.push(literal.slice(from));
    // Joined at once: what `+=` makes keeps its pieces alive.
    return pieces.join("");
  }

  //     escape = "\u" { hex } | "\U" { hex } | "\" [ character ] | "$" [ "$" [ "{" ] ] | "%" [ "%" [ "{" ] ] | newline
  #escapeLength(pos: number): number {
    const literal = this.#literal;
    const first = literal.charAt(pos);
    if (first === "$" || first === "%") {
      if (literal.charAt(pos + 1) !== first) return 1;
      return literal.charAt(pos + 2) === "{" ? 3 : 2;
    }
    if (first === "\r") return literal.charAt(pos + 1) === "\n" ? 2 : 1;
    if (first === "\n") return 1;
    if (first !== "\\" || !this.#isQuoted) return 0;
    const selector = literal.charAt(pos + 1);
    if (selector === "u" || selector === "U") {
      const limit = selector === "u" ? 4 : 8;
      let digits = 0;
      while (digits < limit && /[0-9a-fA-F]/.test(literal.charAt(pos + 2 + digits))) digits++;
      return 2 + digits;
    }
    const codePoint = literal.codePointAt(pos + 1);
    return codePoint === undefined ? 1 : codePoint > 0xff_ff ? 3 : 2;
  }

  #resolve(escape: string): string {
    switch (escape.charAt(0)) {
      case "\\":
        return this.#resolveBackslash(escape);
      case "$":
      case "%":
        return escape.length === 3 ? escape.slice(1) : escape;
      default:
        return escape;
    }
  }

  #resolveBackslash(escape: string): string {
    const selector = escape.slice(1, 2);
    const simple = simpleEscapes[selector];
    if (simple !== undefined) return simple;
    if (selector === "u" || selector === "U") return this.#resolveUnicode(escape, selector);
    if (selector === "") {
      this.#report("Backslash must be followed by an escape sequence selector character.");
      return escape;
    }
    this.#report(`The symbol ${quoteGo(escape.slice(1))} is not a valid escape sequence selector.`);
    return escape.slice(1);
  }

  #resolveUnicode(escape: string, selector: "u" | "U"): string {
    const digits = escape.slice(2);
    if (digits.length !== (selector === "u" ? 4 : 8)) {
      const wanted = selector === "u" ? "four" : "eight";
      this.#report(`The \\${selector} escape sequence must be followed by ${wanted} hexadecimal digits.`);
      return escape;
    }
    const codePoint = Number.parseInt(digits, 16);
    const isCharacter = codePoint <= 0x10_ff_ff && !(codePoint >= 0xd8_00 && codePoint <= 0xdf_ff);
    if (isCharacter) return String.fromCodePoint(codePoint);
    this.#report(`Cannot encode character U+${codePoint.toString(16).padStart(4, "0")} in UTF-8.`);
    return escape;
  }

  #report(detail: string): void {
    if (this.#diagnostics.length >= maxDiagnostics) return;
    const subject = this.#locator.nextSlice(this.#escapeLength(this.#locator.offset));
    this.#diagnostics.push({ severity: "error", summary: "Invalid escape sequence", detail, subject });
  }
}

const simpleEscapes: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", '"': '"', "\\": "\\" };

/** Finds ranges within a literal. Columns are counted per escape and per piece of text between. */
class SliceLocator {
  readonly #source: Source;
  readonly #start: number;
  readonly #literal: string;
  readonly #stops: number[] = [0];
  /** How far positions have been counted: `#located` is that of `#stops[#counted]`. */
  #counted = 0;
  #located: Position | undefined;

  constructor(source: Source, start: number, literal: string) {
    this.#source = source;
    this.#start = start;
    this.#literal = literal;
  }

  get offset(): number {
    return this.#stops.at(-1)!;
  }

  skipTo(offset: number): void {
    if (offset > this.offset) this.#stops.push(offset);
  }

  nextSlice(length: number): SourceRange {
    let located = this.#located ?? this.#source.position(this.#start);
    while (this.#counted < this.#stops.length - 1) {
      const from = this.#stops[this.#counted++]!;
      located = after(located, this.#literal.slice(from, this.#stops[this.#counted]));
    }
    this.#located = located;
    const slice = this.#literal.slice(this.offset, this.offset + length);
    return { filename: this.#source.filename, start: located, end: after(located, slice) };
  }
}

function after(position: Position, text: string): Position {
  let { line, column } = position;
  for (let i = 0; i < text.length;) {
    const isBreak = text.charAt(i) === "\n" || text.charAt(i) === "\r";
    line += isBreak ? 1 : 0;
    column = isBreak ? 1 : column + 1;
    i = endOfCluster(text, i) ?? i + 1;
  }
  return { line, column, byte: position.byte + utf8Length(text) };
}
