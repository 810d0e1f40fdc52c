// SPDX-License-Identifier: Apache-2.0

/**
 * Which operations make up which resource and data source: as REST has it,
 * unless the override file says otherwise.
 *
 * - `POST /pets` or `PUT /pets/{id}` creates, `GET /pets/{id}` reads: a resource.
 * - `PATCH` or `PUT /pets/{id}` updates, `DELETE /pets/{id}` deletes.
 * - `GET /pets/{id}` is a data source, and `GET /pets`, if it gives a list, another.
 *
 * @module
 */

import { suggestClosest } from "@provide-foundry/foundation/text";
import { toAttributeName, toPlural, toSingular } from "./names.ts";
import type { Notes } from "./notes.ts";
import type { Operation } from "./operation.ts";
import type { DataSourceOverride, Overrides, ResourceOverride } from "./overrides.ts";

export interface ResourceDraft {
  readonly name: string;
  readonly create: Operation;
  readonly read: Operation;
  readonly update: Operation | undefined;
  readonly delete: Operation | undefined;
  readonly override: ResourceOverride;
}

export interface DataSourceDraft {
  readonly name: string;
  readonly read: Operation;
  /** Whether it gives a list. */
  readonly isList: boolean;
  readonly override: DataSourceOverride;
}

export interface Drafts {
  readonly resources: readonly ResourceDraft[];
  readonly dataSources: readonly DataSourceDraft[];
}

/** Appends to `problems` what the override file asks for and the document does not have. */
export function deriveComponents(
  operations: readonly Operation[],
  overrides: Overrides,
  notes: Notes,
  problems: string[],
): Drafts {
  const finder = new OperationFinder(operations, problems);
  const collections = findCollections(operations);
  const resources = new Map<string, ResourceDraft>();
  const dataSources = new Map<string, DataSourceDraft>();
  for (const { name, create, read, update, delete: remove, list } of collections) {
    if (create !== undefined && read !== undefined)
      resources.set(name, { name, create, read, update, delete: remove, override: {} });
    if (read !== undefined) dataSources.set(name, { name, read, isList: false, override: {} });
    const plural = toPlural(name);
    if (list !== undefined) dataSources.set(plural, { name: plural, read: list, isList: true, override: {} });
  }
  for (const [name, override] of Object.entries(overrides.resources ?? {})) {
    const draft = override === false ? undefined : mergeResource(name, override, resources.get(name), finder, problems);
    if (draft === undefined) resources.delete(name);
    else resources.set(name, draft);
  }
  for (const [name, override] of Object.entries(overrides.dataSources ?? {})) {
    const draft =
      override === false ? undefined : mergeDataSource(name, override, dataSources.get(name), finder, problems);
    if (draft === undefined) dataSources.delete(name);
    else dataSources.set(name, draft);
  }
  const drafts = { resources: [...resources.values()], dataSources: [...dataSources.values()] };
  noteUnused(operations, drafts, notes);
  return drafts;
}

interface Collection {
  readonly name: string;
  readonly create: Operation | undefined;
  readonly read: Operation | undefined;
  readonly update: Operation | undefined;
  readonly delete: Operation | undefined;
  readonly list: Operation | undefined;
}

function findCollections(operations: readonly Operation[]): Collection[] {
  const byLabel = new Map(operations.map((operation) => [`${operation.method} ${trim(operation.path)}`, operation]));
  const paths = new Set(operations.map(({ path }) => trim(path)).map((path) => path.replace(/\/\{[^/{}]*\}$/, "")));
  const found = [...paths].flatMap((path) => {
    const item = [...byLabel.keys()]
      .map((label) => label.slice(label.indexOf(" ") + 1))
      .find((other) => other.startsWith(`${path}/{`) && !other.slice(path.length + 1).includes("/"));
    const at = (method: string, place: string): Operation | undefined => byLabel.get(`${method} ${place}`);
    const atItem = (method: string): Operation | undefined => (item === undefined ? undefined : at(method, item));
    const list = at("GET", path);
    const collection = {
      create: at("POST", path) ?? atItem("PUT"),
      read: atItem("GET"),
      update: atItem("PATCH") ?? atItem("PUT"),
      delete: atItem("DELETE"),
      list: list !== undefined && isList(list) ? list : undefined,
    };
    return collection.read === undefined && collection.list === undefined
      ? []
      : [{ ...collection, words: wordsOf(path) }];
  });
  const names = nameApart(found.map(({ words }) => words));
  return found.map((collection, index) => ({ ...collection, name: names[index]! })).filter(({ name }) => name !== "");
}

function trim(path: string): string {
  return path.replace(/\/+$/, "");
}

/** The singulars of the fixed parts of a path, from the last one up. */
function wordsOf(path: string): string[] {
  const parts = path.split("/").filter((part) => part !== "" && !part.includes("{") && !/^(api|v\d+\w*)$/i.test(part));
  return parts.map((part) => toSingular(toAttributeName(part))).toReversed();
}

/** The shortest names that differ, each with as many words as it needs. */
function nameApart(all: readonly (readonly string[])[]): string[] {
  const lengths = all.map(() => 1);
  const nameOf = (index: number): string => all[index]!.slice(0, lengths[index]).toReversed().join("_");
  for (;;) {
    const names = all.map((_, index) => nameOf(index));
    const longer = names.flatMap((name, index) => {
      const isShared = names.indexOf(name) !== names.lastIndexOf(name);
      return isShared && lengths[index]! < all[index]!.length ? [index] : [];
    });
    if (longer.length === 0) return names.map((name, index) => numberApart(names, name, index));
    for (const index of longer) lengths[index]!++;
  }
}

function numberApart(names: readonly string[], name: string, index: number): string {
  const before = names.slice(0, index).filter((other) => other === name).length;
  return before === 0 ? name : `${name}_${before + 1}`;
}

function isList(operation: Operation): boolean {
  const shape = operation.response()?.shape;
  if (shape?.kind === "list" || shape?.kind === "set") return true;
  return shape?.kind === "object" && shape.properties.some(({ shape: { kind } }) => kind === "list" || kind === "set");
}

/** Finds what an override file refers to. */
class OperationFinder {
  readonly #operations: readonly Operation[];
  readonly #problems: string[];

  constructor(operations: readonly Operation[], problems: string[]) {
    this.#operations = operations;
    this.#problems = problems;
  }

  find(reference: string | undefined, at: string): Operation | undefined {
    if (reference === undefined) return undefined;
    const label = reference.trim().replace(/\s+/, " ");
    const found = this.#operations.find(
      (operation) =>
        operation.operationId === label || operation.label === label.replace(/^\w+/, (method) => method.toUpperCase()),
    );
    if (found === undefined) {
      const names = this.#operations.flatMap(({ label: known, operationId }) => [known, operationId ?? known]);
      const hint = suggestClosest(label, names);
      this.#problems.push(`${at}: the document has no operation ${JSON.stringify(reference)}${hint}`);
    }
    return found;
  }
}

function mergeResource(
  key: string,
  override: ResourceOverride,
  derived: ResourceDraft | undefined,
  finder: OperationFinder,
  problems: string[],
): ResourceDraft | undefined {
  const at = `resources.${key}`;
  const pick = (role: "create" | "read" | "update" | "delete"): Operation | undefined => {
    const reference = override[role];
    if (reference === false) return undefined;
    return reference === undefined ? derived?.[role] : finder.find(reference, `${at}.${role}`);
  };
  const [create, read] = [pick("create"), pick("read")];
  if (create === undefined || read === undefined) {
    for (const role of ["create", "read"] as const) {
      if (override[role] === undefined && derived === undefined)
        problems.push(
          `${at}.${role}: an operation is needed, since the document has no resource ${JSON.stringify(key)}`,
        );
    }
    return undefined;
  }
  return { name: override.name ?? key, create, read, update: pick("update"), delete: pick("delete"), override };
}

function mergeDataSource(
  key: string,
  override: DataSourceOverride,
  derived: DataSourceDraft | undefined,
  finder: OperationFinder,
  problems: string[],
): DataSourceDraft | undefined {
  const at = `dataSources.${key}`;
  const read = override.read === undefined ? derived?.read : finder.find(override.read, `${at}.read`);
  if (read === undefined) {
    if (override.read === undefined)
      problems.push(`${at}.read: an operation is needed, since the document has no data source ${JSON.stringify(key)}`);
    return undefined;
  }
  const endsInParameter = /\}\/*$/.test(read.path);
  return {
    name: override.name ?? key,
    read,
    isList: override.items !== undefined || (!endsInParameter && isList(read)),
    override,
  };
}

function noteUnused(operations: readonly Operation[], { resources, dataSources }: Drafts, notes: Notes): void {
  const used = new Set([
    ...resources.flatMap(({ create, read, update, delete: remove }) => [create, read, update, remove]),
    ...dataSources.map(({ read }) => read),
  ]);
  for (const operation of operations) {
    if (!used.has(operation))
      notes.add("unused", operation.pointer, `${operation.label} belongs to no resource or data source`);
  }
}
