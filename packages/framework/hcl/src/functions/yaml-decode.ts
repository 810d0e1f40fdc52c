// SPDX-License-Identifier: Apache-2.0

/**
 * YAML as values.
 *
 * Source: go-cty-yaml 1.1.0. It reads the YAML of libyaml, so nearly 1.1, which no parser of YAML 1.2 reads in the same way:
 * the reader, scanner and parser here are made after it.
 *
 * @module
 */

import {
  convert,
  dynamic,
  object,
  objectVal,
  string,
  stringVal,
  tuple,
  tupleVal,
  type Type,
  type Value,
} from "@provide-foundry/cty";
import { makeFunction, type CtyFunction } from "@provide-foundry/cty/function";
import { compose, type Builder } from "./yaml/compose.ts";
import { EventParser, type ScalarEvent, type YAMLEvent } from "./yaml/event-parser.ts";
import { mergeKey, resolveScalar } from "./yaml/resolve-scalar.ts";

export const yamlDecode: CtyFunction = makeFunction({
  description: "The value that a YAML document stands for.",
  parameters: [{ name: "src", type: string }],
  type: ([source]) => (source!.isKnown() ? impliedType(source!.asString()).type : dynamic),
  implementation: ([source]) => decodeYAML(source!.asString()),
});

function decodeYAML(text: string): Value {
  const { type, events } = impliedType(text);
  let position = 0;
  return convert(
    compose(() => events[position++]!, values),
    type,
  );
}

/** The type of a document, and the events it was told from. */
function impliedType(text: string): { type: Type; events: readonly YAMLEvent[] } {
  const parser = new EventParser(text === "" ? "\n" : text);
  const events: YAMLEvent[] = [];
  const next = (): YAMLEvent => {
    const event = parser.next();
    events.push(event);
    return event;
  };
  return { type: compose(next, types), events };
}

const types: Builder<Type> = {
  scalar: (event) => (event.tag === "" && !event.isPlain ? string : resolveNode(event).type),
  sequence: (elements) => tuple(elements),
  mapping: (entries) => object(entries),
  entriesOf: (type) => (type.kind === "object" ? type.attributeTypes : undefined),
  describe: (type) => type.friendlyName(),
};

const values: Builder<Value> = {
  scalar: resolveNode,
  sequence: tupleVal,
  mapping: objectVal,
  entriesOf: (value) => (value.type.kind === "object" ? value.asValueMap() : undefined),
  describe: (value) => value.type.friendlyName(),
};

function resolveNode(event: ScalarEvent): Value {
  const value = resolveScalar(event);
  return value === mergeKey ? stringVal("<<") : value;
}
