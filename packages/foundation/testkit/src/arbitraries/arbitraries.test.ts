// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import path from "node:path";
import { suite, test } from "node:test";
import fc from "fast-check";
import { temporaryDirectory } from "../temporary-directory.ts";
import { configuration } from "./configuration.ts";
import { fileName, hostilePath, relativePath } from "./paths.ts";
import { anyText, unicodeText } from "./text.ts";

const sample = <T>(arbitrary: fc.Arbitrary<T>): T[] => fc.sample(arbitrary, { numRuns: 500, seed: 1 });

suite("texts", () => {
  test("T04 there are those that break programs", () => {
    const texts = sample(anyText());
    assert.ok(texts.includes(""));
    assert.ok(texts.some((text) => !text.isWellFormed()));
    assert.ok(texts.some((text) => text.includes("\0")));
    assert.ok(texts.some((text) => text !== text.normalize("NFC")));
    assert.ok(texts.includes("__proto__"));
  });

  test("T04 Unicode survives UTF-8", () => {
    fc.assert(fc.property(unicodeText(), (text) => assert.equal(Buffer.from(text).toString(), text)));
  });
});

suite("paths", () => {
  test("T04 a name can be written and read again", () => {
    using dir = temporaryDirectory();
    for (const name of sample(fileName()).slice(0, 50)) {
      dir.write({ [name]: "" });
      assert.ok(existsSync(path.join(dir.path, name)), name);
    }
  });

  test("T04 a relative path stays inside", () => {
    fc.assert(fc.property(relativePath(), (name) => assert.ok(path.resolve("/root", name).startsWith("/root/"))));
  });

  test("T04 a hostile one does not, on this system or on Windows, or is none", () => {
    fc.assert(
      fc.property(hostilePath(), (name) => {
        const leaves = (system: path.PlatformPath, root: string): boolean =>
          !system.resolve(root, name).startsWith(root + system.sep);
        assert.ok(leaves(path.posix, "/root") || leaves(path.win32, "D:\\root") || name.includes("\0"), name);
      }),
    );
  });

  test("T04 our own guard withstands them", () => {
    using dir = temporaryDirectory();
    fc.assert(
      fc.property(hostilePath(), (name) => {
        // What leads out on Windows only is a strange, but harmless name elsewhere.
        if (!path.resolve(dir.path, name).startsWith(dir.path + path.sep) || name.includes("\0")) {
          assert.throws(() => dir.write({ [name]: "" }));
        }
      }),
    );
  });
});

suite("configuration", () => {
  test("T04 JSON keeps it as it is", () => {
    fc.assert(fc.property(configuration(), (table) => assert.deepEqual(JSON.parse(JSON.stringify(table)), table)));
  });

  test("T04 there are tables in tables, and no deeper than said; null only if wanted", () => {
    const depth = (value: unknown): number =>
      typeof value === "object" && value !== null ? 1 + Math.max(0, ...Object.values(value).map(depth)) : 0;
    const tables = sample(configuration({ maxDepth: 2, withNull: false }));
    const depths = new Set(tables.map(depth));
    assert.ok(depths.has(3), "the table itself and two levels below");
    assert.ok(![...depths].some((depth) => depth > 3));
    assert.ok(!JSON.stringify(tables).includes(":null"));
    assert.ok(JSON.stringify(sample(configuration())).includes(":null"));
  });
});
