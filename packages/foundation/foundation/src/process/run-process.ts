// SPDX-License-Identifier: Apache-2.0

import type { Redactor } from "../redaction/redactor.ts";
import { Child, type ChildOptions } from "./child.ts";
import { lastLines, OutputBuffer } from "./output-buffer.ts";
import {
  assertNotAborted,
  ProcessExitError,
  ProcessTimeoutError,
  type ProcessExit,
  type ProcessOutputContext,
} from "./process-error.ts";

export interface RunProcessOptions extends ChildOptions {
  /** What it reads from stdin; nothing unless told. */
  readonly input?: string | Uint8Array;
  /** How long it may take; as long as it wants unless told. */
  readonly timeoutMs?: number;
  /** How much is kept of each of stdout and stderr: of more, the beginning and the end. 16 MiB unless told. */
  readonly maxOutputBytes?: number;
  /** Give the result also when the exit code is not 0, in place of an error. */
  readonly allowFailure?: boolean;
}

export interface ProcessResult extends ProcessExit {
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs a program to its end and collects its output. No shell is involved: arguments arrive as they are.
 *
 * @throws ProcessStartError when it does not start.
 * @throws ProcessExitError when its exit code is not 0, with the last lines of stderr, unless `allowFailure` is set.
 * @throws ProcessTimeoutError, ProcessAbortedError after it has been stopped.
 *
 * @example
 * const { stdout } = await runProcess("git", ["rev-parse", "HEAD"], { env: { inherit: "minimal" } });
 */
export async function runProcess(
  command: string,
  args: readonly string[],
  options: RunProcessOptions,
): Promise<ProcessResult> {
  const child = await Child.start(command, args, options);
  const { stdin, stdout, stderr } = child.streams;
  const maxBytes = options.maxOutputBytes ?? defaultMaxOutputBytes;
  const output = { stdout: new OutputBuffer(maxBytes), stderr: new OutputBuffer(maxBytes) };
  stdout.on("data", (chunk: Buffer) => output.stdout.push(chunk));
  stderr.on("data", (chunk: Buffer) => output.stderr.push(chunk));
  stdin.end(options.input);

  const interruption = await interruptionOf(child, options);
  const exit = await (interruption === undefined ? child.closed : child.stop());
  const result = { ...exit, stdout: output.stdout.toString(), stderr: output.stderr.toString() };
  const words = (text: string): string => lastWords(text, child.redactor);
  const context = { ...child.context, stdout: words(result.stdout), stderr: words(result.stderr) };
  if (interruption === "timeout") throw timeoutError(context, options.timeoutMs!);
  if (interruption === "abort") assertNotAborted(options.signal, context);
  if (exit.exitCode !== 0 && !options.allowFailure) throw exitError(context, exit);
  return result;
}

const defaultMaxOutputBytes = 16 * 1024 * 1024;

/** Waits until the process has ended, which gives undefined, or must be stopped. */
async function interruptionOf(
  child: Child,
  { timeoutMs, signal }: RunProcessOptions,
): Promise<"timeout" | "abort" | undefined> {
  const { promise, resolve } = Promise.withResolvers<"timeout" | "abort" | undefined>();
  const timer = timeoutMs === undefined ? undefined : setTimeout(() => resolve("timeout"), timeoutMs);
  const abort = (): void => resolve("abort");
  signal?.addEventListener("abort", abort, { once: true });
  if (signal?.aborted) abort();
  void child.closed.then(() => resolve(undefined));
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", abort);
  }
}

/** What a process said last, fit for an error. */
export function lastWords(output: string, redactor: Redactor): string {
  const lines = lastLines(output, 20);
  // Cut afterwards, with a margin: half a secret is not recognised.
  return redactor.redact(lines.slice(-16_000)).slice(-8_000);
}

export function exitError(context: ProcessOutputContext, exit: ProcessExit, when: string = ""): ProcessExitError {
  const how = exit.signal === undefined ? `with exit code ${exit.exitCode}` : `by ${exit.signal}`;
  return new ProcessExitError(`${context.command} ended ${how}${when}${quoteLast(context)}`, {
    context: { ...context, ...exit },
    hint: "Its last lines say why; run the command by hand to see all of its output.",
  });
}

export function timeoutError(
  context: ProcessOutputContext,
  timeoutMs: number,
  what: string = "ended",
): ProcessTimeoutError {
  return new ProcessTimeoutError(`${context.command} had not ${what} after ${timeoutMs} ms${quoteLast(context)}`, {
    context: { ...context, timeoutMs },
    hint: "Its last lines say how far it got; give it more time if that was progress.",
  });
}

function quoteLast({ stderr, stdout }: ProcessOutputContext): string {
  const words = lastLines(stderr === "" ? stdout : stderr, 5);
  return words === "" ? "" : `:\n${words}`;
}
