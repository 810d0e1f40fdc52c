// SPDX-License-Identifier: Apache-2.0

import type { Diagnostics } from "../diagnostics.ts";
import type { Position } from "../source/position.ts";
import { Source } from "../source/source.ts";
import { checkInvalidTokens } from "./invalid-tokens.ts";
import { SyntaxNode } from "./node.ts";
import { scanTokens, type ScanMode } from "./scanner.ts";
import { tokenName, type TokenName, type TokenType } from "./token-type.ts";

/** One token, where it stands. Spaces and tabs belong to none. */
export class Token extends SyntaxNode {
  readonly type: TokenType;

  constructor(source: Source, start: number, end: number, type: TokenType) {
    super(source, start, end);
    this.type = type;
  }

  get name(): TokenName {
    return tokenName(this.type);
  }
}

export interface Lexed {
  /** The last one is `EOF`. */
  readonly tokens: readonly Token[];
  /** What has no place in the language. There may be more to say about the order of tokens, which the parser does. */
  readonly diagnostics: Diagnostics;
}

/** The tokens of a file, or of the part of one that starts at `start`. */
export function lexConfig(text: string | Uint8Array, filename: string, start?: Position): Lexed {
  return lex(new Source(text, filename, start), "config");
}

/** The tokens of an expression. */
export function lexExpression(text: string | Uint8Array, filename: string, start?: Position): Lexed {
  return lexConfig(text, filename, start);
}

/** The tokens of a template without quotes around it. */
export function lexTemplate(text: string | Uint8Array, filename: string, start?: Position): Lexed {
  return lex(new Source(text, filename, start), "template");
}

function lex(source: Source, mode: ScanMode): Lexed {
  const list = scanTokens(source.text, mode);
  if (!source.isAscii) source.setTokenBoundaries(list.boundaries());
  const tokens = Array.from(
    { length: list.count },
    (_, i) => new Token(source, list.starts[i]!, list.ends[i]!, list.typeAt(i)),
  );
  return { tokens, diagnostics: checkInvalidTokens(list, source) };
}
