// SPDX-License-Identifier: Apache-2.0

import { type Command, defineCommand } from "@provide-foundry/foundation/cli";
import { nameOperations } from "../format/operations.ts";
import { formatBytes } from "./format-bytes.ts";
import { openPackage, type PackageFile } from "../reader/package-file.ts";

export const inspectCommand: Command = defineCommand({
  summary: "Show what is in a package",
  description: "Reads what the package says of itself; whether that is true, verify tells.",
  args: { name: "FILE", about: "The package", min: 1, max: 1 },
  examples: [{ line: "inspect ./tool --json", about: "Everything, with the signed metadata" }],
  async run({ args: [path = ""], print }) {
    await using file = await openPackage(path);
    const key = Buffer.from(file.index.publicKey).toString("hex");
    print(
      { path, size: file.size, key, launcherSize: file.index.launcherSize, metadata: file.metadata },
      render(file, key),
    );
  },
});

function render({ metadata, slots, size, index }: PackageFile, key: string): string {
  const { name, version, description } = metadata.package;
  const { argv, command } = metadata.execution;
  const rows = metadata.slots.map(({ id, target }, at) => {
    const { size: stored, operations } = slots[at]!;
    return [String(at), id, formatBytes(stored), nameOperations(operations), target];
  });
  return [
    `${name} ${version}${description ? `: ${description}` : ""}`,
    `key       ${key}`,
    `size      ${formatBytes(size)}, launcher ${formatBytes(index.launcherSize)}`,
    `command   ${argv?.join(" ") ?? command}`,
    "slots",
    ...alignColumns(rows).map((line) => `  ${line}`),
  ].join("\n");
}

function alignColumns(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = rows.reduce<number[]>((wide, row) => row.map((cell, at) => Math.max(cell.length, wide[at] ?? 0)), []);
  return rows.map((row) =>
    row
      .map((cell, at) => cell.padEnd(widths[at]!))
      .join("  ")
      .trimEnd(),
  );
}
