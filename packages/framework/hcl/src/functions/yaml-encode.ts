// SPDX-License-Identifier: Apache-2.0

/**
 * Values as YAML: every string in quotes, so that none is taken for something else, and those of many lines as literal
 * blocks where that loses nothing.
 *
 * Source: go-cty-yaml 1.1.0, `encode.go`, and the layout of the emitter of libyaml that it has inside.
 *
 * @module
 */

import { convert, dynamic, string, stringVal, unknownVal, type Value } from "@provide-foundry/cty";
import { FunctionError, makeFunction, type CtyFunction } from "@provide-foundry/cty/function";
import { endsLine, isLiteral, quoteYAML, writeLiteral } from "./yaml-scalar.ts";

export const yamlEncode: CtyFunction = makeFunction({
  description: "A value as YAML text, in block style with quoted strings.",
  parameters: [{ name: "value", type: dynamic, allowNull: true, allowDynamicType: true }],
  type: string,
  implementation: ([value]) => (value!.isWhollyKnown() ? stringVal(encodeYAML(value!)) : unknownVal(string)),
});

/** @throws FunctionError for what YAML has no form for. */
function encodeYAML(value: Value): string {
  const text = writeNode(value, { indent: -step, column: 0, isAfterKey: false });
  // A plain scalar that is the whole document is followed by the mark of its end.
  if (isPlain(value)) return `${text}\n...\n`;
  return endsLine(text) ? text : `${text}\n`;
}

/** Where a node is to be written. */
interface Place {
  /** Of the collection that the node is in. */
  readonly indent: number;
  /** At which the text starts, in characters. */
  readonly column: number;
  /** Whether it follows `key:` on that line, so that a collection of any size starts a new one. */
  readonly isAfterKey: boolean;
}

const step = 2;
/** Keys of more bytes are written with a question mark. */
const maxSimpleKeyBytes = 128;

function isPlain(value: Value): boolean {
  return value.isNull() || value.type.kind === "number" || value.type.kind === "bool";
}

function writeNode(value: Value, place: Place): string {
  if (value.isNull()) return "null";
  switch (value.type.kind) {
    case "string":
      return writeString(value.asString(), place);
    case "number":
      return writeNumber(value);
    case "bool":
      return String(value.asBool());
    case "list":
    case "set":
    case "tuple":
      return writeSequence(value.asValueSlice(), place);
    case "map":
    case "object":
      return writeMapping(value.asValueMap(), place);
    default:
      throw new FunctionError(`can't marshal ${value.type.friendlyName()} as YAML`);
  }
}

function writeNumber(value: Value): string {
  const { isInfinite, sign } = value.asBigFloat();
  if (isInfinite) return sign < 0 ? "-Inf" : "+Inf";
  return convert(value, string).asString();
}

function writeString(text: string, { indent, column }: Place): string {
  // The lines of one that is the whole document are indented, too.
  const inside = Math.max(indent, 0) + step;
  return isLiteral(text) ? writeLiteral(text, inside) : quoteYAML(text, { indent: inside, column });
}

function writeSequence(elements: readonly Value[], { indent, isAfterKey }: Place): string {
  if (elements.length === 0) return "[]";
  // The dashes are deep enough below a key.
  const inside = isAfterKey ? indent : indent + step;
  const items = elements.map((element) => {
    return `- ${writeNode(element, { indent: inside, column: inside + step, isAfterKey: false })}`;
  });
  return joinLines(items, inside, isAfterKey);
}

function writeMapping(entries: ReadonlyMap<string, Value>, { indent, isAfterKey }: Place): string {
  if (entries.size === 0) return "{}";
  const inside = indent + step;
  return joinLines(
    Array.from(entries, ([key, value]) => writeEntry(key, value, inside)),
    inside,
    isAfterKey,
  );
}

function writeEntry(key: string, value: Value, indent: number): string {
  const inline = { indent, column: indent + step, isAfterKey: false };
  if (!isSimpleKey(key)) return joinLines([`? ${writeString(key, inline)}`, `: ${writeNode(value, inline)}`], indent);
  const name = quoteYAML(key, undefined);
  const text = writeNode(value, { indent, column: indent + Array.from(name).length + step, isAfterKey: true });
  return text.startsWith("\n") ? `${name}:${text}` : `${name}: ${text}`;
}

function isSimpleKey(key: string): boolean {
  return Buffer.byteLength(key) <= maxSimpleKeyBytes && !/[\n\r\u0085\u2028\u2029]/.test(key);
}

/** Parts that each start a line, save that the first starts one only if asked for. Literal blocks end their last line. */
function joinLines(parts: readonly string[], indent: number, startsLine = false): string {
  const margin = " ".repeat(indent);
  let text = startsLine ? `\n${margin}` : "";
  parts.forEach((part, i) => {
    if (i > 0) text += endsLine(text) ? margin : `\n${margin}`;
    text += part;
  });
  return text;
}
