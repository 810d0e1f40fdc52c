// SPDX-License-Identifier: Apache-2.0

/**
 * Addresses that configurations write down to say what happens to the thing: `module.net["a"].aws_instance.web[0]`.
 *
 * Source: Terraform 1.11, `internal/addrs/parse_target.go`.
 *
 * @module
 */

import type { Traversal, TraversalStep } from "@provide-foundry/hcl";
import type { InstanceKey, ModuleStep, ResourceMode, ResourceName } from "../address.ts";
import type { Diagnostic } from "../diagnostic.ts";
import { traversalRange } from "./blocks/quoted-reference.ts";
import type { Target } from "./configuration.ts";
import { parseKey } from "./parse-key.ts";
import { problem } from "./problem.ts";

/** Reads the address of a module, a resource or an instance. What is wrong is added to `found`. */
export function parseTarget(traversal: Traversal, found: Diagnostic[]): Target | undefined {
  const before = found.length;
  const range = traversalRange(traversal);
  const { module, rest } = parseModules(traversal, found);
  if (found.length > before) return undefined;
  if (rest.length === 0) return { module, range };
  const named = parseResourceName(rest, found);
  if (named === undefined) return undefined;
  const [step, extra] = named.rest;
  if (step === undefined) return { module, resource: named.resource, range };
  if (extra !== undefined) return fail(extra, "Unexpected extra operators after address.", found);
  if (step.kind !== "index") return fail(step, "Resource instance key must be given in square brackets.", found);
  const { key, problem: wrong } = parseKey(step.key);
  if (wrong !== undefined) return fail(step, `Invalid resource instance key: ${wrong}.`, found);
  return { module, resource: named.resource, key, range };
}

function parseModules(
  traversal: Traversal,
  found: Diagnostic[],
): { readonly module: readonly ModuleStep[]; readonly rest: Traversal } {
  const module: ModuleStep[] = [];
  let rest = traversal;
  while (rest[0] !== undefined && nameOf(rest[0]) === "module") {
    const [keyword, name] = rest;
    if (name?.kind !== "attr") {
      const detail = 'Prefix "module." must be followed by a module name.';
      found.push(problem("Invalid address operator", detail, (name ?? keyword).range));
      return { module, rest: [] };
    }
    rest = rest.slice(2);
    let key: InstanceKey | undefined;
    if (rest[0]?.kind === "index") {
      const parsed = parseKey(rest[0].key);
      if (parsed.problem !== undefined) {
        const detail = `Invalid module index: ${parsed.problem}.`;
        found.push(problem("Invalid address operator", detail, rest[0].range));
      }
      key = parsed.key;
      rest = rest.slice(1);
    }
    module.push({ name: name.name, ...(key !== undefined && { key }) });
  }
  return { module, rest };
}

const missingType: Record<ResourceMode, string> = {
  managed: "A resource type name is required.",
  data: "A data source name is required.",
  ephemeral: "An ephemeral resource type name is required.",
};

function parseResourceName(
  traversal: Traversal,
  found: Diagnostic[],
): { readonly resource: ResourceName; readonly rest: Traversal } | undefined {
  const prefix = nameOf(traversal[0]!);
  const mode = prefix === "data" || prefix === "ephemeral" ? prefix : "managed";
  const steps = mode === "managed" ? traversal : traversal.slice(1);
  const [type, name] = steps;
  if (type === undefined || name === undefined) {
    const range = traversalRange(steps.length === 0 ? traversal : steps);
    found.push(problem("Invalid address", "Resource specification must include a resource type and name.", range));
    return undefined;
  }
  const typeName = nameOf(type);
  if (typeName === undefined) return fail(type, missingType[mode], found);
  if (name.kind !== "attr") return fail(name, "A resource name is required.", found);
  return { resource: { mode, type: typeName, name: name.name }, rest: steps.slice(2) };
}

function nameOf(step: TraversalStep): string | undefined {
  return step.kind === "root" || step.kind === "attr" ? step.name : undefined;
}

function fail({ range }: TraversalStep, detail: string, found: Diagnostic[]): undefined {
  found.push(problem("Invalid address", detail, range));
}
