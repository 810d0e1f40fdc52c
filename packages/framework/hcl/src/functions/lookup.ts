// SPDX-License-Identifier: Apache-2.0

import {
  convert,
  dynamic,
  PathError,
  string,
  stringVal,
  unknownVal,
  type Mark,
  type Value,
} from "@provide-foundry/cty";
import { ArgumentError, FunctionError, makeFunction, type CtyFunction } from "@provide-foundry/cty/function";
import { quoteGo } from "@provide-foundry/cty/unicode";
import { quoteUnlessSensitive } from "./redact.ts";

/**
 * The third argument is variadic so that it may be left out.
 *
 * Source: Terraform 1.11, `internal/lang/funcs/collection.go`.
 */
export const lookup: CtyFunction = makeFunction({
  description: "The element of a map, or the attribute of an object, under a key; a default if there is none.",
  parameters: [
    { name: "inputMap", type: dynamic, allowMarked: true },
    { name: "key", type: string, allowMarked: true },
  ],
  variadicParameter: {
    name: "default",
    type: dynamic,
    allowNull: true,
    allowUnknown: true,
    allowDynamicType: true,
    allowMarked: true,
  },
  type: (args) => {
    const [container, key, fallback] = args;
    if (args.length > 3) throw new FunctionError(`lookup() takes two or three arguments, got ${args.length}`);
    const { type } = container!;
    if (type.kind === "map") {
      if (fallback !== undefined) assertConverts(fallback, type.elementType);
      return type.elementType;
    }
    if (type.kind !== "object") throw new ArgumentError(0, "lookup() requires a map as the first argument");
    if (!key!.isKnown()) return dynamic;
    const name = key!.unmark()[0].asString();
    const found = type.attributeTypes.get(name) ?? fallback?.type;
    if (found === undefined) throw new ArgumentError(0, `the given object has no attribute ${quoteGo(name)}`);
    return found;
  },
  implementation: ([markedContainer, markedKey, fallback], returnType) => {
    const [container, containerMarks] = markedContainer!.unmark();
    const [key, keyMarks] = markedKey!.unmark();
    const marks = new Set<Mark>([...containerMarks, ...keyMarks]);
    if (!container.isKnown()) return unknownVal(returnType).withMarks(marks);
    const found = findElement(container, key.asString()) ?? (fallback && convert(fallback, returnType));
    if (found !== undefined) return found.withMarks(marks);
    throw new FunctionError(`lookup failed to find key ${quoteUnlessSensitive(key.asString(), keyMarks)}`);
  },
});

function assertConverts(fallback: Value, type: Value["type"]): void {
  try {
    convert(fallback, type);
  } catch (error) {
    if (!(error instanceof PathError)) throw error;
    throw new ArgumentError(2, "the default value must have the same type as the map elements");
  }
}

function findElement(container: Value, key: string): Value | undefined {
  if (container.type.kind === "object") {
    return container.type.attributeTypes.has(key) ? container.getAttr(key) : undefined;
  }
  const name = stringVal(key);
  return container.hasIndex(name).asBool() ? container.index(name) : undefined;
}
