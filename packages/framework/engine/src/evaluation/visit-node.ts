// SPDX-License-Identifier: Apache-2.0

/**
 * What is evaluated for each node of a configuration that is no resource: the same in every walk.
 *
 * @module
 */

import { dynamicVal, unknownVal, type Value } from "@provide-foundry/cty";
import { hasErrors } from "@provide-foundry/hcl";
import { formatModule, type ModuleInstance } from "../address.ts";
import { problem } from "../configuration/problem.ts";
import type { Diagnostic } from "../diagnostic.ts";
import type { ConfigNode, ResourceNode } from "./config-graph.ts";
import { judgeRules } from "./conditions.ts";
import { judgeValidations, variableValue, type GivenValue } from "./input-values.ts";
import type { ModuleScope } from "./module-scope.ts";
import { outputValue } from "./output-value.ts";
import { anyInstance, evaluateRepetition } from "./repetition.ts";
import type { Session } from "./session.ts";

type NodeOf<Kind extends ConfigNode["kind"]> = Extract<ConfigNode, { readonly kind: Kind }>;

/** @returns Whether what depends on the node can be visited. */
export async function visitNode(
  node: ConfigNode,
  session: Session,
  visitResource: (node: ResourceNode) => Promise<boolean>,
): Promise<boolean> {
  switch (node.kind) {
    case "resource":
      return visitResource(node);
    case "provider":
      return session.providers.configure(node, session);
    case "closed":
      return true;
    case "call":
      return expandCall(node, session);
    default:
      return everyScope(session.scopes.of(node.place.module.path), (scope) => visitInScope(node, scope, session));
  }
}

async function everyScope(
  scopes: readonly ModuleScope[],
  visit: (scope: ModuleScope) => Promise<boolean>,
): Promise<boolean> {
  const results = await Promise.all(scopes.map(visit));
  return results.every(Boolean);
}

async function visitInScope(
  node: NodeOf<"variable" | "validation" | "local" | "output" | "check">,
  scope: ModuleScope,
  session: Session,
): Promise<boolean> {
  switch (node.kind) {
    case "variable":
      return evaluateVariable(node, scope, session);
    case "validation":
      return validateVariable(node, scope, session);
    case "local": {
      const { value, diagnostics } = await session.evaluator.evaluate(node.local.expression, scope);
      scope.locals.set(node.local.name, value);
      return session.problems.report(diagnostics);
    }
    case "output":
      return evaluateOutput(node, scope, session);
    default:
      return judgeCheck(node, scope, session);
  }
}

async function evaluateVariable(
  { variable }: NodeOf<"variable">,
  scope: ModuleScope,
  session: Session,
): Promise<boolean> {
  const found: Diagnostic[] = [];
  const given = scope.caller
    ? await argumentFor(variable.name, scope, session, found)
    : session.given.get(variable.name);
  const isUngiven = session.evaluator.environment.isValidation && scope.caller === undefined;
  const value =
    isUngiven || hasErrors(found)
      ? unknownVal(variable.type)
      : variableValue(variable, given, addressIn(scope.instance, `var.${variable.name}`), found);
  scope.variables.set(variable.name, value);
  return session.problems.report(found);
}

/** What the call of the module sets a variable to. */
async function argumentFor(
  name: string,
  { caller }: ModuleScope,
  { evaluator }: Session,
  found: Diagnostic[],
): Promise<GivenValue | undefined> {
  const { scope, call, repetition } = caller!;
  const argument = call.config.justAttributes().attributes.get(name);
  if (argument === undefined) return undefined;
  const { value, diagnostics } = await evaluator.evaluate(argument.expr, scope, { repetition });
  found.push(...diagnostics);
  return { value, range: argument.expr.range };
}

async function validateVariable(
  { variable }: NodeOf<"validation">,
  scope: ModuleScope,
  session: Session,
): Promise<boolean> {
  if (session.conditions === "skip") return true;
  const argument = scope.caller?.call.config.justAttributes().attributes.get(variable.name);
  const range = scope.caller ? argument?.expr.range : session.given.get(variable.name)?.range;
  const results = await judgeValidations(variable, session.evaluator, scope, range);
  const local = `var.${variable.name}`;
  session.checks.record("var", addressIn(unkeyed(scope.instance), local), addressIn(scope.instance, local), results);
  return session.problems.report(results.flatMap(({ diagnostics }) => diagnostics));
}

async function evaluateOutput({ output }: NodeOf<"output">, scope: ModuleScope, session: Session): Promise<boolean> {
  const { evaluator, problems, checks, conditions } = session;
  const found: Diagnostic[] = [];
  scope.outputs.set(output.name, dynamicVal);
  if (conditions !== "skip" && output.preconditions.length > 0 && !evaluator.environment.isValidation) {
    const rules = output.preconditions;
    const results = await judgeRules("Module output value precondition", rules, evaluator, scope, {}, conditions);
    const local = `output.${output.name}`;
    checks.record("output", addressIn(unkeyed(scope.instance), local), addressIn(scope.instance, local), results);
    found.push(...results.flatMap(({ diagnostics }) => diagnostics));
  }
  const value: Value = hasErrors(found) ? dynamicVal : await outputValue(output, evaluator, scope, found);
  scope.outputs.set(output.name, value);
  return problems.report(found);
}

/** Problems of a check are never errors. */
async function judgeCheck({ check }: NodeOf<"check">, scope: ModuleScope, session: Session): Promise<boolean> {
  if (session.conditions === "skip" || session.evaluator.environment.isValidation) return true;
  const local = `check.${check.name}`;
  const [config, object] = [addressIn(unkeyed(scope.instance), local), addressIn(scope.instance, local)];
  // Without its data there is nothing to be said.
  if (session.checks.hasFailed("check", config, object)) return true;
  const results = await judgeRules("Check block assertion", check.assertions, session.evaluator, scope, {}, "warning");
  session.checks.record("check", config, object, results);
  return session.problems.report(results.flatMap(({ diagnostics }) => diagnostics));
}

async function expandCall({ place, call }: NodeOf<"call">, session: Session): Promise<boolean> {
  const { evaluator, scopes, problems } = session;
  const isValidation = evaluator.environment.isValidation;
  const known = new Set(call.module.variables.keys());
  const unexpected = [...call.config.justAttributes().attributes.values()].filter(({ name }) => !known.has(name));
  const refused = unexpected.map(({ name, nameRange }) => {
    return problem("Unsupported argument", `An argument named "${name}" is not expected here.`, nameRange);
  });
  if (!problems.report(refused)) return false;
  return everyScope(scopes.of(place.module.path), async (scope) => {
    const { repetition } = call;
    const evaluate = (expression: Parameters<typeof evaluator.evaluate>[0]) => evaluator.evaluate(expression, scope);
    const { instances, diagnostics } = await evaluateRepetition(repetition, evaluate, isValidation);
    scopes.expand(
      scope,
      call,
      isValidation ? anyInstance(repetition.kind) : (instances ?? anyInstance(repetition.kind)),
    );
    return problems.report(diagnostics);
  });
}

/** An address within a module: `module.a[0].var.name`. */
export function addressIn(module: ModuleInstance, local: string): string {
  return module.length === 0 ? local : `${formatModule(module)}.${local}`;
}

function unkeyed(module: ModuleInstance): ModuleInstance {
  return module.map(({ name }) => ({ name }));
}
