// SPDX-License-Identifier: Apache-2.0

/**
 * Types in their JSON form, and types that are much like another one: of two types that have nothing to do with each
 * other there is little to be learnt.
 *
 * @module
 */

import type { Random } from "../random.ts";
import { name } from "./texts.ts";

export type TypeForm =
  | "bool"
  | "number"
  | "string"
  | "dynamic"
  | readonly ["list" | "set" | "map", TypeForm]
  | readonly ["tuple", readonly TypeForm[]]
  | readonly ["object", Attributes]
  | readonly ["object", Attributes, readonly string[]];

export type Attributes = { readonly [name: string]: TypeForm };

export interface TypeOptions {
  /** How many levels of types may be inside. */
  readonly depth?: number;
  readonly hasDynamic?: boolean;
  /** Optional attributes, which only the target of a conversion has. */
  readonly hasOptional?: boolean;
}

export function type(random: Random, { depth = 3, ...options }: TypeOptions = {}): TypeForm {
  const inner = (): TypeForm => type(random, { depth: depth - 1, ...options });
  if (depth <= 0 || random.oneIn(3)) {
    return random.oneIn(6) && options.hasDynamic === true
      ? "dynamic"
      : random.pick(["bool", "number", "string", "string"]);
  }
  return random.branch<TypeForm>([
    [3, () => [random.pick(collections), inner()]],
    [1, () => ["tuple", random.list(0, 3, inner)]],
    [2, () => objectOf(random, Object.fromEntries(random.list(0, 3, () => [name(random), inner()])), options)],
  ]);
}

/** A type that differs from the given one in a few places. */
export function similarType(random: Random, form: TypeForm, options: TypeOptions = {}): TypeForm {
  if (random.oneIn(3)) return form;
  if (random.oneIn(4))
    return options.hasDynamic === true && random.oneIn(2) ? "dynamic" : type(random, { depth: 1, ...options });
  if (typeof form === "string") return random.pick(["bool", "number", "string"]);
  const alike = (inner: TypeForm): TypeForm => similarType(random, inner, options);
  switch (form[0]) {
    case "tuple":
      return similarTuple(random, form[1].map(alike));
    case "object":
      return similarObject(random, form, options);
    default: {
      const element = alike(form[1]);
      if (random.oneIn(8)) return ["tuple", random.list(0, 3, () => element)];
      if (random.oneIn(8))
        return objectOf(random, Object.fromEntries(random.list(0, 3, () => [name(random), element])), options);
      return [random.oneIn(3) ? random.pick(collections) : form[0], element];
    }
  }
}

function similarTuple(random: Random, elements: readonly TypeForm[]): TypeForm {
  const [element = "string"] = elements;
  return random.branch<TypeForm>([
    [3, () => ["tuple", elements]],
    [1, () => ["tuple", elements.slice(1)]],
    [1, () => ["tuple", [...elements, element]]],
    [2, () => [random.pick(collections), element]],
  ]);
}

function similarObject(
  random: Random,
  [, attributes]: readonly ["object", Attributes, ...unknown[]],
  options: TypeOptions,
): TypeForm {
  const entries = Object.entries(attributes).map(([key, inner]) => [key, similarType(random, inner, options)] as const);
  const [[, element] = ["", "string" as const]] = entries;
  return random.branch<TypeForm>([
    [4, () => objectOf(random, Object.fromEntries(entries), options)],
    [2, () => objectOf(random, Object.fromEntries([...entries, [name(random), element]]), options)],
    [2, () => objectOf(random, Object.fromEntries(entries.slice(1)), options)],
    [2, () => [random.pick(collections), element]],
  ]);
}

function objectOf(random: Random, attributes: Attributes, { hasOptional = false }: TypeOptions): TypeForm {
  // Of two names that are one in NFC, Go takes either.
  const names = new Map(Object.keys(attributes).map((key) => [key.normalize(), key]));
  const distinct = Object.fromEntries([...names.values()].map((key) => [key, attributes[key]!]));
  const optional = hasOptional ? Object.keys(distinct).filter(() => random.oneIn(3)) : [];
  return optional.length === 0 ? ["object", distinct] : ["object", distinct, optional];
}

const collections = ["list", "set", "map"] as const;
