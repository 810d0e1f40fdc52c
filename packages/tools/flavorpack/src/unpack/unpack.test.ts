// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { lstat, mkdir, readdir, readFile, readlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { test } from "node:test";
import { gzipSync, zstdCompressSync } from "node:zlib";
import { temporaryDirectory } from "@provide-foundry/testkit";
import { type ArchiveEntry, writeTar } from "../archive/write-tar.ts";
import { openPackage } from "../reader/package-file.ts";
import { rawTar } from "../testing/raw-tar.ts";
import { samplePackage } from "../testing/sample-package.ts";
import type { SlotInput } from "../writer/write-package.ts";
import { TreeWriter } from "./tree-writer.ts";
import { unpackSlot } from "./unpack-slot.ts";

/** Unpacks a package with these slots; gives what `look` sees there. */
async function unpack<T>(slots: readonly Partial<SlotInput>[], look: (root: string) => Promise<T>): Promise<T> {
  using directory = temporaryDirectory();
  const file = path.join(directory.path, "package");
  const root = path.join(directory.path, "root");
  const given = slots.map((slot, at): SlotInput => {
    const stored = slot.stored ?? Buffer.from("x");
    return { id: `slot-${at}`, target: "{workenv}", operations: [], stored, originalSize: stored.length, ...slot };
  });
  await writeFile(file, samplePackage({ slots: given }));
  await using opened = await openPackage(file);
  await mkdir(root);
  const tree = new TreeWriter(root);
  for (const at of given.keys()) await unpackSlot(opened, at, tree);
  return await look(root);
}

const archive: readonly ArchiveEntry[] = [
  { path: "bin/run", mode: 0o755, content: Buffer.from("#!/bin/sh\n") },
  { path: `lib/${"deep/".repeat(60)}file.txt`, mode: 0o644, content: Buffer.alloc(100_000, "a") },
  { path: "lib/empty", mode: 0o600, content: new Uint8Array() },
];

test("archives and single files are unpacked with their modes, whatever the compression", async () => {
  const tar = writeTar(archive);
  const packed: readonly Partial<SlotInput>[] = [
    { stored: tar, operations: ["tar"] },
    { stored: gzipSync(tar), operations: ["tar", "gzip"], originalSize: tar.length },
    { stored: zstdCompressSync(tar), operations: ["tar", "zstd"], originalSize: tar.length },
  ];
  for (const slot of packed) {
    const file = {
      stored: gzipSync("text"),
      originalSize: 4,
      operations: ["gzip"] as const,
      target: "etc/text",
      permissions: 0o640,
    };
    await unpack([slot, file], async (root) => {
      for (const { path: name, content } of archive) {
        assert.deepEqual(await readFile(path.join(root, name)), Buffer.from(content), name);
      }
      assert.equal((await lstat(path.join(root, "bin/run"))).mode & 0o777, 0o755);
      assert.equal((await lstat(path.join(root, "lib/empty"))).mode & 0o777, 0o600);
      assert.equal(await readFile(path.join(root, "etc/text"), "utf8"), "text");
      assert.equal((await lstat(path.join(root, "etc/text"))).mode & 0o777, 0o640);
    });
  }
});

test("links that stay inside are made", async () => {
  const tar = rawTar([
    { path: "a/file", content: "x" },
    { path: "a/link", type: "SymbolicLink", linkpath: "../a/file" },
  ]);
  const target = await unpack([{ stored: tar, operations: ["tar"] }], (root) => readlink(path.join(root, "a/link")));
  assert.equal(target, "../a/file");
});

const hostile: readonly [name: string, slot: Partial<SlotInput>, message: RegExp][] = [
  ["a path that leads up", { stored: rawTar([{ path: "a/../../x" }]), operations: ["tar"] }, /"\.\." in it/],
  ["an absolute path", { stored: rawTar([{ path: "/tmp/x" }]), operations: ["tar"] }, /the name is absolute/],
  ["a drive", { stored: rawTar([{ path: "C:/x" }]), operations: ["tar"] }, /the name is absolute/],
  ["a backslash", { stored: rawTar([{ path: String.raw`a\..\x` }]), operations: ["tar"] }, /backslash/],
  ["a target that leads up", { target: "{workenv}/../x" }, /"\.\." in it/],
  ["an absolute target", { target: "/tmp/x" }, /the name is absolute/],
  [
    "a link that leads out",
    { stored: rawTar([{ path: "a/l", type: "SymbolicLink", linkpath: "../../x" }]), operations: ["tar"] },
    /"\.\." in it/,
  ],
  [
    "an absolute link",
    { stored: rawTar([{ path: "l", type: "SymbolicLink", linkpath: "/etc/passwd" }]), operations: ["tar"] },
    /absolute/,
  ],
  [
    "a file through a link",
    {
      stored: rawTar([
        { path: "d/x", content: "1" },
        { path: "l", type: "SymbolicLink", linkpath: "d" },
        { path: "l/y", content: "2" },
      ]),
      operations: ["tar"],
    },
    /l is a link/,
  ],
  ["a file twice", { stored: rawTar([{ path: "x" }, { path: "./x" }]), operations: ["tar"] }, /there already/],
  ["a hard link", { stored: rawTar([{ path: "x", type: "Link", linkpath: "y" }]), operations: ["tar"] }, /is a Link/],
  ["a device", { stored: rawTar([{ path: "x", type: "CharacterDevice" }]), operations: ["tar"] }, /CharacterDevice/],
  ["a fifo", { stored: rawTar([{ path: "x", type: "FIFO" }]), operations: ["tar"] }, /is a FIFO/],
  [
    "more than was signed",
    { stored: gzipSync(Buffer.alloc(1_000_000)), operations: ["gzip"], target: "x", originalSize: 1000 },
    /more than the 1000 bytes/,
  ],
  [
    "less than was signed",
    { stored: gzipSync("text"), operations: ["gzip"], target: "x", originalSize: 1000 },
    /4 bytes, not the 1000 that were signed/,
  ],
  ["gzip that is none", { stored: Buffer.from("no"), operations: ["gzip"], target: "x" }, /cannot unpack slot 0/],
  [
    "an archive that is cut",
    { stored: writeTar(archive).subarray(0, 5000), operations: ["tar"], originalSize: writeTar(archive).length },
    /5000 bytes, not the/,
  ],
  ["an archive that is none", { stored: Buffer.alloc(4096, "x"), operations: ["tar"] }, /cannot unpack/],
  ["what is not in every launcher", { stored: Buffer.from("x"), operations: ["bzip2"], target: "x" }, /cannot undo/],
];

for (const [name, slot, message] of hostile) {
  test(`refused: ${name}`, async () => {
    await assert.rejects(
      unpack([slot], (root) => readdir(root)),
      { code: "pack.slot", message },
    );
  });
}

test("set-user-ID bits are left out", async () => {
  const tar = rawTar([{ path: "x", mode: 0o6755, content: "x" }]);
  const mode = await unpack([{ stored: tar, operations: ["tar"] }], async (root) => (await lstat(`${root}/x`)).mode);
  assert.equal(mode & 0o7777, 0o755);
});
