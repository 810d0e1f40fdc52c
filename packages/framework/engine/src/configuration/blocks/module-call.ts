// SPDX-License-Identifier: Apache-2.0

import {
  exprMap,
  formatRange,
  rangeBetween,
  type Attribute,
  type Block,
  type Body,
  type SourceRange,
  type Traversal,
} from "@provide-foundry/hcl";
import type { ProviderReference, Repetition } from "../configuration.ts";
import { overrideBody } from "../override-body.ts";
import { problem, refusal } from "../problem.ts";
import { checkLabel, schemaIn, type BlockContext } from "./block-context.ts";
import { readString } from "./constant.ts";
import { unescapeBody } from "./provider.ts";
import { readProviderReference } from "./provider-reference.ts";
import { readTraversals, traversalRange } from "./quoted-reference.ts";
import { readRepetition } from "./repetition.ts";
import { readVersionConstraint } from "./read-version.ts";

/** A module call before its module is read. */
export interface DeclaredCall {
  readonly name: string;
  readonly source?: ModuleSource;
  readonly repetition?: Repetition;
  readonly config: Body;
  readonly providers: ReadonlyMap<string, PassedProvider>;
  /** Undefined if there is no such argument. */
  readonly dependsOn?: readonly Traversal[];
  readonly range: SourceRange;
}

/** A path that starts with a dot, and where it is written. */
export interface ModuleSource {
  readonly path: string;
  readonly range: SourceRange;
}

/** A provider as the module knows it, and what it is where the module is called. */
export interface PassedProvider {
  readonly inside: ProviderReference;
  readonly outside: ProviderReference;
}

const attributes = ["source", "version", "count", "for_each", "depends_on", "providers"];
const blocks = [{ type: "_" }, { type: "lifecycle" }, { type: "locals" }, { type: "provider", labelNames: ["type"] }];
const schema = { attributes: attributes.map((name) => ({ name, required: name === "source" })), blocks };

/** What a variable cannot be called, since a call could not set it. */
export const reservedNames: readonly string[] = [...attributes, ...blocks.map(({ type }) => type)];

export function readModuleCall(block: Block, context: BlockContext): DeclaredCall {
  const { found } = context;
  const { content, remain, diagnostics } = block.body.partialContent(schemaIn(context, schema));
  found.push(...diagnostics);
  checkLabel(block, 0, "Invalid module instance name", context);
  const given = content.attributes;
  readVersionConstraint(given.get("version"), context);
  const source = readSource(given.get("source"), given.has("version"), context);
  const repetition = readRepetition(given, context);
  const dependsOn = given.has("depends_on") ? readTraversals(given.get("depends_on"), context) : undefined;
  const providers = readProviders(given.get("providers"), context);
  return {
    name: block.labels[0]!,
    ...(source && { source }),
    ...(repetition && { repetition }),
    config: unescapeBody(remain, content.blocks, "module", "module input variables", context),
    providers,
    ...(dependsOn && { dependsOn }),
    range: block.defRange,
  };
}

export function overrideCall(base: DeclaredCall, change: DeclaredCall, { found }: BlockContext): DeclaredCall {
  const [first] = change.dependsOn ?? [];
  if (first !== undefined) {
    found.push(
      problem("Unsupported override", "The depends_on argument may not be overridden.", traversalRange(first)),
    );
  }
  return {
    ...base,
    ...(change.source && { source: change.source }),
    ...(change.repetition && { repetition: change.repetition }),
    ...(change.providers.size > 0 && { providers: change.providers }),
    config: overrideBody(base.config, change.config),
  };
}

function readSource(
  attribute: Attribute | undefined,
  hasVersion: boolean,
  context: BlockContext,
): ModuleSource | undefined {
  if (attribute === undefined) return undefined;
  const path = readString(attribute, context);
  if (path === undefined) return undefined;
  const { range } = attribute.expr;
  if (!/^\.{1,2}[/\\]/.test(path)) {
    context.found.push(foreignSource(path, range, hasVersion));
    return undefined;
  }
  if (hasVersion) {
    const detail = `Failed to parse module registry address: can't use local directory "${path}" as a module registry address.\n\nTerraform assumed that you intended a module registry source address because you also set the argument "version", which applies only to registry modules.`;
    context.found.push(problem("Invalid registry module source address", detail, range));
    return undefined;
  }
  return { path: path.replaceAll("\\", "/"), range };
}

function foreignSource(path: string, range: SourceRange, hasVersion: boolean): ReturnType<typeof problem> {
  if (hasVersion || !/^[\w-]+(?:\/[\w-]+)?\/?$/.test(path)) return refusal(`The module source "${path}"`, range);
  const detail = `Terraform failed to determine your intended installation method for remote module package "${path}".\n\nIf you intended this as a path relative to the current module, use "./${path}" instead. The "./" prefix indicates that the address is a relative filesystem path.`;
  return problem("Invalid module source address", detail, range);
}

function readProviders(attribute: Attribute | undefined, context: BlockContext): ReadonlyMap<string, PassedProvider> {
  const passed = new Map<string, PassedProvider>();
  const places = new Map<string, SourceRange>();
  if (attribute === undefined) return passed;
  const { view = [], diagnostics } = exprMap(attribute.expr);
  context.found.push(...diagnostics);
  for (const { key, value } of view) {
    const inside = readProviderReference(key, "providers", context);
    const outside = readProviderReference(value, "providers", context);
    if (inside === undefined || outside === undefined) continue;
    const name = inside.alias === undefined ? inside.localName : `${inside.localName}.${inside.alias}`;
    const before = places.get(name);
    if (before === undefined) {
      passed.set(name, { inside, outside });
      places.set(name, rangeBetween(key.range, value.range));
      continue;
    }
    const detail = `A provider configuration was already passed to ${name} at ${formatRange(before)}. Each child provider configuration can be assigned only once.`;
    context.found.push(problem("Duplicate provider address", detail, value.range));
  }
  return passed;
}
