// SPDX-License-Identifier: Apache-2.0

/**
 * Where two schemas of one provider say different things.
 *
 * The order of attributes and blocks does not count, nor how many of a block
 * there may be: only the provider that has the limit checks it.
 *
 * Source: terraform-plugin-mux 0.23, schema_equality.go.
 *
 * @module
 */

import type {
  SchemaInit,
  Schema_AttributeInit,
  Schema_BlockInit,
  StringKind,
} from "@provide-foundry/rpcplugin/tfplugin6";

/** What is said of a place, by what it is said about. */
type Facts = Readonly<Record<string, string | boolean>>;

/** One line for each difference, in the order of the places; empty for schemas that say the same. */
export function findSchemaDifferences(
  [first, one]: readonly [label: string, schema: SchemaInit],
  [second, other]: readonly [label: string, schema: SchemaInit],
): readonly string[] {
  const [ours, theirs] = [new Map(factsOf(one)), new Map(factsOf(other))];
  const places = [...new Set([...ours.keys(), ...theirs.keys()])].toSorted();
  return places.flatMap((place) => {
    const [mine, its] = [ours.get(place), theirs.get(place)];
    if (mine === undefined || its === undefined) return [`${place}: only ${mine ? first : second} has it`];
    return [...new Set([...Object.keys(mine), ...Object.keys(its)])]
      .filter((about) => mine[about] !== its[about])
      .map((about) => `${place}: ${about} is ${show(mine[about])} in ${first}, ${show(its[about])} in ${second}`);
  });
}

function* factsOf({ version = 0n, block = {} }: SchemaInit): Generator<[place: string, facts: Facts]> {
  yield ["the schema itself", { version: `${version}`, ...factsOfBlock(block) }];
  yield* factsIn(block, "");
}

function* factsIn(
  { attributes = [], blockTypes = [] }: Pick<Schema_BlockInit, "attributes" | "blockTypes">,
  prefix: string,
): Generator<[place: string, facts: Facts]> {
  for (const attribute of attributes) {
    const { name = "", nestedType } = attribute;
    yield [`${prefix}${name}`, factsOfAttribute(attribute)];
    if (nestedType) yield* factsIn(nestedType, `${prefix}${name}.`);
  }
  for (const { typeName = "", nesting = 0, block = {} } of blockTypes) {
    yield [`${prefix}${typeName}`, { "its nesting as a block": `${nesting}`, ...factsOfBlock(block) }];
    yield* factsIn(block, `${prefix}${typeName}.`);
  }
}

function factsOfAttribute(attribute: Schema_AttributeInit): Facts {
  const { type = new Uint8Array(), nestedType, required, optional, computed, sensitive, writeOnly } = attribute;
  return {
    "its type": nestedType ? `nested (mode ${nestedType.nesting ?? 0})` : new TextDecoder().decode(type),
    required: required ?? false,
    optional: optional ?? false,
    computed: computed ?? false,
    sensitive: sensitive ?? false,
    "write-only": writeOnly ?? false,
    ...factsOfText(attribute),
  };
}

function factsOfBlock(block: Schema_BlockInit): Facts {
  return { "the block's version": `${block.version ?? 0n}`, ...factsOfText(block) };
}

interface Text {
  readonly description?: string | undefined;
  readonly descriptionKind?: StringKind | undefined;
  readonly deprecated?: boolean | undefined;
  readonly deprecationMessage?: string | undefined;
}

/** How an empty description is to be shown says nothing. */
function factsOfText({ description = "", descriptionKind = 0, deprecated, deprecationMessage = "" }: Text): Facts {
  return {
    "its description": description,
    "the kind of its description": description === "" ? "" : `${descriptionKind}`,
    deprecated: deprecated ?? false,
    "its deprecation message": deprecationMessage,
  };
}

function show(fact: string | boolean | undefined): string {
  if (fact === undefined || fact === "") return "missing";
  return String(fact);
}
