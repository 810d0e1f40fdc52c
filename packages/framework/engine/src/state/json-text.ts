// SPDX-License-Identifier: Apache-2.0

/**
 * JSON as text: numbers of any size and the order of members survive, which they would not as JavaScript values.
 *
 * All functions expect valid JSON; `JSON.parse` is the one to find out.
 *
 * @module
 */

const quote = 0x22;
const backslash = 0x5c;
const openBrace = 0x7b;
const openBracket = 0x5b;

function isSpace(unit: number): boolean {
  return unit === 0x20 || unit === 0x0a || unit === 0x0d || unit === 0x09;
}

/** The position after the string that begins at `start`. */
function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  for (;;) {
    let slashes = end;
    while (text.charCodeAt(slashes - 1) === backslash) slashes--;
    if ((end - slashes) % 2 === 0) return end + 1;
    end = text.indexOf('"', end + 1);
  }
}

/** Reads values one after the other, each in the form that its reader wants. */
export class JsonReader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** The text of the next value. */
  raw(): string {
    const start = this.#skipSpace();
    let depth = 0;
    do {
      const unit = this.#text.charCodeAt(this.#at);
      if (unit === quote) {
        this.#at = endOfString(this.#text, this.#at);
      } else if (unit === openBrace || unit === openBracket) {
        depth++;
        this.#at++;
      } else if (unit === openBrace + 2 || unit === openBracket + 2) {
        depth--;
        this.#at++;
      } else if (depth === 0) {
        while (/[-+.\w]/.test(this.#text.charAt(this.#at))) this.#at++;
      } else {
        this.#at++;
      }
    } while (depth > 0);
    return this.#text.slice(start, this.#at);
  }

  /** The next value as `JSON.parse` gives it. */
  value(): unknown {
    return JSON.parse(this.raw()) as unknown;
  }

  /**
   * Has each member of an object read; null has none.
   *
   * @param read Has to read one value.
   * @returns false, with the value skipped, when it is something else.
   */
  object(read: (name: string) => void): boolean {
    return this.#sequence(openBrace, () => {
      const start = this.#skipSpace();
      this.#at = endOfString(this.#text, start);
      const name = JSON.parse(this.#text.slice(start, this.#at)) as string;
      this.#skipSpace();
      this.#at++;
      read(name);
    });
  }

  /** The same with the elements of an array. */
  array(read: () => void): boolean {
    return this.#sequence(openBracket, read);
  }

  #sequence(open: number, read: () => void): boolean {
    const first = this.#text.charCodeAt(this.#skipSpace());
    if (first !== open) return this.raw() === "null";
    this.#at++;
    while (this.#text.charCodeAt(this.#skipSpace()) !== open + 2) {
      read();
      if (this.#text.charAt(this.#skipSpace()) === ",") this.#at++;
    }
    this.#at++;
    return true;
  }

  #skipSpace(): number {
    while (isSpace(this.#text.charCodeAt(this.#at))) this.#at++;
    return this.#at;
  }
}

/** Without spaces between tokens. */
export function compactJson(text: string): string {
  if (!/\s/.test(text)) return text;
  let out = "";
  let from = 0;
  for (let at = 0; at < text.length;) {
    const unit = text.charCodeAt(at);
    if (unit === quote) {
      at = endOfString(text, at);
    } else if (isSpace(unit)) {
      out += text.slice(from, at);
      while (isSpace(text.charCodeAt(at))) at++;
      from = at;
    } else {
      at++;
    }
  }
  return out + text.slice(from);
}

/**
 * With a line for each member and element, two spaces deeper with each level, as Go's `json.Indent` has it.
 *
 * @param prefix Comes before each line but the first.
 */
export function indentJson(text: string, prefix: string = ""): string {
  const source = escapeForScripts(compactJson(text));
  let out = "";
  let from = 0;
  let line = `\n${prefix}`;
  for (let at = 0; at < source.length;) {
    const unit = source.charCodeAt(at);
    if (unit === quote) {
      at = endOfString(source, at);
    } else if (unit === openBrace || unit === openBracket) {
      at++;
      if (source.charCodeAt(at) === unit + 2) {
        at++;
        continue;
      }
      line += "  ";
      out += source.slice(from, at) + line;
      from = at;
    } else if (unit === openBrace + 2 || unit === openBracket + 2) {
      line = line.slice(0, -2);
      out += source.slice(from, at) + line;
      from = at++;
    } else if (unit === 0x2c) {
      out += source.slice(from, ++at) + line;
      from = at;
    } else if (unit === 0x3a) {
      out += `${source.slice(from, ++at)} `;
      from = at;
    } else {
      at++;
    }
  }
  return out + source.slice(from);
}

/** Go's encoder escapes what could end a script in HTML; such characters stand in strings only. */
function escapeForScripts(text: string): string {
  return text.replace(unsafeInScripts, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** A string as Go writes it. */
export function quoteJson(text: string): string {
  return escapeForScripts(JSON.stringify(text.toWellFormed()));
}

const unsafeInScripts = /[<>&\u2028\u2029]/g;
