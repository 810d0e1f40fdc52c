// SPDX-License-Identifier: Apache-2.0

/** Characters by number, and the other way round. */
export class CodeTable {
  readonly #characters: ReadonlyMap<number, string>;
  readonly #prefersLast: boolean;
  #codes: Map<string, number> | undefined;

  /**
   * @param characters By ascending numbers.
   * @param prefersLast Which of several numbers a character is written with: the last one, or the first.
   */
  constructor(characters: ReadonlyMap<number, string>, prefersLast = false) {
    this.#characters = characters;
    this.#prefersLast = prefersLast;
  }

  characterOf(code: number): string | undefined {
    return this.#characters.get(code);
  }

  codeOf(character: string): number | undefined {
    return (this.#codes ??= this.#invert()).get(character);
  }

  #invert(): Map<string, number> {
    const codes = new Map<string, number>();
    for (const [code, character] of this.#characters) {
      if (this.#prefersLast || !codes.has(character)) codes.set(character, code);
    }
    return codes;
  }
}
