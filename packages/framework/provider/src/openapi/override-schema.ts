// SPDX-License-Identifier: Apache-2.0

/**
 * The JSON Schema of override files: for editors, and what files are checked
 * by. `Overrides` is the same for TypeScript.
 *
 * @module
 */

import { suggestClosest } from "@provide-foundry/foundation/text";
import { isRecord } from "./document-node.ts";

/** As much of JSON Schema as override files need. */
interface Schema {
  readonly description?: string;
  readonly type?: "object" | "string" | "boolean" | "integer" | "array";
  readonly enum?: readonly string[];
  readonly const?: false;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Schema | false;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
}

const text = (description: string): Schema => ({ type: "string", description });
const flag = (description: string): Schema => ({ type: "boolean", description });
const texts: Schema = { type: "array", items: { type: "string" } };
const orFalse = (schema: Schema, description: string): Schema => ({ description, anyOf: [{ const: false }, schema] });
const object = (properties: Readonly<Record<string, Schema>>, required: readonly string[] = []): Schema => ({
  type: "object",
  properties,
  ...(required.length > 0 && { required }),
  additionalProperties: false,
});
const byName = (schema: Schema, description: string): Schema => ({
  type: "object",
  description,
  additionalProperties: schema,
});

const operation = text("An operation: its operationId, or method and path, as in `POST /pets`.");

const attributes = byName(
  object({
    name: text("What the attribute is called."),
    mode: { enum: ["required", "optional", "computed", "optionalComputed"], description: "How it gets its value." },
    ignore: flag("Leaves the property out."),
    sensitive: flag("Whether it is hidden in plans and logs."),
    writeOnly: flag("Whether it is never stored."),
    replace: flag("Whether a change replaces the resource."),
    stable: flag("Whether a computed value stays through updates."),
    json: flag("JSON text, whatever its schema is."),
    description: text("What it means, as Markdown."),
  }),
  "By the property, and by properties down to it: `owner.address`.",
);

const wait = object(
  {
    property: text("The property that tells the state."),
    target: texts,
    pending: texts,
    deletion: flag("Whether a deletion is waited for, too."),
  },
  ["property", "target"],
);

const pages = object(
  {
    kind: { enum: ["page", "offset", "cursor"] },
    parameter: text("The query parameter that asks for a page."),
    sizeParameter: text("The query parameter that says how much a page has."),
    size: { type: "integer" },
    first: { type: "integer", description: "What the first page is called: 1 unless told." },
    next: text("The property of the answer that names the next page."),
  },
  ["kind", "parameter"],
);

const resource = object({
  name: text("What it is called, without the provider's prefix."),
  create: operation,
  read: operation,
  update: orFalse(operation, "False replaces the resource with every change."),
  delete: orFalse(operation, "False only forgets the resource."),
  ids: byName({ type: "string" }, "Which property of the answer is which parameter of the path."),
  envelope: object({ request: text("Of requests."), response: text("Of answers.") }),
  send: { enum: ["all", "changed"], description: "What an update sends." },
  wait,
  handlers: text("A module with own handlers, exported as `handlers`: `./pet.ts`."),
  description: text("What it is, as Markdown."),
  attributes,
});

const dataSource = object({
  name: text("What it is called, without the provider's prefix."),
  read: operation,
  items: text("The property of the answer that holds the list."),
  envelope: text("The property of the answer that holds the object."),
  pages: orFalse(pages, "How a list comes in pages; false for at once."),
  description: text("What it is, as Markdown."),
  attributes,
});

const auth = object({
  attribute: text("Of the provider."),
  env: text("The environment variable that stands in for it."),
});

export const overrideSchema: Schema & { readonly $schema: string; readonly title: string } = {
  $schema: "https://json-schema.org/draft/2020-12/schema",
  title: "Overrides of a provider that is generated from OpenAPI",
  ...object({
    $schema: { type: "string" },
    name: text("The provider's name, and the prefix of its resources."),
    endpoint: text("Where the service is, unless the configuration says otherwise."),
    auth: byName({ anyOf: [{ const: false }, auth] }, "By the document's security schemes; false leaves one out."),
    resources: byName({ anyOf: [{ const: false }, resource] }, "By name; false leaves one out."),
    dataSources: byName({ anyOf: [{ const: false }, dataSource] }, "By name; false leaves one out."),
  }),
};

/** What is wrong with an override file, each with its place; empty when nothing is. */
export function findOverrideProblems(value: unknown): string[] {
  return check(value, overrideSchema, "");
}

function check(value: unknown, schema: Schema, at: string): string[] {
  if (schema.anyOf !== undefined) {
    if (value === false) return [];
    return check(value, schema.anyOf[1]!, at);
  }
  if (schema.enum !== undefined && !schema.enum.includes(String(value)))
    return [`${at}: one of ${schema.enum.join(", ")} is needed, not ${JSON.stringify(value)}`];
  const { type } = schema;
  if (type !== undefined && !isOfType(value, type))
    return [`${at || "the file"}: ${nouns[type]} is needed, not ${JSON.stringify(value)}`];
  if (Array.isArray(value)) return value.flatMap((item, index) => check(item, schema.items ?? {}, `${at}[${index}]`));
  return isRecord(value) ? checkObject(value, schema, at) : [];
}

function checkObject(value: Readonly<Record<string, unknown>>, schema: Schema, at: string): string[] {
  const { properties = {}, required = [], additionalProperties } = schema;
  const place = (name: string): string => (at === "" ? name : `${at}.${name}`);
  const missing = required.filter((name) => !Object.hasOwn(value, name)).map((name) => `${place(name)}: it is missing`);
  const wrong = Object.entries(value).flatMap(([name, part]) => {
    const known = Object.hasOwn(properties, name) ? properties[name] : additionalProperties;
    if (known === false || known === undefined)
      return [`${place(name)}: there is no such key${suggestClosest(name, Object.keys(properties))}`];
    return check(part, known, place(name));
  });
  return [...missing, ...wrong];
}

const nouns = {
  object: "an object",
  string: "a text",
  boolean: "true or false",
  integer: "a whole number",
  array: "a list",
} as const;

function isOfType(value: unknown, type: keyof typeof nouns): boolean {
  if (type === "object") return isRecord(value);
  if (type === "array") return Array.isArray(value);
  return type === "integer" ? Number.isSafeInteger(value) : typeof value === type;
}
