// SPDX-License-Identifier: Apache-2.0

/**
 * Compiles every workspace, then bundles the programs.
 *
 * Outputs whose source is gone are deleted first: the test runner would still
 * find and run them.
 *
 * @module
 */

import { existsSync, globSync, rmSync } from "node:fs";
import path from "node:path";
import { findWorkspaces, root } from "./workspace.ts";
import { run } from "./run.ts";

for (const { dir } of findWorkspaces()) {
  const dist = path.join(root, dir, "dist");
  for (const output of globSync("**/*.{js,d.ts,js.map,d.ts.map}", {
    cwd: dist,
    exclude: (name) => name === "bundle",
  })) {
    const source = output.replace(/(\.d\.ts|\.js)(\.map)?$/, ".ts");
    const isOutput =
      existsSync(path.join(root, dir, "src", source)) || existsSync(path.join(root, dir, "src", `${source}x`));
    if (!isOutput && !output.startsWith("bundle")) rmSync(path.join(dist, output));
  }
}

// Nothing has to reference a program, unlike a package.
const programs = findWorkspaces().filter(({ dir }) => !dir.startsWith("packages/"));
await run("tsc", ["-b", ".", ...programs.map(({ dir }) => dir)]);
await run("npm", ["run", "--silent", "bundle", "--workspaces", "--if-present"]);
