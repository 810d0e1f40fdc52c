// SPDX-License-Identifier: Apache-2.0

/**
 * The two resources that are there without a `dynamic_resources.json`.
 *
 * Source: documentation of hashicorp/tfcoremock 0.6, "simple_resource" and "complex_resource".
 *
 * @module
 */

import type { AttributeMember, BlockMember, Members, Nesting, ResourceSchema, ScalarKind } from "./resource-schema.ts";

/** How deep the nested attributes and blocks of the complex resource go below its own. */
const complexDepth = 3;

/** One attribute of each of the five basic types. */
export function simpleSchema(): ResourceSchema {
  return { description: "One optional attribute of each basic type.", members: scalarAttributes() };
}

/** As the simple one, with itself nested in every way three levels deep. */
export function complexSchema(): ResourceSchema {
  return {
    description:
      "One optional attribute of each basic type, and a list, a set, a map and an object of the same again, three levels deep, in attributes and in blocks.",
    members: complexMembers(complexDepth),
  };
}

function scalarAttributes(): Members {
  return {
    bool: scalarAttribute("boolean", "True or false."),
    number: scalarAttribute("number", "A number of any size, whole or not."),
    string: scalarAttribute("string", "Text."),
    float: scalarAttribute("float", "A number that need not be whole."),
    integer: scalarAttribute("integer", "A whole number."),
  };
}

function complexMembers(depth: number): Members {
  if (depth === 0) return scalarAttributes();
  const members = complexMembers(depth - 1);
  return {
    ...complexAttributes(depth),
    list_block: block("list", members, "Blocks in their order, each like what they are in."),
    set_block: block("set", members, "Blocks without order, each like what they are in."),
  };
}

/** Attributes cannot hold blocks, so what is nested in them has none. */
function complexAttributes(depth: number): Members {
  if (depth === 0) return scalarAttributes();
  const attributes = complexAttributes(depth - 1);
  return {
    ...scalarAttributes(),
    list: nestedAttribute("list", attributes, "Objects in their order, each like what they are in."),
    set: nestedAttribute("set", attributes, "Objects without order, each like what they are in."),
    map: nestedAttribute("map", attributes, "Objects by name, each like what they are in."),
    object: nestedAttribute("single", attributes, "An object like what it is in."),
  };
}

function scalarAttribute(kind: ScalarKind, description: string): AttributeMember {
  return { ...optionalAttribute, type: { kind }, description };
}

function nestedAttribute(nesting: Nesting, members: Members, description: string): AttributeMember {
  return { ...optionalAttribute, type: { kind: "nested", nesting, members }, description };
}

function block(nesting: Nesting, members: Members, description: string): BlockMember {
  return { kind: "block", type: { kind: "nested", nesting, members }, minItems: 0, maxItems: 0, description };
}

const optionalAttribute = {
  kind: "attribute",
  mode: "optional",
  sensitive: false,
  replace: false,
  writeOnly: false,
  chosen: null,
} as const;
