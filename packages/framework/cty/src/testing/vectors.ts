// SPDX-License-Identifier: Apache-2.0

/**
 * Questions with go-cty's answers, and what is known to differ.
 *
 * @module
 */

import { strengthOf } from "./strength.ts";
import type { Answer, Question } from "./subject.ts";

export interface Case {
  /** The operation and a number: `convert/12`. */
  readonly id: string;
  readonly op: string;
  readonly question: Question;
  readonly want: Answer;
}

/** What is in `conformance/cty/differences.json`: where ours is another answer than go-cty's, and why. */
export interface Differences {
  /** By the id of the case. */
  readonly answers: Readonly<Record<string, string>>;
  readonly wordings: readonly Wording[];
}

/** A kind of error that is worded, or blamed on a path, in another way; the patterns are regular expressions. */
interface Wording {
  readonly ops: readonly string[];
  readonly theirs?: string;
  readonly ours?: string;
  readonly reason: string;
}

/** A line of a file of cases: the fields of the question and those of the answer together. */
export function parseCase(line: string): Case {
  const { id, out, err, panic, arg, ...question } = JSON.parse(line) as { id: string } & Question;
  const op = id.slice(0, id.lastIndexOf("/"));
  if (out !== undefined) return { id, op, question, want: { out } };
  if (panic !== undefined) return { id, op, question, want: { panic: panic as string } };
  // The path of an error is no part of its question; of a path that is followed it is that to the step that fails.
  const { path, ...rest } = question;
  const want = { err, ...(arg !== undefined && { arg }), ...(path !== undefined && { path }) } as Answer;
  return { id, op, question: op === "path.apply" ? question : rest, want };
}

/** Whether two answers agree to the last detail, save wordings that are known to differ. */
export function agree({ wordings }: Differences, op: string, got: Answer, want: Answer): boolean {
  if (strengthOf(got, want) === 3) return true;
  if (!("err" in got) || !("err" in want)) return false;
  return wordings.some(({ ops, ours, theirs }) => {
    if (!ops.includes(op)) return false;
    return (ours === undefined || matches(ours, got.err)) && (theirs === undefined || matches(theirs, want.err));
  });
}

function matches(pattern: string, text: string): boolean {
  return new RegExp(pattern, "su").test(text);
}
