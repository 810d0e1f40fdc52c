// SPDX-License-Identifier: Apache-2.0

/**
 * Bundles the provider, in both forms, into one file each and puts a launcher
 * beside it that Terraform can execute: `dist/bundle/FORM/`.
 *
 * Bundled is what `tsc` made of the sources, because it lowers decorators.
 * CommonJS, because Node starts it sooner than a module.
 *
 * @module
 */

import { chmodSync, writeFileSync } from "node:fs";
import path from "node:path";
import { build } from "rolldown";

const dist = path.join(import.meta.dirname, "../dist");

for (const form of ["functions", "decorators"]) {
  const directory = path.join(dist, "bundle", form);
  await build({
    input: path.join(dist, form, "main.js"),
    platform: "node",
    output: { file: path.join(directory, "provider.cjs"), format: "cjs", minify: true, codeSplitting: false },
    logLevel: "warn",
  });
  const launcher = path.join(directory, "terraform-provider-notes");
  writeFileSync(launcher, `#!/bin/sh\nexec node "\${0%/*}/provider.cjs"\n`);
  chmodSync(launcher, 0o755);
}
