// SPDX-License-Identifier: Apache-2.0

import { DefinitionError } from "../definition/definition-error.ts";
import { t } from "../schema/vocabulary.ts";
import type { Field } from "../schema/field.ts";
import type { FieldsOfJsonSchema, JsonSchema } from "./json-schema.ts";

/**
 * The attributes that a JSON Schema of an object describes: for the `schema` of
 * a component, alone or beside others.
 *
 * Objects become nested attributes, arrays lists (with `uniqueItems` sets),
 * objects with `additionalProperties` only maps. `readOnly` means computed,
 * `writeOnly` and `default` what they say. What may be null or missing is
 * optional; Terraform does not tell the two apart.
 *
 * @throws DefinitionError that lists everything which attributes cannot say, each with its place.
 *
 * @example
 * defineResource({ name: "user", schema: { ...fromJsonSchema(userSchema), id: t.string().computed() }, … })
 */
export function fromJsonSchema<const S extends JsonSchema>(schema: S): FieldsOfJsonSchema<S> {
  const reader = new Reader(schema);
  const fields = reader.readFields(schema, "#");
  if (reader.problems.length > 0) {
    const list = reader.problems.map((problem) => `\n  ${problem}`).join("");
    throw new DefinitionError(`attributes cannot say all of this JSON Schema:${list}`, {
      context: { problems: reader.problems },
      hint: "Change the schema, or write these attributes by hand.",
    });
  }
  return fields as FieldsOfJsonSchema<S>;
}

type Word =
  | ("optional" | "computed" | "default" | "sensitive" | "writeOnly" | "nullable" | "describe" | "deprecated")
  | ("validate" | "min" | "max" | "minLength" | "maxLength" | "regex" | "minItems" | "maxItems" | "oneOf");

/** A builder of which the compiler does not know what may be declared; the reader does. */
type Builder = Field & { readonly [W in Word]: (...args: readonly unknown[]) => Builder };

/** Everything that would have to be looked at and has no counterpart. */
const inexpressible = [
  "allOf",
  "not",
  "if",
  "then",
  "else",
  "dependentSchemas",
  "dependentRequired",
  "patternProperties",
  "prefixItems",
  "contains",
  "unevaluatedProperties",
  "unevaluatedItems",
  "$dynamicRef",
];

class Reader {
  readonly problems: string[] = [];
  readonly #root: JsonSchema;
  /** The references that are being followed. */
  readonly #following: string[] = [];

  constructor(root: JsonSchema) {
    this.#root = root;
  }

  readFields(schema: JsonSchema, at: string): Record<string, Field> {
    const { properties, required = [] } = schema;
    if (properties === undefined) {
      this.problems.push(`${at}: an object with properties is needed`);
      return {};
    }
    if (typeof schema.additionalProperties === "object")
      this.problems.push(`${at}: properties and additionalProperties exclude each other`);
    const fields = Object.entries(properties).flatMap(([name, property]): [string, Field][] => {
      const here = `${at}/properties/${name}`;
      if (!/^[a-z_][a-z0-9_]*$/.test(name))
        this.problems.push(`${here}: a name is lowercase letters, digits and underscores, and starts with no digit`);
      const field = this.#follow(property, here, (resolved, isNullable) => {
        return this.#readAttribute(resolved, here, required.includes(name) && !isNullable, isNullable);
      });
      return field === undefined ? [] : [[name, field]];
    });
    return Object.fromEntries(fields);
  }

  #readAttribute(schema: JsonSchema, at: string, isRequired: boolean, isNullable: boolean): Field | undefined {
    const value = this.#readValue(schema, at);
    if (value === undefined) return undefined;
    let builder = this.#annotate(value, schema);
    if (schema.readOnly === true) {
      builder = builder.computed();
      if (isNullable) builder = builder.nullable();
    } else if (schema.default !== undefined) {
      builder = builder.default(schema.default);
    } else if (!isRequired) {
      builder = builder.optional();
    }
    if (schema.writeOnly === true) builder = builder.writeOnly();
    const { conflict } = builder.spec;
    if (conflict !== undefined) this.problems.push(`${at}: ${conflict}`);
    return builder;
  }

  #annotate(builder: Builder, { description, deprecated, format }: JsonSchema): Builder {
    let annotated = description === undefined ? builder : builder.describe(description);
    if (deprecated === true) annotated = annotated.deprecated("It will be removed.");
    return format === "password" ? annotated.sensitive() : annotated;
  }

  /** Reads what a schema refers to, without the null that it allows. */
  #follow<T>(schema: JsonSchema, at: string, read: (schema: JsonSchema, isNullable: boolean) => T): T | undefined {
    const { $ref, ...beside } = schema;
    if ($ref !== undefined) {
      const target = this.#resolve($ref, at);
      if (target === undefined) return undefined;
      this.#following.push($ref);
      try {
        return this.#follow({ ...target, ...beside }, at, read);
      } finally {
        this.#following.pop();
      }
    }
    const choices = schema.anyOf ?? schema.oneOf;
    if (choices !== undefined) {
      const [choice, ...others] = choices.filter(({ type }) => type !== "null");
      if (choice === undefined || others.length > 0 || choices.length !== 2) {
        this.problems.push(`${at}: a choice of schemas has no type`);
        return undefined;
      }
      const { anyOf: _, oneOf: __, ...around } = schema;
      return this.#follow({ ...around, ...choice }, at, (resolved) => read(resolved, true));
    }
    if (typeof schema.type === "string" || schema.type === undefined) return read(schema, false);
    const types = schema.type.filter((type) => type !== "null");
    return read({ ...schema, type: types.length === 1 ? types[0]! : types }, types.length < schema.type.length);
  }

  #resolve($ref: string, at: string): JsonSchema | undefined {
    if (this.#following.includes($ref)) {
      this.problems.push(`${at}: ${$ref} contains itself, and no attribute does`);
      return undefined;
    }
    const steps = $ref.startsWith("#/") ? $ref.slice(2).split("/") : undefined;
    let found: unknown = steps && this.#root;
    for (const step of steps ?? []) {
      const name = decodeURIComponent(step).replaceAll("~1", "/").replaceAll("~0", "~");
      found =
        typeof found === "object" && found !== null && Object.hasOwn(found, name)
          ? (found as Readonly<Record<string, unknown>>)[name]
          : undefined;
    }
    if (typeof found === "object" && found !== null) return found as JsonSchema;
    this.problems.push(`${at}: there is no ${$ref} in the schema`);
    return undefined;
  }

  #readValue(schema: JsonSchema, at: string): Builder | undefined {
    const foreign = inexpressible.filter((keyword) => Object.hasOwn(schema, keyword));
    this.problems.push(...foreign.map((keyword) => `${at}: ${keyword} has no counterpart`));
    if (Object.keys(schema.propertyNames ?? {}).some((keyword) => keyword !== "type"))
      this.problems.push(`${at}: propertyNames has no counterpart`);
    const type = schema.type ?? impliedType(schema);
    switch (type) {
      case "string":
        return this.#readString(schema, at);
      case "integer":
        return limitNumber(limitChoice(builderOf(schema.format === "int32" ? t.int32() : t.int()), schema), schema);
      case "number":
        return limitNumber(limitChoice(builderOf(schema.format === "float" ? t.float32() : t.float()), schema), schema);
      case "boolean":
        return limitChoice(builderOf(t.bool()), schema);
      case "array":
        return this.#readArray(schema, at);
      case "object":
        return this.#readObject(schema, at);
      default:
        this.problems.push(`${at}: one type is needed, not ${JSON.stringify(type ?? "none")}`);
        return undefined;
    }
  }

  #readString(schema: JsonSchema, at: string): Builder | undefined {
    const { format, contentMediaType, minLength, maxLength, pattern } = schema;
    if (format === "date-time") return builderOf(t.rfc3339());
    if (format === "ipv4") return builderOf(t.ipv4Address());
    if (format === "ipv6") return builderOf(t.ipv6Address());
    if (contentMediaType === "application/json") return builderOf(t.json());
    let builder = limitChoice(builderOf(t.string()), schema);
    if (minLength !== undefined) builder = builder.minLength(minLength);
    if (maxLength !== undefined) builder = builder.maxLength(maxLength);
    if (pattern === undefined) return builder;
    try {
      return builder.regex(new RegExp(pattern, "u"));
    } catch {
      this.problems.push(`${at}: ${JSON.stringify(pattern)} is no regular expression`);
      return undefined;
    }
  }

  #readArray(schema: JsonSchema, at: string): Builder | undefined {
    const { items, uniqueItems, minItems, maxItems } = schema;
    const builder = this.#readMany(uniqueItems === true ? "set" : "list", items, `${at}/items`);
    return builder && limitCount(builder, minItems, maxItems);
  }

  #readObject(schema: JsonSchema, at: string): Builder | undefined {
    const { properties, additionalProperties, minProperties, maxProperties } = schema;
    if (properties !== undefined) return builderOf(t.nested.single(this.readFields(schema, at) as never));
    const builder = this.#readMany("map", additionalProperties, `${at}/additionalProperties`);
    return builder && limitCount(builder, minProperties, maxProperties);
  }

  #readMany(kind: "list" | "set" | "map", items: boolean | JsonSchema | undefined, at: string): Builder | undefined {
    if (typeof items !== "object") {
      this.problems.push(`${at}: a schema of the elements is needed`);
      return undefined;
    }
    return this.#follow(items, at, (schema, isNullable) => {
      if (schema.properties !== undefined) {
        if (isNullable) this.problems.push(`${at}: an object among others cannot be null`);
        const nest = t.nested[kind] as (fields: never) => Field;
        return builderOf(nest(this.readFields(schema, at) as never));
      }
      const element = this.#readValue(schema, at);
      if (element === undefined) return undefined;
      return builderOf(t[kind]((isNullable ? element.nullable() : element) as never));
    });
  }
}

/** Its type is known to the reader only. */
function builderOf(attribute: Field): Builder {
  return attribute as Builder;
}

function impliedType(schema: JsonSchema): string | undefined {
  if (schema.properties !== undefined || typeof schema.additionalProperties === "object") return "object";
  if (schema.items !== undefined) return "array";
  const values = schema.enum ?? (schema.const === undefined ? [] : [schema.const]);
  const types = new Set(values.map((value) => (Number.isInteger(value) ? "integer" : typeof value)));
  return types.size === 1 ? [...types][0] : undefined;
}

function limitChoice(builder: Builder, schema: JsonSchema): Builder {
  const values = schema.enum ?? (schema.const === undefined ? undefined : [schema.const]);
  return values === undefined ? builder : builder.oneOf(...values.filter((value) => value !== null));
}

function limitNumber(builder: Builder, schema: JsonSchema): Builder {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = schema;
  let limited = minimum === undefined ? builder : builder.min(minimum);
  if (maximum !== undefined) limited = limited.max(maximum);
  const rule = (isRight: (value: number) => boolean, problem: string): void => {
    limited = limited.validate((value: number) => (isRight(value) ? undefined : problem));
  };
  if (exclusiveMinimum !== undefined)
    rule((value) => value > exclusiveMinimum, `must be more than ${exclusiveMinimum}`);
  if (exclusiveMaximum !== undefined)
    rule((value) => value < exclusiveMaximum, `must be less than ${exclusiveMaximum}`);
  if (multipleOf !== undefined) {
    rule((value) => Number.isInteger(value / multipleOf), `must be a multiple of ${multipleOf}`);
  }
  return limited;
}

function limitCount(builder: Builder, min: number | undefined, max: number | undefined): Builder {
  const limited = min === undefined ? builder : builder.minItems(min);
  return max === undefined ? limited : limited.maxItems(max);
}
