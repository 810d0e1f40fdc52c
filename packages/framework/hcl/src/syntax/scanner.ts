// SPDX-License-Identifier: Apache-2.0

/**
 * Splits HCL into tokens, in one pass over the text and without an object per token.
 *
 * Scanning never fails: what fits nowhere becomes a token that says so, and the parser reports it. Tokens leave out only
 * spaces, tabs and a leading byte order mark.
 *
 * Source: hclsyntax 2.24, `scan_tokens.rl`, whose state machine has corners of its own around `$`, `%` and lone carriage
 * returns in templates; each is described where it is followed.
 *
 * @module
 */

import { brokenSequenceLength, isBrokenUnit } from "../source/broken-bytes.ts";
import { continuesIdentifier, isDigit, startsIdentifier, trim } from "./characters.ts";
import { TokenList } from "./token-list.ts";
import { TokenType } from "./token-type.ts";

/** Where scanning starts: in the body of a file or an expression, or in the text of a template. */
export type ScanMode = "config" | "template";

export function scanTokens(text: string, mode: ScanMode): TokenList {
  return new Scanner(text).scan(mode);
}

/** Where the scanner is: outside of texts, or in a text of one of three forms. */
const State = { Main: 0, Quoted: 1, Heredoc: 2, Bare: 3 } as const;
type State = (typeof State)[keyof typeof State];

interface Heredoc {
  readonly marker: string;
  /** Whether the next literal starts a line, which may then be the closing marker. */
  isStartOfLine: boolean;
}

class Scanner {
  readonly #text: string;
  readonly #end: number;
  readonly #tokens: TokenList;
  #pos = 0;
  /** The states to return to, and the one that the scanner is in last. */
  readonly #states: State[] = [];
  #braces = 0;
  /** At which depths of braces a `}` ends a template sequence. */
  readonly #sequences: number[] = [];
  readonly #heredocs: Heredoc[] = [];
  /** From where on no block comment ends, so that openers without an end are not searched from again and again. */
  #noCommentEnd: number;

  constructor(text: string) {
    this.#text = text;
    this.#end = text.length;
    this.#noCommentEnd = text.length;
    this.#tokens = new TokenList(text.length);
  }

  scan(mode: ScanMode): TokenList {
    if (this.#text.charCodeAt(0) === Code.byteOrderMark) this.#pos = 1;
    this.#states.push(mode === "config" ? State.Main : State.Bare);
    while (this.#pos < this.#end) this.#scanState();
    this.#tokens.push(TokenType.EOF, this.#end, this.#end);
    return this.#tokens;
  }

  /** Scans until the state changes or the text ends. */
  #scanState(): void {
    switch (this.#states[this.#states.length - 1]!) {
      case State.Main:
        this.#scanMain();
        break;
      case State.Quoted:
        this.#scanQuoted();
        break;
      case State.Heredoc:
        this.#scanHeredoc();
        break;
      case State.Bare:
        this.#scanBare();
        break;
    }
  }

  #scanMain(): void {
    const text = this.#text;
    const end = this.#end;
    const tokens = this.#tokens;
    let pos = this.#pos;
    while (pos < end) {
      const start = pos;
      const code = text.charCodeAt(pos);
      const kind = code < 0x80 ? classes[code]! : Class.NonAscii;
      switch (kind) {
        case Class.Space:
          pos++;
          break;

        case Class.Letter: {
          pos++;
          let next = text.charCodeAt(pos);
          while (next < 0x80 && isIdentifierPart[next] === 1) next = text.charCodeAt(++pos);
          if (next >= 0x80) pos = endOfIdentifier(text, pos);
          tokens.push(TokenType.Ident, start, pos);
          break;
        }

        case Class.Digit:
          pos = endOfNumber(text, pos);
          tokens.push(TokenType.NumberLit, start, pos);
          break;

        case Class.Newline:
          pos++;
          tokens.push(TokenType.Newline, start, pos);
          break;

        case Class.CarriageReturn:
          if (text.charCodeAt(pos + 1) === Code.newline) {
            pos += 2;
            tokens.push(TokenType.Newline, start, pos);
          } else {
            pos++;
            tokens.push(TokenType.Invalid, start, pos);
          }
          break;

        case Class.Quote: {
          pos++;
          tokens.push(TokenType.OQuote, start, pos);
          // Most strings are plain, and need no change of state.
          const literalStart = pos;
          while (pos < end && isPlainQuoted[text.charCodeAt(pos)] === 1) pos++;
          if (text.charCodeAt(pos) === Code.quote) {
            if (pos > literalStart) tokens.push(TokenType.QuotedLit, literalStart, pos);
            pos++;
            tokens.push(TokenType.CQuote, pos - 1, pos);
            break;
          }
          this.#states.push(State.Quoted);
          this.#pos = literalStart;
          return;
        }

        case Class.OpenBrace:
          pos++;
          this.#braces++;
          tokens.push(TokenType.OBrace, start, pos);
          break;

        case Class.CloseBrace:
          pos++;
          if (this.#endsSequence()) {
            tokens.push(TokenType.TemplateSeqEnd, start, pos);
            this.#states.pop();
            this.#pos = pos;
            return;
          }
          tokens.push(TokenType.CBrace, start, pos);
          break;

        case Class.Tilde:
          if (text.charCodeAt(pos + 1) === Code.closeBrace) {
            pos += 2;
            tokens.push(TokenType.TemplateSeqEnd, start, pos);
            // Where no sequence is open the parser finds this end out of place.
            if (!this.#endsSequence()) break;
            this.#states.pop();
            this.#pos = pos;
            return;
          }
          pos++;
          tokens.push(TokenType.BitwiseNot, start, pos);
          break;

        case Class.Hash:
          pos = endOfLine(text, pos);
          tokens.push(TokenType.Comment, start, pos);
          break;

        case Class.Slash:
          pos = this.#endOfComment(pos);
          if (pos > start) tokens.push(TokenType.Comment, start, pos);
          else tokens.push(TokenType.Slash, start, ++pos);
          break;

        case Class.Less: {
          const bodyStart = this.#scanHeredocStart(pos);
          if (bodyStart > pos) {
            this.#pos = bodyStart;
            return;
          }
          pos = this.#scanOperator(pos);
          break;
        }

        case Class.Operator:
          pos = this.#scanOperator(pos);
          break;

        case Class.NonAscii:
          pos = this.#scanNonAscii(pos);
          break;

        default:
          // Punctuation that is a token by itself, whatever follows.
          tokens.push(kind as TokenType, start, ++pos);
      }
    }
    this.#pos = pos;
  }

  /** Whether a closing brace ends a template sequence rather than an object or a block. Counts the brace. */
  #endsSequence(): boolean {
    const isEnd = this.#sequences.length > 0 && this.#sequences[this.#sequences.length - 1] === this.#braces;
    if (isEnd) this.#sequences.pop();
    this.#braces--;
    return isEnd;
  }

  /** Where the `//` or block comment at `pos` ends; `pos` if there is none, or it has no end. */
  #endOfComment(pos: number): number {
    const next = this.#text.charCodeAt(pos + 1);
    if (next === Code.slash) return endOfLine(this.#text, pos);
    if (next !== Code.star || pos + 2 >= this.#noCommentEnd) return pos;
    const end = this.#text.indexOf("*/", pos + 2);
    if (end >= 0) return end + 2;
    this.#noCommentEnd = pos;
    return pos;
  }

  /** Operators of up to three characters. */
  #scanOperator(pos: number): number {
    const text = this.#text;
    const next = text.charCodeAt(pos + 1);
    let type: TokenType;
    let length = 2;
    switch (text.charCodeAt(pos)) {
      case Code.equal:
        if (next === Code.equal) type = TokenType.EqualOp;
        else if (next === Code.greater) type = TokenType.FatArrow;
        else [type, length] = [TokenType.Equal, 1];
        break;
      case Code.bang:
        if (next === Code.equal) type = TokenType.NotEqual;
        else [type, length] = [TokenType.Bang, 1];
        break;
      case Code.less:
        if (next === Code.equal) type = TokenType.LessThanEq;
        else [type, length] = [TokenType.LessThan, 1];
        break;
      case Code.greater:
        if (next === Code.equal) type = TokenType.GreaterThanEq;
        else [type, length] = [TokenType.GreaterThan, 1];
        break;
      case Code.ampersand:
        if (next === Code.ampersand) type = TokenType.And;
        else [type, length] = [TokenType.BitwiseAnd, 1];
        break;
      case Code.bar:
        if (next === Code.bar) type = TokenType.Or;
        else [type, length] = [TokenType.BitwiseOr, 1];
        break;
      case Code.colon:
        if (next === Code.colon) type = TokenType.DoubleColon;
        else [type, length] = [TokenType.Colon, 1];
        break;
      default:
        if (next === Code.dot && text.charCodeAt(pos + 2) === Code.dot) [type, length] = [TokenType.Ellipsis, 3];
        else [type, length] = [TokenType.Dot, 1];
    }
    this.#tokens.push(type, pos, pos + length);
    return pos + length;
  }

  #scanNonAscii(pos: number): number {
    const text = this.#text;
    if (isBrokenUnit(text.charCodeAt(pos))) {
      const length = brokenSequenceLength(text, pos);
      this.#tokens.push(length > 0 ? TokenType.Invalid : TokenType.BadUTF8, pos, pos + (length || 1));
      return pos + (length || 1);
    }
    const codePoint = text.codePointAt(pos)!;
    const next = pos + (codePoint > 0xff_ff ? 2 : 1);
    const isIdentifier = startsIdentifier(codePoint);
    const end = isIdentifier ? endOfIdentifier(text, next) : next;
    this.#tokens.push(isIdentifier ? TokenType.Ident : TokenType.Invalid, pos, end);
    return end;
  }

  //     heredoc = "<<" [ "-" ] identifier newline
  /** Takes the opening line of a heredoc, if there is one at `pos`, and returns where its text starts. */
  #scanHeredocStart(pos: number): number {
    const text = this.#text;
    if (text.charCodeAt(pos + 1) !== Code.less) return pos;
    const markerStart = text.charCodeAt(pos + 2) === Code.minus ? pos + 3 : pos + 2;
    const first = text.codePointAt(markerStart);
    if (first === undefined || !startsIdentifier(first)) return pos;
    const markerEnd = endOfIdentifier(text, markerStart + (first > 0xff_ff ? 2 : 1));
    const newline = text.charCodeAt(markerEnd) === Code.carriageReturn ? markerEnd + 1 : markerEnd;
    if (text.charCodeAt(newline) !== Code.newline) return pos;
    this.#tokens.push(TokenType.OHeredoc, pos, newline + 1);
    this.#heredocs.push({ marker: text.slice(markerStart, markerEnd), isStartOfLine: true });
    this.#states.push(State.Heredoc);
    return newline + 1;
  }

  /** The text of a quoted string, up to and including its closing quote. */
  #scanQuoted(): void {
    const text = this.#text;
    while (this.#pos < this.#end) {
      const start = this.#pos;
      const code = text.charCodeAt(start);
      if (code === Code.quote) {
        this.#take(TokenType.CQuote, start + 1);
        this.#states.pop();
        return;
      }
      if (isMark(code)) {
        if (this.#takeSequenceStart()) return;
        const escaped = escapedOpenerLength(text, start);
        const isCutShort = escaped === 0 && start + 1 === this.#end;
        this.#take(isCutShort ? TokenType.Invalid : TokenType.QuotedLit, start + (escaped || 1));
      } else if (isLineBreak(code)) {
        let end = start + 1;
        while (isLineBreak(text.charCodeAt(end))) end++;
        this.#take(TokenType.QuotedNewline, end);
      } else {
        const end = endOfQuotedRun(text, start);
        if (end > start) this.#take(TokenType.QuotedLit, end);
        // A backslash before nothing that it could escape, or a broken byte.
        else this.#take(code === Code.backslash ? TokenType.Invalid : TokenType.BadUTF8, start + 1);
      }
    }
  }

  /** The text of a heredoc, a token for each line or part of one, up to and including its closing marker. */
  #scanHeredoc(): void {
    const text = this.#text;
    const heredoc = this.#heredocs[this.#heredocs.length - 1]!;
    while (this.#pos < this.#end) {
      const start = this.#pos;
      if (isMark(text.charCodeAt(start))) {
        if (this.#takeSequenceStart()) return;
        if (escapedOpenerLength(text, start) === 0) {
          const length = loneMarkLength(text, start);
          heredoc.isStartOfLine = length === 2 && text.charCodeAt(start + 2) === Code.newline;
          this.#take(length === 0 ? TokenType.Invalid : TokenType.StringLit, start + (length || 1));
          continue;
        }
      }
      const literalEnd = endOfTemplateLiteral(text, start);
      const lineEnd = endOfLineBreak(text, literalEnd);
      if (lineEnd > literalEnd) {
        if (heredoc.isStartOfLine && trim(text.slice(start, lineEnd)) === heredoc.marker) {
          this.#take(TokenType.CHeredoc, literalEnd);
          // A token of its own, to end the attribute that the heredoc belongs to.
          this.#take(TokenType.Newline, lineEnd);
          this.#heredocs.pop();
          this.#states.pop();
          return;
        }
        heredoc.isStartOfLine = true;
        this.#take(TokenType.StringLit, lineEnd);
      } else if (literalEnd > start) {
        heredoc.isStartOfLine = false;
        this.#take(TokenType.StringLit, literalEnd);
      } else if (isBrokenUnit(text.charCodeAt(start))) {
        this.#take(TokenType.BadUTF8, start + 1);
      } else {
        // At a carriage return without a newline the original's scanner stops.
        this.#take(TokenType.Invalid, this.#end);
      }
    }
  }

  /** The text of a template that stands by itself, a token for each line or part of one. */
  #scanBare(): void {
    const text = this.#text;
    while (this.#pos < this.#end) {
      const start = this.#pos;
      if (isMark(text.charCodeAt(start))) {
        if (this.#takeSequenceStart()) return;
        if (escapedOpenerLength(text, start) === 0) {
          this.#take(TokenType.StringLit, start + (loneMarkLength(text, start) || 1));
          continue;
        }
      }
      const end = endOfLineBreak(text, endOfTemplateLiteral(text, start));
      if (end > start) this.#take(TokenType.StringLit, end);
      else if (isBrokenUnit(text.charCodeAt(start))) this.#take(TokenType.BadUTF8, start + 1);
      // At a carriage return without a newline the original's scanner stops, and takes the rest for text.
      else this.#take(TokenType.StringLit, this.#end);
    }
  }

  /** Takes `${`, `%{`, `${~` or `%{~`, if that is next. */
  #takeSequenceStart(): boolean {
    const text = this.#text;
    const pos = this.#pos;
    if (text.charCodeAt(pos + 1) !== Code.openBrace) return false;
    const length = text.charCodeAt(pos + 2) === Code.tilde ? 3 : 2;
    const isInterpolation = text.charCodeAt(pos) === Code.dollar;
    this.#take(isInterpolation ? TokenType.TemplateInterp : TokenType.TemplateControl, pos + length);
    this.#sequences.push(++this.#braces);
    const heredoc = this.#heredocs[this.#heredocs.length - 1];
    if (heredoc) heredoc.isStartOfLine = false;
    this.#states.push(State.Main);
    return true;
  }

  #take(type: TokenType, end: number): void {
    this.#tokens.push(type, this.#pos, end);
    this.#pos = end;
  }
}

function endOfIdentifier(text: string, pos: number): number {
  for (;;) {
    const codePoint = text.codePointAt(pos);
    if (codePoint === undefined || !continuesIdentifier(codePoint)) return pos;
    pos += codePoint > 0xff_ff ? 2 : 1;
  }
}

//     number = digit { digit | "." | ( "e" | "E" ) [ "+" | "-" ] digit }, not ending with "."
function endOfNumber(text: string, pos: number): number {
  let end = ++pos;
  for (;;) {
    const code = text.charCodeAt(pos);
    if (isDigit(code)) end = ++pos;
    else if (code === Code.dot) pos++;
    else if (code === Code.lowerE || code === Code.upperE) {
      const sign = text.charCodeAt(pos + 1);
      const digit = sign === Code.plus || sign === Code.minus ? pos + 2 : pos + 1;
      if (!isDigit(text.charCodeAt(digit))) return end;
      end = pos = digit + 1;
    } else return end;
  }
}

/** After the newline that ends the line at `pos`. */
function endOfLine(text: string, pos: number): number {
  return text.indexOf("\n", pos) + 1 || text.length;
}

/** After the line break at `pos`, if there is one. */
function endOfLineBreak(text: string, pos: number): number {
  const code = text.charCodeAt(pos);
  if (code === Code.newline) return pos + 1;
  return code === Code.carriageReturn && text.charCodeAt(pos + 1) === Code.newline ? pos + 2 : pos;
}

function isLineBreak(code: number): boolean {
  return code === Code.newline || code === Code.carriageReturn;
}

/** Whether the character may start a template sequence. */
function isMark(code: number): boolean {
  return code === Code.dollar || code === Code.percent;
}

/** The length of `$${`, `%%{`, `$${~` or `%%{~` at `pos`; 0 if there is none. */
function escapedOpenerLength(text: string, pos: number): number {
  if (text.charCodeAt(pos + 1) !== text.charCodeAt(pos) || text.charCodeAt(pos + 2) !== Code.openBrace) return 0;
  return text.charCodeAt(pos + 3) === Code.tilde ? 4 : 3;
}

/**
 * The length of the token of a `$` or `%` that is only that, in a heredoc or bare template; 0 if the text ends with it. The
 * original puts the byte after it into the same token if a line break follows that one.
 */
function loneMarkLength(text: string, pos: number): number {
  if (pos + 1 >= text.length) return 0;
  const next = text.charCodeAt(pos + 1);
  const isByte = next < 0x80 || isBrokenUnit(next);
  return isByte && isLineBreak(text.charCodeAt(pos + 2)) ? 2 : 1;
}

/** Where the literal of a heredoc or bare template at `pos` ends, its line break left out. */
function endOfTemplateLiteral(text: string, pos: number): number {
  if (isMark(text.charCodeAt(pos))) return pos + escapedOpenerLength(text, pos);
  for (;;) {
    const code = text.charCodeAt(pos);
    if (code < 0x80) {
      if (isMark(code) || isLineBreak(code)) return pos;
      pos++;
      continue;
    }
    const length = characterLength(text, pos);
    if (length === 0) return pos;
    pos += length;
  }
}

/** Where the literal of a quoted string at `pos` ends. */
function endOfQuotedRun(text: string, pos: number): number {
  for (;;) {
    const code = text.charCodeAt(pos);
    if (isPlainQuoted[code] === 1) {
      pos++;
      continue;
    }
    const escapes = code === Code.backslash ? 1 : 0;
    const escaped = escapes === 1 ? text.charCodeAt(pos + 1) : code;
    if (escapes === 0 && code < 0x80) return pos;
    const length = isLineBreak(escaped) ? 0 : characterLength(text, pos + escapes);
    if (length === 0) return pos;
    pos += escapes + length;
  }
}

/** How many units the character at `pos` takes; 0 at the end of the text and for a broken byte. */
function characterLength(text: string, pos: number): number {
  const codePoint = text.codePointAt(pos);
  if (codePoint === undefined) return 0;
  if (isBrokenUnit(codePoint)) return brokenSequenceLength(text, pos);
  return codePoint > 0xff_ff ? 2 : 1;
}

const Code = {
  newline: 0x0a,
  carriageReturn: 0x0d,
  bang: 0x21,
  quote: 0x22,
  dollar: 0x24,
  percent: 0x25,
  ampersand: 0x26,
  star: 0x2a,
  plus: 0x2b,
  minus: 0x2d,
  dot: 0x2e,
  slash: 0x2f,
  colon: 0x3a,
  less: 0x3c,
  equal: 0x3d,
  greater: 0x3e,
  upperE: 0x45,
  backslash: 0x5c,
  lowerE: 0x65,
  openBrace: 0x7b,
  bar: 0x7c,
  closeBrace: 0x7d,
  tilde: 0x7e,
  byteOrderMark: 0xfe_ff,
} as const;

/** What to do at a character, where it is not a token by itself. */
const Class = {
  Space: 64,
  Letter: 65,
  Digit: 66,
  Newline: 67,
  CarriageReturn: 68,
  Quote: 69,
  OpenBrace: 70,
  CloseBrace: 71,
  Tilde: 72,
  Hash: 73,
  Slash: 74,
  Less: 75,
  Operator: 76,
  NonAscii: 77,
} as const;

const letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_";
const digits = "0123456789";

/** For each ASCII character its class, or the type of the token that it is. */
const classes = asciiTable(TokenType.Invalid, [
  [" \t", Class.Space],
  [letters, Class.Letter],
  [digits, Class.Digit],
  ["\n", Class.Newline],
  ["\r", Class.CarriageReturn],
  ['"', Class.Quote],
  ["{", Class.OpenBrace],
  ["}", Class.CloseBrace],
  ["~", Class.Tilde],
  ["#", Class.Hash],
  ["/", Class.Slash],
  ["<", Class.Less],
  ["=!>&|:.", Class.Operator],
  ["[", TokenType.OBrack],
  ["]", TokenType.CBrack],
  ["(", TokenType.OParen],
  [")", TokenType.CParen],
  [",", TokenType.Comma],
  ["*", TokenType.Star],
  ["%", TokenType.Percent],
  ["+", TokenType.Plus],
  ["-", TokenType.Minus],
  ["?", TokenType.Question],
  ["^", TokenType.BitwiseXor],
  [";", TokenType.Semicolon],
  ["`", TokenType.Backtick],
  ["'", TokenType.Apostrophe],
]);

const isIdentifierPart = asciiTable(0, [[`${letters}${digits}-`, 1]]);

/** What stands for itself in a quoted string. */
const isPlainQuoted = asciiTable(1, [['"\\$%\r\n', 0]]);

function asciiTable(initial: number, entries: readonly (readonly [characters: string, value: number])[]): Uint8Array {
  const table = new Uint8Array(128).fill(initial);
  for (const [characters, value] of entries) {
    for (let i = 0; i < characters.length; i++) table[characters.charCodeAt(i)] = value;
  }
  return table;
}
