// SPDX-License-Identifier: Apache-2.0

/**
 * Where in a value the attributes are that the schema says something special of.
 *
 * @module
 */

import { getAttrStep, indexStep, type Path, type Value } from "@provide-foundry/cty";
import type { Attribute, Block, NestedBlock, NestedObject } from "./schema.ts";

/** The paths of attributes that must not be shown, as far as there are objects in the value to have them. */
export function sensitivePaths(block: Block, value: Value): Path[] {
  return (sensitive ??= new Selection(({ sensitive: isSensitive }) => isSensitive)).pathsIn(block, value);
}

/** The paths of attributes that are never stored, as far as there are objects in the value to have them. */
export function writeOnlyPaths(block: Block, value: Value): Path[] {
  return (writeOnly ??= new Selection((attribute) => attribute.writeOnly)).pathsIn(block, value);
}

/** The attribute at a path of steps through attributes, blocks and their elements; undefined for anything else. */
export function attributeAt(block: Block | NestedObject, path: Path): Attribute | undefined {
  let current: Block | NestedObject = block;
  for (const [i, step] of path.entries()) {
    if (step.kind === "index") continue;
    const attribute = current.attributes.get(step.name);
    if (attribute !== undefined) {
      if (i === path.length - 1) return attribute;
      return attribute.nested === undefined ? undefined : attributeAt(attribute.nested, path.slice(i + 1));
    }
    // A step that is no attribute of a nested object is a key of a map.
    if (!("blocks" in current)) continue;
    const nested: NestedBlock | undefined = current.blocks.get(step.name);
    if (nested === undefined) return undefined;
    current = nested.block;
  }
  return undefined;
}

let sensitive: Selection | undefined;
let writeOnly: Selection | undefined;

/** Attributes of one property, wherever they are. What has none of them is not looked into. */
class Selection {
  readonly #isSelected: (attribute: Attribute) => boolean;
  readonly #hasAny: WeakMap<Block | NestedObject, boolean> = new WeakMap();

  constructor(isSelected: (attribute: Attribute) => boolean) {
    this.#isSelected = isSelected;
  }

  pathsIn(block: Block, value: Value): Path[] {
    const found: Path[] = [];
    if (this.#has(block)) this.#addBlock(block, value, [], found);
    return found;
  }

  #has(block: Block | NestedObject): boolean {
    const known = this.#hasAny.get(block);
    if (known !== undefined) return known;
    const has =
      [...block.attributes.values()].some(
        (attribute) => this.#isSelected(attribute) || (attribute.nested !== undefined && this.#has(attribute.nested)),
      ) ||
      ("blocks" in block && [...block.blocks.values()].some((nested) => this.#has(nested.block)));
    this.#hasAny.set(block, has);
    return has;
  }

  #addBlock(block: Block, value: Value, base: Path, found: Path[]): void {
    this.#addAttributes(block.attributes, value, base, found);
    const object = knownPart(value);
    if (object === undefined) return;
    for (const [name, { nesting, block: nested }] of block.blocks) {
      if (!this.#has(nested)) continue;
      const path = [...base, getAttrStep(name)];
      const isOne = nesting === "single" || nesting === "group";
      for (const [step, element] of isOne ? [[[], object.getAttr(name)] as const] : elementsOf(object.getAttr(name))) {
        this.#addBlock(nested, element, [...path, ...step], found);
      }
    }
  }

  #addAttributes(attributes: ReadonlyMap<string, Attribute>, value: Value, base: Path, found: Path[]): void {
    const object = knownPart(value);
    if (object === undefined) return;
    for (const [name, attribute] of attributes) {
      const path = [...base, getAttrStep(name)];
      if (this.#isSelected(attribute)) found.push(path);
      else if (attribute.nested !== undefined && this.#has(attribute.nested)) {
        this.#addNested(attribute.nested, object.getAttr(name), path, found);
      }
    }
  }

  #addNested({ nesting, attributes }: NestedObject, value: Value, path: Path, found: Path[]): void {
    for (const [step, element] of nesting === "single" ? [[[], value] as const] : elementsOf(value)) {
      this.#addAttributes(attributes, element, [...path, ...step], found);
    }
  }
}

/** The value without its own marks, if there is something in it. */
function knownPart(value: Value): Value | undefined {
  const [plain] = value.unmark();
  return plain.isNull() || !plain.isKnown() ? undefined : plain;
}

function elementsOf(value: Value): (readonly [step: Path, element: Value])[] {
  const collection = knownPart(value);
  if (collection === undefined) return [];
  return [...collection.elements()].map(([key, element]) => [[indexStep(key)], element]);
}
