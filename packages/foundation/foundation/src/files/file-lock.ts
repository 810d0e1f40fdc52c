// SPDX-License-Identifier: Apache-2.0

/**
 * Locks between processes, as files.
 *
 * A lock file is written beside its place and linked there, which succeeds for one only and never leaves an empty or
 * half-written lock. It names its owner. When that is dead, whoever waits may take the lock away, but only one of them,
 * and only this very lock: between looking and removing, a second waiter could otherwise remove the fresh lock of a
 * first one. So the right to remove a lock is a lock itself, whose name ends with the token of the one to be removed; if
 * its owner dies too, the same rule applies to it. The owner that gives its lock back goes the same way.
 *
 * On one machine under Linux the system says with certainty who is dead. Elsewhere the owner touches its lock
 * regularly, and one that is not touched for `staleMs` counts as left behind: a process that was suspended for longer
 * may find that it has lost its lock, which `lost` tells.
 *
 * @module
 */

import { link, mkdir, readFile, stat, unlink, utimes, writeFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { explainFileError, FileLockTimeoutError, hasErrno } from "./file-error.ts";
import { describeSelf, ownerState, parseOwner, type LockOwner } from "./lock-owner.ts";

export interface FileLockOptions {
  /** How long to wait for it; 10,000 unless told. 0 tries once. */
  readonly timeoutMs?: number;
  /** Ends the waiting. */
  readonly signal?: AbortSignal;
  /** After how long without a sign of life a lock of an owner on another machine counts as left behind: 30,000 unless told. */
  readonly staleMs?: number;
}

/** A lock that this process holds until it is disposed. */
export interface FileLock extends AsyncDisposable {
  readonly path: string;
  /** Aborts when somebody else has removed the lock: what it protects must not be touched any more. */
  readonly lost: AbortSignal;
  /** Gives it back; once is enough. */
  release(): Promise<void>;
}

/**
 * Waits until nobody else, in this process or another, holds the lock, and takes it. Its folder is created if needed.
 *
 * @param file The lock file. Not the file that is to be protected: by convention that name with `.lock`.
 * @throws FileLockTimeoutError naming the owner, FileError, or the reason of `signal`.
 *
 * @example
 * await using lock = await acquireFileLock("state.json.lock");
 */
export async function acquireFileLock(file: string, options: FileLockOptions = {}): Promise<FileLock> {
  const { timeoutMs = 10_000, staleMs = 30_000, signal } = options;
  const place = path.resolve(file);
  const self = await describeSelf();
  const watch: Watch = { staleMs, seen: new Map() };
  const deadline = performance.now() + timeoutMs;
  try {
    await mkdir(path.dirname(place), { recursive: true, mode: 0o700 });
    for (let pauseMs = 2; ; pauseMs = Math.min(pauseMs * 2, 100)) {
      signal?.throwIfAborted();
      if (await tryLock(place, self, watch)) return new HeldLock(place, self, staleMs);
      const leftMs = deadline - performance.now();
      if (leftMs <= 0) throw await timeoutError(file, timeoutMs);
      // Waiters that came together must not ask together for ever.
      await sleep(Math.min(leftMs, pauseMs * (0.5 + Math.random())), undefined, { ...(signal && { signal }) });
    }
  } catch (error) {
    signal?.throwIfAborted();
    throw error instanceof FileLockTimeoutError ? error : explainFileError(file, "locked", error);
  }
}

/**
 * Runs `run` while it holds the lock.
 *
 * @example
 * const next = await withFileLock("counter.lock", async () => increment("counter"));
 */
export async function withFileLock<T>(
  file: string,
  run: (lock: FileLock) => T | Promise<T>,
  options?: FileLockOptions,
): Promise<T> {
  await using lock = await acquireFileLock(file, options);
  return await run(lock);
}

/** Lock files as one waiter saw them, to notice that their owners no longer touch them. */
interface Watch {
  readonly staleMs: number;
  readonly seen: Map<string, { readonly token: string; readonly touchedMs: number; readonly sinceMs: number }>;
}

/** Takes the lock if it is free, or its owner gone. */
async function tryLock(place: string, self: LockOwner, watch: Watch): Promise<boolean> {
  const current = await readLock(place);
  if (current === undefined) return linkLock(place, self);
  if (!(await isLeftBehind(place, current, watch))) return false;
  const claim = claimOf(place, current);
  if (!(await tryLock(claim, self, watch))) return false;
  await removeLock(place, claim, current);
  return linkLock(place, self);
}

/** The lock that gives the right to remove this one. */
function claimOf(place: string, { token }: Pick<LockOwner, "token">): string {
  return `${place}.${token}`;
}

/** Gives the claim back, too. Only its holder may call this: nobody else can replace the lock between look and removal. */
async function removeLock(place: string, claim: string, { token }: Pick<LockOwner, "token">): Promise<void> {
  try {
    if ((await readLock(place))?.token === token) await unlink(place);
  } finally {
    await unlink(claim);
  }
}

async function linkLock(place: string, self: LockOwner): Promise<boolean> {
  const temporary = `${place}.${self.token}.tmp`;
  try {
    await writeFile(temporary, JSON.stringify(self), { mode: 0o600 });
    await link(temporary, place);
    return true;
  } catch (error) {
    if (hasErrno(error, "EEXIST")) return false;
    throw error;
  } finally {
    await unlink(temporary).catch(() => undefined);
  }
}

type SeenLock = Pick<LockOwner, "token"> & { readonly owner?: LockOwner; readonly touchedMs: number };

/** @returns undefined when there is none. What is no lock of ours has no owner, but can become stale. */
async function readLock(place: string): Promise<SeenLock | undefined> {
  try {
    const owner = parseOwner(await readFile(place, "utf8"));
    const { mtimeMs, ino } = await stat(place);
    return owner ? { token: owner.token, owner, touchedMs: mtimeMs } : { token: `${ino}`, touchedMs: mtimeMs };
  } catch (error) {
    if (hasErrno(error, "ENOENT")) return undefined;
    throw error;
  }
}

async function isLeftBehind(place: string, { token, owner, touchedMs }: SeenLock, watch: Watch): Promise<boolean> {
  const state = owner ? await ownerState(owner) : "unknown";
  if (state !== "unknown") return state === "dead";
  // Measured by our own clock alone: that of a file server may be another.
  const before = watch.seen.get(place);
  if (before?.token === token && before.touchedMs === touchedMs) {
    return performance.now() - before.sinceMs >= watch.staleMs;
  }
  watch.seen.set(place, { token, touchedMs, sinceMs: performance.now() });
  return false;
}

async function timeoutError(file: string, timeoutMs: number): Promise<FileLockTimeoutError> {
  const owner = (await readLock(path.resolve(file)))?.owner;
  const who = owner ? `process ${owner.pid} on ${owner.host.split(" ")[0]!}` : "somebody else";
  return new FileLockTimeoutError(`${file} is still locked by ${who} after ${timeoutMs} ms`, {
    context: { path: file, timeoutMs, ...(owner && { ownerPid: owner.pid, ownerHost: owner.host }) },
    hint: "Wait until it is done, or end it: a lock of a process that has ended is no obstacle.",
  });
}

class HeldLock implements FileLock {
  readonly path: string;
  readonly #self: LockOwner;
  readonly #lost = new AbortController();
  readonly #heartbeat: NodeJS.Timeout;
  #released: Promise<void> | undefined;

  constructor(place: string, self: LockOwner, staleMs: number) {
    this.path = place;
    this.#self = self;
    this.#heartbeat = setInterval(() => void this.#touch(), staleMs / 5);
    this.#heartbeat.unref();
  }

  get lost(): AbortSignal {
    return this.#lost.signal;
  }

  release(): Promise<void> {
    this.#released ??= this.#remove();
    return this.#released;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.release();
  }

  async #touch(): Promise<void> {
    try {
      const now = new Date();
      if ((await readLock(this.path))?.token === this.#self.token) await utimes(this.path, now, now);
      else if (this.#released === undefined) this.#lose();
    } catch {
      // A file server that does not answer right now: the next beat asks again.
    }
  }

  #lose(): void {
    clearInterval(this.#heartbeat);
    this.#lost.abort(new Error(`the lock ${this.path} was taken away`));
  }

  async #remove(): Promise<void> {
    clearInterval(this.#heartbeat);
    const claim = claimOf(this.path, this.#self);
    // Taken: somebody believes us dead and is just removing it.
    if (await linkLock(claim, this.#self)) await removeLock(this.path, claim, this.#self);
  }
}
