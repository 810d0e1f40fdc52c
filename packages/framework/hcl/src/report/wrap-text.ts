// SPDX-License-Identifier: Apache-2.0

import { leadingSpace } from "../syntax/characters.ts";

/**
 * Breaks lines at spaces so that they have at most `width` characters, as long as no word is longer.
 *
 * Source: github.com/mitchellh/go-wordwrap 1.0.1.
 */
export function wrapText(text: string, width: number): string {
  const wrapper = new Wrapper(width);
  for (const character of text) wrapper.add(character);
  return wrapper.finish();
}

class Wrapper {
  readonly #width: number;
  #done = "";
  /** Characters in the line so far, without the space and the word that are still open. */
  #length = 0;
  #space: string[] = [];
  #word: string[] = [];

  constructor(width: number) {
    this.#width = width;
  }

  add(character: string): void {
    if (character === "\n") this.#addNewline();
    else if (character !== "\u00a0" && leadingSpace(character) > 0) this.#addSpace(character);
    else this.#addLetter(character);
  }

  finish(): string {
    if (this.#word.length > 0 || this.#length + this.#space.length <= this.#width) this.#flush();
    return this.#done;
  }

  #addNewline(): void {
    if (this.#word.length > 0 || this.#length + this.#space.length <= this.#width) this.#flush();
    this.#space = [];
    this.#done += "\n";
    this.#length = 0;
  }

  #addSpace(character: string): void {
    if (this.#space.length === 0 || this.#word.length > 0) this.#flush();
    this.#space.push(character);
  }

  #addLetter(character: string): void {
    this.#word.push(character);
    const isTooLong = this.#length + this.#space.length + this.#word.length > this.#width;
    if (!isTooLong || this.#word.length >= this.#width) return;
    this.#done += "\n";
    this.#length = 0;
    this.#space = [];
  }

  #flush(): void {
    this.#done += this.#space.join("") + this.#word.join("");
    this.#length += this.#space.length + this.#word.length;
    this.#space = [];
    this.#word = [];
  }
}
