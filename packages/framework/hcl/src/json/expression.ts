// SPDX-License-Identifier: Apache-2.0

import { boolVal, dynamic, dynamicVal, nullVal, parseNumberVal, stringVal, tupleVal } from "@provide-foundry/cty";
import type { EvalContext } from "../eval/eval-context.ts";
import type { Evaluated } from "../eval/evaluated.ts";
import { evaluate } from "../eval/evaluate.ts";
import type { CustomExpression, Expression, KeyValuePair, StaticCall } from "../expression.ts";
import { hasErrors, type Diagnostics } from "../diagnostics.ts";
import type { Position, SourceRange } from "../source/position.ts";
import { exprCall } from "../static-views.ts";
import { parseExpression, parseTemplate, parseTraversalAbs } from "../syntax/parse.ts";
import { syntaxVariables } from "../syntax/walk.ts";
import type { SyntaxExpression } from "../syntax/expressions.ts";
import type { Traversal } from "../traversal.ts";
import { evaluateObject } from "./evaluate-object.ts";
import type { JsonNode, JsonString } from "./nodes.ts";

/**
 * A JSON value as an expression. Strings are templates, and names of properties are as well; without a context they are
 * what they say.
 *
 * Source: hcl 2.24, `json/structure.go`.
 */
export class JsonExpression implements CustomExpression {
  readonly #node: JsonNode;

  constructor(node: JsonNode) {
    this.#node = node;
  }

  get kind(): "CustomExpr" {
    return "CustomExpr";
  }

  get range(): SourceRange {
    return this.#node.range;
  }

  get startRange(): SourceRange {
    return this.#node.startRange;
  }

  evaluate(context: EvalContext | undefined): Evaluated {
    const node = this.#node;
    switch (node.kind) {
      case "string":
        return evaluateText(node, context);
      case "number":
        return { value: parseNumberVal(node.text), diagnostics: [] };
      case "boolean":
        return { value: boolVal(node.value), diagnostics: [] };
      case "null":
        return { value: nullVal(dynamic), diagnostics: [] };
      case "array": {
        const elements = node.values.map((value) => new JsonExpression(value).evaluate(context));
        return {
          value: tupleVal(elements.map(({ value }) => value)),
          diagnostics: elements.flatMap(({ diagnostics }) => diagnostics),
        };
      }
      case "object":
        return evaluateObject(this, pairsOf(node.properties), context);
      case "invalid":
        return { value: dynamicVal, diagnostics: [] };
      default:
        return node satisfies never;
    }
  }

  variables(): readonly Traversal[] {
    const node = this.#node;
    switch (node.kind) {
      case "string": {
        const { result, diagnostics } = templateOf(node);
        return hasErrors(diagnostics) ? [] : syntaxVariables(result);
      }
      case "array":
        return node.values.flatMap((value) => new JsonExpression(value).variables());
      case "object":
        return pairsOf(node.properties).flatMap(({ key, value }) => [...key.variables(), ...value.variables()]);
      default:
        return [];
    }
  }

  /** A text with a reference in native syntax. */
  asTraversal(): Traversal | undefined {
    if (this.#node.kind !== "string") return undefined;
    const { filename, start } = this.#node.range;
    const { result, diagnostics } = parseTraversalAbs(this.#node.text, filename, start);
    return hasErrors(diagnostics) ? undefined : result;
  }

  /** A text with a call in native syntax. */
  asCall(): StaticCall | undefined {
    if (this.#node.kind !== "string") return undefined;
    const { filename, start } = this.#node.range;
    const { result, diagnostics } = parseExpression(this.#node.text, filename, start);
    return hasErrors(diagnostics) ? undefined : exprCall(result).view;
  }

  asList(): readonly Expression[] | undefined {
    return this.#node.kind === "array" ? this.#node.values.map((value) => new JsonExpression(value)) : undefined;
  }

  asMap(): readonly KeyValuePair[] | undefined {
    return this.#node.kind === "object" ? pairsOf(this.#node.properties) : undefined;
  }
}

/** A property whose name is an expression too. */
export interface JsonPair {
  readonly key: JsonExpression;
  readonly value: JsonExpression;
}

function pairsOf(properties: readonly { readonly name: JsonString; readonly value: JsonNode }[]): JsonPair[] {
  return properties.map(({ name, value }) => ({ key: new JsonExpression(name), value: new JsonExpression(value) }));
}

function evaluateText(node: JsonString, context: EvalContext | undefined): Evaluated {
  if (!context) return { value: stringVal(node.text), diagnostics: [] };
  const { result, diagnostics } = templateOf(node);
  if (hasErrors(diagnostics)) return { value: dynamicVal, diagnostics };
  return evaluate(result, context);
}

/** The text as a template, which starts after the opening quote. Escapes in the JSON text shift what is after them. */
function templateOf({ text, range }: JsonString): { result: SyntaxExpression; diagnostics: Diagnostics } {
  const { line, column, byte } = range.start;
  const start: Position = { line, column: column + 1, byte: byte + 1 };
  return parseTemplate(text, range.filename, start);
}
