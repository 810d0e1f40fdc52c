// SPDX-License-Identifier: Apache-2.0

/**
 * Values for tests, written as JavaScript: `UNKNOWN` is unknown, what is left
 * out is null, numbers beyond doubles are text.
 *
 * @module
 */

import * as cty from "@provide-foundry/cty";
import { UNKNOWN } from "../schema/unknown.ts";

export type Document =
  | null
  | undefined
  | boolean
  | string
  | number
  | typeof UNKNOWN
  | readonly Document[]
  | { readonly [name: string]: Document };

export function toValue(document: Document, type: cty.Type): cty.Value {
  if (document === null || document === undefined) return cty.nullVal(type);
  if (document === UNKNOWN) return cty.unknownVal(type);
  switch (type.kind) {
    case "bool":
      return cty.boolVal(document as boolean);
    case "string":
      return cty.stringVal(document as string);
    case "number":
      return cty.parseNumberVal(typeof document === "number" ? String(document) : (document as string));
    case "list":
    case "set": {
      const parts = (document as readonly Document[]).map((part) => toValue(part, type.elementType));
      if (type.kind === "list") return parts.length === 0 ? cty.listValEmpty(type.elementType) : cty.listVal(parts);
      return parts.length === 0 ? cty.setValEmpty(type.elementType) : cty.setVal(parts);
    }
    case "map": {
      const parts = Object.entries(document).map(([key, part]): [string, cty.Value] => [
        key,
        toValue(part as Document, type.elementType),
      ]);
      return parts.length === 0 ? cty.mapValEmpty(type.elementType) : cty.mapVal(new Map(parts));
    }
    case "object": {
      const named = document as { readonly [name: string]: Document };
      return cty.objectVal(new Map([...type.attributeTypes].map(([name, part]) => [name, toValue(named[name], part)])));
    }
    case "tuple":
      return cty.tupleVal(type.elementTypes.map((part, i) => toValue((document as readonly Document[])[i], part)));
    case "dynamic":
      return toDynamic(document);
    default:
      throw new TypeError(`no documents of ${type.friendlyName()}`);
  }
}

/** As of a literal in a configuration: known and not null. */
function toDynamic(document: Exclude<Document, null | undefined>): cty.Value {
  switch (typeof document) {
    case "string":
      return cty.stringVal(document);
    case "boolean":
      return cty.boolVal(document);
    case "number":
      return cty.parseNumberVal(String(document));
    default: {
      if (Array.isArray(document)) return cty.tupleVal(document.map((part) => toValue(part as Document, cty.dynamic)));
      const parts = Object.entries(document).map(([name, part]): [string, cty.Value] => [
        name,
        toValue(part as Document, cty.dynamic),
      ]);
      return cty.objectVal(new Map(parts));
    }
  }
}

export function toDocument(value: cty.Value): Document {
  if (value.isNull()) return null;
  if (!value.isKnown()) return UNKNOWN;
  switch (value.type.kind) {
    case "bool":
      return value.asBool();
    case "string":
      return value.asString();
    case "number":
      return value.asBigFloat().toExactNumber() ?? value.asBigFloat().toString();
    case "list":
    case "set":
    case "tuple":
      return value.asValueSlice().map(toDocument);
    case "map":
    case "object":
      return Object.fromEntries([...value.asValueMap()].map(([name, part]) => [name, toDocument(part)]));
    default:
      throw new TypeError(`no documents of ${value.type.friendlyName()}`);
  }
}
