// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { readdir, readFile, stat, utimes, writeFile } from "node:fs/promises";
import path from "node:path";
import { suite, test } from "node:test";
import fc from "fast-check";
import { DiskCache } from "./disk-cache.ts";
import { createTemporaryDirectory } from "./temporary-directory.ts";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const text = (content: Uint8Array | undefined): string | undefined => content && new TextDecoder().decode(content);

/** Paths of the files of one of a cache's folders. */
async function filesIn(cache: DiskCache, folder: "contents" | "entries" | "locks"): Promise<string[]> {
  const directory = path.join(cache.directory, folder);
  return (await readdir(directory).catch(() => [])).map((name) => path.join(directory, name));
}

suite("DiskCache", () => {
  test("X04 what was set is found, also by a second cache in the same folder", async () => {
    using dir = createTemporaryDirectory();
    const cache = new DiskCache(path.join(dir.path, "cache"));
    assert.equal(await cache.get("a"), undefined);
    await cache.set("a", bytes("one"));
    await cache.set("a", bytes("two"));
    assert.equal(text(await new DiskCache(cache.directory).get("a")), "two");
    await cache.delete("a");
    await cache.delete("never there");
    assert.equal(await cache.get("a"), undefined);
  });

  test("X04 any key and any content", async () => {
    using dir = createTemporaryDirectory();
    const cache = new DiskCache(dir.path);
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "binary" }), fc.uint8Array(), async (key, content) => {
        await cache.set(key, content);
        assert.deepEqual(Uint8Array.from((await cache.get(key))!), content);
      }),
      { numRuns: 30, examples: [["../../../etc/passwd", bytes("x")]] },
    );
  });

  test("X04 equal contents take space once", async () => {
    using dir = createTemporaryDirectory();
    const cache = new DiskCache(dir.path);
    for (const key of ["a", "b", "c"]) await cache.set(key, bytes("same"));
    assert.equal((await filesIn(cache, "contents")).length, 1);
  });

  const damages: Record<string, (cache: DiskCache) => Promise<void>> = {
    "a changed content": async (cache) => writeFile((await filesIn(cache, "contents"))[0]!, "evil"),
    "a cut content": async (cache) => writeFile((await filesIn(cache, "contents"))[0]!, ""),
    "an entry that is no JSON": async (cache) => writeFile((await filesIn(cache, "entries"))[0]!, "{"),
    "an entry of null": async (cache) => writeFile((await filesIn(cache, "entries"))[0]!, "null"),
    "an entry of another key": async (cache) => {
      const [entry = ""] = await filesIn(cache, "entries");
      await writeFile(entry, (await readFile(entry, "utf8")).replace('"key":"a"', '"key":"b"'));
    },
    "an entry that leads out of the cache": async (cache) => {
      const hash = "../../../../../etc/passwd";
      await writeFile((await filesIn(cache, "entries"))[0]!, JSON.stringify({ key: "a", hash }));
    },
  };
  for (const [name, damage] of Object.entries(damages)) {
    test(`X04 ${name} counts as not there, and heals`, async () => {
      using dir = createTemporaryDirectory();
      const cache = new DiskCache(dir.path);
      await cache.set("a", bytes("one"));
      await damage(cache);
      assert.equal(await cache.get("a"), undefined);
      assert.deepEqual(await filesIn(cache, "entries"), []);
      assert.equal(text(await cache.getOrMake("a", () => bytes("one"))), "one");
      assert.equal(text(await cache.get("a")), "one");
    });
  }

  test("X04 what was not used for longest goes first", async () => {
    using dir = createTemporaryDirectory();
    const cache = new DiskCache(dir.path, { maxBytes: 8 });
    for (const key of ["a", "b", "c"]) {
      await new DiskCache(dir.path, { maxBytes: 1_000 }).set(key, bytes(key.repeat(4)));
    }
    const old = new Date(Date.now() - 60_000);
    for (const file of await filesIn(cache, "contents")) await utimes(file, old, old);
    await cache.get("a");
    await cache.get("c");
    await cache.prune();
    assert.deepEqual(await Promise.all(["a", "b", "c"].map(async (key) => text(await cache.get(key)))), [
      "aaaa",
      undefined,
      "cccc",
    ]);
    assert.equal((await filesIn(cache, "entries")).length, 2);
  });

  test("X04 what writers that died have left is removed after a day, and no earlier, however full it is", async () => {
    using dir = createTemporaryDirectory();
    const cache = new DiskCache(dir.path, { maxBytes: 3 });
    await cache.set("a", bytes("one"));
    const contents = path.join(dir.path, "contents");
    const dayAgo = new Date(Date.now() - 86_500_000);
    for (const name of [".old.1-0.tmp", ".new.1-0.tmp"]) await writeFile(path.join(contents, name), "half");
    await utimes(path.join(contents, ".old.1-0.tmp"), dayAgo, dayAgo);
    await cache.prune();
    assert.deepEqual(
      (await readdir(contents)).filter((name) => name.endsWith(".tmp")),
      [".new.1-0.tmp"],
    );
  });

  test("X04 of many who ask at once, one makes the value", async () => {
    using dir = createTemporaryDirectory();
    const cache = new DiskCache(dir.path);
    let made = 0;
    const ask = (): Promise<Uint8Array> => cache.getOrMake("a", () => bytes(`made ${++made}`));
    const all = await Promise.all(Array.from({ length: 10 }, ask));
    assert.deepEqual(new Set(all.map(text)), new Set(["made 1"]));
    assert.deepEqual(await filesIn(cache, "locks"), []);
  });

  test("X04 a value that could not be made is not kept, and the next one may try", async () => {
    using dir = createTemporaryDirectory();
    const cache = new DiskCache(dir.path);
    await assert.rejects(
      cache.getOrMake("a", () => Promise.reject(new Error("no network"))),
      /no network/,
    );
    assert.equal(text(await cache.getOrMake("a", () => bytes("one"))), "one");
  });

  test("Y06 nobody else may look", { skip: process.platform === "win32" && "Windows has no modes" }, async () => {
    using dir = createTemporaryDirectory();
    const cache = new DiskCache(path.join(dir.path, "cache"));
    await cache.set("a", bytes("one"));
    assert.equal((await stat(cache.directory)).mode & 0o777, 0o700);
    assert.equal((await stat((await filesIn(cache, "contents"))[0]!)).mode & 0o777, 0o600);
  });
});
