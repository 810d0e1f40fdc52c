// SPDX-License-Identifier: Apache-2.0

/**
 * The line protocol of conformance subjects: a question in JSON on each line that comes in, its answer on one that goes
 * out, in the same order.
 *
 * An operation is named by its area and its name there, `cty.convert`; what is behind the names is the area's own
 * matter. Nothing that a question holds ends the program.
 *
 * @module
 */

import { once } from "node:events";
import type { Readable, Writable } from "node:stream";

/** A part of the protocol: the operations whose names begin with the area's. */
export interface Area {
  /** By name, without the area's. */
  readonly operations: Readonly<Record<string, unknown>>;
  /** The answer's fields, without `id`. May throw, which is reported as a panic. */
  ask(operation: string, question: Question): object;
}

export type Question = { readonly [name: string]: unknown };

export interface Subject {
  readonly name: string;
  readonly language: string;
  readonly version: string;
  readonly areas: Readonly<Record<string, Area>>;
}

/**
 * Answers until `input` ends. All questions of a chunk of input are answered in one write, so that a single one is
 * answered at once and a flood of them costs few system calls.
 */
export async function serve(subject: Subject, input: Readable, output: Writable): Promise<void> {
  for await (const lines of splitLines(input)) {
    const answers = lines.map((line) => `${answerLine(subject, line)}\n`).join("");
    if (!output.write(answers)) await once(output, "drain");
  }
}

/** The answer to one line, as one line. */
export function answerLine(subject: Subject, line: string): string {
  let id: unknown = null;
  try {
    const question = parseQuestion(line);
    id = question["id"] ?? null;
    return JSON.stringify({ id, ...answer(subject, question) });
  } catch (error) {
    const isBadLine = error instanceof BadLineError;
    return JSON.stringify({ id, [isBadLine ? "err" : "panic"]: isBadLine ? error.message : String(error) });
  }
}

class BadLineError extends Error {}

function parseQuestion(line: string): Question {
  let question: unknown;
  try {
    question = JSON.parse(line, halfAPair.test(line) ? makeWellFormed : undefined);
  } catch (error) {
    throw new BadLineError(`not JSON: ${(error as Error).message}`, { cause: error });
  }
  const isObject = typeof question === "object" && question !== null && !Array.isArray(question);
  if (!isObject) throw new BadLineError("a question is a JSON object");
  return question as Question;
}

/** Where a line may hold half of a surrogate pair, which is no text: other readers of JSON put U+FFFD in its place. */
const halfAPair = /\\u[dD][89a-fA-F]/;

function makeWellFormed(_name: string, part: unknown): unknown {
  if (typeof part === "string") return part.toWellFormed();
  if (typeof part !== "object" || part === null || Array.isArray(part)) return part;
  return Object.fromEntries(Object.entries(part).map(([name, member]) => [name.toWellFormed(), member]));
}

function answer(subject: Subject, question: Question): object {
  const { op } = question;
  if (typeof op !== "string") throw new BadLineError("a question has an op, which is a string");
  if (op === "hello") return { out: introduce(subject) };
  const dot = op.indexOf(".");
  const area = op.slice(0, dot);
  if (dot < 0 || !Object.hasOwn(subject.areas, area)) return { unsupported: `no such operation: ${op}` };
  return subject.areas[area]!.ask(op.slice(dot + 1), question);
}

function introduce({ name, language, version, areas }: Subject): object {
  const ops = Object.entries(areas).flatMap(([area, { operations }]) =>
    Object.keys(operations).map((operation) => `${area}.${operation}`),
  );
  return { subject: name, language, version, ops: ops.sort() };
}

/**
 * The lines of each chunk of input. Only a line feed ends a line: strings may hold U+2028 and other characters that
 * some readers of lines stop at.
 */
async function* splitLines(input: AsyncIterable<Uint8Array>): AsyncGenerator<string[]> {
  let begun: Uint8Array[] = [];
  for await (const chunk of input) {
    const end = chunk.lastIndexOf(lineFeed);
    if (end < 0) {
      begun.push(chunk);
      continue;
    }
    const text = Buffer.concat([...begun, chunk.subarray(0, end)]).toString();
    begun = [chunk.subarray(end + 1)];
    yield text.split("\n");
  }
  const rest = Buffer.concat(begun).toString();
  if (rest !== "") yield [rest];
}

const lineFeed = 0x0a;
