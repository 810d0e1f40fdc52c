// SPDX-License-Identifier: Apache-2.0

import path from "node:path";
import { rolldown } from "rolldown";
import { root } from "../scripts/workspace.ts";

/**
 * Writes a program as a provider is built, bundled and minified; what it imports lazily goes into files beside it.
 *
 * @param source An ES module, which imports as a file at the root of the repository does.
 */
export async function bundle(source: string, file: string, format: "esm" | "cjs" = "esm"): Promise<void> {
  const input = path.join(root, "measured-program.js");
  await using build = await rolldown({
    input,
    platform: "node",
    plugins: [
      {
        name: "source from memory",
        resolveId: (id) => (id === input ? id : null),
        load: (id) => (id === input ? source : null),
      },
    ],
  });
  await build.write({ dir: path.dirname(file), entryFileNames: path.basename(file), format, minify: true });
}
