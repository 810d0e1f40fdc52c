// SPDX-License-Identifier: Apache-2.0

import type { Awaitable } from "../definition/contexts.ts";
import { type PauseOptions, poll } from "./poll.ts";
import { WaitError } from "./wait-error.ts";

/** What was seen of something: its state, and what to know of it. */
export interface Observation<S extends string, T> {
  readonly state: S;
  readonly value: T;
}

export interface WaitForOptions<S extends string, T> extends PauseOptions {
  /** Looks at it; undefined while it is not there. */
  readonly refresh: (signal: AbortSignal) => Awaitable<Observation<S, T> | undefined>;
  /** The states in which it may be on the way; any other ends the waiting. Unless told, any may. */
  readonly pending?: readonly NoInfer<S>[];
  /** The states to wait for. With none, it is waited for that it is gone. */
  readonly target: readonly NoInfer<S>[];
  /** The first look is so much later: 0 unless told. */
  readonly delayMs?: number;
  /** How often in a row it must be seen in a target state: once unless told. For services whose servers do not agree at once. */
  readonly times?: number;
  /** How often in a row it may be missing before it counts as lost: 20 unless told. */
  readonly mayBeMissing?: number;
}

/**
 * Waits until something is in a state, or gone.
 *
 * @returns What was last seen of it; undefined if it was waited for that it is gone.
 * @throws WaitError when it is in a state that is neither pending nor a target, is missing for too long, or the signal
 *   aborts; then with the reason as its cause. What `refresh` throws is thrown as it is.
 *
 * Source: the old Terraform SDK's `StateChangeConf`.
 *
 * @example
 * const vm = await waitFor({
 *   refresh: async () => client.find(id).then((vm) => vm && { state: vm.status, value: vm }),
 *   pending: ["creating"],
 *   target: ["running"],
 *   signal,
 * });
 */
export async function waitFor<S extends string, T>(options: WaitForOptions<S, T>): Promise<T | undefined> {
  const watch = new Watch(options);
  const { signal, delayMs = 0, clock } = options;
  try {
    if (delayMs > 0) await (clock ?? (await systemClock())).sleep(delayMs, signal);
    const { value } = await poll(async (inner) => watch.take(await options.refresh(inner)), options);
    return value;
  } catch (error) {
    if (signal.aborted && error === signal.reason) throw watch.interrupted(error);
    throw error;
  }
}

async function systemClock(): Promise<NonNullable<PauseOptions["clock"]>> {
  const resilience = await import("@provide-foundry/foundation/resilience");
  return resilience.systemClock;
}

/** What has been seen so far. */
class Watch<S extends string, T> {
  readonly #options: WaitForOptions<S, T>;
  #state: S | undefined;
  #timesInTarget = 0;
  #timesMissing = 0;

  constructor(options: WaitForOptions<S, T>) {
    this.#options = options;
  }

  /** The end of the waiting, or undefined to look again. */
  take(seen: Observation<S, T> | undefined): { readonly value: T | undefined } | undefined {
    const { target, pending, times = 1, mayBeMissing = 20 } = this.#options;
    if (seen === undefined) {
      if (target.length === 0) return this.#countTarget(times, undefined);
      this.#timesInTarget = 0;
      this.#timesMissing++;
      if (this.#timesMissing <= mayBeMissing) return undefined;
      throw this.#error("missing", `it was not found ${this.#timesMissing} times in a row`);
    }
    this.#timesMissing = 0;
    this.#state = seen.state;
    if (target.includes(seen.state)) return this.#countTarget(times, seen.value);
    this.#timesInTarget = 0;
    if (pending === undefined || pending.includes(seen.state)) return undefined;
    throw this.#error("unexpected", `it is ${JSON.stringify(seen.state)}`);
  }

  interrupted(cause: unknown): WaitError {
    const last = this.#state === undefined ? "it was never seen" : `it was still ${JSON.stringify(this.#state)}`;
    return this.#error("interrupted", last, cause);
  }

  #countTarget(times: number, value: T | undefined): { readonly value: T | undefined } | undefined {
    this.#timesInTarget++;
    return this.#timesInTarget >= times ? { value } : undefined;
  }

  #error(why: "unexpected" | "missing" | "interrupted", what: string, cause?: unknown): WaitError {
    const { target } = this.#options;
    const wanted = target.length === 0 ? "it to be gone" : target.map((state) => JSON.stringify(state)).join(" or ");
    return new WaitError(`waited for ${wanted}, but ${what}`, {
      context: { why, state: this.#state },
      hint: hints[why],
      cause,
    });
  }
}

const hints = {
  unexpected: "Look at what the service itself says of it; then apply again.",
  missing: "Apply again: what was made may have been removed by somebody else.",
  interrupted: "Apply again to see whether it is done by now, or allow more time.",
} as const;
