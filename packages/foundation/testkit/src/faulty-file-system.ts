// SPDX-License-Identifier: Apache-2.0

import * as nodeFileSystem from "node:fs/promises";
import type { FileSystem, OpenFile } from "@provide-foundry/foundation/files";

export type FileOperation =
  | "open"
  | "lstat"
  | "realpath"
  | "rename"
  | "link"
  | "unlink"
  | "write"
  | "chmod"
  | "chown"
  | "sync"
  | "close";

export interface FaultyFileSystemOptions {
  /** How many bytes fit on the disk, beside what is there already; then `ENOSPC`: no limit unless told. */
  readonly freeBytes?: number;
  /** No write takes more than so many bytes at once: no limit unless told. */
  readonly maxWriteBytes?: number;
  /**
   * Asked before each operation, in their order.
   *
   * @returns The code of an error to fail with (`"EIO"`), or undefined to go on.
   */
  readonly fail?: (operation: FileOperation, file: string) => string | undefined;
}

/** The real file system with faults. */
export interface FaultyFileSystem extends FileSystem {
  /** What was asked of it, in order, also what failed. */
  readonly operations: readonly FileOperation[];
}

/**
 * The real file system, but full, slow-going or broken where a test wants it so; for `writeFileAtomic` and others that
 * take one.
 *
 * @example
 * const fileSystem = faultyFileSystem({ freeBytes: 10 });
 * await assert.rejects(writeFileAtomic(file, "more than ten bytes", { fileSystem }), { code: "files.no_space" });
 */
export function faultyFileSystem(options: FaultyFileSystemOptions = {}): FaultyFileSystem {
  const { maxWriteBytes = Infinity, fail } = options;
  const operations: FileOperation[] = [];
  let freeBytes = options.freeBytes ?? Infinity;

  function meet(operation: FileOperation, file: string): void {
    operations.push(operation);
    const code = fail?.(operation, file);
    if (code !== undefined) throw systemError(code, operation, file);
  }

  function faultyFile(file: string, handle: nodeFileSystem.FileHandle): OpenFile {
    return {
      async write(data, offset, length) {
        meet("write", file);
        if (length > 0 && freeBytes === 0) throw systemError("ENOSPC", "write", file);
        const { bytesWritten } = await handle.write(data, offset, Math.min(length, maxWriteBytes, freeBytes));
        freeBytes -= bytesWritten;
        return { bytesWritten };
      },
      async chmod(mode) {
        meet("chmod", file);
        await handle.chmod(mode);
      },
      async chown(uid, gid) {
        meet("chown", file);
        await handle.chown(uid, gid);
      },
      async sync() {
        meet("sync", file);
        await handle.sync();
      },
      async close() {
        // It is closed all the same, as on a real system: a test must not leak descriptors.
        await handle.close();
        meet("close", file);
      },
    };
  }

  return {
    operations,
    async open(file, flags, mode) {
      meet("open", file);
      return faultyFile(file, await nodeFileSystem.open(file, flags, mode));
    },
    async lstat(file) {
      meet("lstat", file);
      return nodeFileSystem.lstat(file);
    },
    async realpath(file) {
      meet("realpath", file);
      return nodeFileSystem.realpath(file);
    },
    async rename(from, to) {
      meet("rename", from);
      await nodeFileSystem.rename(from, to);
    },
    async link(existing, name) {
      meet("link", existing);
      await nodeFileSystem.link(existing, name);
    },
    async unlink(file) {
      meet("unlink", file);
      await nodeFileSystem.unlink(file);
    },
  };
}

function systemError(code: string, syscall: string, path: string): NodeJS.ErrnoException {
  return Object.assign(new Error(`${code}: injected fault, ${syscall} '${path}'`), { code, syscall, path });
}
