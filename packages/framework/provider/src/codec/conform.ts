// SPDX-License-Identifier: Apache-2.0

import * as cty from "@provide-foundry/cty";
import * as json from "@provide-foundry/cty/json";
import type { At } from "./at.ts";

/** A value that cannot be one of the wanted type. */
export class ConformError extends Error {
  static {
    this.prototype.name = "ConformError";
  }

  readonly at: At;

  constructor(at: At, message: string) {
    super(message);
    this.at = at;
  }
}

/**
 * The value as one of `type`: of a document whose types follow from its values
 * (tuples, objects), or of an argument that may be anything. Attributes that an
 * object type does not have are dropped, those that are missing become null.
 *
 * @param toDynamic What stands for a value of any type, where `type` asks for one.
 * @throws ConformError naming the place.
 */
export function conform(value: cty.Value, type: cty.Type, at: At, toDynamic: ToDynamic = asItIs): cty.Value {
  if (type.kind === "dynamic") return toDynamic(value, at);
  if (value.type === type) return value;
  if (value.isNull()) return cty.nullVal(type);
  if (!value.isKnown()) return cty.unknownVal(type);
  switch (type.kind) {
    case "object":
      return conformObject(value, type, at, toDynamic);
    case "tuple": {
      const { elementTypes } = type;
      if (!hasOrder(value) || value.lengthInt() !== elementTypes.length) break;
      const parts = value.asValueSlice();
      return cty.tupleVal(elementTypes.map((part, i) => conform(parts[i]!, part, at.index(i), toDynamic)));
    }
    case "map": {
      if (!hasNames(value)) break;
      const parts = [...value.asValueMap()].map(([key, part]): [string, cty.Value] => [
        key,
        conform(part, type.elementType, at.key(key), toDynamic),
      ]);
      return parts.length === 0 ? cty.mapValEmpty(type.elementType) : cty.mapVal(new Map(parts));
    }
    case "list":
    case "set": {
      if (!hasOrder(value)) break;
      const parts = value
        .asValueSlice()
        .map((part, i) =>
          conform(part, type.elementType, type.kind === "list" ? at.index(i) : at.element(), toDynamic),
        );
      if (parts.length === 0)
        return type.kind === "list" ? cty.listValEmpty(type.elementType) : cty.setValEmpty(type.elementType);
      return type.kind === "list" ? cty.listVal(parts) : cty.setVal(parts);
    }
    default: {
      const converted = conformPrimitive(value, type);
      if (converted !== undefined) return converted;
    }
  }
  throw new ConformError(at, `${nameOf(type)} is required, not ${nameOf(value.type)}`);
}

function conformObject(value: cty.Value, type: cty.ObjectType, at: At, toDynamic: ToDynamic): cty.Value {
  if (!hasNames(value)) throw new ConformError(at, `an object is required, not ${nameOf(value.type)}`);
  const parts = value.asValueMap();
  const attributes = [...type.attributeTypes].map(([name, attributeType]): [string, cty.Value] => {
    const part = parts.get(name);
    if (part === undefined) return [name, cty.nullVal(attributeType)];
    return [name, conform(part, attributeType, at.attribute(name), toDynamic)];
  });
  return cty.objectVal(new Map(attributes));
}

function nameOf(type: cty.Type): string {
  if (type.kind === "tuple") return `a tuple of ${type.elementTypes.length}`;
  return type.kind === "object" ? "an object" : `a ${type.friendlyName()}`;
}

type ToDynamic = (value: cty.Value, at: At) => cty.Value;

/** A value is of the type that it has. */
function asItIs(value: cty.Value): cty.Value {
  return value;
}

/** For documents that are stored states: there a value of any type is an object with its type beside it. */
export function fromStored(value: cty.Value, at: At): cty.Value {
  if (value.isNull()) return cty.nullVal(cty.dynamic);
  const parts = hasNames(value) ? value.asValueMap() : new Map<string, cty.Value>();
  const [stored, type] = [parts.get("value"), parts.get("type")];
  if (stored === undefined || type === undefined) throw new ConformError(at, "a value with its type is required");
  return conform(stored, readType(type, at), at, fromStored);
}

function readType(type: cty.Value, at: At): cty.Type {
  try {
    return cty.typeFromJSON(json.marshal(type, type.type));
  } catch {
    throw new ConformError(at, "its type is none that Terraform has");
  }
}

function hasNames({ type }: cty.Value): boolean {
  return type.kind === "object" || type.kind === "map";
}

function hasOrder({ type }: cty.Value): boolean {
  return type.kind === "tuple" || type.kind === "list" || type.kind === "set";
}

/** Terraform's conversions between primitive types; undefined where there is none. */
function conformPrimitive(value: cty.Value, type: cty.Type): cty.Value | undefined {
  const from = value.type.kind;
  if (type.kind === "string") {
    if (from === "number") return cty.stringVal(value.asBigFloat().toString());
    if (from === "bool") return cty.stringVal(String(value.asBool()));
  }
  if (type.kind === "number" && from === "string") {
    const number = cty.BigFloat.parse(value.asString());
    return number === undefined ? undefined : cty.numberVal(number);
  }
  if (type.kind === "bool" && from === "string") {
    const text = value.asString();
    if (text === "true" || text === "1") return cty.boolVal(true);
    if (text === "false" || text === "0") return cty.boolVal(false);
  }
  return undefined;
}
