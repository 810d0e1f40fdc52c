// SPDX-License-Identifier: Apache-2.0

import type { Logger } from "@provide-foundry/foundation";

/** What is to be done once something that this process has opened is closed. */
export type Cleanup = () => unknown;

/** The cleanups that are still to be done. */
export class Cleanups {
  readonly #waiting = new Map<string, Cleanup>();

  /** Keeps a cleanup under a reference that no other process uses. */
  add(cleanup: Cleanup): string {
    const reference = crypto.randomUUID();
    this.#waiting.set(reference, cleanup);
    return reference;
  }

  /** Hands a cleanup out, once; undefined for the reference of another process. */
  take(reference: string): Cleanup | undefined {
    const cleanup = this.#waiting.get(reference);
    this.#waiting.delete(reference);
    return cleanup;
  }

  /** Does all that nobody has asked for. Nobody waits for the outcome: failures are for the log. */
  async runAll(logger: Logger): Promise<void> {
    const all = [...this.#waiting.values()];
    this.#waiting.clear();
    const results = await Promise.allSettled(all.map(async (cleanup) => cleanup()));
    for (const result of results) {
      if (result.status === "rejected") logger.error("a cleanup failed", () => ({ error: result.reason as unknown }));
    }
  }
}

/** How to clean up after what a handler returned; undefined if it does not say. */
export function cleanupOf(result: unknown): Cleanup | undefined {
  if (typeof result !== "object" || result === null) return undefined;
  const { [Symbol.asyncDispose]: disposeAsync, [Symbol.dispose]: dispose } = result as Partial<
    AsyncDisposable & Disposable
  >;
  const cleanup = disposeAsync ?? dispose;
  return cleanup && (() => cleanup.call(result as AsyncDisposable & Disposable));
}
