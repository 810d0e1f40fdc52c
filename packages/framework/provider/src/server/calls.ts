// SPDX-License-Identifier: Apache-2.0

import { Call, type CallEnding, type CallOptions } from "./call.ts";
import { withRpcSpan, withStreamSpan } from "./rpc-span.ts";

/** The calls that are running. */
export class Calls {
  readonly #ending: CallEnding;
  readonly #running = new Set<Call>();

  constructor(ending: CallEnding) {
    this.#ending = ending;
  }

  /**
   * Runs one call.
   *
   * @param signal The caller's: aborts when nobody waits for the answer any more.
   */
  async run<T>(options: CallOptions, signal: AbortSignal | undefined, work: (call: Call) => Promise<T>): Promise<T> {
    using running = this.#start(options, signal);
    return await withRpcSpan(options, running.call, () => work(running.call));
  }

  /** Runs one call that answers with a stream, for as long as somebody reads it. */
  async *stream<T>(
    options: CallOptions,
    signal: AbortSignal | undefined,
    work: (call: Call) => AsyncGenerator<T, void>,
  ): AsyncGenerator<T, void> {
    using running = this.#start(options, signal);
    yield* withStreamSpan(options, running.call, () => work(running.call));
  }

  #start(options: CallOptions, signal: AbortSignal | undefined): { readonly call: Call } & Disposable {
    const call = new Call(options, this.#ending);
    const cancel = (): void => call.abort(signal?.reason);
    if (signal?.aborted === true) cancel();
    else signal?.addEventListener("abort", cancel, { once: true });
    this.#running.add(call);
    return {
      call,
      [Symbol.dispose]: () => {
        this.#running.delete(call);
        signal?.removeEventListener("abort", cancel);
      },
    };
  }

  /**
   * Asks every running handler to end, and answers for those that have not
   * after the grace period. Calls that come later run as ever: a provider that
   * is being debugged outlives the command that stopped it.
   */
  stop(): void {
    const stopped = [...this.#running];
    for (const call of stopped) call.abort(new Error("the operation was interrupted"));
    const timer = setTimeout(() => {
      for (const call of stopped) {
        if (this.#running.has(call))
          call.abandon(new Error(`interrupted, but did not end within ${this.#ending.graceMs} ms`));
      }
    }, this.#ending.graceMs);
    timer.unref();
  }
}
