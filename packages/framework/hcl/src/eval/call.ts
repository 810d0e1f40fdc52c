// SPDX-License-Identifier: Apache-2.0

/**
 * Function calls.
 *
 * Source: hashicorp/hcl 2.24, `hclsyntax/expression.go`.
 *
 * @module
 */

import { dynamicVal, unknownVal, type Value } from "@provide-foundry/cty";
import { ArgumentError, FunctionError, type CtyFunction, type Parameter } from "@provide-foundry/cty/function";
import { quoteGo } from "@provide-foundry/cty/unicode";
import type { Diagnostic } from "../diagnostics.ts";
import type { Expression } from "../expression.ts";
import type { SourceRange } from "../source/position.ts";
import { startRangeOf } from "../syntax/start-range.ts";
import type { FunctionCallExpr, SyntaxExpression } from "../syntax/expressions.ts";
import { FunctionCallExtra, UnknownFunctionExtra } from "./call-extra.ts";
import { tryConvert } from "./conversion.ts";
import { customDecoderFor } from "./custom-decoder.ts";
import { contextChain } from "./eval-context.ts";
import { suggestNearest } from "../syntax/suggest-name.ts";
import { hasFailedSince, type Scope } from "./scope.ts";
import { staticExpr } from "./static-expression.ts";

const invalidArgument = "Invalid function argument";

export function evaluateCall(node: FunctionCallExpr, scope: Scope, found: Diagnostic[]): Value {
  const fn = findFunction(node, scope, found);
  if (fn === undefined) return dynamicVal;
  const before = found.length;
  const args = expandArguments(node, scope, found);
  if (args === undefined) return dynamicVal;
  const miscount = checkCount(fn, args, node, scope);
  if (miscount !== undefined) {
    found.push(miscount);
    return dynamicVal;
  }
  const values = args.map((argument, i) => readArgument(argument, parameterAt(fn, i)!, node, scope, found));
  if (hasFailedSince(found, before)) return dynamicVal;
  try {
    return fn.call(values);
  } catch (error) {
    if (!(error instanceof FunctionError)) throw error;
    found.push(describeError(error, fn, args, node, scope));
    return dynamicVal;
  }
}

/** An argument: an expression, or an element of what `...` expands. */
type Argument = { readonly node: SyntaxExpression; readonly value?: Value };

function parameterAt(fn: CtyFunction, index: number): Parameter | undefined {
  return fn.parameters[index] ?? fn.variadicParameter;
}

function findFunction(node: FunctionCallExpr, scope: Scope, found: Diagnostic[]): CtyFunction | undefined {
  let isAllowed = false;
  for (const { functions } of contextChain(scope.context)) {
    isAllowed ||= functions !== undefined;
    const fn = functions?.get(node.name);
    if (fn !== undefined) return fn;
  }
  found.push(isAllowed ? describeUnknown(node, scope) : describeForbidden(node, scope));
  return undefined;
}

function describeForbidden(node: FunctionCallExpr, scope: Scope): Diagnostic {
  const place = { subject: node.range, expression: node };
  return scope.failure("Function calls not allowed", "Functions may not be called here.", place);
}

function describeUnknown(node: FunctionCallExpr, scope: Scope): Diagnostic {
  // Only those of the innermost context are offered, so none within a for-expression.
  const names = [...(scope.context?.functions?.keys() ?? [])];
  const nameStart = node.name.lastIndexOf("::") + 2;
  const namespace = nameStart < 2 ? "" : node.name.slice(0, nameStart);
  const name = node.name.slice(namespace.length);
  const place = {
    subject: node.nameRange,
    context: node.range,
    expression: node,
    extra: new UnknownFunctionExtra(name, namespace),
  };
  return scope.failure("Call to unknown function", whyUnknown(name, namespace, names), place);
}

function whyUnknown(name: string, namespace: string, names: readonly string[]): string {
  if (namespace === "") {
    const near = suggestNearest(name, names);
    return `There is no function named ${quoteGo(name)}.${near === undefined ? "" : ` Did you mean ${quoteGo(near)}?`}`;
  }
  return names.some((other) => other.startsWith(namespace))
    ? `There is no function named ${quoteGo(name)} in namespace ${namespace}.`
    : `There are no functions in namespace ${quoteGo(namespace)}.`;
}

/** The arguments, with the elements of the last one in its place if `...` follows it. Undefined if that cannot be expanded. */
function expandArguments(node: FunctionCallExpr, scope: Scope, found: Diagnostic[]): readonly Argument[] | undefined {
  const args = node.args.map((argument): Argument => ({ node: argument }));
  const last = node.args.at(-1);
  if (!node.expandFinal || last === undefined) return args;
  const before = found.length;
  const value = scope.evaluate(last, found);
  if (hasFailedSince(found, before)) return undefined;
  const { kind } = value.type;
  const canExpand = kind === "tuple" || kind === "list" || kind === "set" || kind === "dynamic";
  if (canExpand && !value.isKnown()) return undefined;
  if (canExpand && !value.isNull()) {
    // The elements of a marked sequence are marked as it is.
    const [sequence, marks] = value.unmark();
    const elements = sequence.asValueSlice().map((element) => ({ node: last, value: element.withMarks(marks) }));
    return [...args.slice(0, -1), ...elements];
  }
  const detail = `The expanding argument (indicated by ...) must ${canExpand ? "not be null" : "be of a tuple, list, or set type"}.`;
  const place = {
    subject: last.range,
    context: node.range,
    expression: last,
    extra: new FunctionCallExtra(node.name),
  };
  found.push(scope.failure("Invalid expanding argument value", detail, place));
  return undefined;
}

function checkCount(
  fn: CtyFunction,
  args: readonly Argument[],
  node: FunctionCallExpr,
  scope: Scope,
): Diagnostic | undefined {
  const { parameters, variadicParameter } = fn;
  const place = { context: node.range, expression: node, extra: new FunctionCallExtra(node.name) };
  const missing = parameters[args.length];
  if (missing !== undefined) {
    const least = variadicParameter === undefined ? "" : " at least";
    const detail = `Function ${quoteGo(node.name)} expects${least} ${parameters.length} argument(s). Missing value for ${quoteGo(missing.name)}.`;
    return scope.failure("Not enough function arguments", detail, { ...place, subject: node.closeParenRange });
  }
  const extra = args[parameters.length];
  if (variadicParameter !== undefined || extra === undefined) return undefined;
  const detail = `Function ${quoteGo(node.name)} expects only ${parameters.length} argument(s).`;
  return scope.failure("Too many function arguments", detail, { ...place, subject: startRangeOfArgument(extra) });
}

/** An element of an expanded argument is shown as all of it. */
function startRangeOfArgument({ node, value }: Argument): SourceRange {
  return value === undefined ? startRangeOf(node) : node.range;
}

function expressionOf({ node, value }: Argument): Expression {
  return value === undefined ? node : staticExpr(value, node.range);
}

function readArgument(
  argument: Argument,
  parameter: Parameter,
  call: FunctionCallExpr,
  scope: Scope,
  found: Diagnostic[],
): Value {
  const decode = customDecoderFor(parameter.type);
  if (decode !== undefined) {
    const { value, diagnostics } = decode(expressionOf(argument), scope.context);
    found.push(...diagnostics);
    return value ?? unknownVal(parameter.type);
  }
  const given = argument.value ?? scope.evaluate(argument.node, found);
  const { value, problem } = tryConvert(given, parameter.type);
  if (problem === undefined) return value;
  found.push(refuseArgument(argument, parameter, problem, new FunctionCallExtra(call.name), call, scope));
  return given;
}

function refuseArgument(
  argument: Argument,
  parameter: Parameter,
  problem: string,
  extra: FunctionCallExtra,
  call: FunctionCallExpr,
  scope: Scope,
): Diagnostic {
  return scope.failure(invalidArgument, `Invalid value for ${quoteGo(parameter.name)} parameter: ${problem}.`, {
    subject: startRangeOfArgument(argument),
    context: call.range,
    expression: expressionOf(argument),
    extra,
  });
}

function describeError(
  error: FunctionError,
  fn: CtyFunction,
  args: readonly Argument[],
  node: FunctionCallExpr,
  scope: Scope,
): Diagnostic {
  const extra = new FunctionCallExtra(node.name, error);
  const parameter = error instanceof ArgumentError ? parameterAt(fn, error.index) : undefined;
  if (error instanceof ArgumentError && parameter !== undefined) {
    const argument = args[error.index];
    if (argument !== undefined) return refuseArgument(argument, parameter, error.message, extra, node, scope);
    // About the variadic arguments as such, of which there are none.
    const detail = `Invalid value for ${quoteGo(parameter.name)} parameter: ${error.message}.`;
    return scope.failure(invalidArgument, detail, { subject: node.range, expression: node, extra });
  }
  return scope.failure("Error in function call", `Call to function ${quoteGo(node.name)} failed: ${error.message}.`, {
    subject: startRangeOf(node),
    context: node.range,
    expression: node,
    extra,
  });
}
