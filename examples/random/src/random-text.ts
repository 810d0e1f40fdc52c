// SPDX-License-Identifier: Apache-2.0

import { randomInt } from "node:crypto";

/** Some characters, and how many of them a text must have at least. */
export interface CharacterClass {
  readonly characters: string;
  /** Whether they may also stand where no other is required. */
  readonly isAllowed: boolean;
  readonly atLeast: number;
}

/** A text of `length` code points. Those that are allowed are equally likely where nothing else is required. */
export function randomText(length: number, classes: readonly CharacterClass[]): string {
  const pool = classes.flatMap(({ characters, isAllowed }) => (isAllowed ? Array.from(characters) : []));
  if (pool.length === 0) throw new RangeError("no characters are allowed");
  const text = classes.flatMap(({ characters, atLeast }) => pick(Array.from(characters), atLeast));
  return shuffle([...text, ...pick(pool, length - text.length)]).join("");
}

function pick(pool: readonly string[], count: number): string[] {
  return Array.from({ length: count }, () => pool[randomInt(pool.length)]!);
}

/** As Fisher and Yates do it, so every order is equally likely. */
function shuffle<T>(items: T[]): T[] {
  for (let i = items.length - 1; i > 0; i--) {
    const j = randomInt(i + 1);
    [items[i], items[j]] = [items[j]!, items[i]!];
  }
  return items;
}
