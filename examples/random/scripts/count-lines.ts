// SPDX-License-Identifier: Apache-2.0

/**
 * Counts the lines of the example and of what it rebuilds, and writes the table in its README.
 *
 * Counted are lines that are neither blank nor only comment: on our side all sources but the tests, on the other the
 * files that these resources use, without the set-up of their provider. The generator behind `seed` counts only on our
 * side, because Go brings it along.
 *
 * @module
 */

import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

const example = path.join(import.meta.dirname, "..");
const readme = path.join(example, "README.md");
const goPackage = "github.com/terraform-providers/terraform-provider-random";

/** Files by what they are for. */
const parts: Readonly<Record<string, { readonly go: readonly string[]; readonly ours: readonly string[] }>> = {
  "`random_password`": {
    go: ["provider/resource_password.go", "random/string.go"],
    ours: ["password.ts", "random-text.ts"],
  },
  "`random_uuid4`": { go: ["provider/resource_uuid4.go"], ours: ["uuid4.ts"] },
  "`random_shuffle`": {
    go: ["provider/resource_shuffle.go", "random/seed.go"],
    ours: ["shuffle.ts"],
  },
  "what they share": {
    go: [
      "diagnostics/diagnostics.go",
      "planmodifiers/bool/boolplanmodifiers.go",
      "planmodifiers/map/mapplanmodifiers.go",
      "planmodifiers/string/stringplanmodifier.go",
      "validators/boolvalidator.go",
    ],
    ours: ["keepers.ts", "provider.ts", "index.ts", "main.ts"],
  },
  "`math/rand` and `hash/crc64`": { go: [], ours: ["crc64.ts", "go-random.ts"] },
};

export interface Row {
  readonly name: string;
  readonly go: number;
  readonly ours: number;
}

/** The files of ours that are counted, by their names in `src`. */
export const countedFiles: readonly string[] = Object.values(parts).flatMap(({ ours }) => ours);

/** A row for each part, and the last one for all. Needs Go, which finds the other sources. */
export function countAll(): Row[] {
  const cwd = path.join(example, "../../harnesses/go/providers");
  const module = execFileSync("go", ["list", "-f", "{{.Module.Dir}}", goPackage], { cwd, encoding: "utf8" }).trim();
  const total = (dir: string, files: readonly string[]): number =>
    files.reduce((sum, file) => sum + countLines(readFileSync(path.join(dir, file), "utf8")), 0);
  const rows = Object.entries(parts).map(([name, { go, ours }]) => ({
    name,
    go: total(path.join(module, "internal"), go),
    ours: total(path.join(example, "src"), ours),
  }));
  const sum = (side: "go" | "ours"): number => rows.reduce((count, row) => count + row[side], 0);
  return [...rows, { name: "all", go: sum("go"), ours: sum("ours") }];
}

/** Lines of Go or TypeScript with something on them besides space and comment. */
export function countLines(source: string): number {
  let isInComment = false;
  return source.split("\n").filter((text) => {
    const line = text.trim();
    const isComment = isInComment || line.startsWith("//") || line.startsWith("/*");
    if (isInComment || line.startsWith("/*")) isInComment = !line.includes("*/");
    return line !== "" && !isComment;
  }).length;
}

/** The README with the table that the rows make. */
export function renderReadme(text: string, rows: readonly Row[]): string {
  const header = ["", "Go", "TypeScript", "share"];
  const cells = rows.map(({ name, go, ours }) => [
    name,
    `${go}`,
    `${ours}`,
    go === 0 ? "" : `${Math.round((100 * ours) / go)} %`,
  ]);
  const widths = header.map((_, i) => Math.max(...[header, ...cells].map((row) => row[i]!.length)));
  const pad = (text: string, i: number): string => (i === 0 ? text.padEnd(widths[i]!) : text.padStart(widths[i]!));
  const rule = widths.map((width, i) => (i === 0 ? "-".repeat(width) : `${"-".repeat(width - 1)}:`));
  const lines = [header.map(pad), rule, ...cells.map((row) => row.map(pad))].map((row) => `| ${row.join(" | ")} |`);
  return text.replace(/(<!-- lines -->\n).*(<!-- \/lines -->)/s, (_, start: string, end: string) =>
    [start, ...lines, "", end].join("\n"),
  );
}

/** The README as it is. */
export const readReadme = (): string => readFileSync(readme, "utf8");

if (import.meta.main) writeFileSync(readme, renderReadme(readReadme(), countAll()));
