// SPDX-License-Identifier: Apache-2.0

/**
 * Everything that must hold before a change lands, in order of how fast it
 * fails: `npm run check`. Each step prints how long it took.
 *
 * @module
 */

import { run } from "./run.ts";
import { findWorkspaces } from "./workspace.ts";

const steps: Record<string, () => Promise<number>> = {
  format: () => run("npm", ["run", "--silent", "format"]),
  build: () => run("npm", ["run", "--silent", "build"]),
  lint: () => run("npm", ["run", "--silent", "lint"]),
  "dead code": () => run("knip", []),
  packages: checkPackages,
  test: () => run("node", ["scripts/test.ts"]),
};
// Where tools are absent, rows are not executed, and the report would differ from the one that is checked in.
if (process.env["FOUNDRY_REQUIRE"]) steps["acceptance"] = () => run("node", ["scripts/acceptance.ts", "--check"]);

for (const [name, step] of Object.entries(steps)) {
  const startMs = performance.now();
  console.log(`\n== ${name}`);
  await step();
  console.log(`== ${name}: ${((performance.now() - startMs) / 1000).toFixed(1)} s`);
}

/** What npm would publish can be imported by programs and by TypeScript. */
async function checkPackages(): Promise<number> {
  for (const { dir } of findWorkspaces().filter((workspace) => workspace.dir.startsWith("packages/"))) {
    await run("publint", ["run", dir, "--strict"]);
    await run("attw", ["--pack", dir, "--profile", "esm-only", "--quiet"]);
  }
  return 0;
}
