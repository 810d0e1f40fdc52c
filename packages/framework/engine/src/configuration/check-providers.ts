// SPDX-License-Identifier: Apache-2.0

/**
 * Whether modules and their callers agree on providers.
 *
 * Source: Terraform 1.11, whose messages these are.
 *
 * @module
 */

import { formatRange, type SourceRange } from "@provide-foundry/hcl";
import { quoteGo } from "@provide-foundry/cty/unicode";
import { formatResourceName } from "../address.ts";
import type { Diagnostic, Diagnostics } from "../diagnostic.ts";
import type { DeclaredCall, PassedProvider } from "./blocks/module-call.ts";
import { traversalRange } from "./blocks/quoted-reference.ts";
import type { Module, ProviderBlock, RequiredProvider } from "./configuration.ts";
import { providerKey } from "./merge-declarations.ts";
import { problem, warning } from "./problem.ts";
import { displaySource, impliedSource, isDefaultSource } from "./provider-source.ts";

/** Checks a module and all that it calls. */
export function checkProviders(root: Module, declaredCalls: ReadonlyMap<Module, DeclaredCall>): Diagnostics {
  const found: Diagnostic[] = [];
  checkModule({ module: root, depth: 0 }, declaredCalls, found);
  return found;
}

interface Site {
  readonly module: Module;
  readonly depth: number;
  readonly parent?: Module;
  readonly call?: DeclaredCall;
  /** What keeps the module, or one that called it, from having configurations of its own. */
  readonly repetition?: SourceRange;
}

function checkModule(site: Site, declaredCalls: ReadonlyMap<Module, DeclaredCall>, found: Diagnostic[]): void {
  for (const { module } of site.module.calls.values()) {
    const call = declaredCalls.get(module)!;
    const repetition = repetitionRange(call) ?? site.repetition;
    const depth = site.depth + 1;
    checkModule({ module, depth, parent: site.module, call, ...(repetition && { repetition }) }, declaredCalls, found);
  }
  const checker = new SiteChecker(site, found);
  checker.checkNames();
  for (const { module } of site.module.calls.values()) checker.checkCall(declaredCalls.get(module)!);
  if (site.call !== undefined) checker.checkAgreement(site.call);
}

function repetitionRange({ repetition, dependsOn, range }: DeclaredCall): SourceRange | undefined {
  if (repetition !== undefined && repetition.kind !== "single") return repetition.expression.range;
  if (dependsOn === undefined) return undefined;
  return dependsOn[0] === undefined ? range : traversalRange(dependsOn[0]);
}

class SiteChecker {
  readonly #site: Site;
  readonly #found: Diagnostic[];
  /** What the module requires in so many words. */
  readonly #required: ReadonlyMap<string, RequiredProvider>;
  readonly #configured: ReadonlyMap<string, ProviderBlock>;
  /** Blocks without arguments, which once said that a caller has to hand a configuration over. */
  readonly #empty: ReadonlyMap<string, ProviderBlock>;
  readonly #passed: ReadonlyMap<string, PassedProvider>;
  /** The module and its caller, as messages call them. */
  readonly #here: string;
  readonly #above: string;

  constructor(site: Site, found: Diagnostic[]) {
    this.#site = site;
    this.#found = found;
    const { module, call, parent } = site;
    this.#required = new Map([...module.requiredProviders].filter(([, { range }]) => range !== undefined));
    const blocks = [...module.providers];
    this.#configured = new Map(blocks.filter(([, block]) => !isEmpty(block)));
    this.#empty = new Map(blocks.filter(([, block]) => isEmpty(block)));
    this.#passed = call?.providers ?? new Map<string, PassedProvider>();
    this.#here = nameOf(module);
    this.#above = parent === undefined ? "the root module" : nameOf(parent);
  }

  /** One provider goes by one name in a module. */
  checkNames(): void {
    const bySource = new Map<string, string>();
    for (const { localName, source, range } of this.#required.values()) {
      const before = bySource.get(source);
      const impliedName = source.slice(source.lastIndexOf("/") + 1);
      if (before !== undefined) {
        const detail = `Provider ${displaySource(source)} with the local name ${quoteGo(localName)} was previously required as ${quoteGo(before)}. A provider can only be required once within required_providers.`;
        this.#found.push(warning("Duplicate required provider", detail, range!));
      } else if (isDefaultSource(source) && localName !== impliedName && this.#hasBlockFor(impliedName)) {
        const detail = `Provider ${displaySource(source)} with the local name ${quoteGo(localName)} was implicitly required via a configuration block as ${quoteGo(impliedName)}. The provider configuration block name must match the name used in required_providers.`;
        this.#found.push(warning("Duplicate required provider", detail, range!));
      }
      if (before === undefined) bySource.set(source, localName);
    }
    for (const resource of this.#site.module.resources.values()) {
      const { localName, range } = resource.provider;
      if (range !== undefined || this.#required.has(localName)) continue;
      const source = impliedSource(localName);
      const otherName = bySource.get(source);
      if (otherName === undefined) continue;
      const detail = `Provider ${quoteGo(source)} was implicitly required via resource ${quoteGo(formatResourceName(resource))}, but listed in required_providers as ${quoteGo(otherName)}. Either the local name in required_providers must match the resource name, or the ${quoteGo(otherName)} provider must be assigned within the resource block.`;
      this.#found.push(warning("Duplicate required provider", detail, resource.range));
    }
  }

  /** Whether what a call hands over is known here. Configurations with an alias are looked at where they arrive. */
  checkCall({ providers }: DeclaredCall): void {
    for (const { outside } of providers.values()) {
      if (outside.alias !== undefined) continue;
      const name = outside.localName;
      const isConfigured = this.#configured.has(name);
      const shown = displaySource(impliedSource(name));
      if (!isConfigured && !this.#required.has(name)) {
        const detail = `There is no explicit declaration for local provider name ${quoteGo(name)} in ${this.#here}, so Terraform is assuming you mean to pass a configuration for provider ${quoteGo(shown)}.\n\nTo clarify your intent and silence this warning, add to ${this.#above} a required_providers entry named ${quoteGo(name)} with source = ${quoteGo(shown)}, or a different source address if appropriate.`;
        this.#found.push(warning("Reference to undefined provider", detail, outside.range!));
      } else if (this.#site.call !== undefined && !isConfigured && !this.#passed.has(name)) {
        const detail = `The configuration for ${this.#here} expects to inherit a configuration for provider ${shown} with local name ${quoteGo(name)}, but ${this.#above} doesn't pass a configuration under that name.\n\nTo satisfy this requirement, add an entry for ${quoteGo(name)} to the "providers" argument in the module ${quoteGo(this.#site.call.name)} block.`;
        this.#found.push(warning("Missing required provider configuration", detail, this.#site.call.range));
      }
    }
  }

  /** Whether the module gets what it asks for, and no more. */
  checkAgreement(call: DeclaredCall): void {
    const { repetition } = this.#site;
    if (this.#configured.size > 0 && repetition !== undefined) {
      const source = call.source?.path ?? "";
      const detail = `The module at ${this.#here} is a legacy module which contains its own local provider configurations, and so calls to it may not use the count, for_each, or depends_on arguments.\n\nIf you also control the module ${quoteGo(source)}, consider updating this module to instead expect provider configurations to be passed by its caller.`;
      const summary = "Module is incompatible with count, for_each, and depends_on";
      this.#found.push(problem(summary, detail, repetition));
    }
    for (const name of this.#configured.keys()) {
      const passed = this.#passed.get(name);
      if (passed === undefined) continue;
      const detail = `The configuration of ${this.#here} has its own local configuration for ${name}, and so it cannot accept an overridden configuration provided by ${this.#above}.`;
      this.#found.push(problem("Cannot override provider configuration", detail, passed.inside.range!));
    }
    for (const { localName, source, configurationAliases } of this.#required.values()) {
      for (const alias of configurationAliases) this.#checkAlias(providerKey({ localName, alias }), source, call);
    }
    for (const [name, passed] of this.#passed) this.#checkPassed(name, passed);
    this.#warnOfEmptyBlocks();
  }

  #checkAlias(name: string, source: string, { range }: DeclaredCall): void {
    if (this.#configured.has(name) || this.#passed.has(name)) return;
    const detail = `The child module requires an additional configuration for provider ${displaySource(source)}, with the local name ${quoteGo(name)}.\n\nRefer to the module's documentation to understand the intended purpose of this additional provider configuration, and then add an entry for ${name} in the "providers" meta-argument in the module block to choose which provider configuration the module should use for that purpose.`;
    this.#found.push(problem("Missing required provider configuration", detail, range));
  }

  #checkPassed(name: string, { inside, outside }: PassedProvider): void {
    const { module, parent } = this.#site;
    const required = this.#required.get(inside.localName);
    const isAlias = inside.alias !== undefined && (required?.configurationAliases.includes(inside.alias) ?? false);
    const isKnown = (inside.alias === undefined && required !== undefined) || isAlias;
    const source = module.requiredProviders.get(inside.localName)?.source ?? impliedSource(inside.localName);
    if (!isKnown && !this.#empty.has(name)) {
      const shown = quoteGo(displaySource(source));
      if (isDefaultSource(source)) {
        const detail = `There is no explicit declaration for local provider name ${quoteGo(name)} in ${this.#here}, so Terraform is assuming you mean to pass a configuration for ${shown}.\n\nIf you also control the child module, add a required_providers entry named ${quoteGo(name)} with the source address ${shown}.`;
        this.#found.push(warning("Reference to undefined provider", detail, inside.range!));
      } else {
        const detail = `The child module does not declare any provider requirement with the local name ${quoteGo(name)}.\n\nIf you also control the child module, you can add a required_providers entry named ${quoteGo(name)} with the source address ${shown} to accept this provider configuration.`;
        this.#found.push(problem("Reference to undefined provider", detail, inside.range!));
      }
    }
    const given = parent!.requiredProviders.get(outside.localName)?.source ?? impliedSource(outside.localName);
    if (given !== source) this.#reportMismatch(inside, outside, source, given);
  }

  #reportMismatch(
    inside: PassedProvider["inside"],
    outside: PassedProvider["outside"],
    source: string,
    given: string,
  ): void {
    const [wanted, got] = [displaySource(source), displaySource(given)].map(quoteGo);
    const other = [...this.#required.values()].find((required) => required.source === given)?.localName;
    if (other !== undefined) {
      const detail = `The assigned configuration is for provider ${wanted}, but local name ${quoteGo(inside.localName)} in ${this.#above} represents ${got}.\n\nTo pass this configuration to the child module, use the local name ${quoteGo(other)} instead.`;
      this.#found.push(problem("Provider type mismatch", detail, inside.range!));
      return;
    }
    const [here, above] = [providerKey(inside), providerKey(outside)].map(quoteGo);
    const detail = `The local name ${above} in ${this.#above} represents provider ${got}, but ${here} in ${this.#here} represents ${wanted}.\n\nEach provider has its own distinct configuration schema and provider types, so this module's ${here} can be assigned only a configuration for ${displaySource(source)}, which is not required by ${this.#here}.`;
    this.#found.push(problem("Provider type mismatch", detail, outside.range!));
  }

  #warnOfEmptyBlocks(): void {
    const byName = Map.groupBy(this.#empty.values(), ({ localName }) => localName);
    for (const [localName, blocks] of byName) {
      const source = this.#required.get(localName)?.source ?? impliedSource(localName);
      const aliases = blocks.filter(({ alias }) => alias !== undefined);
      const configurationAliases =
        aliases.length === 0
          ? ""
          : `      configuration_aliases = [\n${blocks
              .map(providerKey)
              .toSorted()
              .map((name) => `        ${name},\n`)
              .join("")}      ]\n`;
      const entry = `    ${localName} = {\n      source = ${quoteGo(displaySource(source))}\n${configurationAliases}    }`;
      const detail = `Earlier versions of Terraform used empty provider blocks ("proxy provider configurations") for child modules to declare their need to be passed a provider configuration by their callers. That approach was ambiguous and is now deprecated.\n\nIf you control this module, you can migrate to the new declaration syntax by removing all of the empty provider ${quoteGo(localName)} blocks and then adding or updating an entry like the following to the required_providers block of ${this.#here}:\n${entry}`;
      const [first] = blocks.map(({ range }) => range).toSorted((a, b) => (formatRange(a) < formatRange(b) ? -1 : 1));
      this.#found.push(warning("Redundant empty provider block", detail, first!));
    }
  }

  #hasBlockFor(localName: string): boolean {
    return [...this.#site.module.providers.values()].some((block) => block.localName === localName);
  }
}

function isEmpty({ config, hasVersion }: ProviderBlock): boolean {
  return !hasVersion && config.content({}).diagnostics.length === 0;
}

function nameOf({ path }: Module): string {
  return path.length === 0 ? "the root module" : path.map((name) => `module.${name}`).join(".");
}
