// SPDX-License-Identifier: Apache-2.0

/**
 * Functions that configurations define:
 *
 *     function "greet" {
 *       params = [name]
 *       result = "hello ${name}"
 *     }
 *
 * Source: hashicorp/hcl 2.24, `ext/userfunc`.
 *
 * @module
 */

import { dynamic, tupleVal, type Value } from "@provide-foundry/cty";
import { FunctionError, makeFunction, type CtyFunction, type Parameter } from "@provide-foundry/cty/function";
import type { Block, Body, BodySchema } from "../body.ts";
import { formatDiagnostic, hasErrors, type Diagnostic, type Diagnostics } from "../diagnostics.ts";
import type { EvalContext } from "../eval/eval-context.ts";
import { evaluate } from "../eval/evaluate.ts";
import type { Expression } from "../expression.ts";
import { exprAsKeyword, exprList } from "../static-views.ts";

/** Functions that call each other deeper than this are taken for functions that never end. */
const maxCallDepth = 100;

const functionSchema: BodySchema = {
  attributes: [{ name: "params", required: true }, { name: "variadic_param" }, { name: "result", required: true }],
};

/** The functions of a body, by name, and the body without their definitions. */
export interface UserFunctions {
  readonly functions: ReadonlyMap<string, CtyFunction>;
  readonly remain: Body;
  readonly diagnostics: Diagnostics;
}

/**
 * Reads the functions that a body defines.
 *
 * @param blockType What such blocks are called: `function`.
 * @param context What their results may use besides their parameters. Asked for at the first call, so that it may hold the
 *   functions themselves.
 */
export function decodeUserFunctions(
  body: Body,
  blockType: string,
  context?: () => EvalContext | undefined,
): UserFunctions {
  const schema: BodySchema = { blocks: [{ type: blockType, labelNames: ["name"] }] };
  const { content, remain, diagnostics } = body.partialContent(schema);
  if (hasErrors(diagnostics)) return { functions: new Map(), remain, diagnostics };
  const found: Diagnostic[] = [...diagnostics];
  const functions = new Map<string, CtyFunction>();
  let base: EvalContext | undefined;
  const getBase = (): EvalContext | undefined => (base ??= context?.());
  for (const block of content.blocks) {
    const fn = decodeFunction(block, getBase, found);
    if (fn !== undefined) functions.set(block.labels[0]!, fn);
  }
  return { functions, remain, diagnostics: found };
}

function decodeFunction(
  block: Block,
  getBase: () => EvalContext | undefined,
  found: Diagnostic[],
): CtyFunction | undefined {
  const { content, diagnostics } = block.body.content(functionSchema);
  found.push(...diagnostics);
  const params = content.attributes.get("params");
  const result = content.attributes.get("result");
  if (hasErrors(diagnostics) || params === undefined || result === undefined) return undefined;
  const names = readNames(params.expr, found);
  if (names === undefined) return undefined;
  const variadic = content.attributes.get("variadic_param");
  const variadicName = variadic && exprAsKeyword(variadic.expr);
  if (variadic !== undefined && variadicName === undefined) {
    const detail = "The variadic parameter name must be an identifier.";
    found.push({ severity: "error", summary: "Invalid variadic_param", detail, subject: variadic.expr.range });
    return undefined;
  }
  return createFunction(new Definition(names, variadicName, result.expr, getBase));
}

function readNames(expression: Expression, found: Diagnostic[]): readonly string[] | undefined {
  const { view: items, diagnostics } = exprList(expression);
  found.push(...diagnostics);
  if (items === undefined) return undefined;
  const names: string[] = [];
  for (const item of items) {
    const name = exprAsKeyword(item);
    if (name === undefined) {
      const detail = "Each parameter name must be an identifier.";
      found.push({ severity: "error", summary: "Invalid param element", detail, subject: item.range });
      return undefined;
    }
    names.push(name);
  }
  return names;
}

function createFunction(definition: Definition): CtyFunction {
  const { names, variadicName } = definition;
  return makeFunction({
    parameters: names.map(parameter),
    ...(variadicName !== undefined && { variadicParameter: parameter(variadicName) }),
    type: (args) => definition.call(args).type,
    implementation: (args) => definition.call(args),
  });
}

function parameter(name: string): Parameter {
  return { name, type: dynamic };
}

let callDepth = 0;

class Definition {
  readonly names: readonly string[];
  readonly variadicName: string | undefined;
  readonly #result: Expression;
  readonly #getBase: () => EvalContext | undefined;
  // A call asks for the type and then for the value, with the same arguments. Were each an evaluation, a function that calls
  // another would call it twice, that one the next four times, and so on.
  readonly #answers = new WeakMap<readonly Value[], Value>();

  constructor(
    names: readonly string[],
    variadicName: string | undefined,
    result: Expression,
    getBase: () => EvalContext | undefined,
  ) {
    this.names = names;
    this.variadicName = variadicName;
    this.#result = result;
    this.#getBase = getBase;
  }

  call(args: readonly Value[]): Value {
    let answer = this.#answers.get(args);
    if (answer === undefined) this.#answers.set(args, (answer = this.#evaluate(args)));
    return answer;
  }

  #evaluate(args: readonly Value[]): Value {
    const variables = new Map(this.names.map((name, i) => [name, args[i]!]));
    if (this.variadicName !== undefined) variables.set(this.variadicName, tupleVal(args.slice(this.names.length)));
    const parent = this.#getBase();
    if (callDepth >= maxCallDepth) throw new FunctionError(`functions call each other more than ${maxCallDepth} deep`);
    callDepth++;
    try {
      const { value, diagnostics } = evaluate(this.#result, { ...(parent && { parent }), variables });
      if (hasErrors(diagnostics)) throw new FunctionError(describe(diagnostics));
      return value;
    } finally {
      callDepth--;
    }
  }
}

function describe(diagnostics: Diagnostics): string {
  const [first, ...others] = diagnostics;
  const more = others.length === 0 ? "" : `, and ${others.length} other diagnostic(s)`;
  return `${formatDiagnostic(first!)}${more}`;
}
