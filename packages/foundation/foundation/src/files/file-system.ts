// SPDX-License-Identifier: Apache-2.0

/** An open file, as far as `writeFileAtomic` uses one; `FileHandle` of `node:fs/promises` is one. */
export interface OpenFile {
  /** Writes from `offset` on; how much it wrote may be less than `length`. */
  write(data: Uint8Array, offset: number, length: number): Promise<{ readonly bytesWritten: number }>;
  chmod(mode: number): Promise<void>;
  chown(uid: number, gid: number): Promise<void>;
  /** Comes back when the content is on the disk. */
  sync(): Promise<void>;
  close(): Promise<void>;
}

export interface FileStatus {
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  isSymbolicLink(): boolean;
}

/**
 * The part of a file system that writing needs: a test hands in one that fails (see `faultyFileSystem` of the testkit).
 * `node:fs/promises` is one.
 */
export interface FileSystem {
  open(path: string, flags: string, mode?: number): Promise<OpenFile>;
  lstat(path: string): Promise<FileStatus>;
  realpath(path: string): Promise<string>;
  rename(from: string, to: string): Promise<void>;
  /** A second name for a file; fails with `EEXIST` where there is something of that name. */
  link(existing: string, name: string): Promise<void>;
  unlink(path: string): Promise<void>;
}
