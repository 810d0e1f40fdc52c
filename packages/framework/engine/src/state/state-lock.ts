// SPDX-License-Identifier: Apache-2.0

import { stat, unlink, writeFile } from "node:fs/promises";
import * as nodeFileSystem from "node:fs/promises";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import {
  acquireFileLock,
  explainFileError,
  FileError,
  FileLockTimeoutError,
  type FileLock,
  type FileSystem,
} from "@provide-foundry/foundation/files";
import { describeLock, formatLockInfo, lockInfoPath, ownInfo, readLockInfo } from "./lock-info.ts";
import { OsLock } from "./os-lock.ts";
import { StateError } from "./state-error.ts";

export interface StateLockOptions {
  /** What the others are told that it is held for: `OperationTypeApply`. */
  readonly operation: string;
  /** How long to wait for it: not at all unless told. */
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
}

/**
 * The right to change a state: no other program of ours has it at the same time, nor Terraform or OpenTofu.
 *
 * Among ours a lock file decides, of which one knows whether its owner is alive. Terraform goes by a lock of the
 * operating system on the state file, where that can be had; elsewhere, by the file with who holds it, which Terraform
 * leaves behind when it is killed. That file is there in any case, for whoever wants to know.
 */
export class StateLock {
  readonly #file: string;
  readonly #own: FileLock;
  #os: OsLock;

  private constructor(file: string, own: FileLock, os: OsLock) {
    this.#file = file;
    this.#own = own;
    this.#os = os;
  }

  /** @throws StateError with the code `state.locked` naming who holds it, or FileError. */
  static async acquire(file: string, options: StateLockOptions): Promise<StateLock> {
    const { timeoutMs = 0, signal } = options;
    const deadline = performance.now() + timeoutMs;
    const { dir, base } = path.parse(file);
    const own = await acquireFileLock(path.join(dir, `.${base}.lock`), { timeoutMs, ...(signal && { signal }) }).catch(
      async (error: unknown) => {
        throw error instanceof FileLockTimeoutError ? await lockedError(file, error) : error;
      },
    );
    try {
      // Terraform, too, has an empty file before its first state.
      await writeFile(file, "", { flag: "a", mode: 0o600 });
      return await StateLock.#lockOut(file, own, options.operation, deadline, signal);
    } catch (error) {
      await own.release();
      throw error instanceof StateError || error instanceof FileError || signal?.aborted === true
        ? error
        : explainFileError(file, "locked", error);
    }
  }

  /** Waits for those who do not know of the lock file. */
  static async #lockOut(
    file: string,
    own: FileLock,
    operation: string,
    deadline: number,
    signal: AbortSignal | undefined,
  ): Promise<StateLock> {
    for (let pauseMs = 20; ; pauseMs = Math.min(pauseMs * 2, 1000)) {
      signal?.throwIfAborted();
      const os = await OsLock.acquire(file);
      if (os !== "held" && (await canTrust(os, file))) {
        const lock = new StateLock(file, own, os);
        try {
          await writeFile(lockInfoPath(file), JSON.stringify(describeLock(operation, file)), { mode: 0o600 });
        } catch (error) {
          await lock.release();
          throw error;
        }
        return lock;
      }
      if (os !== "held") await os.release();
      const leftMs = deadline - performance.now();
      if (leftMs <= 0) throw await lockedError(file);
      await sleep(Math.min(leftMs, pauseMs), undefined, { ...(signal && { signal }) });
    }
  }

  /** The text of the locked file. */
  async read(): Promise<string> {
    const { size } = await this.#os.handle.stat();
    const bytes = Buffer.alloc(size);
    let length = 0;
    while (length < size) {
      const { bytesRead } = await this.#os.handle.read(bytes, length, size - length, length);
      if (bytesRead === 0) break;
      length += bytesRead;
    }
    return bytes.toString("utf8", 0, length);
  }

  /** One that locks what is to take the place of the state before it does so. */
  guard(fileSystem: FileSystem = nodeFileSystem): FileSystem {
    const target = this.#file;
    return {
      open: (file, flags, mode) => fileSystem.open(file, flags, mode),
      lstat: (file) => fileSystem.lstat(file),
      realpath: (file) => fileSystem.realpath(file),
      unlink: (file) => fileSystem.unlink(file),
      link: (from, to) => fileSystem.link(from, to),
      rename: async (from, to) => {
        if (to !== target || !this.#os.isEffective) return fileSystem.rename(from, to);
        const next = await OsLock.acquire(from);
        if (next === "held") throw new Error(`${from} is locked by somebody else`);
        await fileSystem.rename(from, to);
        await this.#os.release();
        this.#os = next;
      },
    };
  }

  /** To be called once. */
  async release(): Promise<void> {
    await unlink(lockInfoPath(this.#file)).catch(() => undefined);
    // As long as it is locked: an empty file that is not may be one that somebody else has just begun to use.
    const { size } = await this.#os.handle.stat();
    if (size === 0) await unlink(this.#file).catch(() => undefined);
    await this.#os.release();
    await this.#own.release();
  }
}

/** Whether nobody else can have the state. */
async function canTrust(os: OsLock, file: string): Promise<boolean> {
  if (os.isEffective) {
    // Whoever held it before may have put another file in its place.
    const [locked, there] = await Promise.all([os.handle.stat(), stat(file)]);
    return locked.ino === there.ino;
  }
  const info = await readLockInfo(file);
  return info === undefined || info.Info === ownInfo;
}

async function lockedError(file: string, cause?: unknown): Promise<StateError> {
  const info = await readLockInfo(file);
  const who = info ? `\n${formatLockInfo(info)}` : "";
  return new StateError(`Error acquiring the state lock: ${file} is in use.${who}`, {
    code: "state.locked",
    context: { path: file, ...info },
    hint: `Wait until the other program is done, or have this one wait with -lock-timeout.`,
    cause,
  });
}
