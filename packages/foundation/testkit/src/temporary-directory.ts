// SPDX-License-Identifier: Apache-2.0

import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";

/** A directory that only this test knows and that is gone when the test is over. */
export interface TemporaryDirectory extends Disposable, AsyncDisposable {
  /** Absolute, without symbolic links. Short, because a Unix socket's path may have only about 100 bytes. */
  readonly path: string;
  /**
   * Writes files below the directory and makes the folders they need.
   *
   * @param files Text or bytes by relative path with forward slashes.
   * @throws RangeError if a path leads out of the directory.
   */
  write(files: Readonly<Record<string, string | Uint8Array>>): void;
}

/**
 * Creates a private (0700) directory below the system's temporary folder.
 *
 * @example
 * using dir = temporaryDirectory();
 * dir.write({ "main.tf": "" });
 */
export function temporaryDirectory(): TemporaryDirectory {
  const root = realpathSync(mkdtempSync(path.join(os.tmpdir(), "fdry-")));
  if (open.size === 0) process.on("exit", removeAll);
  open.add(root);
  return {
    path: root,
    write(files) {
      for (const [name, content] of Object.entries(files)) {
        const file = path.resolve(root, name);
        if (!file.startsWith(root + path.sep)) throw new RangeError(`${name} is outside of the temporary directory`);
        mkdirSync(path.dirname(file), { recursive: true });
        writeFileSync(file, content);
      }
    },
    [Symbol.dispose]: () => remove(root),
    [Symbol.asyncDispose]: async () => remove(root),
  };
}

/** Directories not yet disposed: a test that ends the process, or forgets, leaves nothing behind either. */
const open = new Set<string>();

function removeAll(): void {
  for (const directory of open) remove(directory);
}

function remove(directory: string): void {
  // A child process that is just ending may still write: retry instead of failing with ENOTEMPTY.
  rmSync(directory, { recursive: true, force: true, maxRetries: 5, retryDelay: 20 });
  open.delete(directory);
  if (open.size === 0) process.off("exit", removeAll);
}
