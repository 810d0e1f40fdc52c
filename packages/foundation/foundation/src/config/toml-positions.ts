// SPDX-License-Identifier: Apache-2.0

/**
 * Where the keys of a TOML document stand.
 *
 * The parser that reads the values does not say. This scanner only looks for
 * keys, in documents that the parser has accepted, so it need not find mistakes;
 * on others it ends, with places that mean nothing.
 *
 * Source: TOML 1.1.
 *
 * @module
 */

export interface Position {
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 units. */
  readonly column: number;
}

/** Gives the place of the key at a path; for one that the document does not have, of the innermost key around it. */
export type FindPosition = (path: readonly string[]) => Position | undefined;

/**
 * Scans a valid document.
 *
 * @param decodeString The text of a quoted key.
 */
export function scanPositions(text: string, decodeString: (quoted: string) => string): FindPosition {
  const offsets = new Scanner(text, decodeString).scan();
  return (path) => {
    for (let length = path.length; length > 0; length--) {
      const offset = offsets.get(toId(path.slice(0, length)));
      if (offset !== undefined) return toPosition(text, offset);
    }
    return undefined;
  };
}

function toId(path: readonly string[]): string {
  return JSON.stringify(path);
}

function toPosition(text: string, offset: number): Position {
  const before = text.slice(0, offset);
  return { line: before.split("\n").length, column: offset - before.lastIndexOf("\n") };
}

const blank = /(?:[\s,]|#[^\n]*)*/y;
const space = /[ \t]*/y;
const bareKey = /[\w-]+/y;
/** The bare values: numbers, dates (with a space before their time) and booleans. */
const bareValue = /[^,\]}#\n]*/y;
const string = /"""(?:[^\\]|\\[\s\S])*?"{3,5}|'''[\s\S]*?'{3,5}|"(?:[^"\\\n]|\\.)*"|'[^'\n]*'/y;

/** Deeper than any document that the parser accepts, or that anybody wrote; what lies deeper has no place of its own. */
const maxDepth = 1_000;
const maxKnownDepth = 100;

class Scanner {
  readonly #text: string;
  readonly #decodeString: (quoted: string) => string;
  readonly #offsets = new Map<string, number>();
  /** How many elements each array of tables has so far. */
  readonly #elements = new Map<string, number>();
  #at = 0;
  #depth = 0;

  constructor(text: string, decodeString: (quoted: string) => string) {
    this.#text = text;
    this.#decodeString = decodeString;
  }

  scan(): ReadonlyMap<string, number> {
    let table: readonly string[] = [];
    for (this.#take(blank); this.#at < this.#text.length; this.#take(blank)) {
      if (this.#text[this.#at] === "[") table = this.#scanHeader();
      else this.#scanMember(table);
    }
    return this.#offsets;
  }

  /** `[a.b]` or `[[a.b]]`; gives the table whose members follow. */
  #scanHeader(): readonly string[] {
    const isElement = this.#text.startsWith("[[", this.#at);
    const width = isElement ? 2 : 1;
    this.#at += width;
    const path = this.#scanKey([], isElement);
    this.#at += width;
    return path;
  }

  /** `a.b = value` */
  #scanMember(table: readonly string[]): void {
    const path = this.#scanKey(table, false);
    this.#at += 1;
    this.#take(space);
    this.#scanValue(path);
  }

  /** Reads a dotted key and remembers where each of its parts first stood. */
  #scanKey(above: readonly string[], isElement: boolean): readonly string[] {
    let path = above;
    for (;;) {
      this.#take(space);
      const offset = this.#at;
      const quoted = this.#take(string);
      path = [...path, quoted === "" ? this.#take(bareKey) : this.#decodeString(quoted)];
      this.#note(path, offset);
      this.#take(space);
      const isLast = this.#text[this.#at] !== ".";
      if (path.length > maxKnownDepth) {
        if (isLast) return path;
        path = path.slice(0, maxKnownDepth);
        this.#at += 1;
        continue;
      }
      // A key through an array of tables means its last element.
      const id = toId(path);
      if (isLast && isElement) this.#elements.set(id, (this.#elements.get(id) ?? -1) + 1);
      const element = this.#elements.get(id);
      if (element !== undefined) path = [...path, String(element)];
      this.#note(path, offset);
      if (isLast) return path;
      this.#at += 1;
    }
  }

  #scanValue(path: readonly string[]): void {
    const start = this.#text[this.#at];
    if (start === "[") this.#scanList("]", (index) => this.#scanValue([...path, String(index)]));
    else if (start === "{") this.#scanList("}", () => this.#scanMember(path));
    else if (this.#take(string) === "") this.#take(bareValue);
  }

  #scanList(end: string, scanItem: (index: number) => void): void {
    if (this.#depth >= maxDepth) {
      this.#at = this.#text.length;
      return;
    }
    this.#depth++;
    this.#at += 1;
    this.#take(blank);
    const isInside = (): boolean => this.#at < this.#text.length && this.#text[this.#at] !== end;
    for (let index = 0, before = -1; isInside() && this.#at > before; index++) {
      before = this.#at;
      scanItem(index);
      this.#take(blank);
    }
    this.#at += 1;
    this.#depth--;
  }

  #note(path: readonly string[], offset: number): void {
    if (path.length > maxKnownDepth) return;
    const id = toId(path);
    if (!this.#offsets.has(id)) this.#offsets.set(id, offset);
  }

  /** Steps over what the pattern matches here, which may be nothing. */
  #take(pattern: RegExp): string {
    pattern.lastIndex = this.#at;
    const [match] = pattern.exec(this.#text) ?? [""];
    this.#at += match.length;
    return match;
  }
}
