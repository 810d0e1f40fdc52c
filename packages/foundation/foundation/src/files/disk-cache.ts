// SPDX-License-Identifier: Apache-2.0

/**
 * A cache on disk that any number of processes may share.
 *
 * An entry is a small file, named by the hash of its key, that says where its content is; the content is a file named
 * by its own hash, so that equal contents take space once and a damaged one is noticed. Both are written in one step,
 * which makes readers independent of writers: no lock is needed to read or to write, only to make a value once.
 * Whatever is damaged or half gone is removed and counts as not there.
 *
 * @module
 */

import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rm, stat, utimes } from "node:fs/promises";
import path from "node:path";
import { explainFileError, hasErrno } from "./file-error.ts";
import { withFileLock, type FileLockOptions } from "./file-lock.ts";
import { writeFileAtomic } from "./write-file-atomic.ts";

export interface DiskCacheOptions {
  /** How much the contents may take together before those that were not used for longest go: 1 GiB unless told. */
  readonly maxBytes?: number;
}

/**
 * A cache of byte strings by key, below one folder.
 *
 * @example
 * const cache = new DiskCache(path.join(os.homedir(), ".cache", "example"));
 * const archive = await cache.getOrMake(url, async () => download(url));
 */
export class DiskCache {
  readonly directory: string;
  readonly maxBytes: number;

  /** Touches nothing yet: the folder is created, private to this user, with the first entry. */
  constructor(directory: string, options: DiskCacheOptions = {}) {
    this.directory = path.resolve(directory);
    this.maxBytes = options.maxBytes ?? 2 ** 30;
  }

  /** The content, or undefined when there is none that is whole. Counts as use. */
  async get(key: string): Promise<Uint8Array | undefined> {
    const entry = this.#entry(key);
    const named = await readIfThere(entry);
    if (named === undefined) return undefined;
    const hash = parseEntry(named.toString("utf8"), key);
    const content = hash === undefined ? undefined : await readIfThere(this.#content(hash));
    if (hash !== undefined && content !== undefined && sha256(content) === hash) {
      await touch(this.#content(hash));
      return content;
    }
    // The content first: another key may have the same one, and must not find it damaged either.
    if (hash !== undefined) await remove(this.#content(hash));
    await remove(entry);
    return undefined;
  }

  /** @throws FileError when it cannot be written; what was there before stays then. */
  async set(key: string, content: Uint8Array): Promise<void> {
    const hash = sha256(content);
    await this.#write(this.#content(hash), content);
    await this.#write(this.#entry(key), `${JSON.stringify({ key, hash })}\n`);
    // Looking at all contents costs time: once in so many writes is enough for a limit that is a rough one.
    if (content.byteLength > this.maxBytes / 16 || Math.random() < 1 / 16) await this.prune();
  }

  /**
   * The content that is there, or what `make` gives, which is then kept. Of all processes that ask for the same key at
   * the same time one makes it and the others wait. When it cannot be kept (a full disk), it is given all the same.
   *
   * @throws What `make` throws, or FileLockTimeoutError.
   */
  async getOrMake(
    key: string,
    make: () => Uint8Array | Promise<Uint8Array>,
    options?: FileLockOptions,
  ): Promise<Uint8Array> {
    const found = await this.get(key);
    if (found !== undefined) return found;
    const lock = path.join(this.directory, "locks", sha256(key));
    return withFileLock(
      lock,
      async () => {
        const meanwhile = await this.get(key);
        if (meanwhile !== undefined) return meanwhile;
        const made = await make();
        await this.set(key, made).catch(() => undefined);
        return made;
      },
      options,
    );
  }

  /** Forgets an entry. Its content goes with the next `prune`, because other keys may have the same. */
  async delete(key: string): Promise<void> {
    await remove(this.#entry(key));
  }

  /** Removes what was not used for longest until the limit is kept, and new files of writers that died a day ago. */
  async prune(): Promise<void> {
    const files = await listFiles(path.join(this.directory, "contents"));
    let bytes = files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
    const dayAgo = Date.now() - 86_400_000;
    const removed = new Set<string>();
    for (const { file, sizeBytes, usedMs } of files.toSorted((a, b) => a.usedMs - b.usedMs)) {
      const isUnfinished = file.endsWith(".tmp");
      if (isUnfinished ? usedMs >= dayAgo : bytes <= this.maxBytes) continue;
      await remove(file);
      removed.add(path.basename(file));
      bytes -= sizeBytes;
    }
    if (removed.size > 0) await this.#forget(removed);
  }

  /** Entries whose content is gone would otherwise stay until somebody asks for them. */
  async #forget(hashes: ReadonlySet<string>): Promise<void> {
    for (const { file } of await listFiles(path.join(this.directory, "entries"))) {
      const text = (await readIfThere(file))?.toString("utf8") ?? "";
      const hash = /"hash":"([0-9a-f]{64})"\}/.exec(text)?.[1];
      if (hash !== undefined && hashes.has(hash)) await remove(file);
    }
  }

  #entry(key: string): string {
    return path.join(this.directory, "entries", sha256(key));
  }

  #content(hash: string): string {
    return path.join(this.directory, "contents", hash);
  }

  async #write(file: string, data: string | Uint8Array): Promise<void> {
    try {
      await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
    } catch (error) {
      throw explainFileError(file, "written", error);
    }
    await writeFileAtomic(file, data, { symlinks: "replace" });
  }
}

function sha256(data: string | Uint8Array): string {
  return createHash("sha256").update(data).digest("hex");
}

/** The hash of an entry's content; undefined unless the entry is whole and really that of `key`. */
function parseEntry(text: string, key: string): string | undefined {
  try {
    const entry = JSON.parse(text) as { key?: unknown; hash?: unknown } | null;
    if (entry?.key !== key || typeof entry.hash !== "string") return undefined;
    return /^[0-9a-f]{64}$/.test(entry.hash) ? entry.hash : undefined;
  } catch {
    return undefined;
  }
}

/** What cannot be read is as good as not there: a cache never stands in the way. */
async function readIfThere(file: string): Promise<Buffer | undefined> {
  return readFile(file).catch(() => undefined);
}

async function remove(file: string): Promise<void> {
  await rm(file, { force: true, recursive: true }).catch(() => undefined);
}

async function touch(file: string): Promise<void> {
  const now = new Date();
  // It may have been pruned meanwhile, or be somebody else's.
  await utimes(file, now, now).catch(() => undefined);
}

interface CachedFile {
  readonly file: string;
  readonly sizeBytes: number;
  readonly usedMs: number;
}

async function listFiles(directory: string): Promise<CachedFile[]> {
  const names = await readdir(directory).catch((error: unknown) => {
    if (hasErrno(error, "ENOENT")) return [];
    throw explainFileError(directory, "read", error);
  });
  const files: CachedFile[] = [];
  for (const name of names) {
    const file = path.join(directory, name);
    const status = await stat(file).catch(() => undefined); // Another process prunes, too.
    if (status !== undefined) files.push({ file, sizeBytes: status.size, usedMs: status.mtimeMs });
  }
  return files;
}
