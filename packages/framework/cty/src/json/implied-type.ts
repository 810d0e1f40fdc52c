// SPDX-License-Identifier: Apache-2.0

import { maxDepth } from "../limits.ts";
import { PathError } from "../path-error.ts";
import { bool, dynamic, number, object, string, tuple, type Type } from "../type.ts";
import { decodeText } from "./decode-text.ts";
import { quoteGo } from "../unicode/quote-go.ts";
import {
  closeBrace,
  closeBracket,
  JSONScanner,
  lowerF,
  lowerN,
  lowerT,
  openBrace,
  openBracket,
  quote,
} from "./scanner.ts";

/**
 * The type that JSON text has by itself: objects, tuples for arrays, dynamic for null.
 *
 * @throws PathError if the text is not JSON, goes on after its value, or has two members of one name and different types.
 */
export function impliedType(source: string | Uint8Array): Type {
  const scanner = new JSONScanner(decodeText(source));
  const type = readType(scanner, 1);
  if (scanner.hasMore()) throw new PathError([], "extraneous data after JSON object");
  return type;
}

function readType(scanner: JSONScanner, depth: number): Type {
  if (depth > maxDepth) throw new PathError([], `a value may not nest more than ${maxDepth} levels`);
  switch (scanner.peek()) {
    case openBrace:
      return readObjectType(scanner, depth);
    case openBracket:
      return readTupleType(scanner, depth);
    case quote:
      scanner.readString();
      return string;
    case lowerT:
      scanner.readLiteral("true");
      return bool;
    case lowerF:
      scanner.readLiteral("false");
      return bool;
    case lowerN:
      scanner.readLiteral("null");
      return dynamic;
    default:
      scanner.readNumber();
      return number;
  }
}

function readTupleType(scanner: JSONScanner, depth: number): Type {
  scanner.expect(openBracket);
  const types: Type[] = [];
  while (scanner.nextElement(types.length === 0, closeBracket)) types.push(readType(scanner, depth + 1));
  return tuple(types);
}

function readObjectType(scanner: JSONScanner, depth: number): Type {
  scanner.expect(openBrace);
  const attributes = new Map<string, Type>();
  for (let isFirst = true; scanner.nextElement(isFirst, closeBrace); isFirst = false) {
    const name = scanner.readName();
    const type = readType(scanner, depth + 1);
    const earlier = attributes.get(name);
    if (earlier !== undefined && earlier !== type) {
      throw new PathError([], `duplicate ${quoteGo(name)} property in JSON object`);
    }
    attributes.set(name, type);
  }
  return object(attributes);
}
