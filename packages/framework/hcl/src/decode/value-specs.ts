// SPDX-License-Identifier: Apache-2.0

/**
 * Specs of arguments, labels and what is composed of them.
 *
 * @module
 */

import {
  dynamic,
  nullVal,
  object,
  objectVal,
  string,
  stringVal,
  tuple,
  tupleVal,
  unknownVal,
  type Type,
  type Value,
} from "@provide-foundry/cty";
import { quoteGo } from "@provide-foundry/cty/unicode";
import type { Attribute, AttributeSchema, BodyContent } from "../body.ts";
import type { Diagnostic } from "../diagnostics.ts";
import { tryConvert } from "../eval/conversion.ts";
import { customDecoderFor } from "../eval/custom-decoder.ts";
import type { EvalContext } from "../eval/eval-context.ts";
import { evaluate } from "../eval/evaluate.ts";
import type { Expression } from "../expression.ts";
import { nowhere, rangeBetween, type SourceRange } from "../source/position.ts";
import { variables } from "../static-views.ts";
import type { Traversal } from "../traversal.ts";
import { Spec, type NestedBlocks, type Reading } from "./spec.ts";

/** An object with an attribute for each spec. */
export function objectSpec(specs: Readonly<Record<string, Spec>>): Spec {
  return new ObjectSpec(new Map(Object.entries(specs)));
}

/** A tuple with an element for each spec. */
export function tupleSpec(specs: readonly Spec[]): Spec {
  return new TupleSpec(specs);
}

/** The value of an argument, converted to a type; null if it is missing. */
export function attrSpec(name: string, type: Type, { required = false }: { required?: boolean } = {}): Spec {
  return new AttrSpec(name, type, required);
}

/** A value that is always the same. */
export function literalSpec(value: Value): Spec {
  return new LiteralSpec(value);
}

/** The value of an expression that is not in the body. */
export function exprSpec(expression: Expression): Spec {
  return new ExprSpec(expression);
}

/** A label of the block whose body is read, by its position among those that are not keys already. */
export function blockLabelSpec(index: number, name: string): Spec {
  return new BlockLabelSpec(index, name);
}

/** Another value in place of null. */
export function defaultSpec(primary: Spec, fallback: Spec): Spec {
  return new DefaultSpec(primary, fallback);
}

class ObjectSpec extends Spec {
  override readonly parts: readonly Spec[];
  readonly #specs: ReadonlyMap<string, Spec>;

  constructor(specs: ReadonlyMap<string, Spec>) {
    super();
    this.#specs = specs;
    this.parts = [...specs.values()];
  }

  get impliedType(): Type {
    return object(new Map(Array.from(this.#specs, ([name, spec]) => [name, spec.impliedType])));
  }

  read(reading: Reading, found: Diagnostic[]): Value {
    return objectVal(new Map(Array.from(this.#specs, ([name, spec]) => [name, spec.read(reading, found)])));
  }

  sourceRange({ content }: Reading): SourceRange {
    return content.missingItemRange;
  }
}

class TupleSpec extends Spec {
  override readonly parts: readonly Spec[];

  constructor(specs: readonly Spec[]) {
    super();
    this.parts = specs;
  }

  get impliedType(): Type {
    return tuple(this.parts.map((spec) => spec.impliedType));
  }

  read(reading: Reading, found: Diagnostic[]): Value {
    return tupleVal(this.parts.map((spec) => spec.read(reading, found)));
  }

  sourceRange({ content }: Reading): SourceRange {
    return content.missingItemRange;
  }
}

class AttrSpec extends Spec {
  readonly impliedType: Type;
  override readonly attributes: readonly AttributeSchema[];
  readonly #name: string;

  constructor(name: string, type: Type, required: boolean) {
    super();
    this.#name = name;
    this.impliedType = type;
    this.attributes = [{ name, required }];
  }

  override variables({ attributes }: BodyContent): readonly Traversal[] {
    const attribute = attributes.get(this.#name);
    return attribute === undefined ? [] : variables(attribute.expr);
  }

  read({ content, context }: Reading, found: Diagnostic[]): Value {
    const attribute = content.attributes.get(this.#name);
    if (attribute === undefined) return nullVal(this.impliedType.withoutOptionalAttributesDeep());
    const detail = `Inappropriate value for attribute ${quoteGo(this.#name)}`;
    const problem = { summary: "Incorrect attribute value type", detail };
    return readAttribute(attribute, this.impliedType, context, problem, found);
  }

  sourceRange({ content }: Reading): SourceRange {
    return content.attributes.get(this.#name)?.expr.range ?? content.missingItemRange;
  }
}

/**
 * The value of an attribute as one of a type.
 *
 * @param problem What to say if it cannot be converted; the reason is added to the detail.
 */
export function readAttribute(
  { nameRange, expr }: Attribute,
  type: Type,
  context: EvalContext | undefined,
  problem: { readonly summary: string; readonly detail: string },
  found: Diagnostic[],
): Value {
  const unknown = (): Value => unknownVal(type.withoutOptionalAttributesDeep());
  const decode = customDecoderFor(type);
  if (decode !== undefined) {
    const { value, diagnostics } = decode(expr, context);
    found.push(...diagnostics);
    return value ?? unknown();
  }
  const { value: given, diagnostics } = evaluate(expr, context);
  found.push(...diagnostics);
  const converted = tryConvert(given, type);
  if (converted.problem === undefined) return converted.value;
  found.push({
    severity: "error",
    summary: problem.summary,
    detail: `${problem.detail}: ${converted.problem}.`,
    subject: expr.range,
    context: rangeBetween(nameRange, expr.range),
    expression: expr,
    ...(context && { evalContext: context }),
  });
  return unknown();
}

class LiteralSpec extends Spec {
  readonly #value: Value;

  constructor(value: Value) {
    super();
    this.#value = value;
  }

  get impliedType(): Type {
    return this.#value.type;
  }

  read(): Value {
    return this.#value;
  }

  sourceRange(): SourceRange {
    return { filename: "<unknown>", start: nowhere, end: nowhere };
  }
}

class ExprSpec extends Spec {
  readonly impliedType: Type = dynamic;
  readonly #expression: Expression;

  constructor(expression: Expression) {
    super();
    this.#expression = expression;
  }

  override variables(): readonly Traversal[] {
    return variables(this.#expression);
  }

  read({ context }: Reading, found: Diagnostic[]): Value {
    const { value, diagnostics } = evaluate(this.#expression, context);
    found.push(...diagnostics);
    return value;
  }

  sourceRange(): SourceRange {
    return this.#expression.range;
  }
}

/** Its own class is public to the specs of blocks, which have to know what labels their bodies ask for. */
export class BlockLabelSpec extends Spec {
  readonly impliedType: Type = string;
  readonly index: number;
  readonly name: string;

  constructor(index: number, name: string) {
    super();
    this.index = index;
    this.name = name;
  }

  read(reading: Reading): Value {
    return stringVal(this.#label(reading).value);
  }

  sourceRange(reading: Reading): SourceRange {
    return this.#label(reading).range;
  }

  #label({ labels }: Reading): Reading["labels"][number] {
    const label = labels[this.index];
    if (label === undefined) throw new TypeError(`there is no label ${this.name} outside of a block`);
    return label;
  }
}

class DefaultSpec extends Spec {
  override readonly parts: readonly Spec[];
  override readonly attributes: readonly AttributeSchema[];
  override readonly blocks: NestedBlocks | undefined;
  readonly #primary: Spec;
  readonly #fallback: Spec;

  constructor(primary: Spec, fallback: Spec) {
    super();
    this.#primary = primary;
    this.#fallback = fallback;
    this.parts = [primary, fallback];
    // Named here and by the parts again: an argument that one of them requires is then required even where it is there.
    this.attributes = [...primary.attributes, ...fallback.attributes];
    this.blocks = primary.blocks;
  }

  get impliedType(): Type {
    return this.#primary.impliedType;
  }

  read(reading: Reading, found: Diagnostic[]): Value {
    const value = this.#primary.read(reading, found);
    return value.isNull() ? this.#fallback.read(reading, found) : value;
  }

  sourceRange(reading: Reading): SourceRange {
    return this.#primary.sourceRange(reading);
  }
}
