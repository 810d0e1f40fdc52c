// SPDX-License-Identifier: Apache-2.0

/**
 * What the variables in expressions are: `var.name`, `aws_instance.web[0].id`, `each.key`.
 *
 * @module
 */

import { quoteGo } from "@provide-foundry/cty/unicode";
import {
  rangeBetween,
  variables,
  type Expression,
  type IndexStep,
  type SourceRange,
  type Traversal,
} from "@provide-foundry/hcl";
import { formatKey, formatResourceName, type InstanceKey, type ResourceMode, type ResourceName } from "../address.ts";
import type { Diagnostic, Diagnostics } from "../diagnostic.ts";
import { parseKey } from "./parse-key.ts";
import { problem } from "./problem.ts";

type NamedKind = "variable" | "local" | "each" | "count" | "path" | "terraform";

/** A thing that expressions can refer to. */
export type Subject =
  | { readonly kind: NamedKind; readonly name: string }
  | { readonly kind: "self" }
  /** All that there is of a resource, unless a key says which instance. */
  | { readonly kind: "resource"; readonly resource: ResourceName; readonly key?: InstanceKey }
  /** A module or, with a key, an instance of it; with an output, that of the module or of the instance. */
  | { readonly kind: "module"; readonly name: string; readonly key?: InstanceKey; readonly output?: string };

export interface Reference {
  readonly subject: Subject;
  /** Of the part that names the subject. */
  readonly range: SourceRange;
  /** What follows it: steps into the subject's value. */
  readonly remaining: Traversal;
}

export interface References {
  readonly references: readonly Reference[];
  readonly diagnostics: Diagnostics;
}

/** What all variables of an expression refer to, as often as they are used. */
export function referencesOf(expression: Expression): References {
  return parseReferences(variables(expression));
}

export function parseReferences(traversals: readonly Traversal[]): References {
  const references: Reference[] = [];
  const found: Diagnostic[] = [];
  for (const traversal of traversals) {
    const { reference, diagnostics } = parseReference(traversal);
    if (reference !== undefined) references.push(reference);
    found.push(...diagnostics);
  }
  return { references, diagnostics: found };
}

/**
 * What an absolute traversal refers to. Either there is a reference or an error.
 *
 * Source: Terraform 1.11, `internal/addrs/parse_ref.go`.
 */
export function parseReference(traversal: Traversal): { reference?: Reference; diagnostics: Diagnostics } {
  const found: Diagnostic[] = [];
  const reference = read(traversal, found);
  return { ...(reference && { reference }), diagnostics: found };
}

/** As it would be written: `var.name`, `module.net[0].id`. */
export function formatSubject(subject: Subject): string {
  switch (subject.kind) {
    case "self":
      return "self";
    case "resource":
      return formatResourceName(subject.resource) + formatKey(subject.key);
    case "module":
      return `module.${subject.name}${formatKey(subject.key)}${subject.output === undefined ? "" : `.${subject.output}`}`;
    case "variable":
      return `var.${subject.name}`;
    default:
      return `${subject.kind}.${subject.name}`;
  }
}

function read(traversal: Traversal, found: Diagnostic[]): Reference | undefined {
  const root = traversal[0];
  if (root?.kind !== "root") throw new TypeError("a relative traversal refers to nothing");
  switch (root.name) {
    case "count":
    case "each":
    case "local":
    case "path":
    case "terraform":
      return readAttribute(traversal, root.name, found);
    case "var":
      return readAttribute(traversal, "variable", found);
    case "data":
    case "ephemeral":
    case "resource":
      return readPrefixedResource(traversal, root.name, found);
    case "module":
      return readModule(traversal, found);
    case "self":
      return { subject: { kind: "self" }, range: root.range, remaining: traversal.slice(1) };
    case "template":
    case "lazy":
    case "arg": {
      const detail = `The symbol name ${quoteGo(root.name)} is reserved for use in a future Terraform version. If you are using a provider that already uses this as a resource type name, add the prefix "resource." to force interpretation as a resource type name.`;
      found.push(problem("Reserved symbol name", detail, root.range));
      return undefined;
    }
    default:
      return readResource("managed", root.range, traversal, found);
  }
}

function readAttribute(traversal: Traversal, kind: NamedKind, found: Diagnostic[]): Reference | undefined {
  const name = attributeName(traversal, found);
  if (name === undefined) return undefined;
  return {
    subject: { kind, name },
    range: rangeBetween(traversal[0]!.range, traversal[1]!.range),
    remaining: traversal.slice(2),
  };
}

/** The `b` of `a.b`. */
function attributeName([root, step]: Traversal, found: Diagnostic[]): string | undefined {
  if (step?.kind === "attr") return step.name;
  const name = quoteGo(root?.kind === "root" ? root.name : "");
  const detail =
    step === undefined
      ? `The ${name} object cannot be accessed directly. Instead, access one of its attributes.`
      : `The ${name} object does not support this operation.`;
  found.push(invalid(detail, (step ?? root!).range));
  return undefined;
}

const prefixes = {
  data: ["data", "the data source type and the resource name"],
  ephemeral: ["ephemeral", "the ephemeral resource type and the resource name"],
  resource: ["managed", "the resource type and the resource name"],
} as const;

function readPrefixedResource(
  traversal: Traversal,
  prefix: keyof typeof prefixes,
  found: Diagnostic[],
): Reference | undefined {
  const [mode, names] = prefixes[prefix];
  const root = traversal[0]!.range;
  if (traversal.length >= 3) return readResource(mode, root, traversal.slice(1), found);
  const detail = `The "${prefix}" object must be followed by two attribute names: ${names}.`;
  found.push(invalid(detail, rangeBetween(root, traversal.at(-1)!.range)));
  return undefined;
}

function readResource(
  mode: ResourceMode,
  start: SourceRange,
  traversal: Traversal,
  found: Diagnostic[],
): Reference | undefined {
  const [type, name, key] = traversal;
  if (name === undefined) {
    const detail =
      "A reference to a resource type must be followed by at least one attribute access, specifying the resource name.";
    found.push(invalid(detail, type!.range));
    return undefined;
  }
  if (type!.kind !== "root" && type!.kind !== "attr") {
    found.push(invalid('The "data" object does not support this operation.', type!.range));
    return undefined;
  }
  if (name.kind !== "attr") {
    const what = { managed: "a resource type", data: "a data source", ephemeral: "an ephemeral resource type" }[mode];
    const detail = `A reference to ${what} must be followed by at least one attribute access, specifying the resource name.`;
    found.push(invalid(detail, name.range));
    return undefined;
  }
  const resource = { mode, type: type!.name, name: name.name };
  const range = rangeBetween(start, name.range);
  if (key?.kind !== "index") return { subject: { kind: "resource", resource }, range, remaining: traversal.slice(2) };
  const parsed = readKey(key, "resource", found);
  return (
    parsed && {
      subject: { kind: "resource", resource, key: parsed.key },
      range: rangeBetween(start, key.range),
      remaining: traversal.slice(3),
    }
  );
}

function readModule(traversal: Traversal, found: Diagnostic[]): Reference | undefined {
  const name = attributeName(traversal, found);
  if (name === undefined) return undefined;
  const start = traversal[0]!.range;
  const call = { kind: "module", name } as const;
  let remaining = traversal.slice(2);
  let subject: Subject = call;
  let range = rangeBetween(start, traversal[1]!.range);
  if (remaining[0]?.kind === "index") {
    const parsed = readKey(remaining[0], "module", found);
    if (parsed === undefined) return undefined;
    subject = { ...call, key: parsed.key };
    range = rangeBetween(start, remaining[0].range);
    remaining = remaining.slice(1);
  }
  const [output] = remaining;
  if (output === undefined) return { subject, range, remaining };
  if (output.kind === "attr") {
    return {
      subject: { ...subject, output: output.name },
      range: rangeBetween(start, output.range),
      remaining: remaining.slice(1),
    };
  }
  found.push(invalid("Module instance objects do not support this operation.", output.range));
  return undefined;
}

function readKey(step: IndexStep, of: "resource" | "module", found: Diagnostic[]): { key: InstanceKey } | undefined {
  const parsed = parseKey(step.key);
  if (parsed.problem === undefined) return { key: parsed.key };
  found.push(problem("Invalid index key", `Invalid index for ${of} instance: ${parsed.problem}.`, step.range));
  return undefined;
}

function invalid(detail: string, subject: SourceRange): Diagnostic {
  return problem("Invalid reference", detail, subject);
}
