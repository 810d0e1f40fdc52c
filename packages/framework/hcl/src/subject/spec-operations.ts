// SPDX-License-Identifier: Apache-2.0

/**
 * Bodies decoded by specs.
 *
 * @module
 */

import type { Value } from "@provide-foundry/cty";
import {
  blockAttrsSpec,
  blockListSpec,
  blockMapSpec,
  blockObjectSpec,
  blockSetSpec,
  blockSpec,
  blockTupleSpec,
} from "../decode/block-specs.ts";
import { decodeBody, impliedType, specVariables } from "../decode/decode-body.ts";
import type { Spec } from "../decode/spec.ts";
import {
  attrSpec,
  blockLabelSpec,
  defaultSpec,
  exprSpec,
  literalSpec,
  objectSpec,
  tupleSpec,
} from "../decode/value-specs.ts";
import { refineValueSpec, transformExprSpec, transformFuncSpec, validateSpec } from "../decode/wrapper-specs.ts";
import { hasErrors, type Diagnostics } from "../diagnostics.ts";
import { parseConfig, parseExpression } from "../syntax/parse.ts";
import type { SyntaxExpression } from "../syntax/expressions.ts";
import { evaluationContext } from "./evaluation-context.ts";
import {
  decodeType,
  decodeValue,
  encodeDiagnostics,
  encodeTraversals,
  encodeType,
  encodeValue,
  type JSONValue,
} from "./protocol.ts";
import { filename, type Operation, type Question } from "./question.ts";

export const specOperations: Readonly<Record<string, Operation>> = { hcldec: answerSpec };

function answerSpec({ spec: form, body: text }: Question): JSONValue {
  const spec = readSpec(form!);
  const { result, diagnostics } = parseConfig(text as string, filename);
  const fields = { parse_diags: encodeDiagnostics(diagnostics), implied_type: encodeType(impliedType(spec)) };
  if (hasErrors(diagnostics)) return fields;
  const decoded = decodeBody(result.body, spec, evaluationContext());
  return {
    ...fields,
    vars: encodeTraversals(specVariables(result.body, spec)),
    result: encodeValue(decoded.value),
    diags: encodeDiagnostics(decoded.diagnostics),
  };
}

/** Reads the form that `harnesses/go/hcl-vectors/decode_spec.go` describes. */
function readSpec(form: JSONValue): Spec {
  const [[kind, parts]] = Object.entries(form as object) as [[string, JSONValue]];
  switch (kind) {
    case "object":
      return objectSpec(
        Object.fromEntries(Object.entries(parts as object).map(([name, part]) => [name, readSpec(part as JSONValue)])),
      );
    case "tuple":
      return tupleSpec((parts as JSONValue[]).map(readSpec));
    case "literal":
      return literalSpec(decodeValue(parts));
    case "expr":
      return exprSpec(parseText(parts));
    case "refine_not_null":
      return refineValueSpec(readSpec(parts), (builder) => builder.notNull());
    case "validate_not_null":
      return validateSpec(readSpec(parts), requireNotNull);
    default:
      return readSpecOfParts(kind, parts as JSONValue[]);
  }
}

function readSpecOfParts(kind: string, parts: readonly JSONValue[]): Spec {
  const [first, second, third, fourth] = parts as [string, JSONValue, JSONValue, JSONValue];
  // The original knows 0 as no limit.
  const count = (): { min: number; max: number } => ({ min: second as number, max: (third as number) || Infinity });
  switch (kind) {
    case "attr":
      return attrSpec(first, decodeType(second), { required: third as boolean });
    case "block":
      return blockSpec(first, readSpec(third), { required: second as boolean });
    case "block_list":
      return blockListSpec(first, readSpec(fourth), count());
    case "block_tuple":
      return blockTupleSpec(first, readSpec(fourth), count());
    case "block_set":
      return blockSetSpec(first, readSpec(fourth), count());
    case "block_map":
      return blockMapSpec(first, second as string[], readSpec(third));
    case "block_object":
      return blockObjectSpec(first, second as string[], readSpec(third));
    case "block_attrs":
      return blockAttrsSpec(first, decodeType(second), { required: third as boolean });
    case "block_label":
      return blockLabelSpec(parts[0] as number, second as string);
    case "default":
      return defaultSpec(readSpec(first), readSpec(second));
    case "transform_expr":
      return transformExprSpec(readSpec(first), second as string, parseText(third), evaluationContext());
    case "transform_func":
      return transformFuncSpec(readSpec(first), evaluationContext().functions!.get(second as string)!);
    default:
      throw new TypeError(`no such spec: ${kind}`);
  }
}

function parseText(text: JSONValue): SyntaxExpression {
  return parseExpression(text as string, filename).result;
}

function requireNotNull(value: Value): Diagnostics {
  return value.isNull() ? [{ severity: "error", summary: "Null value", detail: "A value is required." }] : [];
}
