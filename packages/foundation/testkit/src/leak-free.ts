// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { openTemporaryDirectories } from "@provide-foundry/foundation/files";

/** What keeps a process alive or is left on disk, by kind, with how many there are. */
type Resources = ReadonlyMap<string, number>;

/** Kinds that come and go by themselves: reads of files, names being looked up, what the runner itself does. */
const passing: readonly string[] = ["CloseReq", "FSReqCallback", "FSReqPromise", "GetAddrInfoReqWrap", "Immediate"];

/**
 * Makes a test fail that leaves something open: a timer, a server, a connection, a child process, a watcher, a
 * temporary directory. For any runner.
 *
 * What is just closing has a second to do so. Timers that were told not to keep the process alive (`unref`) do not
 * count. What other tests do at the same time in the same process does count, so this is for tests that run one after
 * the other.
 *
 * @throws AssertionError naming what is left and how many; the failure of the test itself comes first.
 *
 * @example
 * test("stops", leakFree(async () => { ... }));
 */
export function leakFree<Args extends readonly unknown[]>(
  run: (...args: Args) => void | Promise<void>,
): (...args: Args) => Promise<void> {
  return async (...args) => {
    const before = countResources();
    await run(...args);
    await assertNothingLeft(before);
  };
}

async function assertNothingLeft(before: Resources): Promise<void> {
  const deadline = performance.now() + 1_000;
  let left = surplus(before, countResources());
  while (left.length > 0 && performance.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, 10));
    left = surplus(before, countResources());
  }
  if (left.length === 0) return;
  assert.fail(`the test leaves open: ${left.join(", ")}`);
}

function countResources(): Resources {
  const counts = new Map<string, number>();
  const directories = openTemporaryDirectories().map((directory) => `temporary directory ${directory}`);
  const kinds = process.getActiveResourcesInfo().filter((kind) => !passing.includes(kind));
  for (const kind of [...kinds, ...directories]) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return counts;
}

function surplus(before: Resources, after: Resources): string[] {
  return [...after].flatMap(([kind, count]) => {
    const more = count - (before.get(kind) ?? 0);
    return more > 0 ? [more === 1 ? kind : `${more} ${kind}`] : [];
  });
}
