// SPDX-License-Identifier: Apache-2.0

/**
 * Specs of blocks.
 *
 * @module
 */

import {
  dynamic,
  dynamicVal,
  haveOneType,
  list,
  listVal,
  listValEmpty,
  map,
  mapVal,
  mapValEmpty,
  nullVal,
  objectVal,
  set,
  setVal,
  setValEmpty,
  tupleVal,
  unifyUnsafe,
  unknownVal,
  type Type,
  type Value,
} from "@provide-foundry/cty";
import { quoteGo } from "@provide-foundry/cty/unicode";
import type { Block, BodyContent } from "../body.ts";
import type { Diagnostic } from "../diagnostics.ts";
import { attempt } from "../eval/conversion.ts";
import { formatRange, type SourceRange } from "../source/position.ts";
import { variables } from "../static-views.ts";
import type { Traversal } from "../traversal.ts";
import { readBody, sourceRangeOf, specVariables } from "./decode-body.ts";
import { labelsOf, sameBody, Spec, type NestedBlocks, type Reading } from "./spec.ts";
import { BlockLabelSpec, readAttribute } from "./value-specs.ts";

/** How many blocks there may be. */
export interface BlockCount {
  /** 0 by default. */
  readonly min?: number;
  /** Any number by default. */
  readonly max?: number;
}

/** The one block of a type; null if there is none. */
export function blockSpec(type: string, nested: Spec, { required = false }: { required?: boolean } = {}): Spec {
  return new BlockSpec(type, nested, required);
}

/** A list of the blocks of a type, whose values are converted to one type. */
export function blockListSpec(type: string, nested: Spec, count: BlockCount = {}): Spec {
  return new BlockSequenceSpec(type, nested, count, "list");
}

/** A set of the blocks of a type, whose values are converted to one type. */
export function blockSetSpec(type: string, nested: Spec, count: BlockCount = {}): Spec {
  return new BlockSequenceSpec(type, nested, count, "set");
}

/** A tuple of the blocks of a type, whose values may be of different types. */
export function blockTupleSpec(type: string, nested: Spec, count: BlockCount = {}): Spec {
  return new BlockSequenceSpec(type, nested, count, "tuple");
}

/**
 * A map of the blocks of a type by their first labels: of maps, if there are several. Decoding throws a TypeError if the
 * values may be of different types.
 */
export function blockMapSpec(type: string, labelNames: readonly string[], nested: Spec): Spec {
  return new BlockMappingSpec(type, labelNames, nested, "map");
}

/** An object of the blocks of a type by their first labels, whose values may be of different types. */
export function blockObjectSpec(type: string, labelNames: readonly string[], nested: Spec): Spec {
  return new BlockMappingSpec(type, labelNames, nested, "object");
}

/** A map of the arguments in the one block of a type, whatever they are called; null if there is no such block. */
export function blockAttrsSpec(
  type: string,
  elementType: Type,
  { required = false }: { required?: boolean } = {},
): Spec {
  return new BlockAttrsSpec(type, elementType, required);
}

/** The blocks of one type. */
export function blocksOf({ blocks }: BodyContent, type: string): readonly Block[] {
  return blocks.filter((block) => block.type === type);
}

/** The names of the labels that specs of a body ask for. */
function labelNamesIn(nested: Spec): readonly string[] {
  const names: string[] = [];
  for (const spec of sameBody(nested)) if (spec instanceof BlockLabelSpec) names[spec.index] = spec.name;
  return Array.from(names, (name, i) => name ?? `missing${String(i).padStart(2, "0")}`);
}

/** What the specs of blocks with bodies have in common. */
abstract class NestedSpec extends Spec {
  override readonly blocks: NestedBlocks;
  protected readonly type: string;
  protected readonly nested: Spec;

  constructor(type: string, nested: Spec, keyNames: readonly string[] = []) {
    super();
    this.type = type;
    this.nested = nested;
    this.blocks = { header: { type, labelNames: [...keyNames, ...labelNamesIn(nested)] }, nested };
  }

  override variables(content: BodyContent): readonly Traversal[] {
    return blocksOf(content, this.type).flatMap(({ body }) => specVariables(body, this.nested));
  }

  sourceRange({ content }: Reading): SourceRange {
    const [block] = blocksOf(content, this.type);
    return block === undefined ? content.missingItemRange : this.rangeOf(block);
  }

  protected rangeOf(block: Block): SourceRange {
    return sourceRangeOf(block.body, this.nested, labelsOf(block, 0));
  }

  /** The value of a block, with the marks of what decided that it is there. */
  protected readBlock(block: Block, skippedLabels: number, { context }: Reading, found: Diagnostic[]): Value {
    const { body } = block;
    const value = readBody(body, this.nested, labelsOf(block, skippedLabels), context, found);
    return body.valueMarks === undefined ? value : value.withMarks(body.valueMarks);
  }

  protected unknown(): Value {
    return unknownVal(this.impliedType.withoutOptionalAttributesDeep());
  }
}

class BlockSpec extends NestedSpec {
  readonly #isRequired: boolean;

  constructor(type: string, nested: Spec, isRequired: boolean) {
    super(type, nested);
    this.#isRequired = isRequired;
  }

  get impliedType(): Type {
    return this.nested.impliedType;
  }

  override variables(content: BodyContent): readonly Traversal[] {
    const [block] = blocksOf(content, this.type);
    return block === undefined ? [] : specVariables(block.body, this.nested);
  }

  read({ content, context }: Reading, found: Diagnostic[]): Value {
    const block = onlyBlock(content, this.type, this.#isRequired, found);
    if (block === undefined) return nullVal(this.impliedType.withoutOptionalAttributesDeep());
    return readBody(block.body, this.nested, labelsOf(block, 0), context, found);
  }
}

/** The one block of a type. Another one is an error. */
export function onlyBlock(
  content: BodyContent,
  type: string,
  isRequired: boolean,
  found: Diagnostic[],
): Block | undefined {
  const [block, other] = blocksOf(content, type);
  if (block === undefined && isRequired) {
    const detail = `A block of type ${quoteGo(type)} is required here.`;
    const subject = content.missingItemRange;
    found.push({ severity: "error", summary: `Missing ${type} block`, detail, subject });
  }
  if (block !== undefined && other !== undefined) {
    const detail = `Only one block of type ${quoteGo(type)} is allowed. Previous definition was at ${formatRange(block.defRange)}.`;
    found.push({ severity: "error", summary: `Duplicate ${type} block`, detail, subject: other.defRange });
  }
  return block;
}

/** Tells of too few or too many blocks. */
export function checkBlockCount(
  type: string,
  blocks: readonly Block[],
  { min = 0, max = Infinity }: BlockCount,
  { missingItemRange }: BodyContent,
  rangeOf: (block: Block) => SourceRange,
  found: Diagnostic[],
): void {
  const tooMuch = blocks[max];
  if (blocks.length < min) {
    const detail = `At least ${min} ${quoteGo(type)} blocks are required.`;
    found.push({ severity: "error", summary: `Insufficient ${type} blocks`, detail, subject: missingItemRange });
  } else if (tooMuch !== undefined) {
    const detail = `No more than ${max} ${quoteGo(type)} blocks are allowed`;
    found.push({ severity: "error", summary: `Too many ${type} blocks`, detail, subject: rangeOf(tooMuch) });
  }
}

class BlockSequenceSpec extends NestedSpec {
  readonly #count: BlockCount;
  readonly #kind: "list" | "set" | "tuple";

  constructor(type: string, nested: Spec, count: BlockCount, kind: "list" | "set" | "tuple") {
    super(type, nested);
    this.#count = count;
    this.#kind = kind;
  }

  get impliedType(): Type {
    const { impliedType } = this.nested;
    if (this.#kind === "tuple") return dynamic;
    return this.#kind === "list" ? list(impliedType) : set(impliedType);
  }

  read(reading: Reading, found: Diagnostic[]): Value {
    const blocks = blocksOf(reading.content, this.type);
    const values: Value[] = [];
    for (const block of blocks) {
      values.push(this.readBlock(block, 0, reading, found));
      if (block.body.isUnknown) return this.unknown();
    }
    checkBlockCount(this.type, blocks, this.#count, reading.content, (block) => this.rangeOf(block), found);
    return this.#kind === "tuple" ? tupleVal(values) : this.#collection(this.#kind, blocks, values, found);
  }

  #collection(kind: "list" | "set", blocks: readonly Block[], values: readonly Value[], found: Diagnostic[]): Value {
    const { impliedType } = this.nested;
    if (values.length === 0) return kind === "list" ? listValEmpty(impliedType) : setValEmpty(impliedType);
    const unified = this.#unify(blocks, values, found);
    if (unified === undefined) return dynamicVal;
    return kind === "list" ? listVal(unified) : setVal(unified);
  }

  /** Values of one type; undefined if they have none in common. */
  #unify(blocks: readonly Block[], values: readonly Value[], found: Diagnostic[]): readonly Value[] | undefined {
    const unified = unifyUnsafe(values.map(({ type }) => type));
    const converted: Value[] = [];
    for (const [i, value] of values.entries()) {
      const { value: element, problem } = attempt(() => unified?.conversions[i]?.(value) ?? value);
      if (problem !== undefined) {
        const detail = `Block with index ${i} has inconsistent argument types: ${problem}.`;
        found.push(inconsistent(this.type, detail, this.rangeOf(blocks[i]!)));
        return undefined;
      }
      converted.push(element);
    }
    if (unified !== undefined && haveOneType(converted)) return converted;
    found.push(inconsistent(this.type, noCommonType, this.rangeOf(blocks[0]!)));
    return undefined;
  }
}

const noCommonType = "Corresponding attributes in all blocks of this type must be the same.";

function inconsistent(type: string, detail: string, subject: SourceRange): Diagnostic {
  return { severity: "error", summary: `Unconsistent argument types in ${type} blocks`, detail, subject };
}

/** Values by the labels of blocks, one level for each label that is a key. */
type Tree = Map<string, Tree | Value>;

class BlockMappingSpec extends NestedSpec {
  readonly #keyNames: readonly string[];
  readonly #kind: "map" | "object";

  constructor(type: string, keyNames: readonly string[], nested: Spec, kind: "map" | "object") {
    super(type, nested, keyNames);
    if (keyNames.length === 0) throw new TypeError("blocks in a map or an object need a label for a key");
    this.#keyNames = keyNames;
    this.#kind = kind;
  }

  get impliedType(): Type {
    if (this.#kind === "object") return dynamic;
    return this.#keyNames.reduce<Type>(map, this.nested.impliedType);
  }

  read(reading: Reading, found: Diagnostic[]): Value {
    if (this.#kind === "map" && this.nested.impliedType.hasDynamicTypes) {
      throw new TypeError("blocks whose values may be of different types cannot be in a map");
    }
    const blocks = blocksOf(reading.content, this.type);
    const tree: Tree = new Map();
    for (const block of blocks) {
      if (block.body.isUnknown) return this.unknown();
      const value = this.readBlock(block, this.#keyNames.length, reading, found);
      this.#place(tree, block, value, found);
    }
    if (this.#kind === "map" && tree.size === 0) return mapValEmpty(this.nested.impliedType);
    const value = this.#valueOf(tree);
    if (value === undefined) found.push(inconsistent(this.type, noCommonType, this.rangeOf(blocks[0]!)));
    return value ?? dynamicVal;
  }

  #place(tree: Tree, block: Block, value: Value, found: Diagnostic[]): void {
    const keys = block.labels.slice(0, this.#keyNames.length);
    const last = keys.pop()!;
    let branch = tree;
    for (const key of keys) {
      const next = branch.get(key) ?? new Map();
      branch.set(key, next);
      branch = next as Tree;
    }
    if (!branch.has(last)) {
      branch.set(last, value);
      return;
    }
    const labels = block.labels.map((label) => ` ${quoteGo(label)}`).join("");
    const detail = `A block for ${this.type}${labels} was already defined. The ${this.type} labels must be unique.`;
    found.push({ severity: "error", summary: `Duplicate ${this.type} block`, detail, subject: block.defRange });
  }

  /** Undefined for a map of values of different types. */
  #valueOf(tree: Tree): Value | undefined {
    const values = new Map<string, Value>();
    for (const [key, child] of tree) {
      const value = child instanceof Map ? this.#valueOf(child) : child;
      if (value === undefined) return undefined;
      values.set(key, value);
    }
    if (this.#kind === "object") return objectVal(values);
    return haveOneType(values.values()) ? mapVal(values) : undefined;
  }
}

class BlockAttrsSpec extends Spec {
  override readonly blocks: NestedBlocks;
  readonly impliedType: Type;
  readonly #type: string;
  readonly #elementType: Type;
  readonly #isRequired: boolean;

  constructor(type: string, elementType: Type, isRequired: boolean) {
    super();
    this.#type = type;
    this.#elementType = elementType;
    this.#isRequired = isRequired;
    this.impliedType = map(elementType);
    this.blocks = { header: { type, labelNames: [] }, nested: undefined };
  }

  override variables(content: BodyContent): readonly Traversal[] {
    const [block] = blocksOf(content, this.#type);
    if (block === undefined) return [];
    const { attributes, diagnostics } = block.body.justAttributes();
    return diagnostics.length > 0 ? [] : [...attributes.values()].flatMap(({ expr }) => variables(expr));
  }

  sourceRange({ content }: Reading): SourceRange {
    return blocksOf(content, this.#type)[0]?.defRange ?? content.missingItemRange;
  }

  read({ content, context }: Reading, found: Diagnostic[]): Value {
    const block = onlyBlock(content, this.#type, this.#isRequired, found);
    if (block === undefined) return nullVal(this.impliedType.withoutOptionalAttributesDeep());
    const { attributes, diagnostics } = block.body.justAttributes();
    found.push(...diagnostics);
    const detail = `Invalid value for attribute of ${quoteGo(this.#type)} block`;
    const problem = { summary: "Invalid attribute value", detail };
    const values = new Map(
      Array.from(attributes, ([name, attribute]): [string, Value] => [
        name,
        readAttribute(attribute, this.#elementType, context, problem, found),
      ]),
    );
    if (values.size === 0) return mapValEmpty(this.#elementType);
    if (haveOneType(values.values())) return mapVal(values);
    found.push(inconsistent(this.#type, noCommonType, block.defRange));
    return dynamicVal;
  }
}
