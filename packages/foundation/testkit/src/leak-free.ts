// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { openTemporaryDirectories } from "@provide-foundry/foundation/files";
import { ResourceWatch } from "./resource-watch.ts";

/**
 * Makes a test fail that leaves something open: a timer, a server, a connection, a child process, a watcher, a file, a
 * temporary directory. For any runner.
 *
 * What is just closing has a second to do so. Resources that were told not to keep the process alive (`unref`) do not
 * count, nor do those of other tests that run at the same time; only files and temporary directories are
 * everybody's.
 *
 * @throws AssertionError naming what is left and where it was made; the failure of the test itself comes first.
 *
 * @example
 * test("stops", leakFree(async () => { ... }));
 */
export function leakFree<Args extends readonly unknown[]>(
  run: (...args: Args) => void | Promise<void>,
): (...args: Args) => Promise<void> {
  return async (...args) => {
    using watch = new ResourceWatch();
    const before = new Set(openTemporaryDirectories());
    await watch.run(() => run(...args));
    await assertNothingLeft(() => {
      const directories = openTemporaryDirectories().filter((directory) => !before.has(directory));
      return [...watch.listOpen(), ...directories.map((directory) => `temporary directory ${directory}`)];
    });
  };
}

async function assertNothingLeft(list: () => readonly string[]): Promise<void> {
  const deadline = performance.now() + 1_000;
  let left = list();
  while (left.length > 0 && performance.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, 10));
    left = list();
  }
  if (left.length > 0) assert.fail(`the test leaves open: ${left.join(", ")}`);
}
