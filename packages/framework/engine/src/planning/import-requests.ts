// SPDX-License-Identifier: Apache-2.0

/**
 * What `import` blocks ask for.
 *
 * Source: Terraform 1.11, `internal/terraform/eval_import.go`, for what is refused and how.
 *
 * @module
 */

import { convert, dynamicVal, PathError, string, stringVal, type Value } from "@provide-foundry/cty";
import { hasErrors, type Expression } from "@provide-foundry/hcl";
import { ephemeralMark, sensitiveMark } from "@provide-foundry/hcl/functions";
import { formatInstance, type InstanceAddress, type InstanceKey } from "../address.ts";
import type { Import } from "../configuration/configuration.ts";
import { problem } from "../configuration/problem.ts";
import type { Diagnostic } from "../diagnostic.ts";
import { nodeName, type ResourceNode } from "../evaluation/config-graph.ts";
import type { ConfiguredInstance } from "../evaluation/expand-resource.ts";
import { sourceless } from "../evaluation/problems.ts";
import type { RepetitionData } from "../evaluation/repetition.ts";
import { findInstance } from "../state/state-objects.ts";
import { configAddress, type PlanSession } from "./plan-session.ts";

/** Complaints about blocks that bring objects to where nothing is configured. */
export function unconfiguredImports({ tree, graph }: PlanSession): readonly Diagnostic[] {
  return tree.root.module.imports.flatMap(({ to, target }) => {
    if (target.resource === undefined) return [];
    const path = target.module.map(({ name }) => name);
    if (graph.nodes.has(nodeName.resource(path, target.resource))) return [];
    const name = formatInstance({ ...target, ...target.resource });
    const detail = `The configuration for the given import target ${name} does not exist. If you wish to automatically generate config for this resource, use the -generate-config-out option within terraform plan. Otherwise, make sure the target resource exists within your configuration. For example:\n\n  terraform plan -generate-config-out=generated.tf`;
    return [problem("Configuration for import target does not exist", detail, to.range)];
  });
}

/** Complaints about requests for instances that there are not. */
export function strayImports(
  { imports }: PlanSession,
  instances: readonly ConfiguredInstance[],
  resource: string,
): readonly Diagnostic[] {
  const known = new Set(instances.map(({ address }) => formatInstance(address)));
  return [...imports].flatMap(([name, { address }]) => {
    if (known.has(name) || configAddress(address) !== resource) return [];
    const detail = `The configuration for the given import ${name} does not exist. All target instances must have an associated configuration to be imported.`;
    return [sourceless("Configuration for import target does not exist", detail)];
  });
}

/** Evaluates the blocks that are about a resource, for when its instances are planned. */
export async function collectImports(session: PlanSession, node: ResourceNode): Promise<boolean> {
  const found: Diagnostic[] = [];
  for (const block of session.tree.root.module.imports) {
    if (!isAbout(block, node)) continue;
    for (const repetition of await repetitions(session, block, found)) {
      const address = await evaluateTarget(session, block, repetition, found);
      const id = await evaluateId(session, block, repetition, found);
      if (address === undefined || id === undefined) continue;
      // What is managed already is not imported again.
      if (findInstance(session.state, address)?.current !== undefined) continue;
      session.imports.set(formatInstance(address), { address, id, provider: node.provider });
    }
  }
  return session.problems.report(found);
}

function isAbout({ target }: Import, { place, resource }: ResourceNode): boolean {
  const path = target.module.map(({ name }) => name);
  const isSameModule = path.join(".") === place.module.path.join(".");
  return (
    isSameModule &&
    target.resource?.type === resource.type &&
    target.resource.name === resource.name &&
    resource.mode === "managed"
  );
}

async function repetitions(
  session: PlanSession,
  { forEach }: Import,
  found: Diagnostic[],
): Promise<readonly RepetitionData[]> {
  if (forEach === undefined) return [{}];
  const { value, diagnostics } = await session.evaluator.evaluate(forEach, session.scopes.root);
  found.push(...diagnostics);
  if (hasErrors(diagnostics)) return [];
  const refuse = (detail: string): [] => {
    found.push(problem("Invalid for_each argument", detail, forEach.range));
    return [];
  };
  if (!value.isWhollyKnown()) return refuse(unknownForEach);
  const [bare] = value.unmark();
  if (bare.isNull()) return [];
  if (!bare.canIterateElements()) return refuse('The "for_each" expression must be a collection.');
  return elementsOf(bare).map(([key, element]) => ({ each: { key, value: element } }));
}

function elementsOf(value: Value): readonly (readonly [Value, Value])[] {
  if (value.type.kind === "map" || value.type.kind === "object") {
    return Array.from(value.asValueMap(), ([key, element]) => [stringVal(key), element] as const);
  }
  return value.asValueSlice().map((element) => [element, element] as const);
}

async function evaluateId(
  session: PlanSession,
  block: Import,
  repetition: RepetitionData,
  found: Diagnostic[],
): Promise<string | undefined> {
  const expression = block.id;
  if (expression === undefined) return undefined;
  const { value, diagnostics } = await session.evaluator.evaluate(expression, session.scopes.root, { repetition });
  found.push(...diagnostics);
  if (hasErrors(diagnostics)) return undefined;
  const refuse = (detail: string): undefined => {
    found.push(problem("Invalid import id argument", detail, expression.range));
    return undefined;
  };
  if (value.hasMark(ephemeralMark)) return refuse("The import ID cannot be ephemeral.");
  if (value.isNull()) return refuse("The import ID cannot be null.");
  if (!value.isKnown()) return refuse(unknownId);
  if (value.hasMark(sensitiveMark)) return refuse("The import ID cannot be sensitive.");
  try {
    const id = convert(value, string).asString();
    return id === ""
      ? refuse("The import ID value evaluates to an empty string, please provide a non-empty value.")
      : id;
  } catch (error) {
    if (!(error instanceof PathError)) throw error;
    return refuse(`The import ID value is unsuitable: ${error.message}.`);
  }
}

async function evaluateTarget(
  session: PlanSession,
  block: Import,
  repetition: RepetitionData,
  found: Diagnostic[],
): Promise<InstanceAddress | undefined> {
  const { target } = block;
  const keys = await evaluateKeys(session, block.to, repetition, found);
  // The last keys that are written belong to the resource, or to the module where the resource has none.
  const module = target.module.map((step) => ({ ...step }));
  const key = target.key ?? keys.at(-1);
  return { module, ...target.resource!, ...(key !== undefined && { key }) };
}

/** The keys that have to be evaluated. */
async function evaluateKeys(
  session: PlanSession,
  expression: Expression,
  repetition: RepetitionData,
  found: Diagnostic[],
): Promise<readonly InstanceKey[]> {
  if (expression.kind === "RelativeTraversalExpr") return evaluateKeys(session, expression.operand, repetition, found);
  if (expression.kind !== "IndexExpr") return [];
  const { value, diagnostics } = await session.evaluator.evaluate(expression.key, session.scopes.root, { repetition });
  found.push(...diagnostics);
  const before = await evaluateKeys(session, expression.collection, repetition, found);
  if (hasErrors(diagnostics)) return before;
  const [bare] = (value.isKnown() ? value : dynamicVal).unmark();
  if (!bare.isKnown() || bare.isNull()) {
    const detail = bare.isKnown()
      ? "Import block contained a resource address using an index which is null. Please ensure the expression for the index is not null"
      : "Import block contained a resource address using an index that will only be known after apply. Please ensure to use expressions that are known at plan time for the index of an import target";
    found.push(problem("Import block 'to' address contains an invalid key", detail, expression.range));
    return before;
  }
  return [...before, bare.type.kind === "number" ? bare.asNumber() : bare.asString()];
}

const unknownForEach =
  'The "for_each" expression includes values derived from other resource attributes that cannot be determined until apply, and so Terraform cannot determine the full set of values that might be used to import this resource.';
const unknownId =
  'The import block "id" argument depends on resource attributes that cannot be determined until apply, so Terraform cannot plan to import this resource.';
