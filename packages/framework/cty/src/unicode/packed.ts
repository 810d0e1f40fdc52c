// SPDX-License-Identifier: Apache-2.0

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/** The numbers of a text that `harnesses/go/unicode-tables` packed: five bits a letter, the lowest first, and a sixth if more follow. */
export function unpackNumbers(packed: string): number[] {
  const numbers: number[] = [];
  let number = 0;
  let shift = 0;
  for (const letter of packed) {
    const bits = alphabet.indexOf(letter);
    number += (bits & 31) << shift;
    shift += 5;
    if (bits >= 32) continue;
    numbers.push(number);
    number = 0;
    shift = 0;
  }
  return numbers;
}
