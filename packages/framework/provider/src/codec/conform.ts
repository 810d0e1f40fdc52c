// SPDX-License-Identifier: Apache-2.0

import * as cty from "@provide-foundry/cty";
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
 * @throws ConformError naming the place.
 */
export function conform(value: cty.Value, type: cty.Type, at: At): cty.Value {
  if (value.type === type) return value;
  if (value.isNull()) return cty.nullVal(type);
  if (!value.isKnown()) return cty.unknownVal(type);
  switch (type.kind) {
    case "object":
      return conformObject(value, type, at);
    case "map": {
      if (!hasNames(value)) break;
      const parts = [...value.asValueMap()].map(([key, part]): [string, cty.Value] => [
        key,
        conform(part, type.elementType, at.key(key)),
      ]);
      return parts.length === 0 ? cty.mapValEmpty(type.elementType) : cty.mapVal(new Map(parts));
    }
    case "list":
    case "set": {
      if (!hasOrder(value)) break;
      const parts = value
        .asValueSlice()
        .map((part, i) => conform(part, type.elementType, type.kind === "list" ? at.index(i) : at.element()));
      if (parts.length === 0)
        return type.kind === "list" ? cty.listValEmpty(type.elementType) : cty.setValEmpty(type.elementType);
      return type.kind === "list" ? cty.listVal(parts) : cty.setVal(parts);
    }
    default: {
      const converted = conformPrimitive(value, type);
      if (converted !== undefined) return converted;
    }
  }
  throw new ConformError(at, `a ${type.friendlyName()} is required, not a ${value.type.friendlyName()}`);
}

function conformObject(value: cty.Value, type: cty.ObjectType, at: At): cty.Value {
  if (!hasNames(value)) throw new ConformError(at, `an object is required, not a ${value.type.friendlyName()}`);
  const parts = value.asValueMap();
  const attributes = [...type.attributeTypes].map(([name, attributeType]): [string, cty.Value] => {
    const part = parts.get(name);
    return [name, part === undefined ? cty.nullVal(attributeType) : conform(part, attributeType, at.attribute(name))];
  });
  return cty.objectVal(new Map(attributes));
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
