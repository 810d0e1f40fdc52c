// SPDX-License-Identifier: Apache-2.0

import type { AsyncLocalStorage } from "node:async_hooks";

/** Who loads something, and for what it waits meanwhile. */
export interface Loading {
  readonly name: string;
  readonly waitsFor: Set<Loading>;
}

let storage: AsyncLocalStorage<Loading> | undefined;

/** Runs a loader; what it asks for is known to be asked for by it. */
export function runLoading<T>(loading: Loading, run: () => T): T {
  storage ??= new (process.getBuiltinModule("node:async_hooks").AsyncLocalStorage)<Loading>();
  return storage.run(loading, run);
}

/**
 * Waits for a component that is being loaded.
 *
 * @param onCycle Gives the error for loaders that would wait for each other for ever, from the asked one on and back
 *   to it.
 */
export async function awaitLoading<T>(
  target: Loading,
  result: Promise<T>,
  onCycle: (names: readonly string[]) => Error,
): Promise<T> {
  const asking = storage?.getStore();
  if (asking === undefined) return result;
  const cycle = findWay(target, asking, new Set());
  if (cycle !== undefined) throw onCycle([...cycle, target.name]);
  asking.waitsFor.add(target);
  try {
    return await result;
  } finally {
    asking.waitsFor.delete(target);
  }
}

function findWay(from: Loading, to: Loading, seen: Set<Loading>): string[] | undefined {
  if (from === to) return [from.name];
  if (seen.has(from)) return undefined;
  seen.add(from);
  for (const next of from.waitsFor) {
    const way = findWay(next, to, seen);
    if (way !== undefined) return [from.name, ...way];
  }
  return undefined;
}
