// SPDX-License-Identifier: Apache-2.0

import type { DocumentNode } from "./document-node.ts";
import type { Notes } from "./notes.ts";
import type { CollectionShape, Described, ObjectShape, Property, Shape } from "./shape.ts";

const json: Shape = { kind: "json" };

/** Objects in objects beyond this are JSON: nobody could write such a configuration. */
const maxDepth = 10;

/** Reads schemas of a document. What attributes cannot say of them is noted. */
export class SchemaReader {
  readonly #notes: Notes;
  /** Where the schemas stand that are being read: one that contains itself would never end. */
  readonly #reading: string[] = [];

  constructor(notes: Notes) {
    this.#notes = notes;
  }

  read(node: DocumentNode): Described {
    const { schema, isNullable } = this.#simplify(node);
    const parts = partsOf(schema);
    const some = (name: string, value: unknown): boolean => [node, ...parts].some((part) => part.value[name] === value);
    const first = <T>(get: (part: DocumentNode) => T | undefined): T | undefined =>
      [node, ...parts].map(get).find((value) => value !== undefined);
    return {
      shape: this.#readGuarded(schema, parts),
      isNullable: isNullable || some("nullable", true) || parts.some(allowsNull),
      isReadOnly: some("readOnly", true),
      isWriteOnly: some("writeOnly", true),
      isSensitive: some("format", "password"),
      default: first((part) => part.value["default"]),
      description: first((part) => part.text("description") ?? part.text("title")),
      isDeprecated: node.value["deprecated"] === true,
      pointer: node.pointer,
    };
  }

  /** The one schema of a choice in which the others are null, or which says nothing but `required`. */
  #simplify(node: DocumentNode): { readonly schema: DocumentNode; readonly isNullable: boolean } {
    let schema = node;
    let isNullable = false;
    // Bounded: a choice may be one of itself.
    for (let depth = 0; depth < maxDepth; depth++) {
      const choices = choicesOf(schema);
      const [only, ...others] = choices.filter((choice) => choice.value["type"] !== "null");
      if (only === undefined || others.length > 0 || schema.has("properties")) break;
      isNullable ||= choices.length > 1;
      schema = only;
    }
    return { schema, isNullable };
  }

  #readGuarded(node: DocumentNode, parts: readonly DocumentNode[]): Shape {
    if (this.#reading.includes(node.pointer)) {
      this.#notes.add("assumed", node.pointer, "contains itself: JSON text from there on");
      return json;
    }
    if (this.#reading.length > maxDepth * 2) {
      this.#notes.add("assumed", node.pointer, "is nested too deeply: JSON text from there on");
      return json;
    }
    this.#reading.push(node.pointer);
    try {
      return this.#readShape(node, parts);
    } finally {
      this.#reading.pop();
    }
  }

  #readShape(node: DocumentNode, parts: readonly DocumentNode[]): Shape {
    this.#noteUnsupported(parts);
    const types = new Set(parts.flatMap(typesOf));
    if (types.size === 0) return this.#readChoice(node, parts);
    if (types.size === 2 && types.has("integer") && types.has("number")) types.delete("integer");
    if (types.size > 1) {
      this.#notes.add("assumed", node.pointer, `is ${[...types].join(" or ")}: JSON text`);
      return json;
    }
    switch ([...types][0]) {
      case "string":
        return readString(parts);
      case "integer":
        return readNumber(parts, parts.some((part) => part.text("format") === "int64") ? "bigint" : "int");
      case "number":
        return readNumber(parts, "float");
      case "boolean":
        return { kind: "bool" };
      case "array":
        return this.#readArray(parts);
      default:
        return this.#readObject(node, parts);
    }
  }

  #noteUnsupported(parts: readonly DocumentNode[]): void {
    for (const part of parts) {
      for (const keyword of unchecked) {
        if (part.has(keyword)) this.#notes.add("unsupported", part.pointer, `${keyword} is not looked at`);
      }
    }
  }

  #readChoice(node: DocumentNode, parts: readonly DocumentNode[]): Shape {
    const choices = parts.flatMap(choicesOf);
    if (choices.length === 0) return json;
    const read = choices.map((choice) => ({ choice, shape: this.read(choice).shape }));
    const union = this.#readUnion(node, parts, read);
    if (union !== undefined) return union;
    const kinds = new Set(read.map(({ shape }) => shape.kind));
    if (kinds.size === 1 && kinds.has("string")) return { kind: "string" };
    if (kinds.size === 1 && kinds.has("bool")) return { kind: "bool" };
    if ([...kinds].every((kind) => kind === "int" || kind === "bigint" || kind === "float")) return { kind: "float" };
    this.#notes.add("assumed", node.pointer, "is a choice of schemas that no discriminator tells apart: JSON text");
    return json;
  }

  #readUnion(
    node: DocumentNode,
    parts: readonly DocumentNode[],
    choices: readonly { readonly choice: DocumentNode; readonly shape: Shape }[],
  ): Shape | undefined {
    const discriminator = parts.map((part) => part.child("discriminator")).find((found) => found !== undefined);
    const property = discriminator?.text("propertyName");
    if (property === undefined) return undefined;
    const mapping = Object.entries(discriminator?.child("mapping")?.value ?? {});
    const variants = choices.flatMap(({ choice, shape }) => {
      if (shape.kind !== "object") return [];
      const target = choice.refName;
      const names = mapping.filter(([, to]) => String(to).split("/").at(-1) === target).map(([name]) => name);
      const values = names.length > 0 ? names : (valuesOf(shape, property) ?? (target === undefined ? [] : [target]));
      const properties = shape.properties.filter(({ name }) => name !== property);
      return values.map((value) => ({ value, shape: { ...shape, name: undefined, properties } }));
    });
    if (variants.length < choices.length) return undefined;
    return { kind: "union", name: node.refName, discriminator: property, variants };
  }

  #readArray(parts: readonly DocumentNode[]): Shape {
    const items = parts.map((part) => part.child("items")).find((found) => found !== undefined);
    if (items === undefined) return json;
    const { shape, isNullable } = this.read(items);
    const isUnique = parts.some((part) => part.value["uniqueItems"] === true);
    return this.#collect(isUnique ? "set" : "list", shape, isNullable, parts, ["minItems", "maxItems"]);
  }

  #readObject(node: DocumentNode, parts: readonly DocumentNode[]): Shape {
    const properties = this.#readProperties(parts);
    const others = parts.map((part) => part.child("additionalProperties")).find((found) => found !== undefined);
    if (properties.length > 0) {
      if (others !== undefined)
        this.#notes.add("unsupported", node.pointer, "properties beside those that are named are left out");
      return { kind: "object", name: node.refName, properties };
    }
    if (others === undefined || Object.keys(others.value).length === 0) return json;
    const { shape, isNullable } = this.read(others);
    return this.#collect("map", shape, isNullable, parts, ["minProperties", "maxProperties"]);
  }

  #collect(
    kind: CollectionShape["kind"],
    of: Shape,
    isNullable: boolean,
    parts: readonly DocumentNode[],
    [min, max]: readonly [string, string],
  ): Shape {
    const limit = (name: string): number | undefined => parts.map((part) => part.number(name)).find(isDefined);
    return { kind, of, isNullable, minItems: limit(min), maxItems: limit(max) };
  }

  #readProperties(parts: readonly DocumentNode[]): Property[] {
    const required = new Set(parts.flatMap((part) => part.texts("required")));
    const found = new Map<string, Property>();
    for (const part of parts) {
      for (const [name, schema] of part.child("properties")?.children() ?? []) {
        found.set(name, { ...this.read(schema), name, isRequired: required.has(name) });
      }
    }
    return [...found.values()];
  }
}

/** Judge values in ways that no attribute does. */
const unchecked: readonly string[] = [
  "not",
  "if",
  "dependentSchemas",
  "dependentRequired",
  "patternProperties",
  "prefixItems",
  "contains",
  "$dynamicRef",
];

/** A schema and those that it is all of, at every depth. */
function partsOf(node: DocumentNode): DocumentNode[] {
  const parts = new Map<string, DocumentNode>();
  const add = (part: DocumentNode): void => {
    if (parts.has(part.pointer)) return;
    parts.set(part.pointer, part);
    part.items("allOf").forEach(add);
  };
  add(node);
  // What a schema says itself comes last, and so wins.
  const [own, ...others] = parts.values();
  return [...others, own!];
}

/** Choices that only say what is required are no types. */
function choicesOf(node: DocumentNode): DocumentNode[] {
  const choices = [...node.items("oneOf"), ...node.items("anyOf")];
  return choices.some((choice) => Object.keys(choice.value).some((keyword) => keyword !== "required")) ? choices : [];
}

function typesOf(part: DocumentNode): string[] {
  const type = part.value["type"];
  if (typeof type === "string") return type === "null" ? [] : [type];
  if (Array.isArray(type)) return part.texts("type").filter((name) => name !== "null");
  if (part.has("properties") || part.has("additionalProperties")) return ["object"];
  if (part.has("items")) return ["array"];
  const values: unknown[] = [part.value["enum"] ?? []].flat();
  if (part.has("const")) values.push(part.value["const"]);
  return [...new Set(values.filter((value) => value !== null).map(typeOfValue))];
}

function typeOfValue(value: unknown): string {
  if (Number.isInteger(value)) return "integer";
  return typeof value === "string" || typeof value === "boolean" || typeof value === "number" ? typeof value : "object";
}

function allowsNull(part: DocumentNode): boolean {
  const values: unknown = part.value["enum"];
  return part.texts("type").includes("null") || (Array.isArray(values) && values.includes(null));
}

/** The values that all parts allow; those of the last part that lists some. */
function enumOf(parts: readonly DocumentNode[]): readonly unknown[] | undefined {
  const lists = parts.map((part) => (part.has("const") ? [part.value["const"]] : part.value["enum"]));
  const values: unknown = lists.findLast(Array.isArray);
  return (values as readonly unknown[] | undefined)?.filter((value) => value !== null);
}

function readString(parts: readonly DocumentNode[]): Shape {
  const last = <T>(get: (part: DocumentNode) => T | undefined): T | undefined => parts.map(get).findLast(isDefined);
  return {
    kind: "string",
    format: last((part) => part.text("format")),
    values: enumOf(parts)?.filter((value) => typeof value === "string"),
    pattern: last((part) => part.text("pattern")),
    minLength: last((part) => part.number("minLength")),
    maxLength: last((part) => part.number("maxLength")),
  };
}

function readNumber(parts: readonly DocumentNode[], kind: "int" | "bigint" | "float"): Shape {
  const last = (name: string): number | undefined => parts.map((part) => part.number(name)).findLast(isDefined);
  // In 3.0 the exclusive limits are flags.
  const isExclusive = (name: string): boolean => parts.some((part) => part.value[name] === true);
  const [minimum, maximum] = [last("minimum"), last("maximum")];
  const [isAbove, isBelow] = [isExclusive("exclusiveMinimum"), isExclusive("exclusiveMaximum")];
  return {
    kind,
    values: enumOf(parts)?.filter((value) => typeof value === "number"),
    min: isAbove ? undefined : minimum,
    max: isBelow ? undefined : maximum,
    above: isAbove ? minimum : last("exclusiveMinimum"),
    below: isBelow ? maximum : last("exclusiveMaximum"),
    multipleOf: last("multipleOf"),
  };
}

function valuesOf(shape: ObjectShape, property: string): readonly string[] | undefined {
  const found = shape.properties.find(({ name }) => name === property)?.shape;
  return found?.kind === "string" ? found.values : undefined;
}

function isDefined<T>(value: T | undefined): value is T {
  return value !== undefined;
}
