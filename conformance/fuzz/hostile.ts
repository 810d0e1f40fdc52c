// SPDX-License-Identifier: Apache-2.0

/**
 * Input that nobody means to be read: random bytes, and what was valid once. A parser refuses it with an error of its
 * own, soon.
 *
 * @module
 */

import { Random } from "./random.ts";

/** Something that reads what others have written. */
export interface Parser {
  readonly name: string;
  /** Valid input, to be damaged. */
  valid(random: Random): Uint8Array;
  /** May throw. */
  parse(input: Uint8Array, random: Random): void;
  /** Whether that is how the parser says that input is bad. */
  isRefusal(error: unknown): boolean;
}

export interface Finding {
  readonly parser: string;
  /** Makes the input again, together with the seed. */
  readonly index: number;
  readonly hex: string;
  /** What was thrown, or how long it took. */
  readonly problem: string;
}

export interface AttackReport {
  readonly inputs: number;
  readonly refused: number;
  readonly slowestMs: number;
  readonly findings: readonly Finding[];
}

export interface AttackOptions {
  readonly seed: number;
  readonly first?: number;
  readonly cases: number;
  readonly progress?: (done: number) => void;
}

/** Gives each parser in turn its share of the cases. */
export function attack(parsers: readonly Parser[], { seed, first = 0, cases, progress }: AttackOptions): AttackReport {
  const findings: Finding[] = [];
  let refused = 0;
  let slowestMs = 0;
  for (let done = 0; done < cases; done++) {
    const index = first + done;
    const random = new Random(seed, index);
    const parser = parsers[index % parsers.length]!;
    const input = hostileInput(parser, random);
    const found = (problem: string): void => {
      findings.push({ parser: parser.name, index, hex: Buffer.from(input).toString("hex"), problem });
    };
    const startMs = performance.now();
    try {
      parser.parse(input, random);
    } catch (error) {
      if (parser.isRefusal(error)) refused++;
      else found(String(error));
    }
    const elapsedMs = performance.now() - startMs;
    slowestMs = Math.max(slowestMs, elapsedMs);
    if (elapsedMs > mostMs) found(`took ${elapsedMs.toFixed(0)} ms`);
    progress?.(done + 1);
  }
  return { inputs: cases, refused, slowestMs, findings };
}

const mostMs = 1000;

function hostileInput(parser: Parser, random: Random): Uint8Array {
  if (random.oneIn(8)) return Uint8Array.from(random.list(0, 60, () => random.below(0x100)));
  let bytes = [...parser.valid(random)];
  for (let damages = 1 + random.below(4); damages > 0; damages--) bytes = damage(bytes, random);
  return Uint8Array.from(bytes);
}

function damage(bytes: readonly number[], random: Random): number[] {
  const at = random.below(bytes.length + 1);
  return random.branch<number[]>([
    [2, () => bytes.slice(0, at)],
    [2, () => bytes.toSpliced(at, 1 + random.below(4))],
    [2, () => bytes.toSpliced(at, 0, ...random.list(1, 4, () => random.below(0x100)))],
    [4, () => bytes.toSpliced(at, 1, random.below(0x100))],
    [1, () => bytes.toSpliced(at, 0, ...bytes.slice(at, at + random.below(40)))],
    // Many times the same: what opens a level, most of all.
    [1, () => bytes.toSpliced(at, 0, ...Array.from({ length: 1 + random.below(3000) }, () => bytes[at] ?? 0x91))],
  ]);
}
