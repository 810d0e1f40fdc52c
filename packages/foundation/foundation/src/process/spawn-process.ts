// SPDX-License-Identifier: Apache-2.0

import type { Writable } from "node:stream";
import { Child, type ChildOptions } from "./child.ts";
import { LineBuffer } from "./line-buffer.ts";
import type { ProcessExit, ProcessOutputContext } from "./process-error.ts";
import { exitError, lastWords, timeoutError } from "./run-process.ts";

/** A process that runs beside this one, such as a server. Disposing it stops it. */
export interface ManagedProcess extends AsyncDisposable {
  readonly pid: number;
  /** For messages: without secrets. */
  readonly command: string;
  /** Errors of writing to a process that does not read are ignored. */
  readonly stdin: Writable;
  /** Its lines, from the first one on (of very many, from the oldest that is kept), for any number of readers. */
  readonly stdout: AsyncIterable<string>;
  readonly stderr: AsyncIterable<string>;
  /** How it ended, when it has. Never rejects. */
  readonly exited: Promise<ProcessExit>;
  /**
   * Waits for a line, also among those already written. Takes no line away from other readers.
   *
   * @param pattern A part of the line, or a regular expression.
   * @returns The whole line, without its end.
   * @throws ProcessTimeoutError after `timeoutMs`; the process goes on.
   * @throws ProcessExitError when the process ends before.
   */
  waitForLine(pattern: string | RegExp, timeoutMs: number, stream?: "stdout" | "stderr"): Promise<string>;
  /** Ends it and its descendants: politely (SIGTERM), and after `graceMs` by force. Does no harm when it has ended. */
  stop(signal?: NodeJS.Signals): Promise<ProcessExit>;
}

/**
 * Starts a program and resolves when it runs. No shell is involved: arguments arrive as they are.
 *
 * @throws ProcessStartError when it does not start; ProcessAbortedError when `signal` has aborted before.
 *
 * @example
 * await using server = await spawnProcess("node", ["server.js"], { env: { inherit: "minimal" } });
 * await server.waitForLine("listening", 5_000);
 */
export async function spawnProcess(
  command: string,
  args: readonly string[],
  options: ChildOptions,
): Promise<ManagedProcess> {
  return new LineProcess(await Child.start(command, args, options), options.signal);
}

class LineProcess implements ManagedProcess {
  readonly pid: number;
  readonly command: string;
  readonly stdin: Writable;
  readonly stdout = new LineBuffer();
  readonly stderr = new LineBuffer();
  readonly exited: Promise<ProcessExit>;
  readonly #child: Child;

  constructor(child: Child, signal: AbortSignal | undefined) {
    this.#child = child;
    this.pid = child.pid;
    this.command = child.context.command;
    this.stdin = child.streams.stdin;
    this.exited = child.closed;
    for (const name of ["stdout", "stderr"] as const) {
      child.streams[name].on("data", (chunk: Buffer) => this[name].push(chunk));
      child.streams[name].once("close", () => this[name].end());
    }
    const abort = (): void => void this.stop();
    signal?.addEventListener("abort", abort, { once: true });
    if (signal?.aborted) abort();
    void this.exited.then(() => signal?.removeEventListener("abort", abort));
  }

  async waitForLine(
    pattern: string | RegExp,
    timeoutMs: number,
    stream: "stdout" | "stderr" = "stdout",
  ): Promise<string> {
    const { promise: late, resolve } = Promise.withResolvers<"late">();
    const timer = setTimeout(() => resolve("late"), timeoutMs);
    try {
      const line = await Promise.race([late, findLine(this[stream], pattern)]);
      if (line !== "late" && line !== undefined) return line.text;
      // The stream has ended; that of a process that still runs was closed by itself.
      const exit = line === "late" ? line : await Promise.race([late, this.exited]);
      const what = `a line of ${stream} with ${String(pattern)}`;
      if (exit === "late") throw timeoutError(this.#outputContext(), timeoutMs, `written ${what}`);
      throw exitError(this.#outputContext(), exit, ` before it wrote ${what}`);
    } finally {
      clearTimeout(timer);
    }
  }

  async stop(signal?: NodeJS.Signals): Promise<ProcessExit> {
    return this.#child.stop(signal);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }

  #outputContext(): ProcessOutputContext {
    return {
      ...this.#child.context,
      stdout: lastWords(this.stdout.toString(), this.#child.redactor),
      stderr: lastWords(this.stderr.toString(), this.#child.redactor),
    };
  }
}

async function findLine(lines: LineBuffer, pattern: string | RegExp): Promise<{ text: string } | undefined> {
  for await (const text of lines) {
    // `search` and not `test`, which with a global expression goes on where it stopped.
    if (typeof pattern === "string" ? text.includes(pattern) : text.search(pattern) !== -1) return { text };
  }
  return undefined;
}
