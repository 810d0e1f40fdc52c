// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import * as nodeFileSystem from "node:fs/promises";
import { chmod, mkdir, readdir, readFile, readlink, stat, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { suite, test } from "node:test";
import { FileError } from "./file-error.ts";
import type { FileSystem } from "./file-system.ts";
import { createTemporaryDirectory } from "./temporary-directory.ts";
import { writeFileAtomic } from "./write-file-atomic.ts";

const windows = process.platform === "win32" && "Windows has neither modes nor links for everybody";

function failed(code: string): (error: unknown) => true {
  return (error) => {
    assert.ok(error instanceof FileError, String(error));
    assert.equal(error.code, code);
    return true;
  };
}

suite("writeFileAtomic", () => {
  test("text and bytes, new and over what is there", async () => {
    using dir = createTemporaryDirectory();
    const file = path.join(dir.path, "file");
    await writeFileAtomic(file, "grüße");
    assert.equal(await readFile(file, "utf8"), "grüße");
    await writeFileAtomic(file, new Uint8Array([0, 255]));
    assert.deepEqual([...(await readFile(file))], [0, 255]);
    await writeFileAtomic(file, "");
    assert.equal(await readFile(file, "utf8"), "");
    assert.deepEqual(await readdir(dir.path), ["file"]);
  });

  test("Y06 a new file is for its owner only, and one that is there keeps its mode", { skip: windows }, async () => {
    using dir = createTemporaryDirectory();
    const mode = async (name: string): Promise<number> => (await stat(path.join(dir.path, name))).mode & 0o7777;
    await writeFileAtomic(path.join(dir.path, "new"), "");
    assert.equal(await mode("new"), 0o600);
    // More than the usual umask leaves.
    await writeFileAtomic(path.join(dir.path, "open"), "", { mode: 0o666 });
    assert.equal(await mode("open"), 0o666);
    await chmod(path.join(dir.path, "new"), 0o751);
    await writeFileAtomic(path.join(dir.path, "new"), "again", { mode: 0o600 });
    assert.equal(await mode("new"), 0o751);
  });

  const links: Record<"follow" | "replace" | "refuse", { link: string | undefined; target: string; code?: string }> = {
    follow: { link: "target", target: "new" },
    replace: { link: undefined, target: "old" },
    refuse: { link: "target", target: "old", code: "files.symlink" },
  };
  for (const [symlinks, want] of Object.entries(links) as [keyof typeof links, (typeof links)["follow"]][]) {
    test(`a symbolic link: ${symlinks}`, { skip: windows }, async () => {
      using dir = createTemporaryDirectory();
      const [link, target] = [path.join(dir.path, "link"), path.join(dir.path, "target")];
      await writeFile(target, "old");
      await symlink("target", link);
      const written = writeFileAtomic(link, "new", { symlinks });
      if (want.code === undefined) await written;
      else await assert.rejects(written, failed(want.code));
      assert.equal(await readlink(link).catch(() => undefined), want.link);
      assert.equal(await readFile(target, "utf8"), want.target);
    });
  }

  test("a link to nothing is an error", { skip: windows }, async () => {
    using dir = createTemporaryDirectory();
    await symlink("nowhere", path.join(dir.path, "link"));
    await assert.rejects(writeFileAtomic(path.join(dir.path, "link"), ""), failed("files.not_found"));
  });

  test("a folder that is not there, and a folder in the file's place, are errors", async () => {
    using dir = createTemporaryDirectory();
    await assert.rejects(writeFileAtomic(path.join(dir.path, "a/b"), ""), failed("files.not_found"));
    await mkdir(path.join(dir.path, "folder"));
    await assert.rejects(writeFileAtomic(path.join(dir.path, "folder"), ""), FileError);
    assert.deepEqual(await readdir(dir.path), ["folder"]);
  });

  test("of many writers at once one wins, and nothing is left over", async () => {
    using dir = createTemporaryDirectory();
    const file = path.join(dir.path, "file");
    const texts = Array.from({ length: 20 }, (_, writer) => `${writer}`.repeat(100_000));
    await Promise.all(texts.map((text) => writeFileAtomic(file, text)));
    assert.ok(texts.includes(await readFile(file, "utf8")));
    assert.deepEqual(await readdir(dir.path), ["file"]);
  });

  test("existing: refuse creates, and lets what is there be", async () => {
    using dir = createTemporaryDirectory();
    const file = path.join(dir.path, "file");
    await writeFileAtomic(file, "first", { existing: "refuse" });
    await assert.rejects(writeFileAtomic(file, "second", { existing: "refuse" }), failed("files.exists"));
    assert.equal(await readFile(file, "utf8"), "first");
    assert.deepEqual(await readdir(dir.path), ["file"]);
  });

  test("existing: refuse lets a link to nothing be", { skip: windows }, async () => {
    using dir = createTemporaryDirectory();
    await symlink("nowhere", path.join(dir.path, "link"));
    const written = writeFileAtomic(path.join(dir.path, "link"), "", { existing: "refuse" });
    await assert.rejects(written, failed("files.exists"));
    assert.deepEqual(await readdir(dir.path), ["link"]);
  });

  test("of many writers at once that refuse exactly one succeeds", async () => {
    using dir = createTemporaryDirectory();
    const file = path.join(dir.path, "file");
    const texts = Array.from({ length: 20 }, (_, writer) => `${writer}`.repeat(100_000));
    const results = await Promise.allSettled(texts.map((text) => writeFileAtomic(file, text, { existing: "refuse" })));
    const winners = results.flatMap(({ status }, writer) => (status === "fulfilled" ? [writer] : []));
    assert.equal(winners.length, 1);
    assert.equal(await readFile(file, "utf8"), texts[winners[0]!]);
    assert.deepEqual(await readdir(dir.path), ["file"]);
  });

  test("a name of 255 bytes still has a temporary one", async () => {
    using dir = createTemporaryDirectory();
    const file = path.join(dir.path, "x".repeat(255));
    await writeFileAtomic(file, "text");
    assert.equal(await readFile(file, "utf8"), "text");
  });

  test("the order: content, its way to the disk, the name, its way to the disk", async () => {
    using dir = createTemporaryDirectory();
    const steps: string[] = [];
    await writeFileAtomic(path.join(dir.path, "file"), "text", { fileSystem: recording(steps, dir.path) });
    assert.deepEqual(steps, [
      "lstat file",
      "open tmp",
      "write tmp",
      "sync tmp",
      "rename tmp to file",
      "open .",
      "sync .",
    ]);
  });

  test("a disk that takes a few bytes at a time gets all of them; one that takes none is an error", async () => {
    using dir = createTemporaryDirectory();
    const file = path.join(dir.path, "file");
    await writeFileAtomic(file, "0123456789", { fileSystem: recording([], dir.path, 3) });
    assert.equal(await readFile(file, "utf8"), "0123456789");
    const full = recording([], dir.path, 0);
    await assert.rejects(writeFileAtomic(file, "other", { fileSystem: full }), failed("files.failed"));
    assert.equal(await readFile(file, "utf8"), "0123456789");
    assert.deepEqual(await readdir(dir.path), ["file"]);
  });
});

/** The real file system, which notes what is asked of it and writes at most so many bytes at once. */
function recording(steps: string[], directory: string, maxWriteBytes = Infinity): FileSystem {
  const short = (file: string): string => (file.endsWith(".tmp") ? "tmp" : path.relative(directory, file) || ".");
  return {
    async lstat(file) {
      steps.push(`lstat ${short(file)}`);
      return nodeFileSystem.lstat(file);
    },
    realpath: (file) => nodeFileSystem.realpath(file),
    async open(file, flags, mode) {
      steps.push(`open ${short(file)}`);
      const handle = await nodeFileSystem.open(file, flags, mode);
      return {
        async write(data, offset, length) {
          steps.push(`write ${short(file)}`);
          return handle.write(data, offset, Math.min(length, maxWriteBytes));
        },
        chmod: (mode) => handle.chmod(mode),
        chown: (uid, gid) => handle.chown(uid, gid),
        async sync() {
          steps.push(`sync ${short(file)}`);
          await handle.sync();
        },
        close: () => handle.close(),
      };
    },
    async rename(from, to) {
      steps.push(`rename ${short(from)} to ${short(to)}`);
      await nodeFileSystem.rename(from, to);
    },
    link: (existing, name) => nodeFileSystem.link(existing, name),
    unlink: (file) => nodeFileSystem.unlink(file),
  };
}
