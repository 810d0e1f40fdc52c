// SPDX-License-Identifier: Apache-2.0

import { FoundationError } from "../errors/foundation-error.ts";

/** What every error about a file knows. */
export type FileContext = { readonly path: string; readonly operation: string };

/**
 * An operation on a file did not succeed; nothing is half done. `cause` is the system's error. By `code`:
 *
 * - `files.no_space`: the disk, or the user's share of it, is full.
 * - `files.denied`: the permissions, or a file system that can only be read, forbid it.
 * - `files.not_found`: the file, or the folder that it is to be in, is not there.
 * - `files.exists`: there is a file already and the caller wants to create one.
 * - `files.symlink`: it is a symbolic link and the caller refuses those.
 * - `files.failed`: anything else.
 */
export class FileError extends FoundationError<FileContext> {
  static {
    this.define("FileError", "files.failed");
  }
}

/** Somebody else has held a lock for longer than the caller would wait. */
export class FileLockTimeoutError extends FoundationError<{
  readonly path: string;
  readonly timeoutMs: number;
  /** Of the process that holds it, as far as that is known. */
  readonly ownerPid?: number;
  readonly ownerHost?: string;
}> {
  static {
    this.define("FileLockTimeoutError", "files.lock_timeout");
  }
}

const reasons: Readonly<Record<string, { code: string; says: string; hint: string }>> = {
  ENOSPC: { code: "files.no_space", says: "the disk is full", hint: "Free some space and try again." },
  EDQUOT: { code: "files.no_space", says: "the disk quota is used up", hint: "Free some space and try again." },
  EACCES: { code: "files.denied", says: "permission denied", hint: "Check the owner and mode of it and its folders." },
  EPERM: { code: "files.denied", says: "not permitted", hint: "Check the owner and mode of it and its folders." },
  EROFS: {
    code: "files.denied",
    says: "the file system can only be read",
    hint: "Choose a folder that can be written.",
  },
  ENOENT: { code: "files.not_found", says: "it does not exist", hint: "Create it, or the folder that it is to be in." },
};

/** The FileError for what the system threw while `operation` (as in "written") was tried on `path`. */
export function explainFileError(path: string, operation: string, cause: unknown): FileError {
  const reason = reasons[(cause as NodeJS.ErrnoException | undefined)?.code ?? ""];
  const says = reason?.says ?? (cause instanceof Error ? cause.message : String(cause));
  return new FileError(`${path} could not be ${operation}: ${says}`, {
    code: reason?.code ?? "files.failed",
    context: { path, operation },
    ...(reason !== undefined && { hint: reason.hint }),
    cause,
  });
}

/** Whether `error` is the system's, with one of these codes. */
export function hasErrno(error: unknown, ...codes: readonly string[]): boolean {
  return error instanceof Error && codes.includes((error as NodeJS.ErrnoException).code ?? "");
}
