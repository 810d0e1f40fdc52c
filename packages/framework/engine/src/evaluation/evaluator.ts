// SPDX-License-Identifier: Apache-2.0

import type { CtyFunction } from "@provide-foundry/cty/function";
import {
  evaluate,
  hasErrors,
  variables,
  type Body,
  type EvalContext,
  type Evaluated,
  type Expression,
  type Traversal,
} from "@provide-foundry/hcl";
import type { Module } from "../configuration/configuration.ts";
import { parseReferences, type Reference, type References } from "../configuration/references.ts";
import type { Diagnostic, Diagnostics } from "../diagnostic.ts";
import { bodyReferences, decodeBlock } from "../schema/decode-block.ts";
import type { Block } from "../schema/schema.ts";
import type { ModuleScope } from "./module-scope.ts";
import { variablesFor, type Environment, type Surroundings } from "./references-context.ts";

/** Evaluates in a scope that is already chosen. */
export type EvaluateExpression = (expression: Expression) => Promise<Evaluated>;

/** The functions of a module, some of which have to ask a provider. */
export interface FunctionLibrary {
  of(module: Module): ReadonlyMap<string, CtyFunction>;
  /** Evaluates something as often as it takes until providers have answered all calls in it. */
  evaluate<T>(work: () => T): Promise<T>;
}

/** Evaluates expressions and bodies in the scope of a module. */
export class Evaluator {
  readonly environment: Environment;
  readonly #functions: FunctionLibrary;
  /** What the references of a resource's configuration have to obey. */
  readonly #validate: (references: readonly Reference[], module: Module) => Diagnostics;
  /** By expression or body, for those of resources with many instances. */
  readonly #references = new WeakMap<object, References>();

  constructor(
    environment: Environment,
    functions: FunctionLibrary,
    validate: (references: readonly Reference[], module: Module) => Diagnostics,
  ) {
    this.environment = environment;
    this.#functions = functions;
    this.#validate = validate;
  }

  async evaluate(expression: Expression, scope: ModuleScope, surroundings: Surroundings = {}): Promise<Evaluated> {
    const { context, diagnostics } = this.context([expression], scope, surroundings);
    if (hasErrors(diagnostics)) return { ...evaluate(expression, context), diagnostics };
    return this.#functions.evaluate(() => evaluate(expression, context));
  }

  /** The object that a body describes, by its schema. */
  async decode(body: Body, block: Block, scope: ModuleScope, surroundings: Surroundings = {}): Promise<Evaluated> {
    const { references, diagnostics } = this.#referencesOf(body, scope.module, () => bodyReferences(body, block));
    const { context, diagnostics: found } = this.#contextFor(references, scope, surroundings);
    const wrong = [...diagnostics, ...found];
    if (hasErrors(wrong)) return { value: decodeBlock(body, block, context).value, diagnostics: wrong };
    return this.#functions.evaluate(() => decodeBlock(body, block, context));
  }

  /** What the expressions can be evaluated in, all of them. */
  context(
    expressions: readonly Expression[],
    scope: ModuleScope,
    surroundings: Surroundings = {},
  ): { context: EvalContext; diagnostics: Diagnostics } {
    const each = expressions.map((expression) => {
      return this.#referencesOf(expression, scope.module, () => variables(expression));
    });
    const { context, diagnostics } = this.#contextFor(
      each.flatMap(({ references }) => references),
      scope,
      surroundings,
    );
    return { context, diagnostics: [...each.flatMap((part) => part.diagnostics), ...diagnostics] };
  }

  /** As `evaluate`, in a context made before. */
  evaluateIn(expression: Expression, context: EvalContext): Promise<Evaluated> {
    return this.#functions.evaluate(() => evaluate(expression, context));
  }

  #referencesOf(source: object, module: Module, traversals: () => readonly Traversal[]): References {
    const known = this.#references.get(source);
    if (known !== undefined) return known;
    const { references, diagnostics } = parseReferences(traversals());
    const checked = { references, diagnostics: [...diagnostics, ...this.#validate(references, module)] };
    this.#references.set(source, checked);
    return checked;
  }

  #contextFor(
    references: readonly Reference[],
    scope: ModuleScope,
    surroundings: Surroundings,
  ): { context: EvalContext; diagnostics: Diagnostics } {
    const found: Diagnostic[] = [];
    const values = variablesFor(references, scope, surroundings, this.environment, found);
    return { context: { variables: values, functions: this.#functions.of(scope.module) }, diagnostics: found };
  }
}
