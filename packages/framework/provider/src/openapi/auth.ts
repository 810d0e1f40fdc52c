// SPDX-License-Identifier: Apache-2.0

import type { DocumentNode } from "./document-node.ts";
import { toAttributeName, toVariableName } from "./names.ts";
import type { Notes } from "./notes.ts";
import type { Overrides } from "./overrides.ts";

/** A security scheme as the provider's configuration and the client's headers have it. */
export interface AuthScheme {
  readonly attributes: readonly AuthAttribute[];
  readonly place: "header" | "query";
  /** Of the header, or in the query. */
  readonly parameter: string;
  /** The expression that makes it, of variables named as the attributes. */
  readonly value: string;
  /** What the expression calls. */
  readonly helpers: readonly string[];
}

interface AuthAttribute {
  readonly name: string;
  readonly description: string;
  readonly isSecret: boolean;
  /** The environment variable that stands in for it. */
  readonly env: string;
}

/** The schemes that some operation asks for; all, where the document does not say. */
export function readAuth(
  root: DocumentNode,
  provider: string,
  overrides: Overrides,
  notes: Notes,
  problems: string[],
): AuthScheme[] {
  const schemes = root.child("components")?.child("securitySchemes")?.children() ?? [];
  const unknown = Object.keys(overrides.auth ?? {}).filter((name) => !schemes.some(([known]) => known === name));
  problems.push(...unknown.map((name) => `auth.${name}: the document has no such security scheme`));
  const taken = new Set(["endpoint"]);
  return schemes.flatMap(([name, node]) => {
    const override = overrides.auth?.[name];
    if (override === false) return [];
    const scheme = readScheme(node, notes);
    if (scheme === undefined) return [];
    const names = scheme.names.map((wanted) => {
      const base = scheme.names.length === 1 ? (override?.attribute ?? wanted) : wanted;
      const attribute = taken.has(base) ? `${toAttributeName(name)}_${base}` : base;
      taken.add(attribute);
      return attribute;
    });
    const prefix = provider.toUpperCase();
    const attributes = names.map((attribute, index) => ({
      name: attribute,
      description: scheme.descriptions[index]!,
      isSecret: scheme.names.length === 1 || index === 1,
      env: (scheme.names.length === 1 ? override?.env : undefined) ?? `${prefix}_${attribute.toUpperCase()}`,
    }));
    return [{ ...scheme, attributes, value: scheme.valueOf(names.map(toVariableName)) }];
  });
}

interface Scheme {
  readonly names: readonly string[];
  readonly descriptions: readonly string[];
  readonly place: "header" | "query";
  readonly parameter: string;
  readonly helpers: readonly string[];
  valueOf(variables: readonly string[]): string;
}

function readScheme(node: DocumentNode, notes: Notes): Scheme | undefined {
  const type = node.text("type");
  const bearer: Scheme = {
    names: ["token"],
    descriptions: ["The token for the service."],
    place: "header",
    parameter: "authorization",
    helpers: ["bearer"],
    valueOf: ([token]) => `bearer(${token})`,
  };
  if (type === "http" && node.text("scheme")?.toLowerCase() === "bearer") return bearer;
  if (type === "http" && node.text("scheme")?.toLowerCase() === "basic") {
    return {
      ...bearer,
      names: ["username", "password"],
      descriptions: ["The name that the service knows.", "The password for the service."],
      helpers: ["basic"],
      valueOf: ([username, password]) => `basic(${username}, ${password})`,
    };
  }
  const place = node.text("in");
  if (type === "apiKey" && (place === "header" || place === "query")) {
    return {
      ...bearer,
      names: ["api_key"],
      descriptions: ["The key for the service."],
      place,
      parameter: node.text("name") ?? "",
      helpers: [],
      valueOf: ([key]) => key!,
    };
  }
  if (type === "oauth2" || type === "openIdConnect") {
    notes.add("assumed", node.pointer, "tokens are not obtained: the practitioner gives one");
    return bearer;
  }
  notes.add("unsupported", node.pointer, `credentials of ${type} ${node.text("scheme") ?? place ?? ""} are not sent`);
  return undefined;
}
