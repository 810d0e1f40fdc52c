// SPDX-License-Identifier: Apache-2.0

import type { Diagnostic } from "../diagnostics.ts";
import type { Source } from "../source/source.ts";
import { maxDiagnostics, maxTokens } from "./limits.ts";
import type { TokenList } from "./token-list.ts";
import { TokenType } from "./token-type.ts";

/** A token, by its place in the list; -1 for one that is missing. */
export type TokenIndex = number;

/**
 * Reads tokens one by one, leaves out comments and, where they mean nothing, newlines, and finds the way back after errors.
 *
 * Source: hclsyntax 2.24, `peeker.go` and the recovery of `parser.go`.
 */
export class TokenReader {
  readonly source: Source;
  readonly diagnostics: Diagnostic[];
  protected readonly types: Uint8Array;
  protected readonly starts: Int32Array;
  protected readonly ends: Int32Array;
  readonly #count: number;
  /** Whether there are more tokens than are read. */
  protected readonly isCut: boolean;
  /**
   * Whether the reader has skipped tokens after an error, or will at the end. From then on complaints about unexpected tokens
   * are left out, as they may be a consequence.
   */
  protected isRecovering: boolean;
  /** What is next. A comment up to the end of its line counts as that line's newline. */
  protected type: TokenType = TokenType.EOF;
  /** Which token is next. */
  protected next: TokenIndex = 0;
  /** The token after the one read last. */
  #position = 0;
  #hasNewlines = true;
  /** Names that were read, each in the place that its length and ends give. */
  readonly #names: string[] = Array<string>(256).fill("");

  constructor(source: Source, tokens: TokenList, diagnostics: Diagnostic[]) {
    this.source = source;
    this.diagnostics = diagnostics;
    this.types = tokens.types;
    this.starts = tokens.starts;
    this.ends = tokens.ends;
    this.#count = Math.min(tokens.count, maxTokens);
    this.isCut = tokens.count > maxTokens;
    this.isRecovering = this.isCut;
    this.#find();
  }

  /** Whether such a token is next. A method, as the compiler expects fields to keep what they were compared with. */
  protected at(type: TokenType): boolean {
    return this.type === type;
  }

  /** Takes the next token. */
  protected read(): TokenIndex {
    const token = this.next;
    this.#position = Math.min(token + 1, this.#count);
    this.#find();
    return token;
  }

  /** The token before the next one, a comment perhaps; at the beginning, the next one. */
  protected previous(): TokenIndex {
    return this.#position === 0 ? this.next : this.#position - 1;
  }

  /** Says whether newlines are tokens from here on, and returns whether they were. */
  protected setNewlines(hasNewlines: boolean): boolean {
    const before = this.#hasNewlines;
    if (before !== hasNewlines) {
      this.#hasNewlines = hasNewlines;
      this.#find();
    }
    return before;
  }

  #find(): void {
    const types = this.types;
    let i = this.#position;
    for (; i < this.#count; i++) {
      const type = types[i]!;
      if (type === TokenType.Comment) {
        if (!this.#hasNewlines || this.source.text.charCodeAt(this.ends[i]! - 1) !== 0x0a) continue;
        this.type = TokenType.Newline;
        this.next = i;
        return;
      }
      if (type === TokenType.Newline && !this.#hasNewlines) continue;
      this.type = type as TokenType;
      this.next = i;
      return;
    }
    this.type = TokenType.EOF;
    this.next = this.#count - 1;
  }

  /** The text of a name. Names repeat, and all places where one is written mostly share a string. */
  protected nameOf(token: TokenIndex): string {
    const { text } = this.source;
    const start = this.starts[token]!;
    const length = this.ends[token]! - start;
    const slot = (length * 31 + text.charCodeAt(start) * 7 + text.charCodeAt(start + length - 1)) & 0xff;
    const known = this.#names[slot]!;
    if (known.length === length && text.startsWith(known, start)) return known;
    return (this.#names[slot] = text.slice(start, start + length));
  }

  protected textOf(token: TokenIndex): string {
    return this.source.text.slice(this.starts[token], this.ends[token]);
  }

  /** Whether the next token is a word that means something in its place. */
  protected isKeyword(word: string): boolean {
    if (this.type !== TokenType.Ident) return false;
    const start = this.starts[this.next]!;
    return this.ends[this.next]! - start === word.length && this.source.text.startsWith(word, start);
  }

  protected startOf(token: TokenIndex): number {
    return token < 0 ? -1 : this.starts[token]!;
  }

  protected endOf(token: TokenIndex): number {
    return token < 0 ? -1 : this.ends[token]!;
  }

  /** Reports a problem with a token, and what to show around it: from the start of another token to the end of this one. */
  protected report(summary: string, detail: string, subject: TokenIndex, contextFrom?: TokenIndex): Diagnostic {
    return this.reportRange(summary, detail, this.starts[subject]!, this.ends[subject]!, contextFrom, subject);
  }

  protected reportRange(
    summary: string,
    detail: string,
    start: number,
    end: number,
    contextFrom?: TokenIndex,
    contextTo: TokenIndex = contextFrom ?? 0,
  ): Diagnostic {
    const diagnostic: Diagnostic = {
      severity: "error",
      summary,
      detail,
      subject: this.source.range(start, end),
      ...(contextFrom !== undefined && {
        context: this.source.range(this.starts[contextFrom]!, this.ends[contextTo]!),
      }),
    };
    this.diagnostics.push(diagnostic);
    if (this.diagnostics.length >= maxDiagnostics) this.#skipAll();
    return diagnostic;
  }

  #skipAll(): void {
    this.isRecovering = true;
    this.#position = this.#count;
    this.#find();
  }

  /** Whether something has gone wrong since there were `before` diagnostics, so that the reader may be anywhere. */
  protected isLost(before: number): boolean {
    return this.isRecovering && this.diagnostics.length > before;
  }

  /** Skips to after a closing token of the kind, past pairs of brackets on the way. Returns the last token skipped. */
  protected recover(end: TokenType): TokenIndex {
    const start = oppositeOf(end);
    this.isRecovering = true;
    for (let nesting = 0; ;) {
      let type = this.type;
      const token = this.read();
      if (end === TokenType.TemplateSeqEnd && type === TokenType.TemplateControl) type = TokenType.TemplateInterp;
      if (type === TokenType.EOF) return token;
      if (type === start) nesting++;
      else if (type === end && nesting-- === 0) return token;
    }
  }

  /** Skips to after the next pair of brackets that the given one opens. */
  protected recoverOver(start: TokenType): void {
    for (;;) {
      const type = this.type;
      this.read();
      if (type === start || type === TokenType.EOF) break;
    }
    this.recover(oppositeOf(start));
  }

  /** Skips to the next line that is not inside brackets opened on the way. */
  protected recoverAfterBodyItem(): void {
    this.isRecovering = true;
    const open: TokenType[] = [];
    for (;;) {
      const type = this.type;
      this.read();
      if (type === TokenType.EOF || (type === TokenType.Newline && open.length === 0)) return;
      if (closers.has(type)) open.push(type);
      else if (openers.has(type)) closeBracket(open, type);
    }
  }
}

/** Takes brackets off the stack, down to and including the one that the closer belongs to. */
function closeBracket(open: TokenType[], closer: TokenType): void {
  const opener = oppositeOf(closer);
  for (let last = open.pop(); last !== undefined; last = open.pop()) {
    if (last === opener || (opener === TokenType.TemplateInterp && last === TokenType.TemplateControl)) return;
  }
}

/** What opens something, each with what closes it. */
const brackets: readonly (readonly [opener: TokenType, closer: TokenType])[] = [
  [TokenType.OBrace, TokenType.CBrace],
  [TokenType.OBrack, TokenType.CBrack],
  [TokenType.OParen, TokenType.CParen],
  [TokenType.OQuote, TokenType.CQuote],
  [TokenType.OHeredoc, TokenType.CHeredoc],
  [TokenType.TemplateControl, TokenType.TemplateSeqEnd],
  [TokenType.TemplateInterp, TokenType.TemplateSeqEnd],
];
const closers: ReadonlyMap<TokenType, TokenType> = new Map(brackets);
/** The end of either sequence counts as that of an interpolation, which is the last above. */
const openers: ReadonlyMap<TokenType, TokenType> = new Map(brackets.map(([opener, closer]) => [closer, opener]));

/** The other of a pair of brackets; `Nil` for any other token. */
export function oppositeOf(type: TokenType): TokenType {
  return closers.get(type) ?? openers.get(type) ?? TokenType.Nil;
}
