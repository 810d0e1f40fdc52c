// SPDX-License-Identifier: Apache-2.0

type AnyFunction = (...args: never[]) => unknown;

/** Answers one after the other, an Error to be thrown; or a function that looks at the request. */
export type CallScript<F> = F extends (...args: infer Args) => infer Answer
  ? readonly (Awaited<Answer> | Error)[] | ((...args: Args) => Answer)
  : never;

/** A call that was made. */
export interface RecordedCall<Functions> {
  readonly name: keyof Functions & string;
  readonly args: readonly unknown[];
}

/** Functions that play a script. */
export interface ScriptedCalls<Functions> {
  /** Only those for which there is a script. Each gives a promise when its answers are a list. */
  readonly functions: Functions;
  /** All calls, in order, also those that failed. */
  readonly calls: readonly RecordedCall<Functions>[];
}

/**
 * Stands in for an object of functions: a provider, a client, a store.
 *
 * @typeParam Functions What it stands in for; functions without a script are not there.
 * @param script By the name of a function. A call after the end of its list fails and says so.
 *
 * @example
 * const { functions, calls } = scriptedCalls<NotesApi>({ create: [{ id: "1" }], read: [new Error("no network")] });
 * await createNote(functions, "hello");
 * assert.deepEqual(calls, [{ name: "create", args: ["hello"] }]);
 */
export function scriptedCalls<Functions extends object>(script: {
  readonly [K in keyof Functions]?: CallScript<NonNullable<Functions[K]>>;
}): ScriptedCalls<Functions> {
  const calls: RecordedCall<Functions>[] = [];
  const play = (name: keyof Functions & string): AnyFunction => {
    const answers = script[name] as readonly unknown[] | ((...args: unknown[]) => unknown);
    let played = 0;
    return (...args: unknown[]) => {
      calls.push({ name, args });
      if (typeof answers === "function") return answers(...args);
      const answer = played < answers.length ? answers[played] : endOf(name, answers.length);
      played++;
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
    };
  };
  const names = Object.keys(script) as (keyof Functions & string)[];
  return { functions: Object.fromEntries(names.map((name) => [name, play(name)])) as unknown as Functions, calls };
}

function endOf(name: string, length: number): Error {
  return new Error(
    `the script of ${name} has ${length} ${length === 1 ? "answer" : "answers"}, and here is another call`,
  );
}
