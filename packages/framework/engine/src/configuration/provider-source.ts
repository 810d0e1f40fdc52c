// SPDX-License-Identifier: Apache-2.0

/**
 * What a provider is called, everywhere and in one module.
 *
 * Source: Terraform's provider source addresses, "[hostname/][namespace/]name".
 *
 * @module
 */

import { quoteGo } from "@provide-foundry/cty/unicode";

const publicRegistry = "registry.terraform.io";
const builtinHost = "terraform.io";

/** The source of the provider that is a part of the engine. */
export const builtinSource: string = `${builtinHost}/builtin/terraform`;

/** The provider that a module means by a name which it does not explain. */
export function impliedSource(localName: string): string {
  return localName === "terraform" ? builtinSource : `${publicRegistry}/hashicorp/${localName}`;
}

/** The local name of the provider that a resource belongs to unless it says otherwise: `random` for `random_pet`. */
export function impliedLocalName(resourceType: string): string {
  const end = resourceType.indexOf("_");
  return end < 0 ? resourceType : resourceType.slice(0, end);
}

/** A source as messages show it: what everyone assumes is left out. */
export function displaySource(source: string): string {
  return source.startsWith(`${publicRegistry}/`) ? source.slice(publicRegistry.length + 1) : source;
}

/** Whether it is one of the registry's own providers, which a name alone can mean. */
export function isDefaultSource(source: string): boolean {
  return source.startsWith(`${publicRegistry}/hashicorp/`);
}

type Parsed<T extends string> =
  | ({ readonly [K in T]: string } & { readonly problem?: undefined })
  | ({ readonly [K in T]?: undefined } & { readonly problem: string });

/** A part of a source in its normal form, or why it is none. */
export function parseSourcePart(given: string): Parsed<"part"> {
  if (given === "") return { problem: "must have at least one character" };
  if (given.includes(".")) return { problem: "dots are not allowed" };
  if (given.includes("--")) return { problem: "cannot use multiple consecutive dashes" };
  if (!/^[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}-]*[\p{L}\p{M}\p{N}])?$/u.test(given)) {
    return { problem: "must contain only letters, digits, and dashes, and may not use leading or trailing dashes" };
  }
  return { part: given.toLowerCase().normalize("NFC") };
}

/** Why a text cannot be what a module calls a provider; undefined if it can. */
export function localNameProblem(name: string): string | undefined {
  const { part, problem } = parseSourcePart(name);
  if (part === undefined) return `${name} is an invalid provider local name: ${problem}`;
  if (part === name) return undefined;
  return `Provider names must be normalized. Replace ${quoteGo(name)} with ${quoteGo(part)} to fix this error.`;
}

/** The full source that a text of `required_providers` means, or what is wrong with it. */
export function parseSource(text: string): { source: string } | { summary: string; detail: string } {
  const parts = text.split("/");
  if (parts.includes("") || parts.length > 3) {
    return {
      summary: "Invalid provider source string",
      detail: 'The "source" attribute must be in the format "[hostname/][namespace/]name"',
    };
  }
  const [givenType = "", givenNamespace = "hashicorp", givenHost = publicRegistry] = parts.toReversed();
  const type = parseSourcePart(givenType);
  if (type.part === undefined) return invalidPart("type", "type", givenType, text, type.problem);
  const isBuiltin = parts.length === 1 && type.part === "terraform";
  if (isBuiltin) return { source: builtinSource };
  const namespace = parseNamespace(givenNamespace);
  // Terraform shows these two parts only as far as it could read them, which is not at all.
  if (namespace.part === undefined) return invalidPart("namespace", "namespace", "", text, namespace.problem);
  const host = givenHost.toLowerCase();
  const wrongHost = hostProblem(host);
  if (wrongHost !== undefined) return invalidPart("source hostname", "source hostname namespace", "", text, wrongHost);
  const prefix = "terraform-provider-";
  if (type.part.startsWith(prefix)) {
    const better = [...parts.slice(0, -1), type.part.slice(prefix.length)].join("/");
    return {
      summary: "Invalid provider type",
      detail: `Provider source ${quoteGo(text)} has a type with the prefix "${prefix}", which isn't valid. Although that prefix is often used in the names of version control repositories for Terraform providers, provider source strings should not include it.\n\nDid you mean ${quoteGo(better)}?`,
    };
  }
  return { source: `${host}/${namespace.part}/${type.part}` };
}

function parseNamespace(given: string): Parsed<"part"> {
  // The namespace of providers that were written before there were any.
  return given === "-" ? { part: given } : parseSourcePart(given);
}

function hostProblem(host: string): string | undefined {
  if (host.includes("..")) return "hostname contains empty label (two consecutive periods)";
  const isHost = /^[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}.-]*[\p{L}\p{M}\p{N}])?(?::\d{1,5})?$/u.test(host);
  return isHost ? undefined : "invalid hostname";
}

function invalidPart(
  summary: string,
  what: string,
  part: string,
  text: string,
  reason: string,
): { summary: string; detail: string } {
  return {
    summary: `Invalid provider ${summary}`,
    detail: `Invalid provider ${what} ${quoteGo(part)} in source ${quoteGo(text)}: ${reason}"`,
  };
}
