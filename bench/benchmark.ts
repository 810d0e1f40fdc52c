// SPDX-License-Identifier: Apache-2.0

/**
 * What a benchmark is and what it reports. A module in this folder that
 * measures something exports one as `default` and is listed in `run.ts`.
 *
 * @module
 */

export interface Benchmark {
  /** On the command line, and the name of its JSON file. */
  readonly name: string;
  /** One line. */
  readonly summary: string;
  run(context: BenchContext): Promise<BenchResult>;
}

export interface BenchContext {
  /** Fewer and smaller runs: does it work, not how fast is it. */
  readonly quick: boolean;
  /** Parts of the names of the subjects to measure; empty for all. For those who work on one of them. */
  readonly only: readonly string[];
  /** Tells the person who waits what is going on; goes to stderr. */
  readonly progress: (text: string) => void;
}

export interface BenchResult {
  readonly tables: readonly Table[];
  /** The promises that the figures are held to. */
  readonly targets?: readonly Target[];
  /** What a reader has to know to trust the figures: absent peers, the environment, the method. */
  readonly notes?: readonly string[];
}

export interface Table {
  /** With the unit: `Spawn to handshake line, ms`. */
  readonly title: string;
  /** Headings; the first is that of the rows' names. */
  readonly columns: readonly string[];
  readonly rows: readonly Row[];
}

export interface Row {
  readonly name: string;
  /** One a column; null where there is none. */
  readonly values: readonly (number | string | null)[];
}

export interface Target {
  /** In words: `Node bundle over bare node, ms`. */
  readonly what: string;
  readonly limit: number;
  readonly atLeast?: boolean;
  /** Null where it could not be measured, which is not met. */
  readonly measured: number | null;
}

/** Whether a target is met; undefined where it was not measured. */
export function isMet({ limit, measured, atLeast = false }: Target): boolean | undefined {
  if (measured === null) return undefined;
  return atLeast ? measured >= limit : measured <= limit;
}
