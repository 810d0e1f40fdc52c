// SPDX-License-Identifier: Apache-2.0

/**
 * Types as configurations write them: `list(object({ name = string, age = optional(number, 0) }))`.
 *
 * Source: hashicorp/hcl 2.24, `ext/typeexpr`.
 *
 * @module
 */

import {
  bool,
  dynamic,
  list,
  map,
  number,
  object,
  set,
  string,
  tuple,
  type Type,
  type Value,
} from "@provide-foundry/cty";
import { quoteGo } from "@provide-foundry/cty/unicode";
import { hasErrors, type Diagnostic, type Diagnostics } from "../diagnostics.ts";
import { tryConvert } from "../eval/conversion.ts";
import { evaluate } from "../eval/evaluate.ts";
import type { Expression, KeyValuePair, StaticCall } from "../expression.ts";
import { rangeBetween, type SourceRange } from "../source/position.ts";
import { exprAsKeyword, exprCall, exprList, exprMap } from "../static-views.ts";
import { Defaults } from "./defaults.ts";

/** A type that was read; where there are errors, it may be dynamic in part. */
export interface ReadType {
  readonly type: Type;
  readonly diagnostics: Diagnostics;
}

/** A type with the defaults of its optional attributes, if any has one. */
export interface ReadTypeWithDefaults extends ReadType {
  readonly defaults: Defaults | undefined;
}

/** Reads a type exactly: without `any` and optional attributes. */
export function readType(expression: Expression): ReadType {
  const { type, diagnostics } = new TypeReader("exact").read(expression);
  return { type, diagnostics };
}

/** Reads a type that values are to be converted to: `any` stands for whatever type they have, attributes may be optional. */
export function readTypeConstraint(expression: Expression): ReadType {
  const { type, diagnostics } = new TypeReader("constraint").read(expression);
  return { type, diagnostics };
}

/** As `readTypeConstraint`; optional attributes may have defaults: `optional(string, "x")`. */
export function readTypeConstraintWithDefaults(expression: Expression): ReadTypeWithDefaults {
  return new TypeReader("defaults").read(expression);
}

type Mode = "exact" | "constraint" | "defaults";

interface Part {
  readonly type: Type;
  readonly defaults: Defaults | undefined;
}

class TypeReader {
  readonly #mode: Mode;
  readonly #found: Diagnostic[] = [];

  constructor(mode: Mode) {
    this.#mode = mode;
  }

  read(expression: Expression): ReadTypeWithDefaults {
    return { ...this.#type(expression), diagnostics: this.#found };
  }

  #type(expression: Expression): Part {
    const keyword = exprAsKeyword(expression);
    if (keyword !== undefined) return this.#keyword(keyword, expression);
    const { view: call } = exprCall(expression);
    if (call !== undefined) return this.#call(call, expression);
    const detail =
      "A type specification is either a primitive type keyword (bool, number, string) or a complex type constructor call, like list(string).";
    return this.#fail(detail, expression.range);
  }

  #keyword(keyword: string, { range }: Expression): Part {
    switch (keyword) {
      case "bool":
        return plain(bool);
      case "string":
        return plain(string);
      case "number":
        return plain(number);
      case "any": {
        if (this.#mode !== "exact") return plain(dynamic);
        const detail = `The keyword "any" cannot be used in this type specification: an exact type is required.`;
        return this.#fail(detail, range);
      }
      default: {
        const requirement = requirementOf(keyword);
        return this.#fail(requirement ?? `The keyword ${quoteGo(keyword)} is not a valid type specification.`, range);
      }
    }
  }

  #call(call: StaticCall, expression: Expression): Part {
    const { name, argsRange } = call;
    const requirement = requirementOf(name);
    if (requirement === undefined) return this.#refuseCall(call, expression);
    const [argument, ...others] = call.arguments;
    if (argument === undefined || others.length > 0) {
      const subject = argument === undefined ? argsRange : rangeBetween(others[0]!.range, others.at(-1)!.range);
      return this.#fail(requirement, subject, argsRange);
    }
    switch (name) {
      case "object":
        return this.#object(argument, expression);
      case "tuple":
        return this.#tuple(argument, expression);
      default:
        return this.#collection(name === "list" ? list : name === "set" ? set : map, argument);
    }
  }

  #refuseCall({ name, nameRange, argsRange }: StaticCall, expression: Expression): Part {
    switch (name) {
      case "bool":
      case "number":
      case "string":
        return this.#fail(`Primitive type keyword "${name}" does not expect arguments.`, argsRange);
      case "any":
        return this.#fail(`Type constraint keyword "any" does not expect arguments.`, argsRange);
      case "optional":
        return this.#fail(`Keyword "optional" is valid only as a modifier for object type attributes.`, nameRange);
      default:
        return this.#fail(`Keyword ${quoteGo(name)} is not a valid type constructor.`, expression.range);
    }
  }

  #collection(make: (elementType: Type) => Type, argument: Expression): Part {
    const element = this.#type(argument);
    const type = make(element.type);
    return { type, defaults: element.defaults && new Defaults(type, undefined, new Map([["", element.defaults]])) };
  }

  #tuple(argument: Expression, expression: Expression): Part {
    const { view: elements } = exprList(argument);
    if (elements === undefined) {
      return this.#fail("Tuple type constructor requires a list of element types.", argument.range, expression.range);
    }
    const parts = elements.map((element) => this.#type(element));
    const children = new Map<string, Defaults>();
    for (const [i, { defaults }] of parts.entries()) if (defaults !== undefined) children.set(String(i), defaults);
    return structural(tuple(parts.map(({ type }) => type)), new Map(), children);
  }

  #object(argument: Expression, expression: Expression): Part {
    const { view: items } = exprMap(argument);
    if (items === undefined) {
      const detail =
        "Object type constructor requires a map whose keys are attribute names and whose values are the corresponding attribute types.";
      return this.#fail(detail, argument.range, expression.range);
    }
    const attributes = new Attributes();
    for (const item of items) this.#attribute(item, attributes, expression);
    return structural(object(attributes.types, attributes.optional), attributes.defaults, attributes.children);
  }

  #attribute({ key, value }: KeyValuePair, attributes: Attributes, whole: Expression): void {
    const name = exprAsKeyword(key);
    if (name === undefined || attributes.types.has(name)) {
      const requirement = name === undefined ? "attribute names" : "unique";
      this.#fail(`Object constructor map keys must be ${requirement}.`, key.range, whole.range);
      return;
    }
    const { view } = exprCall(value);
    const modifier = view?.name === "optional" ? view : undefined;
    const typeExpression = modifier === undefined ? value : modifier.arguments[0];
    if (typeExpression === undefined) {
      const detail = "Optional attribute modifier requires the attribute type as its argument.";
      this.#fail(detail, modifier!.argsRange, value.range);
      return;
    }
    const given = modifier && this.#optional(name, modifier, value, attributes);
    const { type, defaults } = this.#type(typeExpression);
    attributes.types.set(name, type);
    if (defaults !== undefined) attributes.children.set(name, defaults);
    if (given !== undefined) this.#default(name, given, modifier!.arguments[1]!, type, attributes);
  }

  /** Reads the `optional` around an attribute's type. Returns the default, if there is a valid one, not yet converted. */
  #optional(name: string, modifier: StaticCall, value: Expression, attributes: Attributes): Value | undefined {
    if (this.#mode === "exact") {
      const detail = "Optional attribute modifier is only for type constraints, not for exact types.";
      this.#fail(detail, modifier.nameRange, value.range);
      return undefined;
    }
    const [, fallback, ...others] = modifier.arguments;
    if (fallback !== undefined && (this.#mode === "constraint" || others.length > 0)) {
      const expected =
        this.#mode === "defaults"
          ? "at most two arguments: the attribute type, and a default value"
          : "only one argument: the attribute type";
      this.#fail(`Optional attribute modifier expects ${expected}.`, modifier.argsRange, value.range);
      return undefined;
    }
    const given = fallback && evaluate(fallback);
    if (given !== undefined) this.#found.push(...given.diagnostics);
    if (given !== undefined && hasErrors(given.diagnostics)) return undefined;
    attributes.optional.push(name);
    return given?.value;
  }

  #default(name: string, given: Value, { range }: Expression, type: Type, attributes: Attributes): void {
    const { value, problem } = tryConvert(given, type);
    if (problem === undefined) {
      attributes.defaults.set(name, value);
      return;
    }
    this.#found.push({
      severity: "error",
      summary: "Invalid default value for optional attribute",
      detail: `This default value is not compatible with the attribute's type constraint: ${problem}.`,
      subject: range,
    });
  }

  #fail(detail: string, subject: SourceRange, context?: SourceRange): Part {
    const summary = "Invalid type specification";
    this.#found.push({ severity: "error", summary, detail, subject, ...(context && { context }) });
    return plain(dynamic);
  }
}

/** What an object type is made of, as far as it has been read. */
class Attributes {
  readonly types: Map<string, Type> = new Map();
  readonly optional: string[] = [];
  readonly defaults: Map<string, Value> = new Map();
  readonly children: Map<string, Defaults> = new Map();
}

function plain(type: Type): Part {
  return { type, defaults: undefined };
}

function structural(type: Type, values: ReadonlyMap<string, Value>, children: ReadonlyMap<string, Defaults>): Part {
  return { type, defaults: values.size + children.size > 0 ? new Defaults(type, values, children) : undefined };
}

/** What a type constructor requires; undefined if it is none. */
function requirementOf(constructor: string): string | undefined {
  switch (constructor) {
    case "list":
    case "map":
    case "set":
      return `The ${constructor} type constructor requires one argument specifying the element type.`;
    case "object":
      return "The object type constructor requires one argument specifying the attribute types and values as a map.";
    case "tuple":
      return "The tuple type constructor requires one argument specifying the element types as a list.";
    default:
      return undefined;
  }
}
