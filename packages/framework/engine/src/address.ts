// SPDX-License-Identifier: Apache-2.0

/**
 * What things of a configuration and a state are called.
 *
 * Addresses are compared by their text, which is Terraform's: `module.a[0].data.http.page["x"]`.
 *
 * @module
 */

import { quoteString } from "./quote-string.ts";

/** What tells the instances of one resource or module apart: a number with `count`, a text with `for_each`. */
export type InstanceKey = number | string;

/** The calls that lead from the root module to one in the configuration. Empty for the root. */
export type ModulePath = readonly string[];

/** The calls that lead to one instance of a module. Empty for the root. */
export type ModuleInstance = readonly ModuleStep[];

export interface ModuleStep {
  readonly name: string;
  readonly key?: InstanceKey;
}

export type ResourceMode = "managed" | "data" | "ephemeral";

/** A resource within its module. */
export interface ResourceName {
  readonly mode: ResourceMode;
  readonly type: string;
  readonly name: string;
}

/** A resource with all its instances, in one instance of its module. */
export interface ResourceAddress extends ResourceName {
  readonly module: ModuleInstance;
}

/** One instance of a resource. */
export interface InstanceAddress extends ResourceAddress {
  readonly key?: InstanceKey;
}

/** A configuration of a provider. */
export interface ProviderAddress {
  /** The module whose `provider` block it is, or the root. */
  readonly module: ModulePath;
  /** `registry.terraform.io/hashicorp/random`. */
  readonly source: string;
  readonly alias?: string;
}

export function formatKey(key: InstanceKey | undefined): string {
  if (key === undefined) return "";
  return typeof key === "number" ? `[${key}]` : `[${quoteString(key)}]`;
}

/** Text that ends in a full stop, so that what is in the module can follow. Empty for the root. */
function modulePrefix(module: ModuleInstance): string {
  return module.map((step) => `module.${step.name}${formatKey(step.key)}.`).join("");
}

/** `module.a[0].module.b`, or nothing for the root. */
export function formatModule(module: ModuleInstance): string {
  return modulePrefix(module).slice(0, -1);
}

/** `aws_instance.web`, `data.http.page`, `ephemeral.random_password.p`. */
export function formatResourceName({ mode, type, name }: ResourceName): string {
  return `${mode === "managed" ? "" : `${mode}.`}${type}.${name}`;
}

/** `module.a[0].aws_instance.web`. */
export function formatResource(address: ResourceAddress): string {
  return modulePrefix(address.module) + formatResourceName(address);
}

/** `module.a[0].aws_instance.web["x"]`. */
export function formatInstance(address: InstanceAddress): string {
  return formatResource(address) + formatKey(address.key);
}

/** `module.a.provider["registry.terraform.io/hashicorp/random"].west`, as states write it. */
export function formatProvider({ module, source, alias }: ProviderAddress): string {
  const prefix = module.map((name) => `module.${name}.`).join("");
  return `${prefix}provider[${JSON.stringify(source)}]${alias === undefined ? "" : `.${alias}`}`;
}

/** The calls of the configuration that led to an instance of a module. */
export function modulePath(module: ModuleInstance): ModulePath {
  return module.map(({ name }) => name);
}

/** No key, then numbers, then texts: the order of instances in states and plans. */
export function compareKeys(a: InstanceKey | undefined, b: InstanceKey | undefined): number {
  if (a === b) return 0;
  if (a === undefined || b === undefined) return a === undefined ? -1 : 1;
  if (typeof a !== typeof b) return typeof a === "number" ? -1 : 1;
  return a < b ? -1 : 1;
}
