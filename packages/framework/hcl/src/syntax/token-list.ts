// SPDX-License-Identifier: Apache-2.0

import { TokenType } from "./token-type.ts";

/** The tokens of a source, as columns of numbers. The last one is `EOF`. */
export class TokenList {
  #types: Uint8Array;
  #starts: Int32Array;
  #ends: Int32Array;
  #count = 0;

  /** Makes room for the tokens that a text of the given length usually has. */
  constructor(textLength: number) {
    const capacity = Math.trunc(textLength / 3) + 16;
    this.#types = new Uint8Array(capacity);
    this.#starts = new Int32Array(capacity);
    this.#ends = new Int32Array(capacity);
  }

  get count(): number {
    return this.#count;
  }

  get types(): Uint8Array {
    return this.#types;
  }

  /** Where tokens start, as offsets into the text. */
  get starts(): Int32Array {
    return this.#starts;
  }

  get ends(): Int32Array {
    return this.#ends;
  }

  push(type: TokenType, start: number, end: number): void {
    const index = this.#count;
    if (index === this.#types.length) this.#grow();
    this.#types[index] = type;
    this.#starts[index] = start;
    this.#ends[index] = end;
    this.#count = index + 1;
  }

  typeAt(index: number): TokenType {
    return this.#types[index]! as TokenType;
  }

  /** Where tokens start and end, ascending and each once. */
  boundaries(): Int32Array {
    const boundaries = new Int32Array(this.#count * 2);
    let count = 0;
    let last = -1;
    for (let i = 0; i < this.#count; i++) {
      for (const offset of [this.#starts[i]!, this.#ends[i]!]) {
        if (offset > last) boundaries[count++] = last = offset;
      }
    }
    return boundaries.slice(0, count);
  }

  #grow(): void {
    const capacity = this.#types.length * 2;
    const types = new Uint8Array(capacity);
    types.set(this.#types);
    this.#types = types;
    this.#starts = grown(this.#starts, capacity);
    this.#ends = grown(this.#ends, capacity);
  }
}

function grown(numbers: Int32Array, capacity: number): Int32Array {
  const larger = new Int32Array(capacity);
  larger.set(numbers);
  return larger;
}
