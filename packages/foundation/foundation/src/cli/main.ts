// SPDX-License-Identifier: Apache-2.0

import os from "node:os";
import { detectCi } from "../platform/detect-platform.ts";
import { detectTerminal } from "../platform/terminal.ts";
import type { ProgramIo } from "./command.ts";
import { runProgram, type Program } from "./program.ts";

/**
 * Runs this process as the program, with its arguments, and sets its exit code.
 *
 * Ctrl-C, SIGTERM and SIGHUP abort the command's signal, so that it can end what it has begun; when they come a second
 * time, the process ends at once. A reader who has seen enough (`| head`) ends it, too.
 *
 * @example
 * await runMain({ name: "demo", version: "1.0.0", summary: "A demo", commands: { greet } });
 */
export async function runMain(program: Program): Promise<void> {
  const stop = new AbortController();
  const handlers = signals.map((name) => {
    const handler = (): void => {
      if (stop.signal.aborted) process.exit(exitCodeOf(name));
      stop.abort(new DOMException(`the program got the signal ${name}`, "AbortError"));
      stoppedBy = name;
    };
    process.on(name, handler);
    return [name, handler] as const;
  });
  let stoppedBy: (typeof signals)[number] | undefined;
  process.stdout.on("error", endWithoutReader);
  try {
    const exitCode = await runProgram(program, process.argv.slice(2), processIo(stop.signal));
    // Not exit: what is still on its way to a pipe would be lost.
    process.exitCode = exitCode === exitCodeOf("SIGINT") && stoppedBy ? exitCodeOf(stoppedBy) : exitCode;
  } finally {
    for (const [name, handler] of handlers) process.off(name, handler);
    process.stdout.off("error", endWithoutReader);
  }
}

const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** This process as a program's surroundings. */
export function processIo(signal?: AbortSignal): ProgramIo {
  const { env, platform, stdout, stderr } = process;
  const hasColors = (stream: NodeJS.WriteStream): boolean => detectTerminal({ stream, env, platform }).colors > 0;
  // A log of continuous integration may pass for a terminal, but nobody sees it move.
  const isDrawable = stderr.isTTY && env["TERM"] !== "dumb" && detectCi(env) === undefined;
  return {
    stdout: (text) => void stdout.write(text),
    stderr: (text) => void stderr.write(text),
    env,
    colors: { stdout: hasColors(stdout), stderr: hasColors(stderr) },
    ...(isDrawable && { terminal: stderr }),
    ...(signal && { signal }),
  };
}

/** As a shell tells it: 128, and the number of the signal. */
function exitCodeOf(signal: NodeJS.Signals): number {
  return 128 + os.constants.signals[signal];
}

function endWithoutReader(error: NodeJS.ErrnoException): void {
  if (error.code === "EPIPE") process.exit(exitCodeOf("SIGPIPE"));
  throw error;
}
