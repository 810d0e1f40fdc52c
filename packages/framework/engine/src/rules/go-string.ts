// SPDX-License-Identifier: Apache-2.0

import type { Type, Value } from "@provide-foundry/cty";
import { quoteGo } from "@provide-foundry/cty/unicode";

/** A value as Terraform writes it in messages about providers: `cty.StringVal("a")`. */
export function goString(value: Value): string {
  if (value.isMarked()) {
    const [bare, marks] = value.unmark();
    return `${goString(bare)}.WithMarks(cty.NewValueMarks(${[...marks].map((mark) => quoteGo(String(mark))).join(", ")}))`;
  }
  const { type } = value;
  if (!value.isKnown()) return type.kind === "dynamic" ? "cty.DynamicVal" : `cty.UnknownVal(${goType(type)})`;
  if (value.isNull()) return `cty.NullVal(${goType(type)})`;
  switch (type.kind) {
    case "bool":
      return value.asBool() ? "cty.True" : "cty.False";
    case "number": {
      const number = value.asBigFloat();
      return number.isInteger ? `cty.NumberIntVal(${number.toString()})` : `cty.NumberFloatVal(${number.toString()})`;
    }
    case "string":
      return `cty.StringVal(${quoteGo(value.asString())})`;
    case "list":
    case "set": {
      const [name, elements] = [type.kind === "list" ? "List" : "Set", value.asValueSlice()];
      if (elements.length === 0) return `cty.${name}ValEmpty(${goType(type.elementType)})`;
      return `cty.${name}Val([]cty.Value{${elements.map(goString).join(", ")}})`;
    }
    case "map": {
      const elements = value.asValueMap();
      return elements.size === 0 ? `cty.MapValEmpty(${goType(type.elementType)})` : `cty.MapVal(${goMap(elements)})`;
    }
    case "object": {
      const attributes = value.asValueMap();
      return attributes.size === 0 ? "cty.EmptyObjectVal" : `cty.ObjectVal(${goMap(attributes)})`;
    }
    case "tuple": {
      const elements = value.asValueSlice();
      return elements.length === 0
        ? "cty.EmptyTupleVal"
        : `cty.TupleVal([]cty.Value{${elements.map(goString).join(", ")}})`;
    }
    default:
      return String(value);
  }
}

function goMap(values: ReadonlyMap<string, Value>): string {
  return `map[string]cty.Value{${Array.from(values, ([name, value]) => `${quoteGo(name)}:${goString(value)}`).join(", ")}}`;
}

function goType(type: Type): string {
  switch (type.kind) {
    case "bool":
      return "cty.Bool";
    case "number":
      return "cty.Number";
    case "string":
      return "cty.String";
    case "list":
      return `cty.List(${goType(type.elementType)})`;
    case "set":
      return `cty.Set(${goType(type.elementType)})`;
    case "map":
      return `cty.Map(${goType(type.elementType)})`;
    case "object": {
      const attributes = Array.from(type.attributeTypes, ([name, part]) => `${quoteGo(name)}:${goType(part)}`);
      return attributes.length === 0 ? "cty.EmptyObject" : `cty.Object(map[string]cty.Type{${attributes.join(", ")}})`;
    }
    case "tuple":
      return type.elementTypes.length === 0
        ? "cty.EmptyTuple"
        : `cty.Tuple([]cty.Type{${type.elementTypes.map(goType).join(", ")}})`;
    default:
      return "cty.DynamicPseudoType";
  }
}
