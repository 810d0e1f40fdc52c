// SPDX-License-Identifier: Apache-2.0

import { createTemporaryDirectory, type TemporaryDirectory as PlainDirectory } from "@provide-foundry/foundation/files";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";

/** A directory that only this test knows and that is gone when the test is over. */
export interface TemporaryDirectory extends PlainDirectory {
  /**
   * Writes files below the directory and makes the folders they need.
   *
   * @param files Text or bytes by relative path with forward slashes.
   * @throws RangeError if a path leads out of the directory.
   */
  write(files: Readonly<Record<string, string | Uint8Array>>): void;
}

/**
 * Creates a private (0700) directory below the system's temporary folder. One that a test forgets goes when the process
 * exits.
 *
 * @example
 * using dir = temporaryDirectory();
 * dir.write({ "main.tf": "" });
 */
export function temporaryDirectory(): TemporaryDirectory {
  const plain = createTemporaryDirectory();
  return {
    ...plain,
    write(files) {
      for (const [name, content] of Object.entries(files)) {
        const file = path.resolve(plain.path, name);
        if (!file.startsWith(plain.path + path.sep)) {
          throw new RangeError(`${name} is outside of the temporary directory`);
        }
        mkdirSync(path.dirname(file), { recursive: true });
        writeFileSync(file, content);
      }
    },
  };
}
