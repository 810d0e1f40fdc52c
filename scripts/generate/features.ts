// SPDX-License-Identifier: Apache-2.0

/**
 * The page of features: what terraform-plugin-framework offers and what nobody else does, whether it works here, and
 * which tests show it.
 *
 * @module
 */

import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { readJson, root } from "../workspace.ts";

/** A test, or a suite of them; of a table of cases the name of one case. */
export interface ProvingTest {
  /** From the repository's root. */
  readonly file: string;
  readonly name: string;
}

export interface Feature {
  readonly section: string;
  readonly feature: string;
  /** What an author writes for it. */
  readonly how: string;
  readonly state: "works" | "partly" | "not yet" | "not offered";
  /** What is missing, or why. */
  readonly why?: string;
  readonly tests: readonly ProvingTest[];
}

export const featurePage: string = path.join(root, "docs/features.md");

/** All features, as `features.json` of the provider package lists them. */
export function readFeatures(): Feature[] {
  return readJson<Feature[]>(path.join(root, "packages/framework/provider/features.json"));
}

export function renderFeaturePage(features: readonly Feature[]): string {
  const count = (state: Feature["state"]): number => features.filter((feature) => feature.state === state).length;
  return [
    "# Features",
    "",
    "What Go's terraform-plugin-framework 1.19 and its libraries offer authors of providers, and what they do not; whether it",
    "works here, and the tests that show it, each by its own name, that of its suite or of its case. Written by `npm run generate`",
    "from `features.json` of the provider package; `test/features.test.ts` looks for every test that is named here.",
    "",
    `Of ${features.length}: ${count("works")} work, ${count("partly")} partly, ${count("not yet")} not yet, ${count("not offered")} not offered.`,
    ...[...Map.groupBy(features, ({ section }) => section)].flatMap(renderSection),
    "",
  ].join("\n");
}

function renderSection([section, features]: readonly [string, readonly Feature[]]): string[] {
  return [
    "",
    `## ${section}`,
    "",
    "| feature | here | state | tests |",
    "| --- | --- | --- | --- |",
    ...features.map(({ feature, how, state, why, tests }) =>
      row(feature, how, why === undefined ? state : `${state}: ${why}`, tests.map(renderTest).join("<br>")),
    ),
  ];
}

function row(...cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
}

function renderTest({ file, name }: ProvingTest): string {
  return `[${path.basename(file)}](../${file}): ${name}`;
}

/** Whether a file has the test, the suite, or the case in a table. */
export function isDeclared({ file, name }: ProvingTest): boolean {
  const source = path.join(root, file);
  if (!existsSync(source)) return false;
  const text = readFileSync(source, "utf8");
  return declarations.flatMap((pattern) => [...text.matchAll(pattern)]).some(([, found]) => found === name);
}

/** Of names without escapes: calls, and the keys of cases, which need no quotes if they are one word. */
const declarations: readonly RegExp[] = [
  /\b(?:test|suite)\(\s*"([^"]*)"/g,
  /\b(?:test|suite)\(\s*`([^`]*)`/g,
  /^\s*"([^"]*)": /gm,
  /^\s*(\w+): /gm,
];
