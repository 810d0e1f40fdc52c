// SPDX-License-Identifier: Apache-2.0

import { type ChildProcessByStdio, spawn } from "node:child_process";
import type { Readable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { LastWords } from "./last-words.ts";
import { LineSplitter, maxLineLength } from "./line-splitter.ts";
import { PluginError } from "./plugin-error.ts";
import type { Environment } from "./plugin-environment.ts";
import { type PluginLogEntry, PluginLogReader } from "./plugin-log.ts";

export interface PluginProgramOptions {
  readonly command: string;
  readonly args: readonly string[];
  /** All of it. */
  readonly env: Environment;
  readonly cwd: string | undefined;
  /** Takes the lines of stderr, as they are and as what they mean. */
  readonly onLog: (line: string, entry: PluginLogEntry) => void;
}

/** How a program ended: by itself with a code, or by a signal. */
export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** A program's sockets close a moment before it has ended, and what it said last is read a moment after. */
const endMs = 1_000;

/** The program of a plugin, as a host sees it: a first line, logs, and an end. */
export class PluginProgram {
  /** Also when it could not be started. */
  readonly exited: Promise<Exit>;
  readonly command: string;
  /** When nothing it said is still on its way, which is after its end. */
  readonly #closed: Promise<unknown>;
  readonly #child: ChildProcessByStdio<null, Readable, Readable>;
  readonly #lastWords = new LastWords();

  constructor({ command, args, env, cwd, onLog }: PluginProgramOptions) {
    this.command = command;
    this.#child = spawn(command, args, { env, cwd, stdio: ["ignore", "pipe", "pipe"], windowsHide: true });
    const killAtExit = (): void => void this.#child.kill("SIGKILL");
    process.on("exit", killAtExit);
    this.exited = new Promise((resolve) => {
      const end = (code: number | null, signal: NodeJS.Signals | null): void => {
        process.off("exit", killAtExit);
        resolve({ code, signal });
      };
      this.#child.once("exit", end);
      this.#child.on("error", () => {
        if (this.#child.pid === undefined) end(null, null);
      });
    });
    this.#closed = new Promise((resolve) => this.#child.once("close", resolve));
    const reader = new PluginLogReader();
    const lines = new LineSplitter((line, isPart) => {
      const entry = reader.read(line, isPart);
      this.#lastWords.add(entry);
      onLog(line, entry);
    });
    this.#child.stderr.on("data", (chunk: Buffer) => lines.push(chunk)).on("end", () => lines.end());
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  /**
   * What the program says first. What it prints after that is read and dropped, so that it never waits for a reader.
   *
   * @throws PluginError `plugin.start`.
   */
  async readFirstLine(timeoutMs: number): Promise<string> {
    const { stdout } = this.#child;
    let text = "";
    const line = new Promise<string>((resolve) => {
      stdout.setEncoding("utf8").on("data", (chunk: string) => {
        if (text.includes("\n") || text.length > maxLineLength) return;
        text += chunk;
        if (text.includes("\n") || text.length > maxLineLength) resolve(text.split("\n", 1)[0]!);
      });
    });
    const failed = new Promise<never>((_, reject) => {
      const timer = setTimeout(() => reject(this.#startError(`did not start within ${timeoutMs} ms`)), timeoutMs);
      this.#child.once("error", (cause) => reject(this.#startError(`cannot be started: ${cause.message}`, cause)));
      // The streams may end after the process: only then all that it said is here.
      this.#child.once("close", (code, signal) =>
        reject(this.#startError(`ended with ${describeExit({ code, signal })} before it introduced itself`)),
      );
      void line.then(() => clearTimeout(timer));
      void this.exited.then(() => clearTimeout(timer));
    });
    return Promise.race([line, failed]);
  }

  /** Ends the program at once. */
  async kill(): Promise<void> {
    this.#child.kill("SIGKILL");
    await this.exited;
  }

  /**
   * Whether the program has ended, or does so soon: what explains a connection that broke off.
   *
   * @returns How, with its last words.
   */
  async explainEnd(): Promise<PluginError | undefined> {
    const exit = await withinEndMs(this.exited);
    if (!exit) return undefined;
    const ended = new PluginError(`the plugin ${this.command} ended with ${describeExit(exit)}`, {
      code: "plugin.ended",
      context: { command: this.command, ...exit },
      hint: "Start it again, since what it knew is lost; its last words and its log say why it ended.",
    });
    return this.withLastWords(ended);
  }

  /** The error, with the last lines of stderr if there are any, or the first of a crash. To be called when the program has ended. */
  async withLastWords({ message, code, context, hint, cause }: PluginError): Promise<PluginError> {
    // A program that the plugin has started may keep the stream open, so its end is not waited for any longer.
    await withinEndMs(this.#closed);
    const words = String(this.#lastWords);
    return new PluginError(words ? `${message}; its last words:\n${words}` : message, {
      code,
      context,
      ...(hint !== undefined && { hint }),
      cause,
    });
  }

  #startError(reason: string, cause?: unknown): PluginError {
    return new PluginError(`the plugin ${this.command} ${reason}`, {
      code: "plugin.start",
      hint: "Run it by hand, with the variables that its host sets, to see what it prints.",
      cause,
    });
  }
}

function describeExit({ code, signal }: Exit): string {
  return signal ?? `code ${code}`;
}

async function withinEndMs<T>(promise: Promise<T>): Promise<T | undefined> {
  const timer = new AbortController();
  try {
    return await Promise.race([promise, sleep(endMs, undefined, { signal: timer.signal }).catch(() => undefined)]);
  } finally {
    timer.abort();
  }
}
