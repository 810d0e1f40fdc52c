// SPDX-License-Identifier: Apache-2.0

import type { ChildProcessWithoutNullStreams } from "node:child_process";
import { guardGroup, releaseGroup } from "./child-guard.ts";
import { describeCommand } from "./describe-command.ts";
import { resolveEnvironment, type ChildEnvironment } from "./environment.ts";
import { createRedactor, joinRedactors, type Redactor } from "../redaction/redactor.ts";
import { assertNotAborted, ProcessStartError, type ProcessContext, type ProcessExit } from "./process-error.ts";

export interface ChildOptions {
  readonly env: ChildEnvironment;
  /** Absolute, or relative to the working directory of this process, which is also the default. */
  readonly cwd?: string;
  /** Stops the process when it aborts. */
  readonly signal?: AbortSignal;
  /** How long it has between the polite request to end (SIGTERM) and its end (SIGKILL); 2,000 unless told. */
  readonly graceMs?: number;
  /**
   * Hides secrets that show by neither key nor shape in messages and errors. The values of the child's variables that
   * name a secret are hidden there in any case.
   */
  readonly redactor?: Redactor;
}

/** After its end, how long output may stay open: a descendant that left the group may hold it for ever. */
const outputGraceMs = 1_000;

const defaultGraceMs = 2_000;

/**
 * A running child process with all its descendants.
 *
 * It leads a process group of its own. When it ends, by itself or because it is stopped, the whole group ends, so that
 * no grandchild is left; and so it does when this process dies (see `child-guard.ts`). Only a descendant that starts a
 * group of its own escapes.
 */
export class Child {
  readonly pid: number;
  readonly streams: ChildProcessWithoutNullStreams;
  readonly context: ProcessContext;
  /** Hides what nobody may see of what the process says. */
  readonly redactor: Redactor;
  /** Settles when the process has ended and all its output has arrived. Never rejects. */
  readonly closed: Promise<ProcessExit>;
  readonly #graceMs: number;
  #stopping = false;
  /** Its number, and so that of its group, may belong to others. */
  #ended = false;

  private constructor(
    child: ChildProcessWithoutNullStreams,
    context: ProcessContext,
    redactor: Redactor,
    graceMs: number,
  ) {
    this.pid = child.pid!;
    this.streams = child;
    this.context = context;
    this.redactor = redactor;
    this.#graceMs = graceMs;
    guardGroup(this.pid);
    this.closed = this.#watch();
  }

  /** @throws ProcessStartError, ProcessAbortedError */
  static async start(command: string, args: readonly string[], options: ChildOptions): Promise<Child> {
    const env = resolveEnvironment(options.env);
    const ownSecrets = createRedactor();
    ownSecrets.addVariables(env);
    const redactor = joinRedactors(options.redactor, ownSecrets);
    const context = {
      command: describeCommand(command, args, redactor),
      ...(options.cwd !== undefined && { cwd: options.cwd }),
    };
    assertNotAborted(options.signal, context);
    const { spawn } = process.getBuiltinModule("node:child_process");
    try {
      const child = spawn(command, args, {
        env,
        ...(options.cwd !== undefined && { cwd: options.cwd }),
        detached: process.platform !== "win32",
        windowsHide: true,
      });
      // A child that does not read its input is none of our business.
      child.stdin.on("error", () => undefined);
      if (child.pid === undefined) await new Promise((_, reject) => void child.once("error", reject));
      child.on("error", () => undefined);
      return new Child(child, context, redactor, options.graceMs ?? defaultGraceMs);
    } catch (error) {
      throw explainStart(command, context, error as NodeJS.ErrnoException);
    }
  }

  /** Asks the process and its descendants to end, and makes them when the time is up. */
  async stop(signal: NodeJS.Signals = "SIGTERM"): Promise<ProcessExit> {
    this.#stopping = true;
    this.#signalGroup(signal);
    const timer = setTimeout(() => this.#signalGroup("SIGKILL"), this.#graceMs);
    try {
      return await this.closed;
    } finally {
      clearTimeout(timer);
    }
  }

  async #watch(): Promise<ProcessExit> {
    const child = this.streams;
    const closed = new Promise<void>((resolve) => void child.once("close", () => resolve()));
    const exit = await new Promise<ProcessExit>((resolve) => {
      child.once("exit", (code, signal) => resolve(toExit(code, signal)));
    });
    await this.#endGroup();
    const timer = setTimeout(() => {
      child.stdout.destroy();
      child.stderr.destroy();
    }, outputGraceMs);
    await closed;
    clearTimeout(timer);
    return exit;
  }

  /** When the process itself has ended. If that was asked of all, its descendants have the rest of their time, too. */
  async #endGroup(): Promise<void> {
    const deadline = performance.now() + this.#graceMs;
    while (this.#stopping && this.#signalGroup(0) && performance.now() < deadline) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    this.#signalGroup("SIGKILL");
    this.#ended = true;
    releaseGroup(this.pid);
  }

  /** @returns Whether there is anybody to get the signal. */
  #signalGroup(signal: NodeJS.Signals | 0): boolean {
    if (this.#ended) return false;
    if (process.platform === "win32") return this.streams.exitCode === null && killTree(this.pid);
    try {
      return process.kill(-this.pid, signal);
    } catch {
      return false; // ESRCH: nobody is left.
    }
  }
}

/** Windows has no groups and no polite request. */
function killTree(pid: number): true {
  const { spawn } = process.getBuiltinModule("node:child_process");
  spawn("taskkill", ["/pid", String(pid), "/T", "/F"], { stdio: "ignore" }).once("error", () => undefined);
  return true;
}

function toExit(code: number | null, signal: NodeJS.Signals | null): ProcessExit {
  if (signal === null) return { exitCode: code ?? 0 };
  const { constants } = process.getBuiltinModule("node:os");
  return { exitCode: 128 + constants.signals[signal], signal };
}

function explainStart(command: string, context: ProcessContext, error: NodeJS.ErrnoException): ProcessStartError {
  const cause = withoutArguments(error);
  const fail = (code: string, message: string, hint: string): ProcessStartError =>
    new ProcessStartError(message, { code, context, hint, cause });

  if (context.cwd !== undefined && !isDirectory(context.cwd)) {
    return fail(
      "process.cwd_not_found",
      `${context.cwd}, in which ${command} was to run, is no directory`,
      "Create it.",
    );
  }
  if (cause.code === "ENOENT") {
    const hint = "Install it, or check PATH in the environment that the process gets.";
    return fail("process.not_found", `there is no program ${command}`, hint);
  }
  if (cause.code === "EACCES") {
    return fail("process.not_executable", `${command} may not be executed`, `Make it executable: chmod +x ${command}`);
  }
  return fail("process.start_failed", `${command} could not be started: ${cause.message}`, "See the cause.");
}

/** Node puts the arguments, and with them the secrets among them, into some of its errors. */
function withoutArguments({ code, errno, syscall, message }: NodeJS.ErrnoException): NodeJS.ErrnoException {
  const isOfSystem = syscall !== undefined;
  const text = isOfSystem ? message : "an argument or an option is not valid";
  return Object.assign(new Error(text), { code, ...(isOfSystem && { errno, syscall }) });
}

function isDirectory(directory: string): boolean {
  return process.getBuiltinModule("node:fs").statSync(directory, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
