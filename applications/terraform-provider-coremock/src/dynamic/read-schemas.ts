// SPDX-License-Identifier: Apache-2.0

/**
 * The schemas that `dynamic_resources.json` describes.
 *
 * Source: documentation of hashicorp/tfcoremock 0.6, "schema/dynamic_resources.json". Our own are the type `dynamic`, the
 * modes `single`, `group` and `map`, and the keys `write_only`, `description`, `min_items` and `max_items`.
 *
 * @module
 */

import { findSchemaProblems } from "@provide-foundry/provider";
import { choose } from "../complete-values.ts";
import type {
  AttributeMember,
  BlockMember,
  Member,
  Members,
  Mode,
  ResourceSchema,
  ValueType,
} from "../schema/resource-schema.ts";
import { toResourceFields } from "../schema/to-fields.ts";
import { StoredValueError, fromStored } from "../store/stored-value.ts";
import { type JsonObject, Reader } from "./reader.ts";

export interface ReadSchemas {
  /** By the names of resources without the provider's: `server` for `coremock_server`. */
  readonly schemas: Readonly<Record<string, ResourceSchema>>;
  /** Each a sentence that starts with the path to what is wrong; with any, the schemas are not complete. */
  readonly problems: readonly string[];
}

/**
 * @param content What the JSON says.
 * @param providerName With which the types of all resources begin.
 */
export function readSchemas(content: unknown, providerName: string): ReadSchemas {
  const reader = new SchemaReader();
  const schemas: [string, ResourceSchema][] = [];
  for (const [typeName, schema] of Object.entries(reader.readObject(content, ""))) {
    const name = readName(typeName, providerName, reader);
    schemas.push([name, reader.readSchema(schema, typeName)]);
  }
  // What the JSON says one by one may not fit together.
  if (reader.problems.length === 0) {
    for (const [name, { members }] of schemas) {
      const problems = findSchemaProblems(toResourceFields(members), "resource");
      for (const problem of problems) reader.report(`${providerName}_${name}`, problem);
    }
  }
  return { schemas: Object.fromEntries(schemas), problems: reader.problems };
}

const fixedNames = ["simple_resource", "complex_resource"];

function readName(typeName: string, providerName: string, reader: Reader): string {
  const name = typeName.slice(providerName.length + 1);
  if (!typeName.startsWith(`${providerName}_`) || !/^[a-z0-9_]+$/.test(name)) {
    reader.report(
      typeName,
      `the name of a resource is ${providerName}_ and then lowercase letters, digits and underscores`,
    );
  } else if (fixedNames.includes(name)) {
    reader.report(typeName, "the provider has a resource of this name");
  }
  return name;
}

const types = ["string", "number", "integer", "float", "boolean", "dynamic", "list", "set", "map", "object"] as const;
const nestings = ["list", "set", "map", "single", "group"] as const;

const schemaKeys = ["attributes", "blocks", "description"];
const blockKeys = [...schemaKeys, "mode", "min_items", "max_items"];
const contentKeys = ["list", "set", "map", "object"] as const;
const flagKeys = ["required", "optional", "computed", "sensitive", "replace", "write_only", "skip_nested_metadata"];
const attributeKeys = ["type", ...contentKeys, ...flagKeys, "value", "description"];

class SchemaReader extends Reader {
  readSchema(json: unknown, at: string): ResourceSchema {
    const schema = this.readObject(json, at, schemaKeys);
    const members = this.#readMembers(schema, at);
    if (Object.hasOwn(members, "id")) this.report(`${at}.attributes.id`, "every resource has an id without being told");
    return { description: this.readText(schema["description"], `${at}.description`), members };
  }

  #readMembers({ attributes, blocks }: JsonObject, at: string): Members {
    const named = {
      attributes: Object.entries(this.readObject(attributes, `${at}.attributes`)),
      blocks: Object.entries(this.readObject(blocks, `${at}.blocks`)),
    };
    for (const [name] of named.blocks) {
      if (named.attributes.some(([other]) => other === name))
        this.report(`${at}.blocks.${name}`, "there is an attribute of this name");
    }
    return Object.fromEntries([
      ...this.#readAttributes(named.attributes, `${at}.attributes`),
      ...named.blocks.map(([name, block]): [string, Member] => [name, this.#readBlock(block, `${at}.blocks.${name}`)]),
    ]);
  }

  #readAttributes(entries: readonly [string, unknown][], at: string): [string, AttributeMember][] {
    return entries.map(([name, attribute]) => [name, this.#readAttribute(attribute, `${at}.${name}`)]);
  }

  #readBlock(json: unknown, at: string): BlockMember {
    const block = this.readObject(json, at, blockKeys);
    return {
      kind: "block",
      type: {
        kind: "nested",
        nesting: this.readChoice(block["mode"], `${at}.mode`, nestings),
        members: this.#readMembers(block, at),
      },
      minItems: this.readCount(block["min_items"], `${at}.min_items`),
      maxItems: this.readCount(block["max_items"], `${at}.max_items`),
      description: this.readText(block["description"], `${at}.description`),
    };
  }

  #readAttribute(json: unknown, at: string): AttributeMember {
    const attribute = this.readObject(json, at, attributeKeys);
    const mode = this.#readMode(attribute, at);
    const type = this.#readType(attribute, at, false);
    return {
      kind: "attribute",
      type,
      mode,
      sensitive: this.readBoolean(attribute["sensitive"], `${at}.sensitive`),
      replace: this.readBoolean(attribute["replace"], `${at}.replace`),
      writeOnly: this.readBoolean(attribute["write_only"], `${at}.write_only`),
      description: this.readText(attribute["description"], `${at}.description`),
      chosen: this.#readChosen(attribute["value"], type, mode, `${at}.value`),
    };
  }

  #readMode(attribute: JsonObject, at: string): Mode {
    const [required, optional, computed] = (["required", "optional", "computed"] as const).map((key) =>
      this.readBoolean(attribute[key], `${at}.${key}`),
    );
    if (required && (optional || computed)) this.report(at, "what is required is neither optional nor computed");
    if (required) return "required";
    if (!optional && !computed) this.report(at, "one of required, optional and computed has to be true");
    if (optional) return computed ? "optionalComputed" : "optional";
    return "computed";
  }

  #readChosen(json: unknown, type: ValueType, mode: Mode, at: string): unknown {
    if (json === undefined) return null;
    if (mode !== "computed" && mode !== "optionalComputed") {
      this.report(at, "only a computed attribute can be given a value here");
      return null;
    }
    try {
      return fromStored(type, json, at, choose);
    } catch (error) {
      if (!(error instanceof StoredValueError)) throw error;
      this.report("", error.message);
      return null;
    }
  }

  /**
   * @param isPlain Whether nothing in it has flags of its own: in the elements of elements, and where
   *   `skip_nested_metadata` says so.
   */
  #readType(attribute: JsonObject, at: string, isPlain: boolean): ValueType {
    const kind = this.readChoice(attribute["type"], `${at}.type`, types);
    if (attribute["type"] === undefined)
      this.report(`${at}.type`, `it is missing; one of ${types.join(", ")} is needed`);
    for (const key of contentKeys) {
      if (key !== kind && attribute[key] !== undefined) this.report(`${at}.${key}`, `it is for the type ${key}`);
    }
    const here = `${at}.${kind}`;
    const isFlat = this.readBoolean(attribute["skip_nested_metadata"], `${at}.skip_nested_metadata`) || isPlain;
    switch (kind) {
      case "object":
        return this.#readObjectType(attribute[kind], here, isFlat);
      case "list":
      case "set":
      case "map": {
        if (attribute[kind] === undefined) this.report(here, "it is missing; it says of what type the elements are");
        const element = this.readObject(attribute[kind], here, attributeKeys);
        if (element["type"] !== "object" || isFlat) return { kind, element: this.#readElementType(element, here) };
        const entries = this.#readParts(element["object"], `${here}.object`);
        const members = Object.fromEntries(this.#readAttributes(entries, `${here}.object`));
        return { kind: "nested", nesting: kind, members };
      }
      default:
        return { kind };
    }
  }

  /** After a problem that has been noted, there is none to look into. */
  #readElementType(element: JsonObject, at: string): ValueType {
    return element["type"] === undefined && Object.keys(element).length === 0
      ? { kind: "string" }
      : this.#readType(element, at, true);
  }

  #readObjectType(json: unknown, at: string, isPlain: boolean): ValueType {
    const entries = this.#readParts(json, at);
    if (!isPlain) {
      return { kind: "nested", nesting: "single", members: Object.fromEntries(this.#readAttributes(entries, at)) };
    }
    const attributes = entries.map(([name, part]): [string, ValueType] => [
      name,
      this.#readType(this.readObject(part, `${at}.${name}`, attributeKeys), `${at}.${name}`, true),
    ]);
    return { kind: "object", attributes: Object.fromEntries(attributes) };
  }

  #readParts(json: unknown, at: string): [string, unknown][] {
    if (json === undefined) this.report(at, "it is missing; it says which attributes the object has");
    return Object.entries(this.readObject(json, at));
  }
}
