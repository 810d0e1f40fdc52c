// SPDX-License-Identifier: Apache-2.0

/**
 * Reads a root module and the modules that it calls.
 *
 * @module
 */

import { realpath } from "node:fs/promises";
import path from "node:path";
import { hasErrors, type ConfigFile } from "@provide-foundry/hcl";
import { formatResourceName, type ModulePath } from "../address.ts";
import type { Diagnostic, Diagnostics } from "../diagnostic.ts";
import type { DeclaredCall } from "./blocks/module-call.ts";
import { completeOutput } from "./blocks/output.ts";
import { completeResource } from "./blocks/resource.ts";
import { completeVariable } from "./blocks/variable.ts";
import { checkProviders } from "./check-providers.ts";
import { compatibleVersion } from "./compatible-version.ts";
import type { Configuration, Module, ModuleCall, RequiredProvider } from "./configuration.ts";
import type { ModuleDeclarations } from "./merge-declarations.ts";
import { problem } from "./problem.ts";
import { impliedSource, parseSourcePart } from "./provider-source.ts";
import { formatModule } from "../address.ts";
import { readModuleFiles, type ModuleFiles } from "./read-module-files.ts";
import { isAllowedVersion, parseVersionConstraint } from "./version-constraint.ts";

/** A configuration has at most so many modules, each call counted. */
const maxModules = 10_000;

export interface ReadConfiguration {
  /** As far as it could be read: not to be worked with if there are errors. */
  readonly configuration: Configuration;
  readonly diagnostics: Diagnostics;
}

/**
 * Reads all `*.tf` and `*.tf.json` of a directory, and the modules that are called by local paths.
 *
 * Whatever is in the files, or keeps them from being read, is told by diagnostics, with Terraform's texts where there
 * are any. A directory without such files is an empty configuration.
 */
export async function readConfiguration(directory: string): Promise<ReadConfiguration> {
  return new ConfigurationReader(path.resolve(directory)).read();
}

interface Place {
  readonly path: ModulePath;
  /** Absolute. */
  readonly directory: string;
  /** The real directories of the modules that the call came through, its own included. */
  readonly ancestors: readonly string[];
}

class ConfigurationReader {
  readonly #root: string;
  readonly #files: Map<string, ConfigFile> = new Map();
  /** By directory, so that a module that is called often is read once. */
  readonly #read: Map<string, Promise<ModuleFiles>> = new Map();
  readonly #declaredCalls: Map<Module, DeclaredCall> = new Map();
  readonly #found: Diagnostic[] = [];
  /** Told last, as there is little to say about a file that cannot be read. */
  readonly #versionProblems: Diagnostic[] = [];
  #moduleCount = 0;

  constructor(root: string) {
    this.#root = root;
  }

  async read(): Promise<ReadConfiguration> {
    const ancestors = [await realPathOf(this.#root)];
    const root = await this.#module({ path: [], directory: this.#root, ancestors });
    if (!hasErrors(this.#found)) this.#found.push(...checkProviders(root, this.#declaredCalls));
    if (!hasErrors(this.#found)) this.#found.push(...this.#versionProblems);
    return { configuration: { root, files: this.#files }, diagnostics: this.#found };
  }

  async #module(place: Place): Promise<Module> {
    this.#moduleCount++;
    const shownAs = path.relative(this.#root, place.directory);
    const isNew = !this.#read.has(place.directory);
    if (isNew) this.#read.set(place.directory, readModuleFiles(place.directory, shownAs));
    const { declarations, files, diagnostics } = await this.#read.get(place.directory)!;
    if (isNew) {
      for (const [name, file] of files) this.#files.set(name, file);
      this.#found.push(...diagnostics);
      this.#checkVersion(declarations, place.path, shownAs);
    }
    this.#checkPlace(declarations, place.path);
    const calls = new Map<string, ModuleCall>();
    for (const declared of [...declarations.calls.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
      // Depth first, so that diagnostics come in one order.
      // oxlint-disable-next-line no-await-in-loop
      const call = await this.#call(declared, place);
      if (call !== undefined) calls.set(declared.name, call);
    }
    return completeModule(declarations, place, calls);
  }

  async #call(declared: DeclaredCall, caller: Place): Promise<ModuleCall | undefined> {
    const { source } = declared;
    if (source === undefined) return undefined;
    if (this.#moduleCount >= maxModules) {
      const detail = `A configuration can have ${maxModules} modules, each call counted. This one has more, and was read up to here.`;
      if (this.#moduleCount++ === maxModules) this.#found.push(problem("Too many modules", detail, declared.range));
      return undefined;
    }
    const directory = path.resolve(caller.directory, source.path);
    const real = await realPathOf(directory);
    if (caller.ancestors.includes(real)) {
      const detail = `The module ${declared.name} is in ${source.path}, which is also the directory of a module that calls it, so that there would be no end of modules.`;
      this.#found.push(problem("Module calls itself", detail, source.range));
      return undefined;
    }
    const place = { path: [...caller.path, declared.name], directory, ancestors: [...caller.ancestors, real] };
    const module = await this.#module(place);
    this.#declaredCalls.set(module, declared);
    return {
      name: declared.name,
      module,
      repetition: declared.repetition ?? { kind: "single" },
      config: declared.config,
      providers: new Map([...declared.providers].map(([name, { outside }]) => [name, outside])),
      dependsOn: declared.dependsOn ?? [],
      range: declared.range,
    };
  }

  #checkVersion({ versionConstraints }: ModuleDeclarations, modulePath: ModulePath, shownAs: string): void {
    for (const { text, range } of versionConstraints) {
      const conditions = parseVersionConstraint(text);
      if (conditions === undefined || isAllowedVersion(compatibleVersion, conditions)) continue;
      const what =
        modulePath.length === 0
          ? "This configuration"
          : `Module ${formatModule(modulePath.map((name) => ({ name })))} (from ./${shownAs})`;
      const detail = `${what} does not support Terraform version ${compatibleVersion}. To proceed, either choose another supported Terraform version or update this version constraint. Version constraints are normally set for good reason, so updating the constraint may lead to other errors or unexpected behavior.`;
      this.#versionProblems.push(problem("Unsupported Terraform Core version", detail, range));
    }
  }

  /** What is allowed in a root module only. */
  #checkPlace({ imports }: ModuleDeclarations, modulePath: ModulePath): void {
    const [first] = imports;
    if (modulePath.length === 0 || first === undefined) return;
    const detail = `An import block was detected in "${modulePath.map((name) => `module.${name}`).join(".")}". Import blocks are only allowed in the root module.`;
    this.#found.push(problem("Invalid import configuration", detail, first.range));
  }
}

function completeModule(
  declared: ModuleDeclarations,
  { path: modulePath, directory }: Place,
  calls: ReadonlyMap<string, ModuleCall>,
): Module {
  const resources = new Map([...declared.resources].map(([key, resource]) => [key, completeResource(resource)]));
  const checks = [...declared.checks].map(([name, { data: declaredData, ...check }]) => {
    const data = declaredData && resources.get(formatResourceName(declaredData));
    return [name, { ...check, ...(data && { data }) }] as const;
  });
  const outputs = [...declared.outputs].flatMap(([name, declaredOutput]) => {
    const output = completeOutput(declaredOutput);
    return output === undefined ? [] : [[name, output] as const];
  });
  return {
    path: modulePath,
    directory,
    versionConstraints: declared.versionConstraints,
    requiredProviders: withImpliedProviders(declared),
    providers: declared.providers,
    variables: new Map([...declared.variables].map(([name, variable]) => [name, completeVariable(variable)])),
    locals: declared.locals,
    outputs: new Map(outputs),
    resources,
    calls,
    checks: new Map(checks),
    moved: declared.moved,
    removed: declared.removed,
    imports: declared.imports,
  };
}

/** What the module requires, and what it uses without a word. */
function withImpliedProviders(declared: ModuleDeclarations): ReadonlyMap<string, RequiredProvider> {
  const all = new Map(declared.requiredProviders);
  const used = [
    ...declared.providers.values(),
    ...[...declared.resources.values()].map((resource) => completeResource(resource).provider),
    ...declared.imports.flatMap(({ provider }) => provider ?? []),
    ...[...declared.calls.values()].flatMap((call) => [...call.providers.values()].map(({ outside }) => outside)),
  ];
  for (const { localName } of used) {
    if (all.has(localName) || parseSourcePart(localName).part === undefined) continue;
    all.set(localName, { localName, source: impliedSource(localName), configurationAliases: [] });
  }
  return all;
}

/** The directory without symbolic links; as it is, if it cannot be found. */
async function realPathOf(directory: string): Promise<string> {
  try {
    return await realpath(directory);
  } catch {
    return directory;
  }
}
