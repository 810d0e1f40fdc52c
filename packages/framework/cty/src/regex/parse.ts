// SPDX-License-Identifier: Apache-2.0

/**
 * Reads regular expressions in the notation of RE2, as Go's regexp package has it: without look-around and
 * back-references, so that matching takes time in proportion to the text.
 *
 * Patterns that Go refuses are refused with the same reason, and where several things are wrong, for the same one.
 *
 * Source: Go 1.26, package regexp/syntax.
 *
 * @module
 */

import { CharClass, foldingsOf, variantOf, type Ranges } from "./char-class.ts";
import { perlClasses, posixClasses, unicodeClass } from "./named-class.ts";
import {
  assertion,
  character,
  characterClass,
  choice,
  empty,
  group,
  repeated,
  sequence,
  type Assertion,
  type Node,
  type Repetition,
} from "./node.ts";
import { RegexSyntaxError } from "./syntax-error.ts";

export interface Pattern {
  readonly root: Node;
  /** The name of each group in parentheses, in order; "" for those without. */
  readonly groupNames: readonly string[];
}

/** @throws RegexSyntaxError */
export function parsePattern(text: string): Pattern {
  return new Parser(text).parse();
}

/** The numbers in braces, and what they multiply to where they nest, must not exceed this. */
const maxCopies = 1000;
const maxHeight = 1000;
/** In instructions: those that fit 128 MiB in Go. */
const maxSize = Math.floor((128 * 2 ** 20) / 40);
/** In numbers that all sets of characters together may take. */
const maxClassLength = (128 * 2 ** 20) / 4;

interface Flags {
  readonly ignoresCase: boolean;
  readonly isMultiline: boolean;
  readonly dotTakesNewline: boolean;
  readonly isLazy: boolean;
}

/** What is open around the place that is being read. */
interface Frame {
  /** The number of the group, or undefined for parentheses that only hold together. */
  readonly index: number | undefined;
  /** The flags to go back to behind it. */
  readonly flags: Flags;
  readonly choices: Node[];
  sequence: Node[];
}

const anything: Ranges = [0, 0x10_ffff];
const anythingButNewline: Ranges = [0, 9, 11, 0x10_ffff];

const escapes: Readonly<Record<string, string>> = { a: "\x07", f: "\f", n: "\n", r: "\r", t: "\t", v: "\v" };

const assertions: Readonly<Record<string, Assertion>> = {
  A: "beginText",
  b: "wordBoundary",
  B: "noWordBoundary",
  z: "endText",
};

class Parser {
  readonly #text: string;
  readonly #groupNames: string[] = [];
  readonly #frames: Frame[] = [];
  #position = 0;
  #flags: Flags = { ignoresCase: false, isMultiline: false, dotTakesNewline: false, isLazy: false };
  #frame: Frame = { index: undefined, flags: this.#flags, choices: [], sequence: [] };
  readonly #classes = new Map<Ranges, CharClass>();
  #classLength = 0;

  constructor(text: string) {
    this.#text = text;
  }

  parse(): Pattern {
    let lastRepetition: number | undefined;
    while (!this.#isAtEnd()) {
      const start = this.#position;
      lastRepetition = this.#parseRepetition(lastRepetition) ? start : undefined;
      if (lastRepetition === undefined) this.#parseTerm();
    }
    if (this.#frames.length > 0) throw new RegexSyntaxError("missing closing )", this.#text);
    return { root: this.#closeChoices(), groupNames: this.#groupNames };
  }

  #parseTerm(): void {
    switch (this.#peek()) {
      case "(":
        this.#parseOpening();
        break;
      case ")":
        this.#take();
        this.#close();
        break;
      case "|":
        this.#take();
        this.#closeSequence();
        break;
      case "^":
        this.#take();
        this.#add(assertion(this.#flags.isMultiline ? "beginLine" : "beginText"));
        break;
      case "$":
        this.#take();
        this.#add(assertion(this.#flags.isMultiline ? "endLine" : "endText"));
        break;
      case ".":
        this.#take();
        this.#addClass(this.#flags.dotTakesNewline ? anything : anythingButNewline);
        break;
      case "[":
        this.#parseBrackets();
        break;
      case "\\":
        this.#parseBackslash();
        break;
      default:
        this.#addLiteral(this.#takeCodePoint());
    }
  }

  // Repetition

  //     repetition = ( "*" | "+" | "?" | "{" int [ "," [ int ] ] "}" ) [ "?" ]
  /** @param last Where the repetition starts that was read just before. */
  #parseRepetition(last: number | undefined): boolean {
    const start = this.#position;
    const counts = this.#takeCounts();
    if (counts === undefined) return false;
    const [min, max] = counts;
    const isCounted = this.#text[start] === "{";
    if (isCounted && (min > maxCopies || (max > maxCopies && max !== Infinity) || min > max)) {
      throw new RegexSyntaxError("invalid repeat count", this.#from(start));
    }
    const isLazy = this.#accept("?") !== this.#flags.isLazy;
    if (last !== undefined) throw new RegexSyntaxError("invalid nested repetition operator", this.#from(last));
    const sub = this.#frame.sequence.pop();
    if (sub === undefined) throw new RegexSyntaxError("missing argument to repetition operator", this.#from(start));
    const node = this.#limited(repeated(sub, { min, max, isLazy, isCounted }));
    if (node.copies > maxCopies && isCounted && isMany({ min, max }))
      throw new RegexSyntaxError("invalid repeat count", this.#from(start));
    this.#frame.sequence.push(node);
    return true;
  }

  #takeCounts(): [min: number, max: number] | undefined {
    const sign = this.#peek();
    const counts = { "*": [0, Infinity], "+": [1, Infinity], "?": [0, 1] }[sign ?? ""];
    if (counts !== undefined) {
      this.#take();
      return counts as [number, number];
    }
    // Braces around anything else stand for themselves.
    const braces = sign === "{" && this.#matchHere(/\{(0|[1-9][0-9]*)(,?)(0|[1-9][0-9]*)?\}/y);
    if (!braces) return undefined;
    const [whole, min, comma, max] = braces;
    if (comma === "" && max !== undefined) return undefined;
    this.#position += whole.length;
    return [Number(min), max !== undefined ? Number(max) : comma === "" ? Number(min) : Infinity];
  }

  // Groups

  //     opening = "(" | "(?P<" name ">" | "(?<" name ">" | "(?" flags ":" | "(?" flags ")"
  #parseOpening(): void {
    if (!this.#text.startsWith("(?", this.#position)) {
      this.#take();
      this.#open("");
    } else if (this.#matchHere(/\(\?(?:P<[^]|<[^])/y)) {
      this.#parseGroupName();
    } else {
      this.#parseFlags();
    }
  }

  #parseGroupName(): void {
    const start = this.#position;
    const end = this.#text.indexOf(">", start);
    if (end < 0) throw new RegexSyntaxError("invalid named capture", this.#text.slice(start));
    this.#position = end + 1;
    const name = /^\(\?P?<([A-Za-z0-9_]+)>$/.exec(this.#from(start))?.[1];
    if (name === undefined) throw new RegexSyntaxError("invalid named capture", this.#from(start));
    this.#open(name);
  }

  //     flags = { "i" | "m" | "s" | "U" } [ "-" { "i" | "m" | "s" | "U" } ]
  #parseFlags(): void {
    const start = this.#position;
    const opening = this.#matchHere(/\(\?([imsU]*)(?:-([imsU]+))?([:)])/y);
    if (!opening) {
      this.#position += this.#matchHere(/\(\?[imsU]*(?:-[imsU]*)?/y)![0].length;
      if (!this.#isAtEnd()) this.#takeCodePoint();
      throw new RegexSyntaxError("invalid or unsupported Perl syntax", this.#from(start));
    }
    const [whole, on = "", off = "", end] = opening;
    this.#position += whole.length;
    const flag = (letter: string, before: boolean) => (before || on.includes(letter)) && !off.includes(letter);
    const flags: Flags = {
      ignoresCase: flag("i", this.#flags.ignoresCase),
      isMultiline: flag("m", this.#flags.isMultiline),
      dotTakesNewline: flag("s", this.#flags.dotTakesNewline),
      isLazy: flag("U", this.#flags.isLazy),
    };
    if (end === ":") this.#openFrame(undefined);
    this.#flags = flags;
  }

  #open(name: string): void {
    this.#groupNames.push(name);
    this.#openFrame(this.#groupNames.length);
  }

  #openFrame(index: number | undefined): void {
    this.#frames.push(this.#frame);
    this.#frame = { index, flags: this.#flags, choices: [], sequence: [] };
  }

  #close(): void {
    const outer = this.#frames.pop();
    if (outer === undefined) throw new RegexSyntaxError("unexpected )", this.#text);
    const { index, flags } = this.#frame;
    const sub = this.#closeChoices();
    this.#frame = outer;
    this.#flags = flags;
    this.#add(index === undefined ? sub : group(index, sub));
  }

  #closeSequence(): void {
    const { choices, sequence: subs } = this.#frame;
    choices.push(subs.length === 0 ? empty : this.#limited(sequence(subs)));
    this.#frame.sequence = [];
  }

  #closeChoices(): Node {
    this.#closeSequence();
    return this.#limited(choice(this.#frame.choices));
  }

  // Characters

  #parseBackslash(): void {
    const letter = this.#text[this.#position + 1] ?? "";
    const condition = Object.hasOwn(assertions, letter) ? assertions[letter] : undefined;
    if (condition !== undefined) {
      this.#position += 2;
      this.#add(assertion(condition));
    } else if (letter === "Q") {
      this.#parseQuotation();
    } else {
      const ranges = this.#takeClassEscape();
      if (ranges !== undefined) this.#addClass(ranges);
      else this.#addLiteral(this.#takeEscape());
    }
  }

  //     quotation = "\Q" any [ "\E" ]
  #parseQuotation(): void {
    const start = this.#position + 2;
    const found = this.#text.indexOf("\\E", start);
    const end = found < 0 ? this.#text.length : found;
    for (const literal of this.#text.slice(start, end)) this.#addLiteral(literal.codePointAt(0)!);
    this.#position = found < 0 ? end : end + 2;
  }

  //     brackets = "[" [ "^" ] item { item } "]"
  #parseBrackets(): void {
    const start = this.#position;
    this.#take();
    const isNegated = this.#accept("^");
    // The same name gives the same ranges, which then count once.
    const items = new Set<Ranges>();
    // A bracket that comes first stands for itself.
    for (let isFirst = true; isFirst || this.#peek() !== "]"; isFirst = false) {
      items.add(this.#takeNamedClass() ?? this.#takeClassEscape() ?? this.#takeRange(start));
    }
    this.#take();
    this.#addClass(this.#variantOf([...items].flat(), isNegated));
  }

  //     item = "[:" [ "^" ] name ":]" | "\p..." | "\d" | char [ "-" char ]
  #takeNamedClass(): Ranges | undefined {
    const start = this.#position;
    if (!this.#text.startsWith("[:", start)) return undefined;
    const end = this.#text.indexOf(":]", start + 2);
    if (end < 0) return undefined;
    this.#position = end + 2;
    const [, sign, name] = /^(\^?)([^]*)$/.exec(this.#text.slice(start + 2, end))!;
    const ranges = Object.hasOwn(posixClasses, name!) ? posixClasses[name!] : undefined;
    if (ranges === undefined) throw new RegexSyntaxError("invalid character class range", this.#from(start));
    return this.#variantOf(ranges, sign === "^");
  }

  //     class escape = "\d" | "\D" | ... | "\pL" | "\p{" [ "^" ] name "}" | "\P..."
  #takeClassEscape(): Ranges | undefined {
    const start = this.#position;
    if (this.#peek() !== "\\") return undefined;
    const letter = this.#text[start + 1] ?? "";
    if (letter === "p" || letter === "P") return this.#takeUnicodeClass();
    const name = letter.toLowerCase();
    if (!Object.hasOwn(perlClasses, name)) return undefined;
    this.#position += 2;
    return this.#variantOf(perlClasses[name]!, letter !== name);
  }

  #takeUnicodeClass(): Ranges {
    const start = this.#position;
    this.#position += 2;
    let name: string;
    if (this.#peek() === "{") {
      const end = this.#text.indexOf("}", start);
      this.#position = end < 0 ? this.#text.length : end + 1;
      name = end < 0 ? "" : this.#text.slice(start + 3, end);
    } else {
      name = this.#isAtEnd() ? "" : String.fromCodePoint(this.#takeCodePoint());
    }
    const isCaret = name.startsWith("^");
    const found = unicodeClass(isCaret ? name.slice(1) : name);
    if (found === undefined) throw new RegexSyntaxError("invalid character class range", this.#from(start));
    const isCapital = this.#text[start + 1] === "P";
    return this.#variantOf(found.ranges, (isCapital !== isCaret) !== found.isNegated);
  }

  /** @param brackets Where the opening bracket is. */
  #takeRange(brackets: number): Ranges {
    const start = this.#position;
    const first = this.#takeClassCharacter(brackets);
    let last = first;
    if (this.#peek() === "-" && this.#position + 1 < this.#text.length && this.#text[this.#position + 1] !== "]") {
      this.#take();
      last = this.#takeClassCharacter(brackets);
      if (last < first) throw new RegexSyntaxError("invalid character class range", this.#from(start));
    }
    return [first, last];
  }

  #takeClassCharacter(brackets: number): number {
    if (this.#isAtEnd()) throw new RegexSyntaxError("missing closing ]", this.#text.slice(brackets));
    return this.#peek() === "\\" ? this.#takeEscape() : this.#takeCodePoint();
  }

  //     escape = "\" punctuation | "\n" | ... | "\0" octal | "\x" hex hex | "\x{" hex { hex } "}"
  #takeEscape(): number {
    const start = this.#position;
    this.#take();
    if (this.#isAtEnd()) throw new RegexSyntaxError("trailing backslash at end of expression", "");
    const octal = this.#matchHere(/0[0-7]{0,2}|[1-7][0-7]{1,2}/y);
    if (octal) {
      this.#position += octal[0].length;
      return Number.parseInt(octal[0], 8);
    }
    if (this.#peek() === "x") return this.#takeHexEscape(start);
    const codePoint = this.#takeCodePoint();
    const letter = String.fromCodePoint(codePoint);
    if (Object.hasOwn(escapes, letter)) return escapes[letter]!.charCodeAt(0);
    if (codePoint < 0x80 && !/[A-Za-z0-9]/.test(letter)) return codePoint;
    throw new RegexSyntaxError("invalid escape sequence", this.#from(start));
  }

  /** @param start Where the backslash is. */
  #takeHexEscape(start: number): number {
    this.#take();
    let value = 0;
    if (this.#accept("{")) {
      const first = this.#position;
      while (!this.#isAtEnd()) {
        const digit = this.#takeHexDigit();
        if (digit === "}" && this.#position > first + 1) return value;
        if (typeof digit === "string") break;
        value = value * 16 + digit;
        if (value > 0x10_ffff) break;
      }
    } else if (!this.#isAtEnd()) {
      // Both are read before they are judged.
      const high = this.#takeHexDigit();
      const low = this.#isAtEnd() ? "" : this.#takeHexDigit();
      if (typeof high === "number" && typeof low === "number") return high * 16 + low;
    }
    throw new RegexSyntaxError("invalid escape sequence", this.#from(start));
  }

  #takeHexDigit(): number | string {
    const digit = String.fromCodePoint(this.#takeCodePoint());
    return /[0-9A-Fa-f]/.test(digit) ? Number.parseInt(digit, 16) : digit;
  }

  // The tree

  #addLiteral(codePoint: number): void {
    const others = this.#flags.ignoresCase ? foldingsOf(codePoint) : [];
    if (others.length === 0) this.#add(character(codePoint));
    else this.#addClass([codePoint, ...others].flatMap((c) => [c, c]));
  }

  #addClass(ranges: Ranges): void {
    let characters = this.#classes.get(ranges);
    if (characters === undefined) this.#classes.set(ranges, (characters = new CharClass(ranges)));
    this.#classLength += characters.length;
    if (this.#classLength > maxClassLength) throw new RegexSyntaxError("expression too large", this.#text);
    this.#add(characterClass(characters));
  }

  /** That case does not count is said of sets in brackets as well as of the brackets; once more makes no difference. */
  #variantOf(ranges: Ranges, isNegated: boolean): Ranges {
    return variantOf(ranges, this.#flags.ignoresCase, isNegated);
  }

  #add(node: Node): void {
    this.#frame.sequence.push(this.#limited(node));
  }

  #limited(node: Node): Node {
    if (node.size > maxSize) throw new RegexSyntaxError("expression too large", this.#text);
    if (node.height > maxHeight) throw new RegexSyntaxError("expression nests too deeply", this.#text);
    return node;
  }

  // The text

  #isAtEnd(): boolean {
    return this.#position >= this.#text.length;
  }

  #peek(): string | undefined {
    return this.#text[this.#position];
  }

  /** Takes a character that has been looked at, and is in ASCII. */
  #take(): void {
    this.#position++;
  }

  #takeCodePoint(): number {
    const codePoint = this.#text.codePointAt(this.#position)!;
    this.#position += codePoint > 0xffff ? 2 : 1;
    return codePoint;
  }

  #accept(expected: string): boolean {
    if (this.#peek() !== expected) return false;
    this.#take();
    return true;
  }

  #matchHere(sticky: RegExp): RegExpExecArray | null {
    sticky.lastIndex = this.#position;
    return sticky.exec(this.#text);
  }

  /** What has been read since `start`. */
  #from(start: number): string {
    return this.#text.slice(start, this.#position);
  }
}

function isMany({ min, max }: Pick<Repetition, "min" | "max">): boolean {
  return min >= 2 || (max >= 2 && max !== Infinity);
}
