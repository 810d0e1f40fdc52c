// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { execFileSync, spawn, type ChildProcessByStdio } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Readable } from "node:stream";
import { suite, test } from "node:test";
import { DiskCache } from "./disk-cache.ts";
import { FileError } from "./file-error.ts";
import { acquireFileLock } from "./file-lock.ts";
import { createTemporaryDirectory } from "./temporary-directory.ts";
import { writeFileAtomic } from "./write-file-atomic.ts";

type Program = ChildProcessByStdio<null, Readable, null>;

function start(program: string, ...args: string[]): Program {
  const file = new URL(`./testing/${program}.js`, import.meta.url).pathname;
  return spawn(process.execPath, [file, ...args], { stdio: ["ignore", "pipe", "inherit"] });
}

async function killed(program: Program): Promise<void> {
  program.kill("SIGKILL");
  await once(program, "exit");
}

/** Exit code and output. */
async function ended(program: Program): Promise<{ code: number | null; output: string }> {
  let output = "";
  program.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
  const [code] = (await once(program, "close")) as [number | null];
  return { code, output };
}

suite("files shared by processes", () => {
  test("a lock survives no longer than its holder", async () => {
    using dir = createTemporaryDirectory();
    const file = path.join(dir.path, "a.lock");
    const holder = start("hold-lock", file);
    await once(holder.stdout, "data");
    await assert.rejects(acquireFileLock(file, { timeoutMs: 50 }), new RegExp(`locked by process ${holder.pid}`));
    const waiting = acquireFileLock(file);
    await killed(holder);
    await (await waiting).release();
    assert.deepEqual(readdirSync(dir.path), []);
  });

  test("two never hold a lock, whoever dies with it", async () => {
    using dir = createTemporaryDirectory();
    const file = path.join(dir.path, "counter");
    writeFileSync(file, "0");
    const counts = [30, 30, 5, 10, 15];
    const programs = counts.map((times, at) => start("increment", file, String(times), ...(at > 1 ? ["die"] : [])));
    const codes = (await Promise.all(programs.map(ended))).map(({ code }) => code);
    assert.deepEqual(codes, [0, 0, null, null, null]);
    assert.equal(readFileSync(file, "utf8"), "90");
  });

  test("a writer that is killed leaves no torn file", async () => {
    using dir = createTemporaryDirectory();
    const file = path.join(dir.path, "file");
    for (let round = 0; round < 5; round++) {
      const writer = start("write-forever", file);
      await once(writer.stdout, "data");
      await new Promise((resolve) => setTimeout(resolve, 13 * round));
      await killed(writer);
      assert.match(readFileSync(file, "utf8"), /^([a-z])\1{999999}$/);
    }
  });

  test("a reader beside two writers sees whole files only", async () => {
    using dir = createTemporaryDirectory();
    const file = path.join(dir.path, "file");
    const writers = [start("write-forever", file), start("write-forever", file)];
    await Promise.all(writers.map(({ stdout }) => once(stdout, "data")));
    for (let round = 0; round < 20; round++) {
      assert.match(readFileSync(file, "utf8"), /^([a-z])\1{999999}$/);
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    await Promise.all(writers.map(killed));
  });

  test("X04 two processes share a cache, and each value is made once", async () => {
    using dir = createTemporaryDirectory();
    const results = await Promise.all([1, 2, 3].map(() => ended(start("make-cached", dir.path))));
    assert.deepEqual(
      results.map(({ code }) => code),
      [0, 0, 0],
    );
    assert.equal(
      results.reduce((sum, { output }) => sum + Number(output), 0),
      10,
    );
  });
});

const noMounts =
  process.getuid?.() !== 0 || process.platform !== "linux" ? "only root may mount a small disk" : mountFails();

/** In a container even root may not be allowed to. */
function mountFails(): string | false {
  using dir = createTemporaryDirectory();
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=4k", "tmpfs", dir.path], { stdio: "ignore" });
    execFileSync("umount", [dir.path]);
    return false;
  } catch {
    return "this machine does not allow mounts";
  }
}

suite("files on a disk of 64 KiB", { skip: noMounts }, () => {
  /** Mounts it below a temporary folder, for as long as `run` takes. */
  async function onSmallDisk(run: (directory: string) => Promise<void>): Promise<void> {
    using dir = createTemporaryDirectory();
    const disk = path.join(dir.path, "disk");
    mkdirSync(disk);
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=64k", "tmpfs", disk]);
    try {
      await run(disk);
    } finally {
      execFileSync("umount", [disk]);
    }
  }

  test("a full disk leaves the old file, and says so", () =>
    onSmallDisk(async (disk) => {
      const file = path.join(disk, "file");
      await writeFileAtomic(file, "old");
      await assert.rejects(writeFileAtomic(file, "x".repeat(100_000)), (error) => {
        assert.ok(error instanceof FileError);
        assert.equal(error.code, "files.no_space");
        assert.match(error.message, /file could not be written: the disk is full$/);
        return true;
      });
      assert.equal(readFileSync(file, "utf8"), "old");
      assert.deepEqual(readdirSync(disk), ["file"]);
    }));

  test("a disk that can only be read leaves the old file, and says so", () =>
    onSmallDisk(async (disk) => {
      const file = path.join(disk, "file");
      await writeFileAtomic(file, "old");
      execFileSync("mount", ["-o", "remount,ro", disk]);
      const denied = (error: unknown): boolean => error instanceof FileError && error.code === "files.denied";
      await assert.rejects(writeFileAtomic(file, "new"), denied);
      await assert.rejects(acquireFileLock(path.join(disk, "a.lock")), denied);
      assert.equal(readFileSync(file, "utf8"), "old");
      assert.deepEqual(readdirSync(disk), ["file"]);
    }));

  test("X04 a cache on a full disk still gives what was made", () =>
    onSmallDisk(async (disk) => {
      const cache = new DiskCache(disk);
      const large = new Uint8Array(100_000);
      assert.equal((await cache.getOrMake("a", () => large)).byteLength, large.byteLength);
      assert.equal(await cache.get("a"), undefined);
    }));
});

test(
  "a folder without permission to write is told from others",
  { skip: process.getuid?.() === 0 && "root may" },
  async () => {
    using dir = createTemporaryDirectory();
    const folder = path.join(dir.path, "folder");
    mkdirSync(folder, { mode: 0o500 });
    await assert.rejects(
      writeFileAtomic(path.join(folder, "file"), "text"),
      (error) => error instanceof FileError && error.code === "files.denied",
    );
  },
);
