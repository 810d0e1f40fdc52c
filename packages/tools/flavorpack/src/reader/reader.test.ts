// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { test } from "node:test";
import { temporaryDirectory } from "@provide-foundry/testkit";
import { samplePackage } from "../testing/sample-package.ts";
import { openPackage } from "./package-file.ts";
import { findAlterations } from "./verify-package.ts";

/** What a reader says of these bytes: nothing if they are a package that nobody has changed. */
async function judge(bytes: Uint8Array): Promise<readonly string[]> {
  using directory = temporaryDirectory();
  const file = path.join(directory.path, "package");
  await writeFile(file, bytes);
  try {
    await using opened = await openPackage(file);
    return await findAlterations(opened);
  } catch (error) {
    return [(error as Error).message.replace(`${file}: `, "")];
  }
}

test("a package is read as it was written", async () => {
  using directory = temporaryDirectory();
  const file = path.join(directory.path, "package");
  await writeFile(file, samplePackage());
  await using opened = await openPackage(file);
  assert.deepEqual(opened.metadata.package, { name: "sample", version: "1.2.3", description: "" });
  assert.deepEqual(
    opened.slots.map(({ operations, size, permissions }) => ({ operations, size, permissions })),
    [
      { operations: [], size: 6, permissions: 0o644 },
      { operations: ["gzip"], size: 26, permissions: 0o644 },
    ],
  );
  const pieces: Uint8Array[] = [];
  for await (const piece of opened.read(opened.slots[0]!.offset, 6)) pieces.push(piece);
  assert.equal(Buffer.concat(pieces).toString(), "hello\n");
  assert.deepEqual(await findAlterations(opened), []);
});

test("the same input gives the same bytes", () => {
  assert.deepEqual(samplePackage(), samplePackage());
});

test("B01 a package with any byte changed is refused", async () => {
  const bytes = samplePackage();
  assert.deepEqual(await judge(bytes), []);
  const unnoticed: number[] = [];
  for (let at = 0; at < bytes.length; at++) {
    // The reserved part of the index alone is 6,816 bytes that all take the same way.
    const isReserved = at > bytes.length - 6000 && at < bytes.length - 100 && at % 97 !== 0;
    if (isReserved) continue;
    const changed = bytes.slice();
    changed[at]! ^= 1 << (at % 8);
    if ((await judge(changed)).length === 0) unnoticed.push(at);
  }
  assert.deepEqual(unnoticed, []);
});

test("B01 a package that is cut at any length, or has something behind it, is refused", async () => {
  const bytes = samplePackage();
  for (let length = 0; length < bytes.length; length += length < bytes.length - 8300 ? 1 : 101) {
    const [said = ""] = await judge(bytes.subarray(0, length));
    assert.match(said, /the package is damaged|does not end as a package ends/, `cut to ${length} bytes`);
  }
  assert.deepEqual(await judge(Buffer.concat([bytes, Buffer.from("x")])), ["it does not end as a package ends"]);
});

test("what is no package is refused with a reason and a hint", async () => {
  using directory = temporaryDirectory();
  await assert.rejects(openPackage(path.join(directory.path, "none")), { code: "pack.format", message: /cannot open/ });
  assert.deepEqual(await judge(Buffer.alloc(9000)), ["it does not end as a package ends"]);
});
