// SPDX-License-Identifier: Apache-2.0

/**
 * Bundles the provider, in both forms, into `dist/bundle/FORM/`, with a launcher
 * that Terraform can execute.
 *
 * Bundled is what `tsc` made of the sources, because it lowers decorators.
 * CommonJS, because Node starts it sooner than a module; and what is not needed
 * before the handshake lies in files of its own, because even to skip a function
 * takes Node time.
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
    input: { provider: path.join(dist, form, "main.js") },
    platform: "node",
    output: {
      dir: directory,
      cleanDir: true,
      format: "cjs",
      minify: true,
      entryFileNames: "[name].cjs",
      chunkFileNames: "[name].cjs",
    },
    logLevel: "warn",
  });
  const launcher = path.join(directory, "terraform-provider-notes");
  writeFileSync(launcher, `#!/bin/sh\nexec node "\${0%/*}/provider.cjs"\n`);
  chmodSync(launcher, 0o755);
}
