// SPDX-License-Identifier: Apache-2.0

import { createContext, Script } from "node:vm";
import type { Units } from "./mutate.ts";

/** How a parser takes an input. */
export type Verdict =
  | { readonly kind: "accepted" | "refused" }
  /** The reason goes on "the parser ...". */
  | { readonly kind: "failed"; readonly reason: string; readonly cause?: unknown };

/** A parser that is interrupted when it takes too long: in a loop, in a recursion, in a regular expression. */
export class Subject {
  readonly #parse: (input: Units) => unknown;
  readonly #isRefusal: (error: unknown) => boolean;
  readonly #maxMs: number;
  #task: () => void = () => undefined;
  readonly #context = createContext({ run: () => this.#task() });
  readonly #script = new Script("run()");

  constructor(parse: (input: Units) => unknown, isRefusal: (error: unknown) => boolean, maxMs: number) {
    this.#parse = parse;
    this.#isRefusal = isRefusal;
    this.#maxMs = maxMs;
  }

  /** Ends after the first one that fails. */
  *judge<T extends { readonly input: Units }>(trials: Iterable<T>): Generator<{ trial: T; verdict: Verdict }> {
    for (const batch of inBatches(trials)) {
      for (const [at, verdict] of this.#judgeBatch(batch).entries()) {
        yield { trial: batch[at]!, verdict };
        if (verdict.kind === "failed") return;
      }
    }
  }

  #judgeBatch(batch: readonly { readonly input: Units }[]): Verdict[] {
    const verdicts: Verdict[] = [];
    const isOver = (): boolean => verdicts.length === batch.length || verdicts.at(-1)?.kind === "failed";
    while (!isOver()) {
      const isInTime = this.#limit(() => {
        while (!isOver()) verdicts.push(this.#try(batch[verdicts.length]!.input));
      });
      // The time was that of all: the one that was interrupted gets its own.
      if (!isInTime && !isOver()) verdicts.push(this.judgeOne(batch[verdicts.length]!.input));
    }
    return verdicts;
  }

  judgeOne(input: Units): Verdict {
    let verdict: Verdict = { kind: "failed", reason: `takes more than ${this.#maxMs} ms` };
    this.#limit(() => (verdict = this.#try(input)));
    return verdict;
  }

  #try(input: Units): Verdict {
    try {
      if (this.#parse(input) instanceof Promise) {
        return { kind: "failed", reason: "gives a promise, which this cannot interrupt" };
      }
      return { kind: "accepted" };
    } catch (cause) {
      if (this.#isRefusal(cause)) return { kind: "refused" };
      return { kind: "failed", reason: `throws ${String(cause).slice(0, 500)}`, cause };
    }
  }

  /** False when the task was interrupted. */
  #limit(task: () => void): boolean {
    this.#task = task;
    try {
      this.#script.runInContext(this.#context, { timeout: this.#maxMs });
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ERR_SCRIPT_EXECUTION_TIMEOUT") return false;
      throw error;
    }
  }
}

/** Setting a limit costs more than parsing a short input. */
const batchSize = 64;

function* inBatches<T>(items: Iterable<T>): Generator<T[]> {
  let batch: T[] = [];
  for (const item of items) {
    batch.push(item);
    if (batch.length < batchSize) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
