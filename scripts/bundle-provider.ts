// SPDX-License-Identifier: Apache-2.0

/**
 * Makes of a provider's program what Terraform can execute.
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

export interface ProviderBundle {
  /** The provider's type; its program is `terraform-provider-NAME`. */
  readonly name: string;
  /** The compiled module with which the program starts. */
  readonly main: string;
  /** Holds the bundle, and nothing else. */
  readonly directory: string;
}

export async function bundleProvider({ name, main, directory }: ProviderBundle): Promise<void> {
  await build({
    input: { provider: main },
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
  const launcher = path.join(directory, `terraform-provider-${name}`);
  writeFileSync(launcher, `#!/bin/sh\nexec node "\${0%/*}/provider.cjs"\n`);
  chmodSync(launcher, 0o755);
}
