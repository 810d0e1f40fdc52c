// SPDX-License-Identifier: Apache-2.0

/**
 * Files that are either as they were or as they are to be, whatever happens in between: a full disk, a killed process,
 * a power cut, a second writer.
 *
 * The content goes to a new file in the same folder, from there to the disk, and then takes the place of the old file
 * in one step. The folder, too, goes to the disk, because the name stands there. A writer that is killed may leave its
 * new file behind, under a name that begins with a dot and ends with `.tmp`.
 *
 * @module
 */

import { randomBytes } from "node:crypto";
import * as nodeFileSystem from "node:fs/promises";
import path from "node:path";
import { explainFileError, FileError, hasErrno } from "./file-error.ts";
import type { FileStatus, FileSystem, OpenFile } from "./file-system.ts";

export interface WriteFileAtomicOptions {
  /** Permissions of a file that is not there yet, regardless of the umask: 0o600 unless told. One that is there keeps its own. */
  readonly mode?: number;
  /**
   * When the path is a symbolic link:
   *
   * - `follow`: the file that it leads to is written, the link stays. The default.
   * - `replace`: the link itself gives way to the file.
   * - `refuse`: it is an error. For files in folders that others may write to.
   */
  readonly symlinks?: "follow" | "replace" | "refuse";
  /**
   * When there is something at the path: `replace`, the default, or `refuse`, which is an error with the code
   * `files.exists`. Of several writers that refuse exactly one succeeds, also across processes. The file system must
   * have hard links.
   */
  readonly existing?: "replace" | "refuse";
  /** Another file system, for tests. */
  readonly fileSystem?: FileSystem;
}

/**
 * Writes a whole file in one step: a reader sees the old content or the new, never a part. Of two writers at the same
 * time the last one wins.
 *
 * @throws FileError; the old file, if there was one, is untouched then.
 *
 * @example
 * await writeFileAtomic("state.json", JSON.stringify(state));
 */
export async function writeFileAtomic(
  file: string,
  data: string | Uint8Array,
  options: WriteFileAtomicOptions = {},
): Promise<void> {
  const { fileSystem = nodeFileSystem, symlinks = "follow", mode = 0o600, existing = "replace" } = options;
  const bytes = typeof data === "string" ? new TextEncoder().encode(data) : data;
  try {
    const resolved = path.resolve(file);
    const target = existing === "refuse" ? { path: resolved } : await findTarget(fileSystem, resolved, symlinks);
    const { directory, temporary } = temporaryName(target.path);
    try {
      await writeNew(fileSystem, temporary, bytes, target.status ?? { mode });
      if (existing === "refuse") await giveName(fileSystem, temporary, target.path);
      else await fileSystem.rename(temporary, target.path);
    } catch (error) {
      await fileSystem.unlink(temporary).catch(() => undefined);
      throw error;
    }
    await syncDirectory(fileSystem, directory);
  } catch (error) {
    throw error instanceof FileError ? error : explainFileError(file, "written", error);
  }
}

interface Target {
  readonly path: string;
  /** Of the file that is there. */
  readonly status?: FileStatus;
}

async function findTarget(
  fileSystem: FileSystem,
  file: string,
  symlinks: NonNullable<WriteFileAtomicOptions["symlinks"]>,
): Promise<Target> {
  const status = await statusIfThere(fileSystem, file);
  if (status === undefined) return { path: file };
  if (!status.isSymbolicLink()) return { path: file, status };
  if (symlinks === "refuse") {
    throw new FileError(`${file} is a symbolic link`, {
      code: "files.symlink",
      context: { path: file, operation: "written" },
      hint: "Remove the link, or write to the file that it leads to.",
    });
  }
  if (symlinks === "replace") return { path: file };
  // A link to nothing is an error: what it leads to may be on a disk that is not mounted.
  const real = await fileSystem.realpath(file);
  const realStatus = await statusIfThere(fileSystem, real);
  return { path: real, ...(realStatus && { status: realStatus }) };
}

async function statusIfThere(fileSystem: FileSystem, file: string): Promise<FileStatus | undefined> {
  try {
    return await fileSystem.lstat(file);
  } catch (error) {
    if (hasErrno(error, "ENOENT")) return undefined;
    throw error;
  }
}

/** As a rename, but never in the place of another file. */
async function giveName(fileSystem: FileSystem, temporary: string, file: string): Promise<void> {
  try {
    await fileSystem.link(temporary, file);
  } catch (error) {
    if (!hasErrno(error, "EEXIST")) throw error;
    throw new FileError(`${file} is there already`, {
      code: "files.exists",
      context: { path: file, operation: "created" },
      hint: "Choose another name, or remove the file.",
    });
  }
  // The file has its name; that the other one cannot be removed takes nothing from it.
  await fileSystem.unlink(temporary).catch(() => undefined);
}

/** Hidden, of this writer only, and never longer than the 255 bytes that a name may have. */
function temporaryName(file: string): { directory: string; temporary: string } {
  const { dir, base } = path.parse(file);
  const unique = `${process.pid}-${randomBytes(6).toString("hex")}`;
  return { directory: dir, temporary: path.join(dir, `.${base.slice(0, 50)}.${unique}.tmp`) };
}

async function writeNew(
  fileSystem: FileSystem,
  file: string,
  bytes: Uint8Array,
  as: Pick<FileStatus, "mode"> & Partial<FileStatus>,
): Promise<void> {
  // `wx`: a file that somebody else has put there is not ours to fill. Private until the content is complete.
  const handle = await fileSystem.open(file, "wx", 0o600);
  try {
    await writeAll(handle, bytes);
    if (as.uid !== undefined && as.gid !== undefined) await keepOwner(handle, as.uid, as.gid);
    await handle.chmod(as.mode & 0o7777);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** A nearly full disk takes a part, and says that it is full only at the next try. */
async function writeAll(handle: OpenFile, bytes: Uint8Array): Promise<void> {
  let offset = 0;
  while (offset < bytes.byteLength) {
    const { bytesWritten } = await handle.write(bytes, offset, bytes.byteLength - offset);
    if (bytesWritten === 0) throw new Error("the file system takes no more bytes and does not say why");
    offset += bytesWritten;
  }
}

/** Root that changes a user's file must not take it away; all others own what they write and may not give it away. */
async function keepOwner(handle: OpenFile, uid: number, gid: number): Promise<void> {
  if (process.getuid?.() !== 0 || (uid === 0 && gid === 0)) return;
  await handle.chown(uid, gid);
}

/** Where folders cannot be opened or synced (Windows, some network file systems) the system decides when. */
async function syncDirectory(fileSystem: FileSystem, directory: string): Promise<void> {
  try {
    const handle = await fileSystem.open(directory, "r");
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (!hasErrno(error, "EISDIR", "EPERM", "EACCES", "EINVAL", "ENOTSUP")) throw error;
  }
}
