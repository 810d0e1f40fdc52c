// SPDX-License-Identifier: Apache-2.0

import { type Logger, type Redactor, isFoundationError, redactText } from "@provide-foundry/foundation";
import { type DiagnosticInit, Diagnostic_Severity } from "@provide-foundry/rpcplugin/tfplugin6";
import type * as cty from "@provide-foundry/cty";
import { At } from "../codec/at.ts";
import type { Clock } from "@provide-foundry/foundation/resilience";
import type { Telemetry } from "@provide-foundry/foundation/telemetry";
import { duration } from "../schema/custom/time.ts";
import { TimeLimitError } from "./time-limit-error.ts";
import type { Block } from "../codec/block.ts";
import { type Finding, Findings, describeKind } from "../codec/findings.ts";
import { DiagnosticError } from "../definition/diagnostic-error.ts";
import type { Awaitable } from "../definition/contexts.ts";
import { learnSecretValue, learnSecrets, sensitiveMark } from "./conceal.ts";
import type { StepName, Trace } from "./trace.ts";

/**
 * Leaves a call that cannot go on. What is wrong has been reported, so it says
 * nothing itself.
 */
export class CallFailed extends Error {
  static {
    this.prototype.name = "CallFailed";
  }
}

/** Leaves a call because the author's handler threw; `cause` is what it threw. */
export class HandlerFailed extends Error {
  static {
    this.prototype.name = "HandlerFailed";
  }

  /** What the handler was to do: `create`. */
  readonly operation: string;

  constructor(operation: string, cause: unknown) {
    super(`${operation} failed`, { cause });
    this.operation = operation;
  }
}

export interface CallOptions {
  readonly rpc: string;
  readonly subject: string;
  /** The provider's. */
  readonly logger: Logger;
  readonly redactor: Redactor;
  readonly trace: Trace | undefined;
  readonly telemetry: Telemetry | undefined;
}

/** How calls end whose time is up. */
export interface CallEnding {
  /** How long a handler may take to end once it is told to. */
  readonly graceMs: number;
  /** The machine's unless told. */
  readonly clock: Pick<Clock, "sleep"> | undefined;
}

/** One call of the protocol while it runs: its diagnostics, its steps, and how it is interrupted. */
export class Call {
  readonly rpc: string;
  /** What the call is about; of an upload only its first message tells. */
  subject: string;
  readonly diagnostics: DiagnosticInit[] = [];
  readonly #providerLogger: Logger;
  #logger: Logger | undefined;
  readonly #redactor: Redactor;
  readonly #trace: Trace | undefined;
  readonly #telemetry: Telemetry | undefined;
  readonly #ending: CallEnding;
  readonly #abort = new AbortController();
  readonly #abandoned: Promise<never>;
  #abandon: (reason: Error) => void = () => {};
  /** Where in the schema of the call an author's path leads; undefined for one that leads nowhere. */
  findPlace: (path: unknown) => At | undefined = () => undefined;
  /** Of the span of the call, to which those of its steps belong. */
  traceparent: string | undefined;

  constructor({ rpc, subject, logger, redactor, trace, telemetry }: CallOptions, ending: CallEnding) {
    this.#ending = ending;
    this.rpc = rpc;
    this.subject = subject;
    this.#providerLogger = logger;
    this.#redactor = redactor;
    this.#trace = trace;
    this.#telemetry = telemetry;
    this.#abandoned = new Promise<never>((_, reject) => {
      this.#abandon = reject;
    });
    // Nobody may be waiting for it.
    this.#abandoned.catch(() => {});
  }

  /** Named by the subject. Made by need: most calls write nothing. */
  get logger(): Logger {
    return (this.#logger ??= this.#providerLogger.child(this.subject));
  }

  /** Aborts when the call is to end early. */
  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  /** From here on, what is sensitive or write-only in these values is in no diagnostic and no line of the log. */
  hideSecretsOf(block: Block, ...values: readonly cty.Value[]): void {
    for (const value of values) learnSecrets(this.#redactor, block, value, { passing: true });
  }

  /** As {@link hideSecretsOf}, for a value of which nothing may be shown. */
  hideSecret(value: cty.Value): void {
    learnSecretValue(this.#redactor, value, { passing: true });
  }

  /**
   * A text without the secrets that the provider was told. For what an author wrote; the framework's own words would lose
   * what a short secret happens to share with them.
   */
  conceal(text: string): string {
    return this.#redactor.hide(text, sensitiveMark);
  }

  /** As {@link conceal}; also without what has a secret's shape. For errors that nobody wrote for the practitioner. */
  concealThrown(text: string): string {
    return redactText(this.conceal(text));
  }

  /** Asks the handler to end. */
  abort(reason: unknown): void {
    this.#abort.abort(reason);
  }

  /**
   * Aborts with `reason` when the time is up, and abandons the handler if it does not end then. Until the result is
   * disposed of.
   */
  limit(reason: TimeLimitError, ms: number): Disposable {
    const done = new AbortController();
    void this.#expireAfter(reason, ms, done.signal);
    return { [Symbol.dispose]: () => done.abort() };
  }

  async #expireAfter(reason: TimeLimitError, ms: number, done: AbortSignal): Promise<void> {
    // Loaded only where something is limited.
    const clock = this.#ending.clock ?? (await import("@provide-foundry/foundation/resilience")).systemClock;
    try {
      await clock.sleep(ms, done);
      this.abort(reason);
      await clock.sleep(this.#ending.graceMs, done);
      this.abandon(reason);
    } catch {
      // It ended in time.
    }
  }

  /** Answers in place of a handler that does not end, whatever it does from here on. */
  abandon(reason: Error): void {
    this.#abandon(reason);
  }

  /** What was reported since the last time, for an answer that comes in parts. */
  takeDiagnostics(): DiagnosticInit[] {
    return this.diagnostics.splice(0);
  }

  get hasErrors(): boolean {
    return this.diagnostics.some(({ severity }) => severity === Diagnostic_Severity.ERROR);
  }

  /** Runs one step of the framework's own. */
  step<T>(step: StepName, work: () => T): T {
    if (this.#trace === undefined && this.#telemetry === undefined) return work();
    const startMs = performance.now();
    try {
      return this.#withSpan(step, work);
    } finally {
      this.#emit(step, startMs);
    }
  }

  /**
   * Runs the author's handler.
   *
   * @param operation What it does, for messages: `create`.
   * @throws HandlerFailed with what the handler threw.
   */
  async user<T>(operation: string, work: () => Awaitable<T>): Promise<T> {
    const startMs = performance.now();
    try {
      // A handler that throws before its first await is no different from one that rejects.
      return await Promise.race([this.#withSpan("user", async () => work()), this.#abandoned]);
    } catch (error) {
      throw new HandlerFailed(operation, error);
    } finally {
      if (this.#trace !== undefined) this.#emit("user", startMs);
    }
  }

  error(summary: string, detail: string = "", at?: At): void {
    this.#add(Diagnostic_Severity.ERROR, summary, detail, at);
  }

  warning(summary: string, detail: string = "", at?: At): void {
    this.#add(Diagnostic_Severity.WARNING, summary, detail, at);
  }

  /** Reports an error and returns what leaves the call, to be thrown. */
  fail(summary: string, detail: string = "", at?: At): CallFailed {
    this.error(summary, detail, at);
    return new CallFailed();
  }

  /** Leaves the call if something was reported. */
  throwIfErrors(): void {
    if (this.hasErrors) throw new CallFailed();
  }

  /** Reports what a handler returned and cannot be right. */
  reportBugs(operation: string, findings: readonly Finding[]): void {
    for (const { at, expected, got } of findings) {
      const place = at.path === "" ? [] : [`Attribute: ${at.path}`];
      this.error(
        `Provider bug: ${this.subject} returned a wrong value from ${operation}`,
        [
          ...place,
          `Expected:  ${expected}`,
          `Got:       ${this.conceal(got)}`,
          `Call:      ${this.rpc}`,
          "",
          bugAdvice,
        ].join("\n"),
        at,
      );
    }
  }

  /**
   * Reports something that a handler did beside returning a result: set, yielded or said.
   *
   * @param what Its name, for the message.
   */
  reportBug(operation: string, what: string, expected: string, got: unknown): void {
    const findings = new Findings();
    findings.add(At.aside(what), expected, got);
    this.reportBugs(operation, findings.list);
  }

  /** Reports what ended the call, unless that was done. */
  report(error: unknown): void {
    if (error instanceof CallFailed) return;
    const [operation, cause] = error instanceof HandlerFailed ? [error.operation, error.cause] : [this.rpc, error];
    const { reason }: { reason: unknown } = this.signal;
    if (reason instanceof TimeLimitError) return this.#reportTimeout(reason, cause);
    if (cause instanceof DiagnosticError) {
      const { detail, path } = cause.context;
      this.error(this.conceal(cause.message), this.conceal(describeFailure(cause, detail)), this.findPlace(path));
      return;
    }
    this.logger.error(`${operation} of ${this.subject} failed`, () => ({ error: cause }));
    this.error(`${this.subject}: ${operation} failed`, this.concealThrown(describeFailure(cause)));
  }

  #reportTimeout(reason: TimeLimitError, cause: unknown): void {
    const { operation, ms, at } = reason.limit;
    const last = cause instanceof Error && cause !== reason ? [`In the end: ${this.concealThrown(cause.message)}`] : [];
    const told = `It was told to stop after ${duration.encode(ms)}.`;
    const detail = [told, ...last, "", reason.hint].join("\n");
    this.error(`${this.subject}: ${operation} took longer than ${duration.encode(ms)}`, detail, at);
  }

  #add(severity: Diagnostic_Severity, summary: string, detail: string, at: At | undefined): void {
    this.diagnostics.push({
      severity,
      summary,
      detail,
      attribute: at?.toWire(),
    });
  }

  #withSpan<T>(step: StepName, work: () => T): T {
    if (this.#telemetry === undefined) return work();
    return this.#telemetry.withSpan(step, { traceparent: this.traceparent }, work);
  }

  #emit(step: StepName, startMs: number): void {
    const durationMs = performance.now() - startMs;
    this.#trace?.({ rpc: this.rpc, subject: this.subject, step, startMs, durationMs });
  }
}

const bugAdvice =
  "This is a mistake of the provider, not of the configuration. Please report it to the provider's developers.";

/**
 * Message, causes and hint, for the practitioner. The stack is for the log.
 *
 * @param message In place of the error's own.
 */
export function describeFailure(error: unknown, message?: string): string {
  const messages: string[] = [];
  let hint: string | undefined;
  for (
    let at = error;
    at !== undefined && messages.length < maxCauses;
    at = at instanceof Error ? at.cause : undefined
  ) {
    if (at === error && message !== undefined) messages.push(message);
    else messages.push(at instanceof Error ? at.message || at.name : describeThrown(at));
    if (isFoundationError(at)) hint ??= at.hint;
  }
  const text = messages.join("\nCaused by: ").trimStart();
  return hint === undefined ? text : `${text}\n\n${hint}`;
}

const maxCauses = 5;

/** JavaScript throws anything; what is no error and no text says little that could be shown. */
function describeThrown(thrown: unknown): string {
  return typeof thrown === "string" ? thrown : `${describeKind(thrown)} was thrown, not an error`;
}
