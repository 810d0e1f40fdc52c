// SPDX-License-Identifier: Apache-2.0

/**
 * Unknown values: an extension whose body, if there is more than a byte of it, is a map of refinements.
 *
 * Source: go-cty 1.18, `msgpack/unknown.go`.
 *
 * @module
 */

import { PathError } from "../path-error.ts";
import { unrefined, type Payload, type Unknown } from "../payload.ts";
import { RefinementBuilder } from "../refinement-builder.ts";
import type { NumberBound, Refinement } from "../refinement.ts";
import type { Type } from "../type.ts";
import { cutAtBoundary, safeKnownPrefix } from "../unicode/safe-prefix.ts";
import { encodeUTF8 } from "../utf8.ts";
import { createValue, numberVal, payloadOf } from "../value.ts";
import { readNumber, writeNumber } from "./number.ts";
import { MsgpackReader } from "./reader.ts";
import { MsgpackWriter } from "./writer.ts";

const refinedExtension = 0x0c;
const largestBody = 1024;

/** A prefix of more bytes than this is cut, so that the body stays within what decoders accept. */
const largestPrefix = 256;

// Keys of the map.
const nullness = 1;
const stringPrefix = 2;
const numberMin = 3;
const numberMax = 4;
const lengthMin = 5;
const lengthMax = 6;

export function writeUnknown(writer: MsgpackWriter, type: Type, { refinement }: Unknown): void {
  const body = refinement === undefined ? undefined : encodeRefinement(refinement);
  if (body === undefined || type.kind === "dynamic") writer.writeExtension(0, new Uint8Array(1));
  else writer.writeExtension(refinedExtension, body);
}

function encodeRefinement(refinement: Refinement): Uint8Array | undefined {
  const { isNotNull, prefix, min, max, minLength, maxLength } = refinement;
  const entries: ((body: MsgpackWriter) => void)[] = [];
  const add = (key: number, write: (body: MsgpackWriter) => void): void => {
    entries.push((body) => {
      body.writeInteger(key);
      write(body);
    });
  };
  if (isNotNull) add(nullness, (body) => body.writeBool(false));
  if (prefix !== "") add(stringPrefix, (body) => body.writeString(shorten(prefix)));
  if (min !== undefined) add(numberMin, (body) => writeBound(body, min));
  if (max !== undefined) add(numberMax, (body) => writeBound(body, max));
  if (minLength !== 0) add(lengthMin, (body) => body.writeInteger(minLength));
  if (maxLength !== Infinity) add(lengthMax, (body) => body.writeInteger(maxLength));
  if (entries.length === 0) return undefined;

  const body = new MsgpackWriter();
  body.writeMapLength(entries.length);
  for (const write of entries) write(body);
  return body.finish();
}

function writeBound(body: MsgpackWriter, { value, isInclusive }: NumberBound): void {
  body.writeArrayLength(2);
  writeNumber(body, value);
  body.writeBool(isInclusive);
}

function shorten(prefix: string): string {
  const bytes = encodeUTF8(prefix);
  if (bytes.length <= largestPrefix) return prefix;
  const cut = bytes.subarray(0, largestPrefix - 1);
  const text = new TextDecoder().decode(cut, { stream: true });
  // Where the cut went through a character, go-cty goes back to a boundary, but no further.
  return encodeUTF8(text).length < cut.length ? cutAtBoundary(text) : safeKnownPrefix(text);
}

/** Reads an extension, which can only be an unknown value; undefined, with nothing taken, if the next item is none. */
export function readUnknown(reader: MsgpackReader, type: Type): Payload | undefined {
  const extension = reader.readExtension();
  if (extension === undefined) return undefined;
  const { type: code, body } = extension;
  if (body.length <= 1) return unrefined;
  if (code !== refinedExtension) {
    // With its sign, as Go writes it.
    const hex = code.toString(16).padStart(2, "0");
    throw new PathError([], `unsupported extension type 0x${hex} with len ${body.length}`);
  }
  if (body.length > largestBody) throw new PathError([], "oversize unknown value refinement");
  if (!isMap(body[0]!)) throw malformed("not a map");
  // Nothing can be refined about what may be of any type; what is written here may be of use in the future.
  if (type.kind === "dynamic") return unrefined;
  return readRefinements(new MsgpackReader(body), type);
}

function isMap(code: number): boolean {
  return (code >= 0x80 && code <= 0x8f) || code === 0xde || code === 0xdf;
}

function readRefinements(reader: MsgpackReader, type: Type): Payload {
  const count = reader.readMapLength()!;
  const builder = new RefinementBuilder(type, unrefined, (payload) => createValue(type, payload));
  try {
    for (let i = 0; i < count; i++) readRefinement(reader, type, builder);
    return payloadOf(builder.newValue());
  } catch (error) {
    if (error instanceof RangeError) throw malformed(error.message, { cause: error });
    throw error;
  }
}

function readRefinement(reader: MsgpackReader, type: Type, builder: RefinementBuilder): void {
  const key = reader.readInteger();
  switch (key) {
    case undefined:
      throw malformed("non-integer key in map");
    case nullness:
      if (readBool(reader, "null refinement is not boolean")) builder.null();
      else builder.notNull();
      break;
    case stringPrefix: {
      if (type.kind !== "string") throw malformed("string prefix refinement for non-string type");
      const prefix = reader.readString();
      if (prefix === undefined) throw malformed("string prefix refinement is not string");
      builder.stringPrefixFull(prefix);
      break;
    }
    case numberMin:
    case numberMax: {
      if (type.kind !== "number") throw malformed("numeric bound refinement for non-number type");
      const { value, isInclusive } = readBound(reader);
      if (key === numberMin) builder.numberRangeLowerBound(numberVal(value), isInclusive);
      else builder.numberRangeUpperBound(numberVal(value), isInclusive);
      break;
    }
    case lengthMin:
    case lengthMax: {
      if (!type.isCollectionType()) throw malformed("length lower bound refinement for non-collection type");
      const bound = reader.readInteger();
      if (bound === undefined) throw malformed("length bound refinement must be integer or [integer, bool] array");
      if (key === lengthMin) builder.collectionLengthLowerBound(Number(bound));
      else if (bound <= Number.MAX_SAFE_INTEGER) builder.collectionLengthUpperBound(Number(bound));
      break;
    }
    default:
      // A kind of refinement that is yet to be invented. Its value is taken for the next key, as go-cty takes it.
      break;
  }
}

function readBound(reader: MsgpackReader): NumberBound {
  const value = reader.readArrayLength() === 2 ? readNumber(reader) : undefined;
  if (value === undefined) throw malformed("length bound refinement must be [number, bool] array");
  return { value, isInclusive: readBool(reader, "length bound refinement must be [number, bool] array") };
}

function readBool(reader: MsgpackReader, complaint: string): boolean {
  if (reader.accept(0xc3)) return true;
  if (reader.accept(0xc2)) return false;
  throw malformed(complaint);
}

function malformed(detail: string, options?: ErrorOptions): PathError {
  return new PathError([], `failed to decode msgpack extension body: ${detail}`, options);
}
