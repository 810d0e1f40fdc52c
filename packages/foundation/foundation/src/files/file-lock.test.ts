// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { readdir, readFile, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { suite, test } from "node:test";
import { FileError, FileLockTimeoutError } from "./file-error.ts";
import { acquireFileLock, withFileLock } from "./file-lock.ts";
import { describeSelf, type LockOwner } from "./lock-owner.ts";
import { createTemporaryDirectory } from "./temporary-directory.ts";

const linuxOnly = process.platform !== "linux" && "only Linux tells when a process started";

/** A lock as another process has left it. */
async function leaveLock(file: string, changes: Partial<LockOwner>): Promise<void> {
  await writeFile(file, JSON.stringify({ ...(await describeSelf()), ...changes }));
}

suite("file locks", () => {
  test("one at a time, and nothing is left over", async () => {
    using dir = createTemporaryDirectory();
    const file = path.join(dir.path, "deep/er/a.lock");
    let holders = 0;
    const rounds = Array.from({ length: 20 }, () =>
      withFileLock(file, async () => {
        assert.equal(++holders, 1);
        await new Promise((resolve) => setImmediate(resolve));
        holders--;
      }),
    );
    await Promise.all(rounds);
    assert.deepEqual(await readdir(path.dirname(file)), []);
  });

  test("Y06 a lock is for its owner only to read", { skip: process.platform === "win32" && "no modes" }, async () => {
    using dir = createTemporaryDirectory();
    await using lock = await acquireFileLock(path.join(dir.path, "a.lock"));
    assert.equal((await stat(lock.path)).mode & 0o777, 0o600);
  });

  test("who waits too long is told who holds it", async () => {
    using dir = createTemporaryDirectory();
    const file = path.join(dir.path, "a.lock");
    await using _ = await acquireFileLock(file);
    for (const timeoutMs of [0, 20]) {
      await assert.rejects(acquireFileLock(file, { timeoutMs }), (error) => {
        assert.ok(error instanceof FileLockTimeoutError);
        assert.match(error.message, new RegExp(`still locked by process ${process.pid} on \\S+ after ${timeoutMs} ms`));
        assert.equal(error.context.ownerPid, process.pid);
        return true;
      });
    }
  });

  test("a signal ends the waiting with its reason", async () => {
    using dir = createTemporaryDirectory();
    const file = path.join(dir.path, "a.lock");
    await using _ = await acquireFileLock(file);
    const controller = new AbortController();
    const waiting = acquireFileLock(file, { signal: controller.signal });
    controller.abort(new Error("enough"));
    await assert.rejects(waiting, /^Error: enough$/);
    assert.deepEqual(await readdir(dir.path), ["a.lock"]);
  });

  test("giving back twice is harmless, and does not take away the lock of the next", async () => {
    using dir = createTemporaryDirectory();
    const file = path.join(dir.path, "a.lock");
    const first = await acquireFileLock(file);
    await Promise.all([first.release(), first.release()]);
    await using _ = await acquireFileLock(file, { timeoutMs: 0 });
    await first.release();
    assert.ok(existsSync(file));
  });

  const dead: Record<string, { changes: Partial<LockOwner>; skip?: string | false }> = {
    "of a process that has ended": { changes: { pid: 2 ** 22 + 1 } },
    "of a process whose number another one has now": { changes: { start: "1" }, skip: linuxOnly },
  };
  for (const [name, { changes, skip = false }] of Object.entries(dead)) {
    test(`a lock ${name} is no obstacle, even to one who does not wait`, { skip }, async () => {
      using dir = createTemporaryDirectory();
      const file = path.join(dir.path, "a.lock");
      await leaveLock(file, { token: "0123456789ab", ...changes });
      const lock = await acquireFileLock(file, { timeoutMs: 0 });
      await lock.release();
      assert.deepEqual(await readdir(dir.path), []);
    });
  }

  test("nor is one that died while it removed such a lock", async () => {
    using dir = createTemporaryDirectory();
    const file = path.join(dir.path, "a.lock");
    const pid = 2 ** 22 + 1;
    await leaveLock(file, { token: "aaaaaaaaaaaa", pid });
    await leaveLock(`${file}.aaaaaaaaaaaa`, { token: "bbbbbbbbbbbb", pid });
    await using _ = await acquireFileLock(file, { timeoutMs: 0 });
    assert.deepEqual(await readdir(dir.path), ["a.lock"]);
  });

  test("of many who find a dead lock at the same time one gets it", async () => {
    using dir = createTemporaryDirectory();
    const file = path.join(dir.path, "a.lock");
    for (let round = 0; round < 8; round++) {
      await leaveLock(file, { token: "0123456789ab", pid: 2 ** 22 + 1 });
      let holders = 0;
      const waiters = Array.from({ length: 6 }, () =>
        withFileLock(file, async () => {
          assert.equal(++holders, 1);
          await new Promise((resolve) => setTimeout(resolve, 1));
          holders--;
        }),
      );
      await Promise.all(waiters);
    }
    assert.deepEqual(await readdir(dir.path), []);
  });

  const silent: Record<string, string | Partial<LockOwner>> = {
    "another machine": { token: "0123456789ab", host: "elsewhere", pid: process.pid },
    "nobody that can be read": "not a lock",
    "an empty file": "",
    "a process number that means a group": { token: "0123456789ab", pid: -1 },
  };
  for (const [name, left] of Object.entries(silent)) {
    test(`a lock of ${name} is an obstacle until it has been silent for long enough`, async () => {
      using dir = createTemporaryDirectory();
      const file = path.join(dir.path, "a.lock");
      if (typeof left === "string") await writeFile(file, left);
      else await leaveLock(file, left);
      await assert.rejects(acquireFileLock(file, { timeoutMs: 30 }), FileLockTimeoutError);
      await using _ = await acquireFileLock(file, { staleMs: 30 });
      assert.match(await readFile(file, "utf8"), new RegExp(`"pid":${process.pid}`));
    });
  }

  test("an owner whose lock was taken away learns it, and leaves that of the next alone", async () => {
    using dir = createTemporaryDirectory();
    const file = path.join(dir.path, "a.lock");
    const lock = await acquireFileLock(file, { staleMs: 50 });
    await leaveLock(file, { token: "0123456789ab", host: "elsewhere" });
    if (!lock.lost.aborted) await once(lock.lost, "abort");
    assert.match(String(lock.lost.reason), /a\.lock was taken away/);
    await lock.release();
    assert.deepEqual(await readdir(dir.path), ["a.lock"]);
  });

  test("a place where no lock can be is an error, at once", async () => {
    using dir = createTemporaryDirectory();
    await writeFile(path.join(dir.path, "file"), "");
    await assert.rejects(acquireFileLock(path.join(dir.path, "file/a.lock")), FileError);
    await assert.rejects(acquireFileLock(dir.path), FileError);
  });
});
