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
  return bundleModules(new Map([["measured-program.js", source]]), "measured-program.js", file, format);
}

/**
 * As {@link bundle}, for a program of several modules.
 *
 * @param modules By name, as if they were files at the root of the repository: they import each other by `./NAME`.
 */
export async function bundleModules(
  modules: ReadonlyMap<string, string>,
  main: string,
  file: string,
  format: "esm" | "cjs",
): Promise<void> {
  const sources = new Map([...modules].map(([name, source]) => [path.join(root, name), source]));
  await using build = await rolldown({
    input: path.join(root, main),
    platform: "node",
    plugins: [
      {
        name: "sources from memory",
        resolveId(id) {
          const known = path.resolve(root, id);
          return sources.has(known) ? known : null;
        },
        load: (id) => sources.get(id) ?? null,
      },
    ],
  });
  // One suffix for all: a chunk that ends with .js would be an ES module here.
  const extension = path.extname(file);
  await build.write({
    dir: path.dirname(file),
    entryFileNames: path.basename(file),
    chunkFileNames: `[name]-[hash]${extension}`,
    format,
    minify: true,
    cleanDir: modules.size > 1,
  });
}
