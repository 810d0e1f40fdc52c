// SPDX-License-Identifier: Apache-2.0

import { PluginError } from "../plugin-error.ts";

/** Which provider is meant, as `source` in `required_providers` says it. */
export interface ProviderAddress {
  /** Of the registry; undefined for the public one of whoever reads the address. */
  readonly hostname: string | undefined;
  readonly namespace: string;
  readonly type: string;
}

/** Terraform's and OpenTofu's, which an address without a hostname can mean. */
const publicRegistries: readonly string[] = ["registry.terraform.io", "registry.opentofu.org"];

/**
 * Reads `random`, `hashicorp/random` or `registry.terraform.io/hashicorp/random`. Case does not matter.
 *
 * @throws PluginError `plugin.address`. What passes can be a part of a path.
 */
export function parseProviderAddress(text: string): ProviderAddress {
  const parts = text.toLowerCase().split("/");
  const [type = "", namespace = "hashicorp", hostname] = parts.toReversed();
  const isValid =
    parts.length <= 3 && isName(namespace) && isName(type) && (hostname === undefined || isHostname(hostname));
  if (isValid) return { hostname, namespace, type };
  throw new PluginError(`${JSON.stringify(text)} is not the address of a provider`, {
    code: "plugin.address",
    hint: 'Write it as in required_providers: "hashicorp/random", or with the hostname of its registry before that.',
  });
}

/** Without the hostname, if it has none. */
export function formatProviderAddress({ hostname, namespace, type }: ProviderAddress): string {
  return [hostname, namespace, type].filter((part) => part !== undefined).join("/");
}

/** The registries that can be meant, under which folders of providers have them. */
export function hostnamesOf({ hostname }: ProviderAddress): readonly string[] {
  return hostname === undefined ? publicRegistries : [hostname];
}

/** Whether both can mean the same provider. */
export function isSameProvider(one: ProviderAddress, other: ProviderAddress): boolean {
  const isSame = one.namespace === other.namespace && one.type === other.type;
  return isSame && hostnamesOf(one).some((hostname) => hostnamesOf(other).includes(hostname));
}

function isName(text: string): boolean {
  return /^[a-z0-9](?:[a-z0-9_-]*[a-z0-9])?$/.test(text);
}

function isHostname(text: string): boolean {
  return /^[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::\d{1,5})?$/.test(text) && !text.includes("..");
}
