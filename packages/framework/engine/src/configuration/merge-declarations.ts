// SPDX-License-Identifier: Apache-2.0

/**
 * The files of a module taken together: names are unique, and override files change what others declare.
 *
 * @module
 */

import { absTraversalForExpr, formatRange, type SourceRange } from "@provide-foundry/hcl";
import { quoteGo } from "@provide-foundry/cty/unicode";
import { formatInstance, formatResourceName } from "../address.ts";
import type { Diagnostic } from "../diagnostic.ts";
import type { BlockContext } from "./blocks/block-context.ts";
import type { DeclaredCheck } from "./blocks/check.ts";
import { overrideCall, type DeclaredCall } from "./blocks/module-call.ts";
import { overrideOutput, type DeclaredOutput } from "./blocks/output.ts";
import { overrideResource, type DeclaredResource } from "./blocks/resource.ts";
import { overrideVariable, type DeclaredVariable } from "./blocks/variable.ts";
import type {
  Import,
  Local,
  Moved,
  ProviderBlock,
  Removed,
  RequiredProvider,
  VersionConstraint,
} from "./configuration.ts";
import type { Declarations } from "./declarations.ts";
import { overrideBody } from "./override-body.ts";
import { problem } from "./problem.ts";

/** All that the files of a module declare. */
export class ModuleDeclarations {
  readonly versionConstraints: VersionConstraint[] = [];
  readonly requiredProviders: Map<string, RequiredProvider> = new Map();
  readonly providers: Map<string, ProviderBlock> = new Map();
  readonly variables: Map<string, DeclaredVariable> = new Map();
  readonly locals: Map<string, Local> = new Map();
  readonly outputs: Map<string, DeclaredOutput> = new Map();
  readonly calls: Map<string, DeclaredCall> = new Map();
  readonly resources: Map<string, DeclaredResource> = new Map();
  readonly checks: Map<string, DeclaredCheck> = new Map();
  readonly moved: Moved[] = [];
  readonly imports: Import[] = [];
  readonly removed: Removed[] = [];
}

/** A provider as a module knows it: `aws`, `aws.west`. */
export function providerKey({ localName, alias }: { readonly localName: string; readonly alias?: string }): string {
  return alias === undefined ? localName : `${localName}.${alias}`;
}

export function mergeDeclarations(
  files: readonly Declarations[],
  overrides: readonly Declarations[],
  found: Diagnostic[],
): ModuleDeclarations {
  const module = new ModuleDeclarations();
  mergeRequiredProviders(files, overrides, module, found);
  for (const file of files) addFile(module, file, found);
  for (const file of overrides) applyOverride(module, file, { isOverride: true, found });
  return module;
}

function mergeRequiredProviders(
  files: readonly Declarations[],
  overrides: readonly Declarations[],
  module: ModuleDeclarations,
  found: Diagnostic[],
): void {
  let first: SourceRange | undefined;
  for (const { providers, range } of files.flatMap((file) => file.requiredProviders)) {
    if (first === undefined) {
      first = range;
      for (const [name, provider] of providers) module.requiredProviders.set(name, provider);
      continue;
    }
    const detail = `A module may have only one required providers configuration. The required providers were previously configured at ${formatRange(first)}.`;
    found.push(problem("Duplicate required providers configuration", detail, range));
  }
  for (const { providers } of overrides.flatMap((file) => file.requiredProviders)) {
    for (const [name, provider] of providers) module.requiredProviders.set(name, provider);
  }
}

function addFile(module: ModuleDeclarations, file: Declarations, found: Diagnostic[]): void {
  module.versionConstraints.push(...file.versionConstraints);
  module.moved.push(...file.moved);
  module.removed.push(...file.removed);
  for (const provider of file.providers) {
    addFirst(module.providers, providerKey(provider), provider, duplicateProvider, found);
  }
  for (const variable of file.variables) addLast(module.variables, variable, duplicateVariable, found);
  for (const local of file.locals) addLast(module.locals, local, duplicateLocal, found);
  for (const output of file.outputs) addLast(module.outputs, output, duplicateOutput, found);
  for (const call of file.calls) addLast(module.calls, call, duplicateCall, found);
  for (const resource of file.resources) {
    addFirst(module.resources, formatResourceName(resource), resource, duplicateResource, found);
  }
  for (const check of file.checks) {
    const { data } = check;
    const isDataNew =
      data === undefined || addFirst(module.resources, formatResourceName(data), data, duplicateDataInCheck, found);
    if (isDataNew) addFirst(module.checks, check.name, check, duplicateCheck, found);
  }
  for (const block of file.imports) addImport(module.imports, block, found);
}

type Words = readonly [summary: string, detail: string];
/** What is said of the second of two things with one name. */
type Duplicate<T> = (first: T, place: string) => Words;

/** Whether there was nothing of the key yet. */
function addFirst<T extends { readonly range: SourceRange }>(
  items: Map<string, T>,
  key: string,
  item: T,
  duplicate: Duplicate<T>,
  found: Diagnostic[],
): boolean {
  const first = items.get(key);
  if (first === undefined) {
    items.set(key, item);
    return true;
  }
  const [summary, detail] = duplicate(first, formatRange(first.range));
  found.push(problem(summary, detail, item.range));
  return false;
}

/** Of several of one name the last counts, so that each is compared with the one before it. */
function addLast<T extends { readonly name: string; readonly range: SourceRange }>(
  items: Map<string, T>,
  item: T,
  duplicate: Duplicate<T>,
  found: Diagnostic[],
): void {
  if (!addFirst(items, item.name, item, duplicate, found)) items.set(item.name, item);
}

function duplicateVariable({ name }: DeclaredVariable, place: string): Words {
  const detail = `A variable named ${quoteGo(name)} was already declared at ${place}. Variable names must be unique within a module.`;
  return ["Duplicate variable declaration", detail];
}

function duplicateLocal({ name }: Local, place: string): Words {
  const detail = `A local value named ${quoteGo(name)} was already defined at ${place}. Local value names must be unique within a module.`;
  return ["Duplicate local value definition", detail];
}

function duplicateOutput({ name }: DeclaredOutput, place: string): Words {
  const detail = `An output named ${quoteGo(name)} was already defined at ${place}. Output names must be unique within a module.`;
  return ["Duplicate output definition", detail];
}

function duplicateCall({ name }: DeclaredCall, place: string): Words {
  const detail = `A module call named ${quoteGo(name)} was already defined at ${place}. Module calls must have unique names within a module.`;
  return ["Duplicate module call", detail];
}

function duplicateCheck({ name }: DeclaredCheck, place: string): Words {
  const detail = `A check block named ${quoteGo(name)} was already declared at ${place}. Check blocks must be unique within each module.`;
  return [`Duplicate check ${quoteGo(name)} configuration`, detail];
}

/** Keys that are still to be evaluated may turn out to be different ones. */
function addImport(imports: Import[], block: Import, found: Diagnostic[]): void {
  const address = staticAddress(block);
  const first = imports.find((other) => address !== undefined && staticAddress(other) === address);
  if (first !== undefined) {
    const name = quoteGo(address!);
    const detail = `An import block for the resource ${name} was already declared at ${formatRange(first.range)}. A resource can have only one import block.`;
    found.push(problem(`Duplicate import configuration for ${name}`, detail, block.to.range));
  }
  imports.push(block);
}

function staticAddress({ to, target }: Import): string | undefined {
  const { module, resource, key } = target;
  if (resource === undefined || absTraversalForExpr(to).view === undefined) return undefined;
  return formatInstance({ module, ...resource, ...(key !== undefined && { key }) });
}

function duplicateProvider({ localName, alias }: ProviderBlock, place: string): Words {
  const name = quoteGo(localName);
  return [
    "Duplicate provider configuration",
    alias === undefined
      ? `A default (non-aliased) provider configuration for ${name} was already given at ${place}. If multiple configurations are required, set the "alias" argument for alternative configurations.`
      : `A provider configuration for ${name} with alias ${quoteGo(alias)} was already given at ${place}. Each configuration for the same provider must have a distinct alias.`,
  ];
}

const resourceWords = {
  managed: ["resource", "resource"],
  data: ["data", "data resource"],
  ephemeral: ["ephemeral", "ephemeral resource"],
} as const;

function duplicateDataInCheck(first: DeclaredResource, place: string): Words {
  return duplicateResource(first, place, ", including within check blocks");
}

function duplicateResource({ mode, type, name }: DeclaredResource, place: string, where: string = ""): Words {
  const [keyword, noun] = resourceWords[mode];
  return [
    `Duplicate ${keyword} ${quoteGo(type)} configuration`,
    `A ${type} ${noun} named ${quoteGo(name)} was already declared at ${place}. Resource names must be unique per type in each module${where}.`,
  ];
}

function applyOverride(module: ModuleDeclarations, file: Declarations, context: BlockContext): void {
  const change = <T extends { readonly range: SourceRange }>(
    items: Map<string, T>,
    key: string,
    item: T,
    merge: (base: T, item: T, context: BlockContext) => T,
    missing: readonly [summary: string, detail: string],
  ): void => {
    const base = items.get(key);
    if (base === undefined) context.found.push(problem(missing[0], missing[1], item.range));
    else items.set(key, merge(base, item, context));
  };
  module.versionConstraints.push(...file.versionConstraints);
  for (const provider of file.providers) {
    const key = providerKey(provider);
    const { localName, alias } = provider;
    // A default configuration that nobody wrote is an empty one, which can be overridden like any other.
    if (alias === undefined && !module.providers.has(key)) module.providers.set(key, provider);
    else {
      change(module.providers, key, provider, overrideProvider, [
        "Missing base provider configuration for override",
        `There is no ${localName} provider configuration with the alias ${quoteGo(alias ?? "")}. An override file can only override an aliased provider configuration that was already defined in a primary configuration file.`,
      ]);
    }
  }
  for (const variable of file.variables) {
    change(module.variables, variable.name, variable, overrideVariable, [
      "Missing base variable declaration to override",
      `There is no variable named ${quoteGo(variable.name)}. An override file can only override a variable that was already declared in a primary configuration file.`,
    ]);
  }
  for (const local of file.locals) {
    change(module.locals, local.name, local, (_, changed) => changed, [
      "Missing base local value definition to override",
      `There is no local value named ${quoteGo(local.name)}. An override file can only override a local value that was already defined in a primary configuration file.`,
    ]);
  }
  for (const output of file.outputs) {
    change(module.outputs, output.name, output, overrideOutput, [
      "Missing base output definition to override",
      `There is no output named ${quoteGo(output.name)}. An override file can only override an output that was already defined in a primary configuration file.`,
    ]);
  }
  for (const call of file.calls) {
    change(module.calls, call.name, call, overrideCall, [
      "Missing module call to override",
      `There is no module call named ${quoteGo(call.name)}. An override file can only override a module call that was defined in a primary configuration file.`,
    ]);
  }
  for (const resource of file.resources) {
    change(module.resources, formatResourceName(resource), resource, overrideResource, missingResource(resource));
  }
}

function overrideProvider(base: ProviderBlock, change: ProviderBlock): ProviderBlock {
  return {
    ...base,
    config: overrideBody(base.config, change.config),
    hasVersion: base.hasVersion || change.hasVersion,
  };
}

function missingResource({ mode, type, name }: DeclaredResource): Words {
  const [, noun] = resourceWords[mode];
  const block = mode === "managed" ? "resource" : mode;
  return [
    `Missing ${noun} to override`,
    `There is no ${type} ${noun} named ${quoteGo(name)}. An override file can only override a ${block} block defined in a primary configuration file.`,
  ];
}
