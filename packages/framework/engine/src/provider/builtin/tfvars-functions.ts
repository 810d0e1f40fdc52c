// SPDX-License-Identifier: Apache-2.0

import { dynamic, objectVal, string, stringVal, unknownVal, type Type, type Value } from "@provide-foundry/cty";
import { ArgumentError, FunctionError } from "@provide-foundry/cty/function";
import {
  evaluate,
  formatDiagnostic,
  hasErrors,
  isValidIdentifier,
  parseConfig,
  type Diagnostics,
} from "@provide-foundry/hcl";
import { renderTokens, tokensForValue, WriteFile } from "@provide-foundry/hcl/write";

/** A function of one argument. */
export interface TfvarsFunction {
  readonly parameter: Type;
  readonly returnType: Type;
  /** @throws FunctionError for a value that it has no answer for. */
  call(value: Value): Value;
}

/** The functions that translate between values and the syntax of `.tfvars` files. */
export function tfvarsFunctions(): ReadonlyMap<string, TfvarsFunction> {
  return new Map([
    ["encode_tfvars", { parameter: dynamic, returnType: string, call: encodeTfvars }],
    ["decode_tfvars", { parameter: string, returnType: dynamic, call: decodeTfvars }],
    ["encode_expr", { parameter: dynamic, returnType: string, call: encodeExpression }],
  ]);
}

function encodeTfvars(value: Value): Value {
  if (!value.isWhollyKnown()) return unknownVal(string).refineNotNull();
  if (value.type.kind !== "object" && value.type.kind !== "map") {
    const detail =
      "invalid value to encode: must be an object whose attribute names will become the encoded variable names";
    throw new ArgumentError(0, detail);
  }
  const file = new WriteFile();
  for (const [name, part] of value.asValueMap()) {
    if (!isValidIdentifier(name)) {
      const rule = "must be a valid identifier, per Terraform's rules for input variable declarations";
      throw new ArgumentError(0, `invalid variable name ${JSON.stringify(name)}: ${rule}`);
    }
    file.body.setAttributeValue(name, part);
  }
  return stringVal(file.toString());
}

function decodeTfvars(source: Value): Value {
  const { result, diagnostics } = parseConfig(source.asString(), "<decode_tfvars argument>");
  refuse("invalid tfvars syntax", diagnostics);
  const { attributes, diagnostics: problems } = result.body.justAttributes();
  refuse("invalid tfvars content", problems);
  const values = Array.from(attributes, ([name, { expr }]): [string, Value] => {
    const { value, diagnostics: mistakes } = evaluate(expr, undefined);
    refuse(`invalid expression for variable ${JSON.stringify(name)}`, mistakes);
    return [name, value];
  });
  return objectVal(new Map(values));
}

function refuse(reason: string, diagnostics: Diagnostics): void {
  if (!hasErrors(diagnostics)) return;
  const [first, ...others] = diagnostics;
  const more = others.length === 0 ? "" : `, and ${others.length} other diagnostic(s)`;
  throw new FunctionError(`${reason}: ${formatDiagnostic(first!)}${more}`);
}

function encodeExpression(value: Value): Value {
  if (value.isWhollyKnown()) return stringVal(renderTokens(tokensForValue(value)).trim());
  const unknown = unknownVal(string).refineNotNull();
  const prefix = value.range().couldBeNull ? "" : firstCharacter(value.type);
  return prefix === "" ? unknown : unknown.refine().stringPrefixFull(prefix).newValue();
}

function firstCharacter({ kind }: Type): string {
  if (kind === "object" || kind === "map") return "{";
  if (kind === "tuple" || kind === "list" || kind === "set") return "[";
  return kind === "string" ? '"' : "";
}
