// SPDX-License-Identifier: Apache-2.0

/**
 * Files as functions read them: never more than fits, and with Go's words for what goes wrong.
 *
 * @module
 */

import type { Hash } from "node:crypto";
import { FunctionError } from "@provide-foundry/cty/function";

/** What a string in a configuration can reasonably hold. */
export const maxFileBytes: number = 2 ** 27;
const chunkBytes = 2 ** 16;

/** Go's words for an error of the system, where they are not those of Node. */
const reasons: Readonly<Record<string, string>> = {
  EISDIR: "is a directory",
  ELOOP: "too many levels of symbolic links",
  ENAMETOOLONG: "file name too long",
  ERR_INVALID_ARG_VALUE: "invalid argument",
};

/** A problem with a file, as Go tells it: `open notes.txt: permission denied`. */
export class UnreadableFileError extends FunctionError {
  static {
    this.prototype.name = "UnreadableFileError";
  }

  readonly operation: "open" | "read";
  readonly isMissing: boolean;

  constructor(operation: "open" | "read", file: string, cause: unknown) {
    const { code = "", message } = cause as NodeJS.ErrnoException;
    const reason = reasons[code] ?? /^\w+: (.*?),/.exec(message)?.[1] ?? message;
    super(`${operation} ${file}: ${reason}`, { cause });
    this.operation = operation;
    this.isMissing = code === "ENOENT";
  }
}

/** @throws UnreadableFileError; FunctionError for a file of more than `maxFileBytes`. */
export function readWholeFile(file: string): Buffer {
  const chunks: Buffer[] = [];
  let size = 0;
  for (const chunk of readChunks(file)) {
    size += chunk.length;
    if (size > maxFileBytes) throw new FunctionError(`${file} has more than ${maxFileBytes} bytes`);
    chunks.push(Buffer.from(chunk));
  }
  return Buffer.concat(chunks, size);
}

/** The hash of a file of any size, in the memory of one chunk. @throws UnreadableFileError */
export function hashFile(file: string, hash: Hash): Hash {
  for (const chunk of readChunks(file)) hash.update(chunk);
  return hash;
}

/** The content in pieces, which are overwritten by those that follow. */
function* readChunks(file: string): Generator<Buffer> {
  const fs = process.getBuiltinModule("node:fs");
  const { O_RDONLY, O_NONBLOCK } = fs.constants;
  let handle: number;
  try {
    // A pipe that nobody writes to is empty, rather than waited for.
    handle = fs.openSync(file, O_RDONLY | O_NONBLOCK);
  } catch (error) {
    throw new UnreadableFileError("open", file, error);
  }
  try {
    const chunk = Buffer.allocUnsafe(chunkBytes);
    const isEndless = fs.fstatSync(handle).isCharacterDevice();
    for (let total = 0; ;) {
      const count = fs.readSync(handle, chunk);
      if (count === 0) return;
      total += count;
      if (isEndless && total > maxFileBytes) throw new FunctionError(`${file} has no end`);
      yield chunk.subarray(0, count);
    }
  } catch (error) {
    throw error instanceof FunctionError ? error : new UnreadableFileError("read", file, error);
  } finally {
    fs.closeSync(handle);
  }
}
