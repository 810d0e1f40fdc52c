// SPDX-License-Identifier: Apache-2.0

import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";

/** A private directory that is gone, with all that is in it, when its owner is done. */
export interface TemporaryDirectory extends Disposable, AsyncDisposable {
  /** Absolute, without symbolic links. Short, because a Unix socket's path may have only about 100 bytes. */
  readonly path: string;
}

/**
 * Creates a private (0700) directory below the system's temporary folder.
 *
 * It is removed when it is disposed, or else when the process exits. A process that a signal kills leaves it behind.
 *
 * @param prefix What its name begins with; a few characters.
 *
 * @example
 * using work = createTemporaryDirectory();
 * await unpack(archive, work.path);
 */
export function createTemporaryDirectory(prefix = "fdry-"): TemporaryDirectory {
  const root = realpathSync(mkdtempSync(path.join(os.tmpdir(), prefix)));
  if (open.size === 0) process.on("exit", removeAll);
  open.add(root);
  return {
    path: root,
    [Symbol.dispose]: () => remove(root),
    [Symbol.asyncDispose]: async () => remove(root),
  };
}

const open = new Set<string>();

/** The paths of those of this process that are not disposed yet, in the order of their creation. */
export function openTemporaryDirectories(): readonly string[] {
  return [...open];
}

function removeAll(): void {
  for (const directory of open) remove(directory);
}

function remove(directory: string): void {
  // A child process that is just ending may still write: retry instead of failing with ENOTEMPTY.
  rmSync(directory, { recursive: true, force: true, maxRetries: 5, retryDelay: 20 });
  open.delete(directory);
  if (open.size === 0) process.off("exit", removeAll);
}
