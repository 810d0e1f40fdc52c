// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { chmod, mkdir, readFile, symlink, utimes, writeFile } from "node:fs/promises";
import path from "node:path";
import { test } from "node:test";
import { temporaryDirectory } from "@provide-foundry/testkit";
import { collectFiles } from "../archive/collect-files.ts";
import { openPackage } from "../reader/package-file.ts";
import { findAlterations } from "../reader/verify-package.ts";
import { readManifest } from "./manifest.ts";
import { packProgram } from "./pack-program.ts";
import { stripElf } from "./strip-elf.ts";
import { hostTarget, parseTarget } from "./target.ts";

const filesManifest = `
[package]
name = "tool"
version = "1.0.0"
[program]
kind = "files"
directory = "tree"
command = ["{workenv}/bin/tool", "--fast"]
[files]
"share/words" = "words.txt"
"share/more" = "tree"
`;

/** A directory with a program to pack. */
async function openProject(manifest = filesManifest): Promise<{ path: (name: string) => string } & Disposable> {
  const directory = temporaryDirectory();
  const at = (name: string): string => path.join(directory.path, name);
  await mkdir(at("tree/bin"), { recursive: true });
  await writeFile(at("tree/bin/tool"), "#!/bin/sh\n", { mode: 0o744 });
  await writeFile(at("words.txt"), "words\n");
  await writeFile(at("flavor.toml"), manifest);
  return { path: at, [Symbol.dispose]: () => directory[Symbol.dispose]() };
}

const options = {
  target: parseTarget("linux_amd64"),
  launcher: { name: "none 0", content: Buffer.from("#!/bin/false\n") },
  key: { seed: "test" },
} as const;

test("B06 the same files give the same bytes, whatever their times and the modes that do not count", async () => {
  using one = await openProject();
  using other = await openProject();
  await utimes(other.path("words.txt"), 1, 1);
  await chmod(other.path("tree/bin/tool"), 0o700);
  await chmod(other.path("words.txt"), 0o600);
  const first = await packProgram(await readManifest(one.path("flavor.toml")), options);
  const second = await packProgram(await readManifest(other.path("flavor.toml")), options);
  assert.deepEqual(Buffer.from(first).compare(second), 0);
});

test("a package has the files of its manifest, and is whole", async () => {
  for (const profile of ["compat", "modern"]) {
    using project = await openProject(`${filesManifest}[pack]\nprofile = "${profile}"\n`);
    await writeFile(
      project.path("package"),
      await packProgram(await readManifest(project.path("flavor.toml")), options),
    );
    await using opened = await openPackage(project.path("package"));
    assert.deepEqual(await findAlterations(opened), []);
    assert.deepEqual(
      opened.metadata.slots.map(({ id, operations }) => [id, operations]),
      ["program", "files"].map((id) => [id, profile === "compat" ? "tgz" : "tzst"]),
    );
    assert.deepEqual(opened.metadata.execution.argv, ["{workenv}/bin/tool", "--fast"]);
    assert.equal(opened.metadata.execution.command, "/usr/bin/env {workenv}/bin/tool --fast");
  }
});

test("package.json can hold the manifest", async () => {
  using project = await openProject();
  const flavor = { program: { kind: "node", entry: "main.js" } };
  await writeFile(project.path("package.json"), JSON.stringify({ name: "@a/tool", version: "2.0.0", flavor }));
  const { name, version, program } = await readManifest(project.path("package.json"));
  assert.deepEqual({ name, version, program }, { name: "@a/tool", version: "2.0.0", program: flavor.program });
});

const wrongManifests: readonly [content: string, message: RegExp][] = [
  ["[package", /flavor\.toml: Invalid TOML/],
  ["", /flavor\.toml: package: /],
  [filesManifest.replace("version", "versoin"), /package\.(version|versoin)/],
  [filesManifest.replace('"files"', '"perl"'), /program\.kind: .*"perl"/],
  [filesManifest.replace("1.0.0", "1 0"), /package\.version: may have letters/],
  [`${filesManifest}[environment]\nset = { A = 1 }\n`, /environment\.set\.A/],
  [`${filesManifest}[pack]\nprofile = "old"\n`, /pack\.profile/],
];

for (const [content, message] of wrongManifests) {
  test(`a manifest that is wrong is refused: ${message.source}`, async () => {
    using project = await openProject(content);
    await assert.rejects(readManifest(project.path("flavor.toml")), { code: "pack.manifest", message });
  });
}

test("a manifest that is not there, and a package.json without one, are said", async () => {
  using project = await openProject();
  await assert.rejects(readManifest(project.path("none.toml")), { code: "pack.manifest", message: /ENOENT/ });
  await writeFile(project.path("package.json"), "{}");
  await assert.rejects(readManifest(project.path("package.json")), { message: /has no member "flavor"/ });
});

test("links become copies, unless they lead out, to nothing, or to a directory", async () => {
  using project = await openProject();
  await symlink("tool", project.path("tree/bin/again"));
  const files = await collectFiles(project.path("tree"), "x/");
  assert.deepEqual(
    files.map(({ path: name, mode, content }) => [name, mode, Buffer.from(content).toString()]),
    [
      ["x/bin/again", 0o755, "#!/bin/sh\n"],
      ["x/bin/tool", 0o755, "#!/bin/sh\n"],
    ],
  );
  const bad = [
    ["../../words.txt", /outside/],
    ["nothing", /a link to nothing/],
    [".", /a link to a directory/],
  ] as const;
  for (const [at, [target, message]] of bad.entries()) {
    using other = await openProject();
    await symlink(target, other.path(`tree/bin/link${at}`));
    await assert.rejects(collectFiles(other.path("tree")), { code: "pack.manifest", message });
  }
});

test("targets are named as Terraform names platforms", () => {
  assert.deepEqual(hostTarget("darwin", "arm64"), { os: "darwin", arch: "arm64" });
  assert.deepEqual(hostTarget("win32", "x64"), { os: "windows", arch: "amd64" });
  assert.throws(() => parseTarget("linux_x64"), { code: "pack.manifest" });
  assert.throws(() => hostTarget("aix", "ppc64"), { code: "pack.manifest" });
});

test("an executable loses what is not loaded, and what is none stays as it is", async () => {
  const node = await readFile(process.execPath);
  const stripped = stripElf(node);
  assert.ok(stripped.length <= node.length);
  assert.deepEqual(Buffer.from(stripElf(stripped)).equals(stripped), true);
  const script = Buffer.from("#!/bin/sh\n");
  assert.equal(stripElf(script), script);
});
