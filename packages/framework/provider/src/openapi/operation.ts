// SPDX-License-Identifier: Apache-2.0

import type { DocumentNode } from "./document-node.ts";
import { toMethodName } from "./names.ts";
import type { Notes } from "./notes.ts";
import type { SchemaReader } from "./schema-reader.ts";
import type { Described } from "./shape.ts";

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

export interface Parameter extends Described {
  readonly name: string;
  readonly place: "path" | "query" | "header";
  readonly isRequired: boolean;
}

export interface Body extends Described {
  /** As the document has it: `application/json`, `application/merge-patch+json`. */
  readonly contentType: string;
}

/** One operation that takes and gives nothing but JSON. */
export interface Operation {
  /** As it is called in the client. */
  readonly name: string;
  readonly operationId: string | undefined;
  readonly method: Method;
  readonly path: string;
  /** `POST /pets` */
  readonly label: string;
  readonly summary: string | undefined;
  readonly pointer: string;
  readonly parameters: readonly Parameter[];
  /** Read when somebody asks: most operations of a large document belong to nothing. */
  request(): Body | undefined;
  /** Of success. */
  response(): Body | undefined;
}

const methods: Readonly<Record<string, Method>> = {
  get: "GET",
  post: "POST",
  put: "PUT",
  patch: "PATCH",
  delete: "DELETE",
};

/** The operations of a document, in its order. Those that cannot be called as JSON are noted and left out. */
export function readOperations(root: DocumentNode, reader: SchemaReader, notes: Notes): Operation[] {
  noteWebhooks(root, notes);
  const used = new Set<string>();
  const paths = root.child("paths")?.children() ?? [];
  return paths.flatMap(([path, item]) =>
    item.children().flatMap(([key, node]) => {
      const method = methods[key];
      if (method === undefined) {
        if (otherMethods.includes(key))
          notes.add("unused", node.pointer, `${key.toUpperCase()} belongs to no resource`);
        return [];
      }
      const problem = findProblem(node, item);
      if (problem !== undefined) {
        notes.add("unsupported", node.pointer, problem);
        return [];
      }
      if (node.has("callbacks")) notes.add("unsupported", `${node.pointer}/callbacks`, "callbacks are not received");
      return [readOperation({ path, method, node, item }, reader, uniqueName(node, method, path, used))];
    }),
  );
}

const otherMethods: readonly string[] = ["head", "options", "trace"];

function noteWebhooks(root: DocumentNode, notes: Notes): void {
  for (const [name] of root.child("webhooks")?.children() ?? [])
    notes.add("unsupported", `#/webhooks/${name}`, "webhooks are not received");
}

interface Place {
  readonly path: string;
  readonly method: Method;
  readonly node: DocumentNode;
  /** Of the path. */
  readonly item: DocumentNode;
}

function readOperation({ path, method, node, item }: Place, reader: SchemaReader, name: string): Operation {
  const parameters = parametersOf(node, item).map((parameter): Parameter => {
    const place = parameter.text("in") as Parameter["place"];
    const schema = parameter.child("schema") ?? parameter.child("content")?.children()[0]?.[1].child("schema");
    const described = schema === undefined ? textParameter(parameter) : reader.read(schema);
    return {
      ...described,
      name: parameter.text("name") ?? "",
      description: parameter.text("description") ?? described.description,
      pointer: parameter.pointer,
      place,
      isRequired: place === "path" || parameter.value["required"] === true,
    };
  });
  return {
    name,
    operationId: node.text("operationId"),
    method,
    path,
    label: `${method} ${path}`,
    summary: node.text("summary") ?? node.text("description"),
    pointer: node.pointer,
    parameters,
    request: once(() => readBody(node.child("requestBody"), reader)),
    response: once(() => readBody(successOf(node), reader)),
  };
}

/** Those of the path, but for the ones that the operation declares itself. */
function parametersOf(node: DocumentNode, item: DocumentNode): DocumentNode[] {
  const own = node.items("parameters");
  const isSame = (a: DocumentNode, b: DocumentNode): boolean =>
    a.text("name") === b.text("name") && a.text("in") === b.text("in");
  return [...item.items("parameters").filter((inherited) => !own.some((other) => isSame(inherited, other))), ...own];
}

function textParameter(node: DocumentNode): Described {
  return {
    shape: { kind: "string" },
    isNullable: false,
    isReadOnly: false,
    isWriteOnly: false,
    isSensitive: false,
    default: undefined,
    description: undefined,
    isDeprecated: false,
    pointer: node.pointer,
  };
}

/** Why an operation cannot be called. */
function findProblem(node: DocumentNode, item: DocumentNode): string | undefined {
  const body = node.child("requestBody");
  const types = contentTypesOf(body);
  if (types.length > 0 && !types.some(isJson)) return `a body of ${types.join(" or ")} is not sent`;
  const required = parametersOf(node, item).filter((parameter) => parameter.value["required"] === true);
  if (required.some((parameter) => parameter.text("in") === "cookie")) return "cookies are not sent";
  return undefined;
}

function successOf(node: DocumentNode): DocumentNode | undefined {
  const responses = node.child("responses")?.children() ?? [];
  const successes = responses
    .filter(([status]) => /^2(\d\d|XX)$/i.test(status))
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
  const withBody = successes.find(([, response]) => contentTypesOf(response).some(isJson));
  return (withBody ?? successes[0] ?? responses.find(([status]) => status === "default"))?.[1];
}

function readBody(node: DocumentNode | undefined, reader: SchemaReader): Body | undefined {
  const content = node?.child("content");
  const [contentType, media] = content?.children().find(([type]) => isJson(type)) ?? [];
  const schema = media?.child("schema");
  if (contentType === undefined || schema === undefined) return undefined;
  return { ...reader.read(schema), contentType };
}

function contentTypesOf(node: DocumentNode | undefined): string[] {
  return (node?.child("content")?.children() ?? []).map(([type]) => type);
}

function isJson(contentType: string): boolean {
  const [type = ""] = contentType.toLowerCase().split(";");
  return /^(application\/json|[\w.-]+\/[\w.-]+\+json|\*\/\*)$/.test(type.trim());
}

function uniqueName(node: DocumentNode, method: Method, path: string, used: Set<string>): string {
  const wanted = toMethodName(node.text("operationId") ?? `${method.toLowerCase()} ${path.replaceAll(/[{}]/g, " ")}`);
  let name = wanted;
  for (let count = 2; used.has(name); count++) name = `${wanted}${count}`;
  used.add(name);
  return name;
}

function once<T>(get: () => T): () => T {
  let result: { readonly value: T } | undefined;
  return () => (result ??= { value: get() }).value;
}
