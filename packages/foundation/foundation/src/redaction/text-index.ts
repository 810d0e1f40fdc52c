// SPDX-License-Identifier: Apache-2.0

/**
 * Finds which of many texts occur in a text, in time that hardly depends on
 * their number.
 *
 * Where one of them may begin is told by the four characters there: a filter of
 * bits says at most places that none begins with these, so a text is passed
 * once, at a few nanoseconds a character. From there on the known beginnings of
 * 4, 8, 16 and so on characters are followed, however many texts share them.
 *
 * @module
 */

export interface Found {
  readonly start: number;
  readonly end: number;
}

/** How many characters tell where a text may begin; none that is shorter can be found. */
const headLength = 4;
const filterBits = 1 << 16;

export class TextIndex {
  readonly #filter = new Uint8Array(filterBits / 8);
  readonly #texts = new Set<string>();
  /** For each beginning: the lengths, from long to short, of the texts that have no longer known beginning. */
  readonly #lengths = new Map<string, number[]>();

  /** @throws RangeError when the text is too short to be found. */
  add(text: string): void {
    if (text.length < headLength) throw new RangeError(`a text of ${text.length} characters cannot be found`);
    if (this.#texts.has(text)) return;
    this.#texts.add(text);
    const bit = hash(text.charCodeAt(0), text.charCodeAt(1), text.charCodeAt(2), text.charCodeAt(3));
    this.#filter[bit >> 3]! |= 1 << (bit & 7);
    for (let length = headLength; length <= text.length; length *= 2) {
      const beginning = text.slice(0, length);
      let lengths = this.#lengths.get(beginning);
      if (lengths === undefined) this.#lengths.set(beginning, (lengths = []));
      if (text.length < length * 2 && !lengths.includes(text.length)) {
        lengths.push(text.length);
        lengths.sort((one, other) => other - one);
      }
    }
  }

  /**
   * Where texts of the index stand in `text`, from its start to its end: at each place the longest. They may overlap,
   * but none overlaps itself, so that a text full of one is no more work than another.
   */
  find(text: string): Found[] {
    const found: Found[] = [];
    if (this.#texts.size === 0 || text.length < headLength) return found;
    let last: Found = { start: 0, end: 0 };
    let lastText = "";
    let a = text.charCodeAt(0);
    let b = text.charCodeAt(1);
    let c = text.charCodeAt(2);
    for (let start = 0; start + headLength <= text.length; start++) {
      const d = text.charCodeAt(start + 3);
      const bit = hash(a, b, c, d);
      a = b;
      b = c;
      c = d;
      if ((this.#filter[bit >> 3]! & (1 << (bit & 7))) === 0) continue;
      // Not `startsWith`, which compares character by character.
      if (start < last.end && text.slice(start, start + lastText.length) === lastText) continue;
      const length = this.#longestAt(text, start);
      if (length === 0) continue;
      found.push((last = { start, end: start + length }));
      lastText = text.slice(start, last.end);
    }
    return found;
  }

  #longestAt(text: string, start: number): number {
    let longest = 0;
    for (let length = headLength; start + length <= text.length; length *= 2) {
      const lengths = this.#lengths.get(text.slice(start, start + length));
      if (lengths === undefined) break;
      longest = lengths.find((one) => this.#texts.has(text.slice(start, start + one))) ?? longest;
    }
    return longest;
  }
}

/** Spreads four UTF-16 units over the bits of the filter. */
function hash(a: number, b: number, c: number, d: number): number {
  return (Math.imul(a ^ (b << 8) ^ (c << 16) ^ (d << 24), 0x9e3779b1) >>> 16) & (filterBits - 1);
}
