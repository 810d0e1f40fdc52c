// SPDX-License-Identifier: Apache-2.0

import path from "node:path";
import type { Configuration } from "../configuration/configuration.ts";
import type { Diagnostics } from "../diagnostic.ts";
import type { Emit } from "../events.ts";
import { findCycles } from "../graph/find-cycles.ts";
import { Limiter } from "../graph/limiter.ts";
import type { State } from "../state/state.ts";
import { CheckResults } from "./check-results.ts";
import { buildConfigGraph, nodeName } from "./config-graph.ts";
import { Evaluator } from "./evaluator.ts";
import { Functions } from "./function-library.ts";
import { GraphFacts } from "./graph-facts.ts";
import type { GivenValue } from "./input-values.ts";
import { ModuleScopes, type ModuleScope } from "./module-scope.ts";
import { ModuleTree, resolveProvider } from "./module-tree.ts";
import { Problems, sourceless } from "./problems.ts";
import type { Providers } from "./providers.ts";
import { Schemas } from "./schemas.ts";
import type { Session } from "./session.ts";
import { checkReferences } from "./static-references.ts";

export interface SessionOptions {
  readonly configuration: Configuration;
  readonly operation: "validate" | "plan" | "apply" | "console";
  /** Whose providers are needed too. */
  readonly state: State;
  readonly providers: Providers;
  readonly given: ReadonlyMap<string, GivenValue>;
  readonly conditions: Session["conditions"];
  readonly parallelism: number;
  readonly signal: AbortSignal;
  readonly emit: Emit;
  /** What relative paths of files start from. */
  readonly workingDirectory: string;
  readonly planTime: Date;
}

/** Prepares a walk. Where the configuration cannot be walked, the session's problems say so. */
export async function createSession(options: SessionOptions): Promise<Session> {
  const { configuration, operation, state, providers, given, conditions, signal, emit } = options;
  const problems = new Problems();
  const tree = new ModuleTree(configuration);
  const extra = [...state.resources.values()].filter(({ address }) => address.mode === "managed");
  problems.report(await providers.load(sourcesOf(tree, state)));
  const schemas = new Schemas((source) => providers.find(source)?.schema);
  const graph = buildConfigGraph(
    tree,
    schemas,
    extra.map(({ provider }) => provider),
  );
  problems.report(cycleErrors(findCycles(graph)));
  const environment = {
    workingDirectory: options.workingDirectory,
    modulePath: (scope: ModuleScope) => path.relative(configuration.root.directory, scope.module.directory) || ".",
    isApplying: operation === "apply",
    isValidation: operation === "validate",
  };
  const functions = new Functions(
    {
      baseDirectory: options.workingDirectory,
      isPlanning: operation === "plan" || operation === "validate",
      isConsole: operation === "console",
      planTime: options.planTime,
    },
    providers,
  );
  const checks = new CheckResults();
  declareChecks(tree, checks);
  return {
    tree,
    schemas,
    graph,
    facts: new GraphFacts(graph, schemas),
    evaluator: new Evaluator(environment, functions, (references, module) => {
      const place = tree.find(module.path)!;
      return checkReferences(references, module, (resource) => {
        return schemas.resource(resolveProvider(place, resource.provider).source, resource)?.block;
      });
    }),
    scopes: new ModuleScopes(configuration),
    checks,
    problems,
    providers,
    limiter: new Limiter(options.parallelism),
    emit,
    signal,
    given,
    conditions,
  };
}

/** Of resources, of the state, and, as their functions may be called, what modules require. */
function sourcesOf(tree: ModuleTree, state: State): ReadonlySet<string> {
  const found = new Set(Array.from(state.resources.values(), ({ provider }) => provider.source));
  for (const place of tree.places()) {
    for (const { provider } of place.module.resources.values()) found.add(resolveProvider(place, provider).source);
    for (const { source } of place.module.requiredProviders.values()) found.add(source);
  }
  return found;
}

function cycleErrors(cycles: readonly (readonly string[])[]): Diagnostics {
  return cycles.map((names) => sourceless(`Cycle: ${names.join(", ")}`, ""));
}

function declareChecks(tree: ModuleTree, checks: CheckResults): void {
  for (const { module } of tree.places()) {
    const prefix = module.path.map((name) => `module.${name}.`).join("");
    for (const resource of module.resources.values()) {
      const { preconditions, postconditions } = resource.lifecycle;
      if (preconditions.length + postconditions.length > 0)
        checks.declare("resource", nodeName.resource(module.path, resource));
    }
    for (const { name, preconditions } of module.outputs.values()) {
      if (preconditions.length > 0) checks.declare("output", `${prefix}output.${name}`);
    }
    for (const { name } of module.checks.values()) checks.declare("check", `${prefix}check.${name}`);
    for (const { name, validations } of module.variables.values()) {
      if (validations.length > 0) checks.declare("var", `${prefix}var.${name}`);
    }
  }
}
