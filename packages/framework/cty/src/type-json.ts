// SPDX-License-Identifier: Apache-2.0

/**
 * Types as JSON: `"string"`, `["list","number"]`, `["object",{"a":"bool"},["a"]]` where the last part, absent when empty,
 * names the optional attributes.
 *
 * Source: go-cty 1.18, `json.go`.
 *
 * @module
 */

import { decodeText } from "./json/decode-text.ts";
import { quoteJSON } from "./json/quote.ts";
import { quoteGo } from "./unicode/quote-go.ts";
import { closeBrace, closeBracket, comma, JSONScanner, lowerN, openBrace, openBracket, quote } from "./json/scanner.ts";
import { maxDepth } from "./limits.ts";
import { PathError } from "./path-error.ts";
import { bool, dynamic, list, map, number, object, set, string, tuple, type Type } from "./type.ts";

/** @throws PathError if the type is or has a capsule type, which only this process knows. */
export function typeToJSON(type: Type): string {
  switch (type.kind) {
    case "list":
    case "set":
    case "map":
      return `["${type.kind}",${typeToJSON(type.elementType)}]`;
    case "tuple":
      return `["tuple",[${type.elementTypes.map(typeToJSON).join()}]]`;
    case "object": {
      const attributes = type.attributeNames.map((name, i) => `${quoteJSON(name)}:${typeToJSON(type.types[i]!)}`);
      const optional = [...type.optionalAttributes].map(quoteJSON);
      return `["object",{${attributes.join()}}${optional.length > 0 ? `,[${optional.join()}]` : ""}]`;
    }
    case "capsule":
      throw new PathError([], `type not allowed: ${type.friendlyName()}`);
    default:
      return `"${type.kind}"`;
  }
}

/** @throws PathError saying what is wrong, if the text is not a type. */
export function typeFromJSON(source: string | Uint8Array): Type {
  const text = decodeText(source);
  const known = recent?.get(text);
  if (known !== undefined) return known;
  const scanner = new JSONScanner(text);
  const type = readType(scanner);
  if (scanner.hasMore()) throw new PathError([], "extraneous data after type description");
  remember(text, type);
  return type;
}

/** Reads a type and leaves the scanner behind it. */
export function readType(scanner: JSONScanner, depth: number = 1): Type {
  if (depth > maxDepth) throw new PathError([], `a type may not nest more than ${maxDepth} levels`);
  const first = scanner.peek();
  if (first === quote) return primitiveType(scanner.readString());
  if (first !== openBracket) {
    scanner.skipValue();
    throw new PathError([], `invalid ${first === openBrace ? "complex type" : "type"} description`);
  }
  scanner.expect(openBracket);
  if (scanner.peek() !== quote) throw new PathError([], "invalid complex type kind name");
  const kind = scanner.readString();
  if (!Object.hasOwn(readers, kind)) throw new PathError([], "invalid complex type kind name");
  scanner.expect(comma);
  const type = readers[kind as keyof typeof readers](scanner, depth + 1);
  if (!scanner.accept(closeBracket)) throw new PathError([], "unexpected extra data in type description");
  return type;
}

function primitiveType(name: string): Type {
  switch (name) {
    case "bool":
      return bool;
    case "number":
      return number;
    case "string":
      return string;
    case "dynamic":
      return dynamic;
    default:
      throw new PathError([], `invalid primitive type name ${quoteGo(name)}`);
  }
}

const readers = {
  list: (scanner: JSONScanner, depth: number): Type => list(readType(scanner, depth)),
  set: (scanner: JSONScanner, depth: number): Type => set(readType(scanner, depth)),
  map: (scanner: JSONScanner, depth: number): Type => map(readType(scanner, depth)),

  tuple(scanner: JSONScanner, depth: number): Type {
    const types: Type[] = [];
    readArray(scanner, () => types.push(readType(scanner, depth)));
    return tuple(types);
  },

  object(scanner: JSONScanner, depth: number): Type {
    const types = new Map<string, Type>();
    if (!acceptNull(scanner)) {
      scanner.expect(openBrace);
      for (let isFirst = true; scanner.nextElement(isFirst, closeBrace); isFirst = false) {
        types.set(scanner.readName(), readType(scanner, depth));
      }
    }
    const optional: string[] = [];
    if (scanner.accept(comma)) readArray(scanner, () => optional.push(scanner.readString()));
    try {
      return object(types, optional);
    } catch (error) {
      throw new PathError([], (error as Error).message, { cause: error });
    }
  },
};

/** An array, or null in the place of an empty one. */
function readArray(scanner: JSONScanner, readElement: () => void): void {
  if (acceptNull(scanner)) return;
  scanner.expect(openBracket);
  for (let isFirst = true; scanner.nextElement(isFirst, closeBracket); isFirst = false) readElement();
}

function acceptNull(scanner: JSONScanner): boolean {
  if (scanner.peek() !== lowerN) return false;
  scanner.readLiteral("null");
  return true;
}

/** Values of dynamic type each carry their type, so the same few texts come again and again. */
let recent: Map<string, Type> | undefined;
const longestRemembered = 1024;
const mostRemembered = 256;

function remember(text: string, type: Type): void {
  if (text.length > longestRemembered) return;
  if (recent === undefined || recent.size >= mostRemembered) recent = new Map();
  recent.set(text, type);
}
