// SPDX-License-Identifier: Apache-2.0

/**
 * The page of traps: mistakes that frameworks for providers have shipped, and
 * the test that shows of each that ours does not make it.
 *
 * @module
 */

import path from "node:path";
import { readJson, root } from "../workspace.ts";

export interface Trap {
  readonly area: string;
  /** What went wrong. */
  readonly trap: string;
  /** The test's own name, without the suites around it; of a table of cases what stands before their names. */
  readonly test: string;
}

export const trapPage: string = path.join(root, "docs/traps.md");

/** All traps, as `traps.json` of the provider package lists them. */
export function readTraps(): Trap[] {
  return readJson<Trap[]>(path.join(root, "packages/framework/provider/traps.json"));
}

export function renderTrapPage(traps: readonly Trap[]): string {
  return [
    "# Traps",
    "",
    "Mistakes that frameworks for Terraform providers have shipped, and the test that shows of each that this one does not make",
    "it. Written by `npm run generate` from `traps.json` of the provider package; `test/traps.test.ts` runs every test that is",
    "named here.",
    "",
    "| area | trap | test |",
    "| --- | --- | --- |",
    ...traps.map(({ area, trap, test }) => `| ${area} | ${trap} | \`${test}\` |`),
    "",
  ].join("\n");
}
