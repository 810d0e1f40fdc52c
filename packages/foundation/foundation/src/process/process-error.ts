// SPDX-License-Identifier: Apache-2.0

import { FoundationError } from "../errors/foundation-error.ts";

/** How a process ended: with an exit code, or by a signal, in which case the code is 128 and its number, as in shells. */
export type ProcessExit = {
  readonly exitCode: number;
  readonly signal?: NodeJS.Signals;
};

/** What every error about a process knows. Secrets are redacted. */
export type ProcessContext = {
  readonly command: string;
  readonly cwd?: string;
};

/** What is known of a process that has written something. */
export type ProcessOutputContext = ProcessContext & {
  /** The last lines. */
  readonly stdout: string;
  /** The last lines. */
  readonly stderr: string;
};

/**
 * A process did not start. By `code`: `process.not_found` (no such program), `process.cwd_not_found`,
 * `process.not_executable`, or `process.start_failed`.
 */
export class ProcessStartError extends FoundationError<ProcessContext> {
  static {
    this.define("ProcessStartError", "process.start_failed");
  }
}

/** A process ended by itself, and not as it should have. */
export class ProcessExitError extends FoundationError<ProcessOutputContext & ProcessExit> {
  static {
    this.define("ProcessExitError", "process.exit");
  }
}

/** A process, or a line of its output, took too long. The process has been stopped, unless it was the line. */
export class ProcessTimeoutError extends FoundationError<ProcessOutputContext & { readonly timeoutMs: number }> {
  static {
    this.define("ProcessTimeoutError", "process.timeout");
  }
}

/** A process was stopped, or not started, because its AbortSignal said so; `cause` is the signal's reason. */
export class ProcessAbortedError extends FoundationError<ProcessContext> {
  static {
    this.define("ProcessAbortedError", "process.aborted");
  }
}

/** @throws ProcessAbortedError when the signal has aborted. */
export function assertNotAborted(signal: AbortSignal | undefined, context: ProcessContext): void {
  if (!signal?.aborted) return;
  throw new ProcessAbortedError(`${context.command} was stopped`, {
    context,
    hint: "The cause says why, if the one who stopped it did.",
    cause: signal.reason,
  });
}
