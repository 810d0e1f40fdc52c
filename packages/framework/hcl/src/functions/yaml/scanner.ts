// SPDX-License-Identifier: Apache-2.0

/**
 * The tokens of a YAML document.
 *
 * That something is the key of a mapping shows only at the colon after it. So where a key may start, its place is kept, and
 * tokens from there on are held back until the colon has come, or cannot come any more.
 *
 * Source: go-cty-yaml 1.1.0, `scannerc.go`, after libyaml. It reads YAML 1.1, and in some places less or more than that.
 *
 * @module
 */

import { isBlankOrEnd, isBreak, Reader, type Mark } from "./reader.ts";
import { scanAnchor, scanDirective, scanTag } from "./scan-property.ts";
import { scanBlock, scanPlain, scanQuoted, skipComment } from "./scan-scalar.ts";
import { scanError } from "./syntax-error.ts";
import type { Token, TokenKind } from "./token.ts";

/** A place where a key without a question mark may start. */
interface SimpleKey {
  readonly mark: Mark;
  /** Whether nothing else can be there. */
  readonly isRequired: boolean;
  /** How many tokens there are before it. */
  readonly tokenNumber: number;
}

/** A key without a question mark has no more characters, and no line break. */
const maxSimpleKeyLength = 1024;

const flowStarts: Readonly<Record<string, TokenKind>> = { "[": "flowSequenceStart", "{": "flowMappingStart" };
const flowEnds: Readonly<Record<string, TokenKind>> = { "]": "flowSequenceEnd", "}": "flowMappingEnd" };

export class Scanner {
  readonly #reader: Reader;
  readonly #queue: Token[] = [];
  /** How many tokens have left the queue. */
  #taken = 0;
  /** Column of the block collection that is open, and of those around it. */
  #indent = -1;
  readonly #outerIndents: number[] = [];
  /** For each flow collection that is open, and before them for the block around. */
  readonly #keys: (SimpleKey | undefined)[] = [undefined];
  /** No level below it has a key. */
  #oldestKeyLevel = 0;
  #mayStartKey = true;

  constructor(text: string) {
    this.#reader = new Reader(text);
  }

  /** The next token; the one of the end again and again. @throws FunctionError for a syntax error. */
  peek(): Token {
    while (this.#needsMore()) this.#scanNext();
    return this.#queue[0]!;
  }

  /** Passes the token that was peeked at. */
  skip(): void {
    if (this.#queue[0]!.kind === "streamEnd") return;
    this.#queue.shift();
    this.#taken++;
  }

  #needsMore(): boolean {
    if (this.#queue.length === 0) return true;
    this.#dropStaleKeys();
    // Keys of outer levels are before those of inner ones.
    return this.#keys[this.#oldestKeyLevel]?.tokenNumber === this.#taken;
  }

  #scanNext(): void {
    const reader = this.#reader;
    reader.ensure(1);
    this.#passWhiteSpace();
    this.#dropStaleKeys();
    this.#closeBlocks(reader.column);
    reader.ensure(4);

    const code = reader.peek();
    const isSeparate = isBlankOrEnd(reader.peek(1));
    const character = String.fromCharCode(code);
    if (code === 0) this.#scanEnd();
    else if (character === "%" && reader.column === 0) this.#scanAtMargin(() => scanDirective(reader));
    else if (reader.isAtDocumentIndicator(0x2d)) this.#scanAtMargin(() => this.#takeIndicator("documentStart", 3));
    else if (reader.isAtDocumentIndicator(0x2e)) this.#scanAtMargin(() => this.#takeIndicator("documentEnd", 3));
    else if (character in flowStarts) this.#startFlow(flowStarts[character]!);
    else if (character in flowEnds) this.#endFlow(flowEnds[character]!);
    else if (character === ",") this.#scanFlowEntry();
    else if (character === "-" && isSeparate) this.#scanBlockEntry();
    else if (character === "?" && (this.#isInFlow || isSeparate)) this.#scanKey();
    else if (character === ":" && (this.#isInFlow || isSeparate)) this.#scanValue();
    else if (character === "*" || character === "&") this.#scanKeyPart(() => scanAnchor(reader));
    else if (character === "!") this.#scanKeyPart(() => scanTag(reader));
    else if ((character === "|" || character === ">") && !this.#isInFlow) this.#scanBlockScalar();
    else if (character === "'" || character === '"') this.#scanKeyPart(() => scanQuoted(reader));
    else if (this.#startsPlain(character, isSeparate)) this.#scanPlain();
    else throw scanError(reader, "found character that cannot start any token");
  }

  get #isInFlow(): boolean {
    return this.#keys.length > 1;
  }

  #startsPlain(character: string, isSeparate: boolean): boolean {
    if (character === "-") return !/[ \t]/.test(String.fromCharCode(this.#reader.peek(1)));
    if (character === "?" || character === ":") return !this.#isInFlow && !isSeparate;
    return !/[ \t\r\n\u0085\u2028\u2029,[\]{}#&*!|>'"%@`]/.test(character);
  }

  #passWhiteSpace(): void {
    const reader = this.#reader;
    for (;;) {
      reader.ensure(1);
      if (reader.isAtByteOrderMark()) reader.skip();
      reader.ensure(1);
      for (; this.#isWhite(reader.peek()); reader.ensure(1)) reader.skip();
      skipComment(reader);
      if (!isBreak(reader.peek())) return;
      reader.ensure(2);
      reader.takeBreak();
      if (!this.#isInFlow) this.#mayStartKey = true;
    }
  }

  /** Where a key may start in a block, tabs would be indentation. */
  #isWhite(code: number): boolean {
    return code === 0x20 || (code === 0x09 && (this.#isInFlow || !this.#mayStartKey));
  }

  /** Forgets places of keys whose colon cannot come any more. */
  #dropStaleKeys(): void {
    const { line, index } = this.#reader;
    for (; this.#oldestKeyLevel < this.#keys.length; this.#oldestKeyLevel++) {
      const key = this.#keys[this.#oldestKeyLevel];
      if (key === undefined) continue;
      if (key.mark.line >= line && key.mark.index + maxSimpleKeyLength >= index) return;
      this.#dropKey(this.#oldestKeyLevel);
    }
    this.#oldestKeyLevel = this.#keys.length - 1;
  }

  #dropKey(level: number = this.#keys.length - 1): void {
    if (this.#keys[level]?.isRequired === true) throw scanError(this.#reader, "could not find expected ':'");
    this.#keys[level] = undefined;
  }

  #keepKey(): void {
    if (!this.#mayStartKey) return;
    const { mark } = this.#reader;
    this.#dropKey();
    const level = this.#keys.length - 1;
    this.#keys[level] = {
      mark,
      isRequired: !this.#isInFlow && this.#indent === mark.column,
      tokenNumber: this.#taken + this.#queue.length,
    };
    this.#oldestKeyLevel = Math.min(this.#oldestKeyLevel, level);
  }

  /** Starts a block collection if the column is deeper than that of the one around. @param position In the queue. */
  #openBlock(kind: TokenKind, mark: Mark, position: number = this.#queue.length): void {
    if (this.#isInFlow || this.#indent >= mark.column) return;
    this.#outerIndents.push(this.#indent);
    this.#indent = mark.column;
    this.#queue.splice(position, 0, { kind, start: mark, end: mark });
  }

  #closeBlocks(column: number): void {
    if (this.#isInFlow) return;
    while (this.#indent > column) {
      const { mark } = this.#reader;
      this.#queue.push({ kind: "blockEnd", start: mark, end: mark });
      this.#indent = this.#outerIndents.pop()!;
    }
  }

  #takeIndicator(kind: TokenKind, length = 1): Token {
    const start = this.#reader.mark;
    for (let i = 0; i < length; i++) this.#reader.skip();
    return { kind, start, end: this.#reader.mark };
  }

  #scanEnd(): void {
    this.#reader.endLine();
    this.#scanAtMargin(() => this.#takeIndicator("streamEnd", 0));
  }

  /** What ends all blocks. */
  #scanAtMargin(scan: () => Token): void {
    this.#closeBlocks(-1);
    this.#dropKey();
    this.#mayStartKey = false;
    this.#queue.push(scan());
  }

  #startFlow(kind: TokenKind): void {
    this.#keepKey();
    this.#keys.push(undefined);
    this.#mayStartKey = true;
    this.#queue.push(this.#takeIndicator(kind));
  }

  #endFlow(kind: TokenKind): void {
    this.#dropKey();
    if (this.#isInFlow) this.#keys.pop();
    this.#oldestKeyLevel = Math.min(this.#oldestKeyLevel, this.#keys.length - 1);
    this.#mayStartKey = false;
    this.#queue.push(this.#takeIndicator(kind));
  }

  #scanFlowEntry(): void {
    this.#dropKey();
    this.#mayStartKey = true;
    this.#queue.push(this.#takeIndicator("flowEntry"));
  }

  #scanBlockEntry(): void {
    // In a flow collection it is an error, too, which the parser can tell more about.
    if (!this.#isInFlow && !this.#mayStartKey) {
      throw scanError(this.#reader, "block sequence entries are not allowed in this context");
    }
    this.#openBlock("blockSequenceStart", this.#reader.mark);
    this.#dropKey();
    this.#mayStartKey = true;
    this.#queue.push(this.#takeIndicator("blockEntry"));
  }

  #scanKey(): void {
    if (!this.#isInFlow && !this.#mayStartKey) {
      throw scanError(this.#reader, "mapping keys are not allowed in this context");
    }
    this.#openBlock("blockMappingStart", this.#reader.mark);
    this.#dropKey();
    this.#mayStartKey = !this.#isInFlow;
    this.#queue.push(this.#takeIndicator("key"));
  }

  #scanValue(): void {
    const key = this.#keys.at(-1);
    if (key !== undefined) {
      const position = key.tokenNumber - this.#taken;
      this.#queue.splice(position, 0, { kind: "key", start: key.mark, end: key.mark });
      this.#openBlock("blockMappingStart", key.mark, position);
      this.#keys[this.#keys.length - 1] = undefined;
      this.#mayStartKey = false;
    } else {
      if (!this.#isInFlow && !this.#mayStartKey) {
        throw scanError(this.#reader, "mapping values are not allowed in this context");
      }
      this.#openBlock("blockMappingStart", this.#reader.mark);
      this.#mayStartKey = !this.#isInFlow;
    }
    this.#queue.push(this.#takeIndicator("value"));
  }

  /** What may be all of a key, or in front of one. */
  #scanKeyPart(scan: () => Token): void {
    this.#keepKey();
    this.#mayStartKey = false;
    this.#queue.push(scan());
  }

  #scanBlockScalar(): void {
    this.#dropKey();
    this.#mayStartKey = true;
    this.#queue.push(scanBlock(this.#reader, this.#indent));
  }

  #scanPlain(): void {
    this.#keepKey();
    const { token, endsLine } = scanPlain(this.#reader, this.#indent + 1, this.#isInFlow);
    this.#mayStartKey = endsLine;
    this.#queue.push(token);
  }
}
