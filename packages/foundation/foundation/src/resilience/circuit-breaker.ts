// SPDX-License-Identifier: Apache-2.0

import { systemClock, type Clock } from "./clock.ts";
import { createPolicy, type Policy, type Work } from "./policy.ts";
import { ResilienceError } from "./resilience-error.ts";

export interface CircuitBreakerOptions {
  /** How many failures in a row open the circuit: 5 unless told. */
  readonly failures?: number;
  /** How long it then stays open, before some may try: 30,000 unless told. */
  readonly openMs?: number;
  /** How many may try at the same time, and must succeed in a row before it closes again: 1 unless told. */
  readonly halfOpenPermits?: number;
  /** Which errors count: all unless told, except that the caller gave up. Say no to those that are the caller's fault. */
  readonly isFailure?: (error: unknown) => boolean;
  readonly onChange?: (state: CircuitState) => void;
  readonly clock?: Clock;
}

/** Closed: all goes through. Open: nothing does. Half-open: a few may try whether it works again. */
export type CircuitState = "closed" | "open" | "half-open";

export interface CircuitBreaker extends Policy {
  readonly state: CircuitState;
}

/**
 * Stops asking one who does not answer, and asks carefully whether it does again.
 *
 * While the circuit is open, work fails at once with a ResilienceError (`resilience.circuit_open`).
 */
export function circuitBreaker(options: CircuitBreakerOptions = {}): CircuitBreaker {
  const circuit = new Circuit(options);
  const policy = createPolicy((work, signal) => circuit.run(work, signal));
  return {
    run: (work, signal) => policy.run(work, signal),
    get state() {
      return circuit.state;
    },
  };
}

class Circuit {
  readonly #options: Required<Omit<CircuitBreakerOptions, "onChange">> & Pick<CircuitBreakerOptions, "onChange">;
  #state: CircuitState = "closed";
  /** In a row: failures while closed, successes while half-open. */
  #inRow = 0;
  #trying = 0;
  #openedMs = 0;
  /** Counts changes of state, so that work that began before one has no say after it. */
  #era = 0;

  constructor({ failures = 5, openMs = 30_000, halfOpenPermits = 1, ...rest }: CircuitBreakerOptions) {
    for (const [name, value] of Object.entries({ failures, halfOpenPermits })) {
      if (!(value >= 1)) throw new RangeError(`${name} is ${value}; at least one is needed`);
    }
    const { isFailure = () => true, clock = systemClock, onChange } = rest;
    this.#options = { failures, openMs, halfOpenPermits, isFailure, clock, ...(onChange && { onChange }) };
  }

  get state(): CircuitState {
    const { clock, openMs } = this.#options;
    if (this.#state === "open" && clock.now() - this.#openedMs >= openMs) this.#change("half-open");
    return this.#state;
  }

  async run<T>(work: Work<T>, signal: AbortSignal): Promise<T> {
    const state = this.state;
    const isTrial = state === "half-open";
    if (state === "open" || (isTrial && this.#trying >= this.#options.halfOpenPermits)) throw this.#openError();
    const era = this.#era;
    if (isTrial) this.#trying++;
    try {
      const result = await work(signal);
      if (era === this.#era) this.#succeeded();
      return result;
    } catch (error) {
      // One who gives up says nothing about the other side.
      if (era === this.#era && !signal.aborted && this.#options.isFailure(error)) this.#failed();
      throw error;
    } finally {
      if (isTrial && era === this.#era) this.#trying--;
    }
  }

  #succeeded(): void {
    if (this.#state === "closed") this.#inRow = 0;
    else if (++this.#inRow >= this.#options.halfOpenPermits) this.#change("closed");
  }

  #failed(): void {
    if (this.#state === "half-open" || ++this.#inRow >= this.#options.failures) this.#change("open");
  }

  #change(state: CircuitState): void {
    this.#state = state;
    this.#era++;
    this.#inRow = 0;
    this.#trying = 0;
    if (state === "open") this.#openedMs = this.#options.clock.now();
    this.#options.onChange?.(state);
  }

  #openError(): ResilienceError {
    const { clock, openMs } = this.#options;
    const retryAfterMs = Math.max(0, this.#openedMs + openMs - clock.now());
    return new ResilienceError("it failed too often lately and is not tried", {
      code: "resilience.circuit_open",
      context: { retryAfterMs },
      hint: "See the errors before this one; it is tried again by itself.",
    });
  }
}
