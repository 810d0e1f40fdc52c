// SPDX-License-Identifier: Apache-2.0

/**
 * The lock that Terraform takes: the operating system's record lock on the state file itself.
 *
 * Node has no call for it, but SQLite, which is part of Node, takes record locks on the files that it opens. A database
 * that is opened for reading only, in exclusive mode, keeps a shared lock on bytes of the file after its first read,
 * also when the file turns out to be no database; nothing is ever written. Terraform's exclusive lock on all bytes and
 * this one do not go together.
 *
 * Such a lock belongs to the file, not to its name, and a process loses it as soon as it closes the file anywhere. So
 * whoever replaces the file has to lock the new one first, and read the old one through `handle`.
 *
 * @module
 */

import { open, type FileHandle } from "node:fs/promises";
import type { DatabaseSync } from "node:sqlite";

/** SQLite's number for a file that is no database: it was locked to find that out. */
const notADatabase = 26;
const busy = 5;

export class OsLock {
  /** Of the file, for reading and writing. */
  readonly handle: FileHandle;
  readonly #database: DatabaseSync | undefined;

  private constructor(handle: FileHandle, database: DatabaseSync | undefined) {
    this.handle = handle;
    this.#database = database;
  }

  /**
   * @returns "held" when another process has locked the file.
   * @throws the system's error when the file is not there or must not be written.
   */
  static async acquire(file: string): Promise<OsLock | "held"> {
    const handle = await open(file, "r+");
    try {
      const database = await lockByDatabase(file);
      if (database !== "held") return new OsLock(handle, database);
    } catch (error) {
      await handle.close();
      throw error;
    }
    await handle.close();
    return "held";
  }

  /** Whether the system's locks can be used at all. Else there is only the handle. */
  get isEffective(): boolean {
    return this.#database !== undefined;
  }

  /**
   * Gives the lock back.
   *
   * Somebody may have opened the file, and wait for its lock, when it was replaced. What was read from it would be out
   * of date, and what was written would be lost; so it no longer is a state.
   */
  async release(): Promise<void> {
    if (this.isEffective && (await this.handle.stat()).nlink === 0) {
      await this.handle.truncate(0);
      await this.handle.write("This state has been replaced. Run the command again.\n", 0);
    }
    this.#database?.close();
    await this.handle.close();
  }
}

async function lockByDatabase(file: string): Promise<DatabaseSync | "held" | undefined> {
  // Windows lets nobody replace an open file.
  const sqlite = process.platform === "win32" ? undefined : await import("node:sqlite").catch(() => undefined);
  if (sqlite === undefined) return undefined;
  const database = new sqlite.DatabaseSync(file, { readOnly: true });
  try {
    database.exec("PRAGMA locking_mode = EXCLUSIVE; SELECT 1 FROM sqlite_master");
  } catch (error) {
    const { errcode } = error as { readonly errcode?: number };
    if (errcode === notADatabase) return database;
    database.close();
    if (errcode === busy) return "held";
    throw error;
  }
  return database;
}
