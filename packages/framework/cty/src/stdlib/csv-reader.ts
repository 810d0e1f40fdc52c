// SPDX-License-Identifier: Apache-2.0

/**
 * Reads comma-separated values as RFC 4180 has them, by the rules and with the errors of Go's encoding/csv: lines without
 * anything are skipped, `\r\n` counts as `\n` in fields too, and quotes are only allowed around whole fields.
 *
 * @module
 */

export interface CsvRecord {
  /** The line that it starts on, counted from 1. */
  readonly line: number;
  readonly fields: readonly string[];
}

export class CsvError extends SyntaxError {
  static {
    this.prototype.name = "CsvError";
  }

  readonly line: number;
  /** The message without the line. */
  readonly reason: string;

  constructor(line: number, reason: string) {
    super(`CSV parse error on line ${line}: ${reason}`);
    this.line = line;
    this.reason = reason;
  }
}

const misplacedQuote = 'extraneous or missing " in quoted-field';

export class CsvReader {
  readonly #text: string;
  #position = 0;
  /** How many lines have been read. */
  #line = 0;
  /** What is left of the line. */
  #rest = "";

  constructor(text: string) {
    this.#text = text;
  }

  /** The next record; undefined if there is none. @throws CsvError */
  read(): CsvRecord | undefined {
    do {
      if (this.#position >= this.#text.length) return undefined;
      this.#readLine();
    } while (this.#isLineEnd());
    const line = this.#line;
    const fields: string[] = [];
    do {
      fields.push(this.#rest.startsWith('"') ? this.#takeQuoted() : this.#takePlain());
    } while (this.#acceptComma());
    return { line, fields };
  }

  //     plain = { character - "," - newline }
  #takePlain(): string {
    const comma = this.#rest.indexOf(",");
    const end = comma < 0 ? this.#rest.length - (this.#rest.endsWith("\n") ? 1 : 0) : comma;
    const field = this.#rest.slice(0, end);
    if (field.includes('"')) throw new CsvError(this.#line, 'bare " in non-quoted-field');
    this.#rest = this.#rest.slice(end);
    return field;
  }

  //     quoted = '"' { character - '"' | '""' } '"'
  #takeQuoted(): string {
    let field = "";
    let line = this.#line;
    this.#rest = this.#rest.slice(1);
    for (;;) {
      const quote = this.#rest.indexOf('"');
      if (quote >= 0) {
        field += this.#rest.slice(0, quote);
        this.#rest = this.#rest.slice(quote + 1);
        if (this.#isLineEnd() || this.#rest.startsWith(",")) return field;
        if (!this.#rest.startsWith('"')) throw new CsvError(this.#line, misplacedQuote);
        field += '"';
        this.#rest = this.#rest.slice(1);
      } else {
        if (this.#rest === "") throw new CsvError(line, misplacedQuote);
        field += this.#rest;
        this.#readLine();
        if (this.#rest !== "") line++;
      }
    }
  }

  #acceptComma(): boolean {
    if (!this.#rest.startsWith(",")) return false;
    this.#rest = this.#rest.slice(1);
    return true;
  }

  #isLineEnd(): boolean {
    return this.#rest === "" || this.#rest === "\n";
  }

  #readLine(): void {
    const newline = this.#text.indexOf("\n", this.#position);
    const end = newline < 0 ? this.#text.length : newline + 1;
    this.#rest = this.#text.slice(this.#position, end).replace(/\r(\n?)$/, "$1");
    this.#position = end;
    this.#line++;
  }
}
