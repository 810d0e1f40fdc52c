// SPDX-License-Identifier: Apache-2.0

/**
 * Finds the components of a folder without a list of imports.
 *
 * For development and for tools: every module of the folder runs. A provider that is shipped has a manifest, which is
 * made of what is found here.
 *
 * @module
 */

import { readdir } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { ProviderOf } from "../definition/class-form.ts";
import { definitionOf } from "../definition/decorators.ts";
import type { ProviderDefinition } from "../definition/provider.ts";
import type { ProviderFields } from "../schema/field.ts";
import { Component, type ComponentKind, componentKey, kindNouns, registerComponent } from "../definition/component.ts";
import { DefinitionError } from "../definition/definition-error.ts";

/** A component, and the module that has it. */
export interface FoundComponent {
  readonly kind: ComponentKind;
  /** Without the provider's prefix. */
  readonly name: string;
  /** Its module, absolute. */
  readonly file: string;
  /** As what the module exports it; undefined when the module adds it to the provider itself. */
  readonly exportName: string | undefined;
}

/**
 * Makes the components of a folder, and of the folders in it, parts of the provider.
 *
 * Modules are files that end with `.js`, `.mjs`, `.ts` or `.mts`, but not declarations, tests, and names that begin with
 * a dot or an underscore. A component is what a module exports, or what it adds to the provider or to the provider's
 * hub as it runs. Modules without any are taken for helpers.
 *
 * @throws DefinitionError that lists every module that cannot be imported and every wrong name, with the file.
 * @throws HubError `hub.duplicate` that names both files of two components of one kind and name.
 *
 * @example
 * await discoverComponents(acme, new URL("./components/", import.meta.url));
 */
export async function discoverComponents(
  target: ProviderOf<unknown>,
  folder: string | URL,
): Promise<readonly FoundComponent[]> {
  const provider = definitionOf(target);
  const root = typeof folder === "string" ? path.resolve(folder) : fileURLToPath(folder);
  const failures: Failure[] = [];
  const found: FoundComponent[] = [];
  // One after the other, in the order of their names: what goes wrong is the same each time.
  for (const file of await findModules(root)) {
    const own = await importComponents(provider, file, failures);
    found.push(...own);
    for (const component of own) failures.push(...checkName(provider, component));
  }
  if (failures.length > 0) throw toError(provider, root, failures);
  return found;
}

interface Failure {
  readonly file: string;
  readonly problem: string;
  readonly cause?: unknown;
}

async function findModules(folder: string): Promise<string[]> {
  let names: string[];
  try {
    names = await readdir(folder, { recursive: true });
  } catch (cause) {
    throw new DefinitionError(`the folder of components ${folder} cannot be read`, {
      context: { problems: [folder] },
      hint: 'Name a folder that is there, relative to the program\'s own module: new URL("./components/", import.meta.url).',
      cause,
    });
  }
  return names
    .filter((name) => /\.m?[jt]s$/.test(name) && !/\.(?:d|test)\.m?[jt]s$/.test(name) && !isHidden(name))
    .toSorted()
    .map((name) => path.join(folder, name));
}

function isHidden(name: string): boolean {
  return name.split(path.sep).some((part) => /^[._]/.test(part) || part === "node_modules");
}

async function importComponents(
  provider: ProviderDefinition<ProviderFields, unknown>,
  file: string,
  failures: Failure[],
): Promise<FoundComponent[]> {
  const { hub } = provider;
  const before = new Set(hub.entries());
  let exports: Readonly<Record<string, unknown>>;
  try {
    exports = (await import(pathToFileURL(file).href)) as Readonly<Record<string, unknown>>;
  } catch (cause) {
    // Two of the same name, which the module itself has added: the error names both places.
    if (isDuplicate(cause)) throw cause;
    failures.push({ file, problem: `it cannot be imported: ${messageOf(cause)}`, cause });
    return [];
  }
  const added = hub.entries().filter((entry) => !before.has(entry) && entry.isOf(Component));
  const found = added.map(({ name }): FoundComponent => {
    const [kind, own] = name.split(" ") as [ComponentKind, string];
    return { kind, name: own, file, exportName: undefined };
  });
  for (const [exportName, component] of Object.entries(exports)) {
    if (!(component instanceof Component) || isKnown(provider, component)) continue;
    registerComponent(hub, component);
    found.push({ kind: component.kind, name: component.name, file, exportName });
  }
  return found;
}

/** Whether the provider has this very component: modules may export what others define. */
function isKnown({ hub }: ProviderDefinition<ProviderFields, unknown>, component: Component): boolean {
  return hub.tryGet(componentKey(component.kind, component.name)) === component;
}

/** The prefix is the framework's to add. Functions have none. */
function checkName(
  provider: ProviderDefinition<ProviderFields, unknown>,
  { kind, name, file }: FoundComponent,
): Failure[] {
  if (kind === "function" || !name.startsWith(`${provider.name}_`)) return [];
  const right = name.slice(provider.name.length + 1);
  const full = `${provider.name}_${name}`;
  return [
    {
      file,
      problem: `${kindNouns[kind]} ${name}: it would be ${full}; the prefix is added to its name, so call it ${right}`,
    },
  ];
}

function toError(
  { name }: ProviderDefinition<ProviderFields, unknown>,
  folder: string,
  failures: readonly Failure[],
): DefinitionError {
  const problems = failures.map(({ file, problem }) => `${file}: ${problem}`);
  const list = problems.map((problem) => `\n  - ${problem}`).join("");
  return new DefinitionError(`provider ${name}: the components in ${folder}:${list}`, {
    context: { problems },
    hint: "Change these files, or move what is no component to a folder whose name begins with an underscore.",
    cause: failures.find(({ cause }) => cause !== undefined)?.cause,
  });
}

function isDuplicate(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "hub.duplicate";
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
