// SPDX-License-Identifier: Apache-2.0

import { bool, list, map, number, object, set, string, type Type } from "@provide-foundry/cty";
import * as fc from "fast-check";
import type { Attribute, Block, NestedBlock, NestedObject } from "../schema.ts";
import { attribute, block, nestedBlock, nestedObject } from "./make-block.ts";

const types: readonly Type[] = [
  string,
  number,
  bool,
  list(string),
  set(string),
  map(string),
  object({ x: string, y: number }),
  list(object({ x: string })),
];

/** Schemas that Terraform accepts, of few names and of every nesting, without dynamic types and write-only attributes. */
export function arbitraryBlock(depth = 2): fc.Arbitrary<Block> {
  const attributes = attributesOf(["a", "b", "c", "d"], depth);
  if (depth === 0) return attributes.map((record) => block(record));
  const nested = fc.dictionary(fc.constantFrom("p", "q", "r"), arbitraryNestedBlock(depth - 1), { maxKeys: 3 });
  return fc.tuple(attributes, nested).map(([record, blocks]) => block(record, blocks));
}

function arbitraryNestedBlock(depth: number): fc.Arbitrary<NestedBlock> {
  const nesting = fc.constantFrom<NestedBlock["nesting"][]>("single", "group", "list", "set", "map");
  return fc.tuple(nesting, arbitraryBlock(depth)).map(([mode, inner]) => nestedBlock(mode, inner));
}

function attributesOf(names: readonly string[], depth: number): fc.Arbitrary<Record<string, Attribute>> {
  return fc.dictionary(fc.constantFrom(...names), arbitraryAttribute(depth), { minKeys: 1, maxKeys: 4 });
}

function arbitraryAttribute(depth: number): fc.Arbitrary<Attribute> {
  const flags = fc.constantFrom("r" as const, "o" as const, "c" as const, "oc" as const, "oc" as const, "os" as const);
  const type: fc.Arbitrary<Type | NestedObject> = fc.constantFrom(...types);
  const of = depth === 0 ? type : fc.oneof({ arbitrary: type, weight: 2 }, arbitraryNestedObject(depth - 1));
  return fc.tuple(flags, of).map(([letters, shape]) => attribute(letters, shape));
}

function arbitraryNestedObject(depth: number): fc.Arbitrary<NestedObject> {
  const nesting = fc.constantFrom<NestedObject["nesting"][]>("single", "list", "set", "map");
  return fc.tuple(nesting, attributesOf(["x", "y", "z"], depth)).map(([mode, inner]) => nestedObject(mode, inner));
}
