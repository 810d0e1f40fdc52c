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

/** What is in a `differences.json`: where ours is another answer than the original's, and why. */
export interface Differences {
  /** By the id of the case. */
  readonly answers: Readonly<Record<string, string>>;
  readonly kinds: readonly DifferenceKind[];
}

/** The patterns are regular expressions for an answer in one line, as `render` writes it. */
interface DifferenceKind {
  readonly ops: readonly string[];
  /** Found in the question's JSON; absent where that does not matter. */
  readonly asked?: string;
  readonly ours: string;
  /** Absent where ours is not to be had in go-cty, whatever that says. */
  readonly theirs?: string;
  readonly reason: string;
}

/** A line of a file of cases: the fields of the question and those of the answer together. */
export function parseCase(line: string): Case {
  const { id, out, err, panic, arg, ...question } = JSON.parse(line) as { id: string } & Question;
  const op = id.slice(0, id.lastIndexOf("/"));
  if (out !== undefined) return { id, op, question, want: { out } };
  if (panic !== undefined) return { id, op, question, want: { panic: panic as string } };
  // What follows a path has it in the question, and none in its errors; elsewhere it is the error's.
  const { path, ...rest } = question;
  const isAsked = op === "path.apply";
  const want = { err, ...(arg !== undefined && { arg }), ...(path !== undefined && !isAsked && { path }) } as Answer;
  return { id, op, question: isAsked ? question : rest, want };
}

/** Whether two answers agree to the last detail, save for what is known to differ. */
export function agree(differences: Differences, op: string, got: Answer, want: Answer): boolean {
  return strengthOf(got, want) === 3 || isExplained(differences, op, {}, got, want);
}

/** Whether two answers that are not equal are of a kind that is known to differ. */
export function isExplained(
  { kinds }: Differences,
  op: string,
  question: Question,
  got: Answer,
  want: Answer,
): boolean {
  const [asked, ours, theirs] = [JSON.stringify(question), render(got), render(want)];
  return kinds.some(
    (kind) =>
      kind.ops.includes(op) &&
      (kind.asked === undefined || new RegExp(kind.asked, "su").test(asked)) &&
      new RegExp(kind.ours, "su").test(ours) &&
      (kind.theirs === undefined || new RegExp(kind.theirs, "su").test(theirs)),
  );
}

function render(answer: Answer): string {
  if ("out" in answer) return `out: ${JSON.stringify(answer.out)}`;
  if ("err" in answer) return `err: ${answer.err}`;
  return "panic" in answer ? `panic: ${answer.panic}` : `unsupported: ${answer.unsupported}`;
}
