// SPDX-License-Identifier: Apache-2.0

import { maxDepth } from "../limits.ts";
import { PathError } from "../path-error.ts";
import { bool, dynamic, number, object, string, tuple, type Type } from "../type.ts";
import { MsgpackReader } from "./reader.ts";

/**
 * The type that MessagePack data has by itself: objects for maps, tuples for arrays, dynamic for null and unknown.
 *
 * @throws PathError if the data has a form that cty does not use, such as binary, or goes on after its value.
 */
export function impliedType(bytes: Uint8Array): Type {
  const reader = new MsgpackReader(bytes);
  const type = readType(reader, 1);
  if (!reader.isAtEnd) throw new PathError([], "extra bytes after msgpack value");
  return type;
}

function readType(reader: MsgpackReader, depth: number): Type {
  if (depth > maxDepth) throw new PathError([], `a value may not nest more than ${maxDepth} levels`);
  const code = reader.peek();
  const elements = reader.readArrayLength();
  if (elements !== undefined) {
    const types: Type[] = [];
    while (types.length < elements) types.push(readType(reader, depth + 1));
    return tuple(types);
  }
  const pairs = reader.readMapLength();
  if (pairs !== undefined) return readObjectType(reader, pairs, depth);
  const isBinary = code >= 0xc4 && code <= 0xc6;
  if (!isBinary && reader.readStringBytes() !== undefined) return string;
  if (reader.readInteger() !== undefined || reader.readFloat() !== undefined) return number;
  if (reader.accept(0xc2) || reader.accept(0xc3)) return bool;
  if (reader.accept(0xc0) || reader.readExtension() !== undefined) return dynamic;
  throw new PathError([], `unsupported msgpack code 0x${code.toString(16)}`);
}

function readObjectType(reader: MsgpackReader, count: number, depth: number): Type {
  const attributes = new Map<string, Type>();
  for (let i = 0; i < count; i++) {
    const name = reader.readString();
    if (name === undefined) throw new PathError([], "all keys must be strings");
    attributes.set(name, readType(reader, depth + 1));
  }
  return object(attributes);
}
