// SPDX-License-Identifier: Apache-2.0

/**
 * Differential fuzzing: the same questions for ours and for the original, and a small question for each difference.
 *
 * @module
 */

import type { JSONValue } from "@provide-foundry/cty/subject";
import { minimise } from "./minimise.ts";
import type { Oracle } from "./oracle.ts";

export type Question = { readonly op: string } & { readonly [name: string]: JSONValue };

/** The fields of an answer, without `id`. */
export type Answer = { readonly [name: string]: JSONValue };

/** What is fuzzed. */
export interface Target {
  /** The questions that a seed and numbers stand for, none of which is left out. */
  questions(
    seed: number,
    indices: readonly number[],
    oracle: Oracle,
  ): readonly Question[] | Promise<readonly Question[]>;
  /** Ours. */
  ask(question: Question): Answer;
  agree(question: Question, ours: Answer, theirs: Answer): boolean;
  /** Whether the original might not survive it, or is known to get it wrong. */
  isLeftOut(question: Question): boolean;
}

export interface Difference {
  /** Makes the question again, together with the seed. */
  readonly index: number;
  readonly question: Question;
  readonly ours: Answer;
  readonly theirs: Answer;
}

export interface Report {
  readonly cases: number;
  /** Answers of the original that change from one time to the next, because Go goes over maps in random order. */
  readonly unstable: number;
  /** How many questions ended with a result on both sides. */
  readonly results: number;
  readonly differences: readonly Difference[];
}

export interface FuzzOptions {
  readonly seed: number;
  /** The number of the first case. */
  readonly first?: number;
  readonly cases: number;
  /** Differences after which there is no point in going on. */
  readonly mostDifferences?: number;
  readonly progress?: (done: number) => void;
}

export async function fuzz(target: Target, oracle: Oracle, options: FuzzOptions): Promise<Report> {
  const { seed, first = 0, cases, mostDifferences = 20, progress } = options;
  const differences: Difference[] = [];
  let unstable = 0;
  let results = 0;
  let done = 0;
  while (done < cases && differences.length < mostDifferences) {
    const indices = Array.from({ length: Math.min(batchSize, cases - done) }, (_, i) => first + done + i);
    const questions = await target.questions(seed, indices, oracle);
    const asked = oracle.ask(questions);
    // The original works while ours does.
    const ours = questions.map((question) => target.ask(question));
    const theirs = await asked;
    for (const [i, question] of questions.entries()) {
      if ("out" in ours[i]! && "out" in theirs[i]!) results++;
      if (target.agree(question, ours[i]!, theirs[i]!)) continue;
      if (await isStable(oracle, question))
        differences.push({ index: indices[i]!, ...(await smallest(target, oracle, question)) });
      else unstable++;
      if (differences.length >= mostDifferences) break;
    }
    done += questions.length;
    progress?.(done);
  }
  return { cases: done, unstable, results, differences };
}

const batchSize = 2000;

/** Whether the original always gives the same answer. */
async function isStable(oracle: Oracle, question: Question): Promise<boolean> {
  const answers = await oracle.ask(Array.from({ length: 50 }, () => question));
  return new Set(answers.map((answer) => JSON.stringify(answer))).size === 1;
}

type Answers = Omit<Difference, "index">;

async function smallest(target: Target, oracle: Oracle, question: Question): Promise<Answers> {
  const answer = async (candidate: Question): Promise<Answers> => {
    const [theirs] = await oracle.ask([candidate]);
    return { question: candidate, ours: target.ask(candidate), theirs: theirs! };
  };
  const start = await answer(question);
  const differsAlike = async (candidate: Question): Promise<boolean> => {
    if (target.isLeftOut(candidate)) return false;
    const { ours, theirs } = await answer(candidate);
    if (target.agree(candidate, ours, theirs)) return false;
    return kindOf(ours) === kindOf(start.ours) && kindOf(theirs) === kindOf(start.theirs);
  };
  const minimal = await minimise(question, differsAlike);
  return (await isStable(oracle, minimal)) ? answer(minimal) : start;
}

/** A result, or the first words of what is wrong: with a question cut too far, something else becomes wrong. */
function kindOf(answer: Answer): string {
  if ("out" in answer) return "out";
  return JSON.stringify(answer["err"] ?? answer["panic"] ?? "")
    .replaceAll(/[^a-z ]/gi, "")
    .slice(0, 20);
}
