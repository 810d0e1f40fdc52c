// SPDX-License-Identifier: Apache-2.0

import { scanTokens } from "../syntax/scanner.ts";
import { TokenType } from "../syntax/token-type.ts";
import { textWidth } from "./format.ts";
import { layOut, type LayoutTokens } from "./layout.ts";

/** A token of source to be written. It has no place, only some spaces before it. */
export class WriteToken {
  readonly type: TokenType;
  text: string;
  spacesBefore: number;

  constructor(type: TokenType, text: string, spacesBefore: number = 0) {
    this.type = type;
    this.text = text;
    this.spacesBefore = spacesBefore;
  }
}

/** The tokens of source that stands for itself, such as an expression. */
export function tokensOf(text: string): WriteToken[] {
  const { count, types, starts, ends } = scanTokens(text, "config");
  const tokens: WriteToken[] = [];
  for (let i = 0; i < count && types[i] !== TokenType.EOF; i++) {
    const gap = starts[i]! - (i === 0 ? 0 : ends[i - 1]!);
    tokens.push(new WriteToken(types[i] as TokenType, text.slice(starts[i], ends[i]), gap));
  }
  return tokens;
}

export function renderTokens(tokens: readonly WriteToken[]): string {
  return tokens.map(({ text, spacesBefore }) => " ".repeat(spacesBefore) + text).join("");
}

/** Changes the spaces between tokens to what they should be. */
export function formatTokens(tokens: readonly WriteToken[]): void {
  const columns = new TokenColumns(tokens);
  layOut(columns);
  for (const [i, token] of tokens.entries()) token.spacesBefore = columns.spaces[i]!;
}

class TokenColumns implements LayoutTokens {
  readonly count: number;
  readonly types: Uint8Array;
  readonly spaces: Int32Array;
  readonly #tokens: readonly WriteToken[];

  constructor(tokens: readonly WriteToken[]) {
    this.#tokens = tokens;
    this.count = tokens.length;
    this.types = Uint8Array.from(tokens, ({ type }) => type);
    this.spaces = Int32Array.from(tokens, ({ spacesBefore }) => spacesBefore);
  }

  width(index: number): number {
    return textWidth(this.#tokens[index]!.text);
  }

  isIn(index: number): boolean {
    return this.#tokens[index]!.text === "in";
  }

  endsLine(index: number): boolean {
    const { type, text } = this.#tokens[index]!;
    return type === TokenType.Newline || (type === TokenType.Comment && text.endsWith("\n"));
  }
}
