// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { mkdir, readFile, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { test } from "node:test";
import { runProgram } from "@provide-foundry/foundation/cli";
import { temporaryDirectory } from "@provide-foundry/testkit";
import { samplePackage } from "../testing/sample-package.ts";
import { flavor } from "./program.ts";

const keyOfTest = "67d3b5eaf0c0bf6b5a602d359daecc86a7a74053490ec37ae08e71360587c870";

interface Desk extends Disposable {
  readonly path: (name: string) => string;
  readonly run: (...args: string[]) => Promise<{ code: number; stdout: string; stderr: string }>;
}

/** A home of one's own with the sample package in it, and the program `flavor`. */
async function openDesk(): Promise<Desk> {
  const directory = temporaryDirectory();
  const at = (name: string): string => path.join(directory.path, name);
  await writeFile(at("sample"), samplePackage());
  return {
    path: at,
    async run(...args) {
      let stdout = "";
      let stderr = "";
      const io = {
        stdout: (text: string) => void (stdout += text),
        stderr: (text: string) => void (stderr += text),
        env: { HOME: directory.path },
      };
      const code = await runProgram(flavor, args, io);
      return { code, stdout, stderr };
    },
    [Symbol.dispose]: () => directory[Symbol.dispose](),
  };
}

async function json(run: Promise<{ stdout: string }>): Promise<Record<string, unknown>> {
  return JSON.parse((await run).stdout) as Record<string, unknown>;
}

test("B04 verify names the key, and says apart whether the package is whole and whether it is trusted", async () => {
  using desk = await openDesk();
  const { code, stdout } = await desk.run("verify", desk.path("sample"));
  assert.equal(code, 0);
  assert.match(stdout, new RegExp(`^sample 1.2.3\nkey      ${keyOfTest}\nintact   yes\ntrusted  yes\n`));
});

test("B04 a package with a changed slot does not verify", async () => {
  using desk = await openDesk();
  const bytes = await readFile(desk.path("sample"));
  bytes[bytes.indexOf("hello\n")]! ^= 1;
  await writeFile(desk.path("changed"), bytes);
  const { code, stdout } = await desk.run("verify", desk.path("changed"));
  assert.equal(code, 1);
  assert.match(stdout, /intact {3}NO\n {9}slot 0 \(greeting\) is not what was signed/);
  const extracted = await desk.run("extract", desk.path("changed"), "--out", desk.path("out"));
  assert.equal(extracted.code, 1);
  assert.match(extracted.stderr, /is not what was signed.*pack\.altered/);
  await assert.rejects(stat(desk.path("out")));
});

test("B04 a package that is signed with another key does not verify", async () => {
  using desk = await openDesk();
  const made = await json(desk.run("keygen", "--out-dir", desk.path("keys"), "--json"));
  const wrong = await desk.run("verify", desk.path("sample"), "--key", desk.path("keys/flavor-public.key"));
  assert.equal(wrong.code, 1);
  assert.match(wrong.stdout, /another key than the one that was given/);

  await writeFile(
    desk.path("mine"),
    samplePackage({ key: { privateKey: await readFile(desk.path("keys/flavor-private.key"), "utf8") } }),
  );
  const right = await desk.run("verify", desk.path("mine"), "--key", String(made["key"]));
  assert.equal(right.code, 0, right.stdout);
});

test("Y06 keys belong to the user alone, and are not replaced unless asked", async () => {
  using desk = await openDesk();
  await desk.run("keygen", "--out-dir", desk.path("keys"));
  assert.equal((await stat(desk.path("keys"))).mode & 0o777, 0o700);
  assert.equal((await stat(desk.path("keys/flavor-private.key"))).mode & 0o777, 0o600);
  const before = await readFile(desk.path("keys/flavor-private.key"), "utf8");
  const again = await desk.run("keygen", "--out-dir", desk.path("keys"));
  assert.equal(again.code, 1);
  assert.equal(await readFile(desk.path("keys/flavor-private.key"), "utf8"), before);
  assert.equal((await desk.run("keygen", "--out-dir", desk.path("keys"), "--force")).code, 0);
  assert.notEqual(await readFile(desk.path("keys/flavor-private.key"), "utf8"), before);
});

test("pinned keys: only what was added is trusted, and only for what it was added", async () => {
  using desk = await openDesk();
  await desk.run("trust", "policy", "pinned");
  assert.equal((await desk.run("verify", desk.path("sample"))).code, 1);
  await desk.run("trust", "add", keyOfTest, "--packages", "other");
  const other = await desk.run("verify", desk.path("sample"));
  assert.match(other.stdout, /trusted for other packages only/);
  await desk.run("trust", "add", keyOfTest, "--packages", "other, sample");
  assert.equal((await desk.run("verify", desk.path("sample"))).code, 0);
  const { keys } = await json(desk.run("trust", "list", "--json"));
  assert.deepEqual(keys, [{ key: keyOfTest, packages: ["other", "sample"] }]);
  assert.equal((await desk.run("trust", "remove", keyOfTest)).code, 0);
  assert.equal((await desk.run("trust", "remove", keyOfTest)).code, 1);
  assert.equal((await desk.run("verify", desk.path("sample"))).code, 1);
});

test("first use: the key that a package had first is the one that it has to have", async () => {
  using desk = await openDesk();
  await desk.run("trust", "policy", "first-use");
  assert.equal((await desk.run("verify", desk.path("sample"))).code, 0);
  await writeFile(desk.path("sample"), samplePackage({ key: { seed: "another" } }));
  const { code, stdout } = await desk.run("verify", desk.path("sample"));
  assert.equal(code, 1);
  assert.match(stdout, new RegExp(`it was ${keyOfTest} when it was first run here`));
  await desk.run("trust", "forget", "sample");
  assert.equal((await desk.run("verify", desk.path("sample"))).code, 0);
});

test("a policy that nobody knows trusts nobody", async () => {
  using desk = await openDesk();
  assert.equal((await desk.run("trust", "policy", "everybody")).code, 1);
  await mkdir(desk.path(".config/flavor/trust"), { recursive: true });
  await writeFile(desk.path(".config/flavor/trust/policy"), "everybody\n");
  const { code, stdout } = await desk.run("verify", desk.path("sample"));
  assert.equal(code, 1);
  assert.match(stdout, /"everybody" is no policy of trust/);
});

test("extract writes what is in the slots, into an empty directory only", async () => {
  using desk = await openDesk();
  assert.equal((await desk.run("extract", desk.path("sample"), "--out", desk.path("all"))).code, 0);
  assert.equal(await readFile(desk.path("all/greeting.txt"), "utf8"), "hello\n");
  assert.equal(await readFile(desk.path("all/packed.txt"), "utf8"), "hello\n");
  const again = await desk.run("extract", desk.path("sample"), "--out", desk.path("all"));
  assert.match(again.stderr, /is not empty/);
  const one = await json(
    desk.run("extract", desk.path("sample"), "--out", desk.path("one"), "--slot", "packed", "--json"),
  );
  assert.deepEqual(one["slots"], ["packed"]);
  const none = await desk.run("extract", desk.path("sample"), "--out", desk.path("two"), "--slot", "9");
  assert.match(none.stderr, /no slot "9"[^]*It has 0 \(greeting\), 1 \(packed\)/);
});

test("inspect shows what a package says of itself", async () => {
  using desk = await openDesk();
  const { stdout } = await desk.run("inspect", desk.path("sample"));
  assert.match(stdout, /command {3}\/bin\/cat \{workenv\}\/greeting.txt/);
  assert.match(stdout, / {2}1 {2}packed {4}26 B {2}gzip {2}packed.txt/);
});

test("keys in any form are read, and what is none is refused without showing it", async () => {
  using desk = await openDesk();
  await writeFile(desk.path("raw"), Buffer.from(keyOfTest, "hex"));
  assert.equal((await desk.run("verify", desk.path("sample"), "--key", desk.path("raw"))).code, 0);
  await desk.run("keygen", "--out-dir", desk.path("keys"));
  const secret = await readFile(desk.path("keys/flavor-private.key"), "utf8");
  const told = await desk.run("verify", desk.path("sample"), "--key", desk.path("keys/flavor-private.key"));
  assert.equal(told.code, 1);
  assert.match(told.stderr, /pack\.key/);
  assert.equal(told.stderr.includes(secret.split("\n")[1]!), false);
});
