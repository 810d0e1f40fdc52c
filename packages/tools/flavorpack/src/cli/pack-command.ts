// SPDX-License-Identifier: Apache-2.0

import { readFile } from "node:fs/promises";
import path from "node:path";
import { type Command, defineCommand } from "@provide-foundry/foundation/cli";
import { writeFileAtomic } from "@provide-foundry/foundation/files";
import { findLauncher } from "../build/find-launcher.ts";
import { readManifest } from "../build/manifest.ts";
import { packProgram } from "../build/pack-program.ts";
import { formatTarget, hostTarget, parseTarget, type Target } from "../build/target.ts";
import type { KeySource } from "../keys/key-files.ts";
import { PackError } from "../pack-error.ts";
import { formatBytes } from "./format-bytes.ts";

const exampleManifest = `[package]
name = "tool"
version = "1.0.0"

[program]
kind = "node"          # bundled, with a Node of its own; "files" packs a directory as it is
entry = "src/main.ts"  # for "files": directory = "dist", command = ["{workenv}/bin/tool"]

[files]                # further files: where they go = where they are
"share/words" = "words.txt"

[environment]          # what becomes of the user's variables
unset = ["NODE_OPTIONS"]
set = { NODE_ENV = "production" }

[pack]
targets = ["linux_amd64", "darwin_arm64"]`;

export const packCommand: Command = defineCommand({
  summary: "Make a signed package of a program",
  description: `Reads what to pack from flavor.toml, or from "flavor" in package.json:\n\n${exampleManifest}`,
  flags: {
    manifest: { kind: "text", about: "flavor.toml unless told" },
    out: { kind: "text", about: "The file; with several targets the directory. NAME or dist unless told" },
    target: {
      kind: "text",
      about: "What it is for, with commas between; the manifest's targets or this machine unless told",
    },
    key: {
      kind: "text",
      about: "The private key; FLAVOR_PRIVATE_KEY names it, too. keys/flavor-private.key unless told",
    },
    keySeed: { kind: "text", about: "A text of which the key is made, for tests: who knows it can sign" },
    launcher: { kind: "text", about: "A launcher, in place of the one that comes along" },
  },
  examples: [
    { line: "pack", about: "What ./flavor.toml describes, for the targets that it names" },
    { line: "pack --target linux_arm64 --out tool", about: "For one target" },
  ],
  async run({ flags, io, print, progress }) {
    const manifest = await readManifest(flags.manifest ?? "flavor.toml");
    const targets = chooseTargets(flags.target, manifest.targets);
    const key = await chooseKey(flags.key ?? io.env["FLAVOR_PRIVATE_KEY"], flags.keySeed);
    const packed: { target: string; file: string; bytes: number }[] = [];
    const steps = targets.map((target) => ({
      title: `Pack ${manifest.name} ${manifest.version} for ${formatTarget(target)}`,
      run: async () => {
        const launcher = await findLauncher(target, flags.launcher);
        const content = await packProgram(manifest, { target, launcher, key });
        const file = path.resolve(outputFile(manifest.name, target, targets.length > 1, flags.out));
        await writeFileAtomic(file, content, { mode: 0o755 });
        packed.push({ target: formatTarget(target), file, bytes: content.length });
      },
    }));
    await progress(steps);
    const lines = packed.map(({ target, file, bytes }) => `${file}  ${target}  ${formatBytes(bytes)}`);
    print({ name: manifest.name, version: manifest.version, packages: packed }, lines.join("\n"));
  },
});

function chooseTargets(asked: string | undefined, named: readonly string[]): readonly Target[] {
  const wanted = asked?.split(",").map((text) => text.trim()) ?? named;
  return wanted.length === 0 ? [hostTarget()] : wanted.map((text) => parseTarget(text));
}

async function chooseKey(file = "keys/flavor-private.key", seed?: string): Promise<KeySource> {
  if (seed !== undefined) return { seed };
  const privateKey = await readFile(file, "utf8").catch((error: unknown) => {
    throw new PackError(`cannot read the key: ${(error as Error).message}`, {
      code: "pack.key",
      context: { path: file },
      hint: 'Make one with "flavor keygen", or name it with --key.',
      cause: error,
    });
  });
  return { privateKey };
}

function outputFile(name: string, target: Target, areSeveral: boolean, out: string | undefined): string {
  const base = path.basename(name);
  const extension = target.os === "windows" ? ".exe" : "";
  if (areSeveral) return path.join(out ?? "dist", `${base}_${formatTarget(target)}${extension}`);
  return out ?? `${base}${extension}`;
}
