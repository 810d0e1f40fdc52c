// SPDX-License-Identifier: Apache-2.0

/**
 * What a test has of the testkit while it runs, whatever runs it.
 *
 * @module
 */

import { leakFree } from "../leak-free.ts";

/** A test's own surroundings, which are gone when it ends. */
export interface Kit {
  /**
   * Keeps a fixture until the test ends, and disposes it then: the last one first, also when the test fails.
   *
   * @returns The fixture.
   */
  use<T extends Disposable | AsyncDisposable>(fixture: T): T;
  use<T extends Disposable | AsyncDisposable>(fixture: Promise<T>): Promise<T>;
  /** Calls `cleanUp` when the test ends, in turn with the fixtures. */
  defer(cleanUp: () => void | Promise<void>): void;
  /** Aborted when the test is over or takes too long. */
  readonly signal: AbortSignal;
}

export interface KitOptions {
  /** Does not fail a test that leaves something open: for tests that run at the same time as others. */
  readonly mayLeak?: boolean;
}

/**
 * Makes a function of a {@link Kit} into one for `test` of any runner. What the test leaves open makes it fail.
 *
 * @example
 * test("downloads", withKit(async (kit) => {
 *   const server = await kit.use(startScriptedServer([{ body: "hello" }]));
 *   assert.equal(await download(server.url, { signal: kit.signal }), "hello");
 * }));
 */
export function withKit(
  run: (kit: Kit) => void | Promise<void>,
  { mayLeak = false }: KitOptions = {},
): (context?: { readonly signal?: AbortSignal }) => Promise<void> {
  const runToEnd = (context?: { readonly signal?: AbortSignal }): Promise<void> => runWithKit(run, context?.signal);
  return mayLeak ? runToEnd : leakFree(runToEnd);
}

async function runWithKit(run: (kit: Kit) => void | Promise<void>, runnerSignal?: AbortSignal): Promise<void> {
  const cleanUps: (() => unknown)[] = [];
  const over = new AbortController();
  const kit: Kit = {
    use(fixture: any) {
      cleanUps.push(() => dispose(fixture));
      return fixture;
    },
    defer: (cleanUp) => void cleanUps.push(cleanUp),
    signal: AbortSignal.any([over.signal, ...(runnerSignal ? [runnerSignal] : [])]),
  };
  const failures: unknown[] = [];
  try {
    await run(kit);
  } catch (error) {
    failures.push(error);
  }
  over.abort(new DOMException("the test is over", "AbortError"));
  for (const cleanUp of cleanUps.toReversed()) {
    try {
      await cleanUp();
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length === 1) throw failures[0];
  if (failures.length > 1)
    throw new AggregateError(failures, `${messageOf(failures[0])}; then the clean-up failed, too`);
}

/** A fixture that is still on its way is waited for: it would never be disposed. */
async function dispose(fixture: Disposable | AsyncDisposable | Promise<Disposable | AsyncDisposable>): Promise<void> {
  const arrived = await Promise.resolve(fixture).catch(() => undefined); // Whoever awaits it has the error.
  if (arrived === undefined) return;
  if (Symbol.asyncDispose in arrived) await arrived[Symbol.asyncDispose]();
  else arrived[Symbol.dispose]();
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
