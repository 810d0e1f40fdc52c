// SPDX-License-Identifier: Apache-2.0

import { quoteGo } from "@provide-foundry/cty/unicode";
import { suggestNearest, type Expression } from "@provide-foundry/hcl";
import { formatResourceName, type InstanceAddress, type ResourceMode } from "../address.ts";
import { problem } from "../configuration/problem.ts";
import { displaySource } from "../configuration/provider-source.ts";
import type { Diagnostic } from "../diagnostic.ts";
import { impliedType } from "../schema/implied-type.ts";
import type { ResourceNode } from "./config-graph.ts";
import type { ModuleScope } from "./module-scope.ts";
import { anyInstance, evaluateRepetition, type RepetitionData } from "./repetition.ts";
import { ResourceValues } from "./resource-values.ts";
import type { ProviderSchema, ResourceSchema } from "../schema/schema.ts";
import type { Session } from "./session.ts";

/** An instance of a configured resource, with all that its configuration is evaluated in. */
export interface ConfiguredInstance {
  readonly node: ResourceNode;
  readonly scope: ModuleScope;
  readonly address: InstanceAddress;
  readonly repetition: RepetitionData;
  readonly schema: ResourceSchema;
}

/**
 * All instances of a resource, in all instances of its module. Expressions see them from then on, with unknown values.
 *
 * @returns Nothing, with problems reported, where that cannot be said.
 */
export async function expandResource(
  session: Session,
  node: ResourceNode,
): Promise<readonly ConfiguredInstance[] | undefined> {
  const { resource, place, provider } = node;
  const schema = session.schemas.resource(provider.source, resource);
  if (schema === undefined) {
    // Without any schema of the provider, that is the problem, and known.
    const known = session.schemas.provider(provider.source);
    if (known !== undefined) session.problems.report([unknownType(node, known)]);
    return undefined;
  }
  if (resource.lifecycle.preconditions.length + resource.lifecycle.postconditions.length > 0) {
    session.checks.expand(
      "resource",
      [...place.module.path.map((name) => `module.${name}.`), formatResourceName(resource)].join(""),
    );
  }
  const scopes = session.scopes.of(place.module.path);
  const expanded = await Promise.all(scopes.map((scope) => expandIn(session, node, scope, schema)));
  return expanded.includes(undefined) ? undefined : expanded.flatMap((instances) => instances!);
}

async function expandIn(
  session: Session,
  node: ResourceNode,
  scope: ModuleScope,
  schema: ResourceSchema,
): Promise<readonly ConfiguredInstance[] | undefined> {
  const { resource } = node;
  const { mode, type, name, repetition: wanted } = resource;
  const { isValidation } = session.evaluator.environment;
  const evaluate = (expression: Expression): ReturnType<typeof session.evaluator.evaluate> => {
    return session.evaluator.evaluate(expression, scope);
  };
  const { instances: given, diagnostics } = await evaluateRepetition(wanted, evaluate, isValidation);
  const isGood = session.problems.report(diagnostics);
  // A validation goes on, as there may be more that is wrong.
  const instances = isValidation ? anyInstance(wanted.kind) : given;
  if (instances === undefined || (!isGood && !isValidation)) return undefined;
  if (!isValidation)
    scope.resources.set(formatResourceName(resource), new ResourceValues(instances, impliedType(schema.block)));
  return Array.from(instances.data, ([key, repetition]) => {
    const address = { module: scope.instance, mode, type, name, ...(key !== undefined && { key }) };
    return { node, scope, address, repetition, schema };
  });
}

function unknownType({ resource, provider }: ResourceNode, schema: ProviderSchema): Diagnostic {
  const { mode, type, range } = resource;
  const kinds: Record<ResourceMode, readonly [string, string, ReadonlyMap<string, unknown>]> = {
    managed: ["Invalid resource type", "resource type", schema.resources],
    data: ["Invalid data source", "data source", schema.dataSources],
    ephemeral: ["Invalid ephemeral resource", "ephemeral resource", schema.ephemeralResources],
  };
  const [summary, kind, known] = kinds[mode];
  const near = mode === "ephemeral" ? undefined : suggestNearest(type, known.keys());
  const advice = near === undefined ? "" : ` Did you mean ${quoteGo(near)}?`;
  const detail = `The provider ${displaySource(provider.source)} does not support ${kind} ${quoteGo(type)}.${advice}`;
  return problem(summary, detail, range);
}
