// SPDX-License-Identifier: Apache-2.0

import { spawn, type ChildProcessByStdio } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import type { Readable, Writable } from "node:stream";
import { buildGoProgram } from "@provide-foundry/testkit";
import { root } from "../../scripts/workspace.ts";
import type { Answer, Question } from "./fuzz.ts";

/** A conformance subject in a process of its own: the original, mostly. */
export class Oracle implements AsyncDisposable {
  readonly #child: ChildProcessByStdio<Writable, Readable, null>;
  readonly #lines: AsyncIterator<string>;
  readonly #area: string;

  constructor(command: string, area: string) {
    this.#child = spawn(command, { stdio: ["pipe", "pipe", "inherit"] });
    this.#lines = lines(this.#child.stdout);
    this.#area = area;
  }

  /** Starts the program in a folder of `harnesses/go`. */
  static async build(program: string, area: string): Promise<Oracle> {
    return new Oracle(await buildGoProgram(path.join(root, "harnesses/go", program), path.join(root, "out/go")), area);
  }

  /** The answers, in the order of the questions. */
  async ask(questions: readonly Question[]): Promise<Answer[]> {
    // If the process ended, the first answer that is missing says more than what could not be written.
    const written = this.#write(questions).catch(() => {});
    const answers: Answer[] = [];
    for (const question of questions) {
      const { value, done } = await this.#nextLine(question);
      if (done === true) throw new Error(`the original ended at ${JSON.stringify(question)}`);
      const { id: _, ...answer } = JSON.parse(value) as Answer;
      answers.push(answer);
    }
    await written;
    return answers;
  }

  async #nextLine(question: Question): Promise<IteratorResult<string>> {
    const expired = AbortSignal.timeout(timeoutMs);
    const giveUp = (): void => void this.#child.kill();
    expired.addEventListener("abort", giveUp);
    const line = await this.#lines.next();
    expired.removeEventListener("abort", giveUp);
    if (expired.aborted) throw new Error(`the original takes too long for ${JSON.stringify(question)}`);
    return line;
  }

  async #write(questions: readonly Question[]): Promise<void> {
    const text = questions.map(
      (question) => `${JSON.stringify({ ...question, op: `${this.#area}.${question.op}` })}\n`,
    );
    if (!this.#child.stdin.write(text.join(""))) await once(this.#child.stdin, "drain");
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#child.stdin.end();
    if (this.#child.exitCode === null) await once(this.#child, "exit");
  }
}

/** No question takes a second. */
const timeoutMs = 20_000;

/** Lines end with a line feed only; readers of lines in general also stop at U+2028. */
async function* lines(input: AsyncIterable<Buffer>): AsyncGenerator<string, void> {
  let begun: Buffer = Buffer.alloc(0);
  for await (const chunk of input) {
    const end = chunk.lastIndexOf(0x0a);
    yield* Buffer.concat([begun, chunk.subarray(0, Math.max(end, 0))])
      .toString()
      .split("\n")
      .slice(0, end < 0 ? 0 : undefined);
    begun = end < 0 ? Buffer.concat([begun, chunk]) : chunk.subarray(end + 1);
  }
}
