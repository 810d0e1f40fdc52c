// SPDX-License-Identifier: Apache-2.0

/**
 * Throws broken inputs at a parser, until one breaks it.
 *
 * Every input follows from the seed of the run and its number in it, so that these two alone repeat a failure.
 *
 * @module
 */

import { seededRandom } from "../seeded-random.ts";
import { makeInput, type Material, type Units } from "./mutate.ts";
import { shrink } from "./shrink.ts";
import { Subject, type Verdict } from "./subject.ts";

type ErrorClass = abstract new (...args: never[]) => Error;

export interface FuzzOptions<Input extends string | Uint8Array> {
  /** Good inputs of all kinds, short ones: the others are made of them. At least one. */
  readonly seeds: readonly Input[];
  /** Errors by which the parser says that an input is bad. Any other is a failure. */
  readonly refusals: readonly ErrorClass[];
  /** Pieces that mean something in the format: `"${"`, `'"""'`. */
  readonly dictionary?: readonly Input[];
  /** How many inputs: 2,000 unless told, or what the environment variable `FOUNDRY_FUZZ_RUNS` says. */
  readonly runs?: number;
  /** How long one input may take: 1,000 unless told. */
  readonly maxMs?: number;
  /** How many bytes, or UTF-16 code units of a text, an input may have: 4,096 unless told. */
  readonly maxLength?: number;
  /** Of an earlier run, from its message: by chance unless told. */
  readonly seed?: number;
  /** The number of the only input to try, from the same message. */
  readonly only?: number;
}

/** How many inputs the parser took, and how many it refused. */
export interface FuzzReport {
  readonly accepted: number;
  readonly refused: number;
}

/**
 * Gives a parser many inputs that are almost right. It has to return, or to throw one of `refusals`, in time.
 *
 * What holds for every accepted input can be asserted inside of `parse`.
 *
 * @param parse Takes one input, and does all its work before it returns.
 * @throws Error with the input, made shorter, and what repeats it, when the parser throws anything else, which is then
 *   the cause, or takes too long, also when it would never end; and when it accepts no input at all.
 *
 * @example
 * fuzz((text: string) => assert.equal(formatVersion(parseVersion(text)), text), {
 *   seeds: ["1.2.3", "1.0.0-beta.1"],
 *   refusals: [SyntaxError],
 * });
 */
export function fuzz<Input extends string | Uint8Array>(
  parse: (input: Input) => unknown,
  options: FuzzOptions<Input>,
): FuzzReport {
  const { seeds, refusals, maxMs = 1_000 } = options;
  const toInput = (units: Units): Input =>
    (typeof seeds[0] === "string" ? toText(units) : Uint8Array.from(units)) as Input;
  const isRefusal = (error: unknown): boolean => refusals.some((refusal) => error instanceof refusal);
  const subject = new Subject((units) => parse(toInput(units)), isRefusal, maxMs);
  const report = { accepted: 0, refused: 0 };

  for (const { trial, verdict } of subject.judge(makeTrials(options))) {
    if (verdict.kind === "failed") {
      const shortest = shrink(trial.input, (input) => isSame(subject.judgeOne(input), verdict));
      const message = `the parser ${verdict.reason}\non ${show(toInput(shortest))}\n${trial.origin}`;
      throw new Error(message, { cause: verdict.cause });
    }
    report[verdict.kind]++;
  }
  if (report.accepted === 0) throw new Error("the parser accepts no input at all, not even a seed");
  return report;
}

interface Trial {
  readonly input: Units;
  /** What repeats it, for people. */
  readonly origin: string;
}

function* makeTrials<Input extends string | Uint8Array>(options: FuzzOptions<Input>): Generator<Trial> {
  const { seeds, dictionary = [], maxLength = 4_096, seed = Math.floor(Math.random() * 2 ** 31), only } = options;
  const material: Material = {
    seeds: seeds.map(toUnits),
    dictionary: dictionary.map(toUnits),
    maxUnit: typeof seeds[0] === "string" ? 0xffff : 0xff,
    maxLength,
  };
  const trial = (number: number): Trial => {
    // The first numbers of neighbours are no neighbours themselves: the generator mixes well.
    const input = makeInput(material, seededRandom(seed + Math.imul(number, 0x9e3779b1)));
    return { input, origin: `repeat it with { seed: ${seed}, only: ${number} }` };
  };
  if (only !== undefined) {
    yield trial(only);
    return;
  }
  yield* material.seeds.map((input, at) => ({ input, origin: `which is the seed number ${at}` }));
  const runs = Number(process.env["FOUNDRY_FUZZ_RUNS"] ?? options.runs ?? 2_000);
  for (let number = 0; number < runs; number++) yield trial(number);
}

/** Whether an input fails as another did: with an error of the same kind, whatever it says. */
function isSame(verdict: Verdict, other: Verdict): boolean {
  if (verdict.kind !== "failed" || other.kind !== "failed") return false;
  return (verdict.cause as Error | undefined)?.name === (other.cause as Error | undefined)?.name;
}

function toUnits(input: string | Uint8Array): Units {
  if (typeof input !== "string") return [...input];
  return Array.from({ length: input.length }, (_, at) => input.charCodeAt(at));
}

/** In pieces, because a function takes only so many arguments. */
function toText(units: Units): string {
  let text = "";
  for (let at = 0; at < units.length; at += 4_096) text += String.fromCharCode(...units.slice(at, at + 4_096));
  return text;
}

function show(input: string | Uint8Array): string {
  const shown = typeof input === "string" ? JSON.stringify(input) : `the bytes ${Buffer.from(input).toString("hex")}`;
  return shown.length > 1_000 ? `${shown.slice(0, 1_000)}... (${input.length} in all)` : shown;
}
