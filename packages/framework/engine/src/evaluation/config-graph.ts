// SPDX-License-Identifier: Apache-2.0

/**
 * What in a configuration has to be evaluated before what: all its references, as a graph.
 *
 * Nodes are things of the configuration, each for all instances that it may come to have.
 *
 * @module
 */

import { variables, type Expression, type Traversal } from "@provide-foundry/hcl";
import {
  formatProvider,
  formatResourceName,
  type ModulePath,
  type ProviderAddress,
  type ResourceName,
} from "../address.ts";
import type {
  Check,
  CheckRule,
  Import,
  Local,
  Module,
  ModuleCall,
  Output,
  ProviderBlock,
  Repetition,
  Resource,
  Variable,
} from "../configuration/configuration.ts";
import { parseReferences, type Subject } from "../configuration/references.ts";
import { Graph } from "../graph/graph.ts";
import { bodyReferences } from "../schema/decode-block.ts";
import { providerKey, resolveProvider, type ModulePlace, type ModuleTree } from "./module-tree.ts";
import type { Schemas } from "./schemas.ts";

export type ConfigNode =
  | { readonly kind: "variable"; readonly place: ModulePlace; readonly variable: Variable }
  /** That a variable's own rules hold. Apart from the variable, because they may use what is made of it. */
  | { readonly kind: "validation"; readonly place: ModulePlace; readonly variable: Variable }
  | { readonly kind: "local"; readonly place: ModulePlace; readonly local: Local }
  | { readonly kind: "output"; readonly place: ModulePlace; readonly output: Output }
  | { readonly kind: "check"; readonly place: ModulePlace; readonly check: Check }
  | ResourceNode
  | ProviderNode
  /** How many instances a module has. */
  | { readonly kind: "call"; readonly place: ModulePlace; readonly call: ModuleCall }
  /** That all of a module has been done. */
  | { readonly kind: "closed"; readonly place: ModulePlace };

export interface ResourceNode {
  readonly kind: "resource";
  readonly place: ModulePlace;
  readonly resource: Resource;
  readonly provider: ProviderAddress;
}

export interface ProviderNode {
  readonly kind: "provider";
  readonly place: ModulePlace;
  readonly address: ProviderAddress;
  /** Absent if nothing is configured. */
  readonly block?: ProviderBlock;
}

/** @param extraProviders Configurations that only a state refers to. */
export function buildConfigGraph(
  tree: ModuleTree,
  schemas: Schemas,
  extraProviders: Iterable<ProviderAddress> = [],
): Graph<ConfigNode> {
  const graph = new Graph<ConfigNode>();
  for (const place of tree.places()) addNodes(graph, place);
  addProviders(graph, tree, extraProviders);
  for (const [name, node] of graph.nodes) connect(graph, name, node, schemas);
  for (const block of tree.root.module.imports) connectImport(graph, block, tree.root);
  return graph;
}

/** Names of nodes, which messages about cycles show. */
export const nodeName = {
  variable: (module: ModulePath, name: string): string =>
    `${prefix(module)}var.${name}${module.length > 0 ? expand : ""}`,
  validation: (module: ModulePath, name: string): string => `${prefix(module)}var.${name} (validation)`,
  local: (module: ModulePath, name: string): string => `${prefix(module)}local.${name}${expand}`,
  output: (module: ModulePath, name: string): string => `${prefix(module)}output.${name}${expand}`,
  check: (module: ModulePath, name: string): string => `${prefix(module)}check.${name}${expand}`,
  /** As `dependencies` in states has it, too. */
  resource: (module: ModulePath, name: ResourceName): string => prefix(module) + formatResourceName(name),
  provider: (address: ProviderAddress): string => formatProvider(address),
  call: (module: ModulePath): string => prefix(module).slice(0, -1) + expand,
  closed: (module: ModulePath): string => `${prefix(module).slice(0, -1)} (close)`,
};

const expand = " (expand)";

function prefix(module: ModulePath): string {
  return module.map((name) => `module.${name}.`).join("");
}

function addNodes(graph: Graph<ConfigNode>, place: ModulePlace): void {
  const { module, caller } = place;
  const { path } = module;
  if (caller) graph.add(nodeName.call(path), { kind: "call", place: caller.place, call: caller.call });
  for (const variable of module.variables.values()) {
    graph.add(nodeName.variable(path, variable.name), { kind: "variable", place, variable });
    if (variable.validations.length === 0) continue;
    graph.add(nodeName.validation(path, variable.name), { kind: "validation", place, variable });
  }
  for (const local of module.locals.values())
    graph.add(nodeName.local(path, local.name), { kind: "local", place, local });
  for (const resource of module.resources.values()) {
    const provider = resolveProvider(place, resource.provider);
    graph.add(nodeName.resource(path, resource), { kind: "resource", place, resource, provider });
  }
  for (const output of module.outputs.values()) {
    graph.add(nodeName.output(path, output.name), { kind: "output", place, output });
  }
  for (const check of module.checks.values())
    graph.add(nodeName.check(path, check.name), { kind: "check", place, check });
  if (caller) graph.add(nodeName.closed(path), { kind: "closed", place });
}

function addProviders(graph: Graph<ConfigNode>, tree: ModuleTree, extra: Iterable<ProviderAddress>): void {
  const used = [...graph.nodes.values()].flatMap((node) => (node.kind === "resource" ? [node.provider] : []));
  // A configuration that nothing uses is not evaluated.
  for (const address of [...used, ...extra]) {
    const name = nodeName.provider(address);
    const place = tree.find(address.module) ?? tree.root;
    const block = findBlock(place.module, address);
    graph.add(name, { kind: "provider", place, address, ...(block && { block }) });
  }
}

function findBlock(module: Module, { source, alias }: ProviderAddress): ProviderBlock | undefined {
  for (const block of module.providers.values()) {
    const isSame = module.requiredProviders.get(block.localName)?.source === source;
    if (isSame && providerKey("", block.alias) === providerKey("", alias)) return block;
  }
  return undefined;
}

function connect(graph: Graph<ConfigNode>, name: string, node: ConfigNode, schemas: Schemas): void {
  const { place } = node;
  const { module, caller } = place;
  const refer = (traversals: readonly Traversal[]): void => {
    for (const target of targetsOf(traversals, place)) graph.connect(name, target);
  };
  const waitFor = (traversals: readonly Traversal[]): void => {
    for (const target of explicitTargetsOf(traversals, place)) graph.connect(name, target);
  };
  const expressions = (...list: readonly Expression[]): void => refer(list.flatMap(variables));

  if (caller && node.kind !== "provider") {
    graph.connect(name, nodeName.call(module.path));
    if (node.kind !== "closed") graph.connect(nodeName.closed(module.path), name);
  }
  switch (node.kind) {
    case "variable":
      connectVariable(graph, name, node);
      break;
    case "validation":
      graph.connect(name, nodeName.variable(module.path, node.variable.name));
      expressions(...ruleExpressions(node.variable.validations));
      break;
    case "local":
      expressions(node.local.expression);
      break;
    case "output":
      expressions(node.output.expression, ...ruleExpressions(node.output.preconditions));
      waitFor(node.output.dependsOn);
      break;
    case "check":
      expressions(...ruleExpressions(node.check.assertions));
      if (node.check.data) graph.connect(name, nodeName.resource(module.path, node.check.data));
      break;
    case "call":
      expressions(...repetitionExpressions(node.call.repetition));
      waitFor(node.call.dependsOn);
      break;
    case "closed":
      for (const call of module.calls.values()) graph.connect(name, nodeName.closed(call.module.path));
      break;
    case "provider": {
      const schema = schemas.provider(node.address.source);
      if (node.block && schema) refer(bodyReferences(node.block.config, schema.provider));
      break;
    }
    case "resource":
      graph.connect(name, nodeName.provider(node.provider));
      refer(resourceReferences(node, schemas));
      waitFor(node.resource.dependsOn);
      break;
  }
}

/** What is imported is known by the time that the resource is planned. */
function connectImport(graph: Graph<ConfigNode>, { to, id, forEach, target }: Import, root: ModulePlace): void {
  if (target.resource === undefined) return;
  const name = nodeName.resource(
    target.module.map((step) => step.name),
    target.resource,
  );
  const used = [to, id, forEach].flatMap((expression) => (expression === undefined ? [] : variables(expression)));
  if (graph.nodes.has(name)) for (const dependency of targetsOf(used, root)) graph.connect(name, dependency);
}

/** A variable of a module depends on the argument for it in the call, which stands in the calling module. */
function connectVariable(graph: Graph<ConfigNode>, name: string, node: ConfigNode & { kind: "variable" }): void {
  const { caller } = node.place;
  if (caller === undefined) return;
  const argument = caller.call.config.justAttributes().attributes.get(node.variable.name);
  if (argument === undefined) return;
  for (const target of targetsOf(variables(argument.expr), caller.place)) graph.connect(name, target);
}

/** All that a resource's block refers to, without what it only waits for. */
export function resourceReferences({ resource, provider }: ResourceNode, schemas: Schemas): readonly Traversal[] {
  const { lifecycle, repetition, config } = resource;
  const schema = schemas.resource(provider.source, resource);
  const expressions = [
    ...repetitionExpressions(repetition),
    ...lifecycle.replaceTriggeredBy,
    ...ruleExpressions(lifecycle.preconditions),
    ...ruleExpressions(lifecycle.postconditions),
  ];
  return [...expressions.flatMap(variables), ...(schema ? bodyReferences(config, schema.block) : [])];
}

function repetitionExpressions(repetition: Repetition): readonly Expression[] {
  return repetition.kind === "single" ? [] : [repetition.expression];
}

function ruleExpressions(rules: readonly CheckRule[]): readonly Expression[] {
  return rules.flatMap(({ condition, errorMessage }) => [condition, errorMessage]);
}

/** The names of the nodes that traversals in a module lead to. */
export function targetsOf(traversals: readonly Traversal[], place: ModulePlace): readonly string[] {
  return parseReferences(traversals).references.flatMap(({ subject }) => targetOf(subject, place.module));
}

/** As `targetsOf`, for `depends_on`: a module stands for all that is in it. */
export function explicitTargetsOf(traversals: readonly Traversal[], place: ModulePlace): readonly string[] {
  return parseReferences(traversals).references.flatMap(({ subject }) => {
    const isModule = subject.kind === "module" && subject.output === undefined;
    return isModule ? [nodeName.closed([...place.module.path, subject.name])] : targetOf(subject, place.module);
  });
}

function targetOf(subject: Subject, module: Module): readonly string[] {
  switch (subject.kind) {
    case "variable":
      return [nodeName.variable(module.path, subject.name)];
    case "local":
      return [nodeName.local(module.path, subject.name)];
    case "resource":
      return [nodeName.resource(module.path, subject.resource)];
    case "module":
      return moduleTargets(module.calls.get(subject.name), subject.output);
    default:
      return [];
  }
}

function moduleTargets(call: ModuleCall | undefined, output: string | undefined): readonly string[] {
  if (call === undefined) return [];
  const { path, outputs } = call.module;
  const names = output === undefined ? [...outputs.keys()] : [output];
  return [nodeName.call(path), ...names.map((name) => nodeName.output(path, name))];
}
