// SPDX-License-Identifier: Apache-2.0

export { DiskCache, type DiskCacheOptions } from "./disk-cache.ts";
export { explainFileError, FileError, FileLockTimeoutError, type FileContext } from "./file-error.ts";
export { acquireFileLock, withFileLock, type FileLock, type FileLockOptions } from "./file-lock.ts";
export type { FileStatus, FileSystem, OpenFile } from "./file-system.ts";
export { createTemporaryDirectory, openTemporaryDirectories, type TemporaryDirectory } from "./temporary-directory.ts";
export { writeFileAtomic, type WriteFileAtomicOptions } from "./write-file-atomic.ts";
