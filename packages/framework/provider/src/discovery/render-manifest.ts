// SPDX-License-Identifier: Apache-2.0

import path from "node:path";
import { writeFileAtomic } from "@provide-foundry/foundation/files";
import { kindNouns } from "../definition/component.ts";
import { DefinitionError } from "../definition/definition-error.ts";
import type { FoundComponent } from "./discover-components.ts";

/**
 * The module of a manifest: its default export is for `addManifest`. Bundlers follow its imports, so that a program
 * which is one file finds its components without a folder to look into.
 *
 * @param file Where the module is to be; a TypeScript module when it ends with `.ts` or `.mts`.
 * @throws DefinitionError for components that their modules add to the provider themselves: loading one later would add
 *   it twice.
 */
export function renderManifest(found: readonly FoundComponent[], file: string): string {
  const unexported = found.filter(({ exportName }) => exportName === undefined);
  if (unexported.length > 0) throw notExported(unexported);
  const isTyped = /\.m?ts$/.test(file);
  const entries = found
    .toSorted((a, b) => compare(a.kind, b.kind) || compare(a.name, b.name))
    .map((one) => renderEntry(one, path.dirname(path.resolve(file))));
  return [
    "// Written by Provide Foundry from the components that it names. Do not change it by hand.",
    "",
    ...(isTyped ? ['import type { ComponentManifest } from "@provide-foundry/provider/discovery";', ""] : []),
    `const manifest${isTyped ? ": ComponentManifest" : ""} = [`,
    ...entries,
    "];",
    "",
    "export default manifest;",
    "",
  ].join("\n");
}

/** Writes the module of {@link renderManifest} in one step. */
export async function writeManifest(found: readonly FoundComponent[], file: string): Promise<void> {
  await writeFileAtomic(file, renderManifest(found, file), { mode: 0o644 });
}

function renderEntry({ kind, name, file, exportName }: FoundComponent, folder: string): string {
  const source = path.relative(folder, file).split(path.sep).join("/");
  const specifier = source.startsWith(".") ? source : `./${source}`;
  const load = `async () => (await import(${JSON.stringify(specifier)}))[${JSON.stringify(exportName)}]`;
  return `  { kind: "${kind}", name: "${name}", source: ${JSON.stringify(source)}, load: ${load} },`;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

function notExported(components: readonly FoundComponent[]): DefinitionError {
  const problems = components.map(
    ({ kind, name, file }) => `${file}: the ${kindNouns[kind]} ${name} is not what the module exports`,
  );
  return new DefinitionError(`there can be no manifest of\n${problems.map((problem) => `  - ${problem}`).join("\n")}`, {
    context: { problems },
    hint: "Export it, made with defineResource or the like, in place of adding it to the provider.",
  });
}
