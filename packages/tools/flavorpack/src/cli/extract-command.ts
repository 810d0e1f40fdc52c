// SPDX-License-Identifier: Apache-2.0

import { mkdir, readdir } from "node:fs/promises";
import path from "node:path";
import { type Command, defineCommand } from "@provide-foundry/foundation/cli";
import { PackError } from "../pack-error.ts";
import { openPackage, type PackageFile } from "../reader/package-file.ts";
import { findAlterations } from "../reader/verify-package.ts";
import { TreeWriter } from "../unpack/tree-writer.ts";
import { unpackSlot } from "../unpack/unpack-slot.ts";

export const extractCommand: Command = defineCommand({
  summary: "Unpack the content of a package, without running anything",
  args: { name: "FILE", about: "The package", min: 1, max: 1 },
  flags: {
    out: { kind: "text", required: true, about: "The directory to unpack to: a new one, or an empty one" },
    slot: { kind: "text", about: "Only this slot, by name or number" },
  },
  examples: [{ line: "extract ./tool --out files", about: "Everything" }],
  async run({ args: [name = ""], flags, print, progress }) {
    await using file = await openPackage(name);
    const wanted = findSlots(file, flags.slot);
    const out = path.resolve(flags.out);
    await refuseAltered(file);
    await makeEmptyDirectory(out);
    const tree = new TreeWriter(out);
    const slots = wanted.map((at) => file.metadata.slots[at]!.id);
    await progress(
      wanted.map((at, step) => ({ title: `Unpack ${slots[step]}`, run: () => unpackSlot(file, at, tree) })),
    );
    print({ out, slots }, `Unpacked ${slots.join(", ")} to ${out}`);
  },
});

function findSlots({ path: file, metadata }: PackageFile, wanted: string | undefined): readonly number[] {
  const all = [...metadata.slots.keys()];
  if (wanted === undefined) return all;
  const found = all.filter((at) => String(at) === wanted || metadata.slots[at]!.id === wanted);
  if (found.length > 0) return found;
  throw new PackError(`${file} has no slot "${wanted}"`, {
    code: "pack.slot",
    context: { path: file, slot: wanted },
    hint: `It has ${metadata.slots.map(({ id }, at) => `${at} (${id})`).join(", ")}.`,
  });
}

async function refuseAltered(file: PackageFile): Promise<void> {
  const [first] = await findAlterations(file);
  if (first === undefined) return;
  throw new PackError(`${file.path} is not what was signed: ${first}`, {
    code: "pack.altered",
    context: { path: file.path },
    hint: "Do not use it; get it again from where it is published.",
  });
}

async function makeEmptyDirectory(directory: string): Promise<void> {
  await mkdir(directory, { recursive: true });
  if ((await readdir(directory)).length === 0) return;
  throw new PackError(`${directory} is not empty`, {
    code: "pack.slot",
    context: { path: directory },
    hint: "Name a directory that is not there yet.",
  });
}
