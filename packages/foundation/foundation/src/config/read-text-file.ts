// SPDX-License-Identifier: Apache-2.0

/**
 * What a file holds, as UTF-8.
 *
 * Not by `node:fs/promises`, which takes 2 ms to load: it brings `node:readline` and a watcher of folders.
 *
 * @throws The error of `fs.readFile`.
 */
export function readTextFile(file: string): Promise<string> {
  const { readFile } = process.getBuiltinModule("node:fs");
  return new Promise((resolve, reject) => {
    readFile(file, "utf8", (error, text) => (error ? reject(error) : resolve(text)));
  });
}
