// SPDX-License-Identifier: Apache-2.0

/**
 * Between the values of a resource, its id among them, and what its file says.
 *
 * @module
 */

import type { Members, ResourceSchema } from "../schema/resource-schema.ts";
import { type ResourceFile, type ResourceStore, damagedFile } from "./resource-store.ts";
import { StoredValueError, type WhenAbsent, fromStoredObject, toStoredObject } from "./stored-value.ts";

export function toRecord(
  typeName: string,
  { members }: ResourceSchema,
  values: Readonly<Record<string, unknown>>,
): ResourceFile {
  return { resource_type: typeName, values: toStoredObject(withId(members), values) };
}

/** The values of a resource as handlers see them. */
export interface ResourceValues {
  readonly id: string;
  readonly [name: string]: unknown;
}

/** How files are read. */
export interface RecordReading {
  readonly store: ResourceStore;
  readonly whenAbsent: WhenAbsent;
  /** Of which the file has to be, if it says so; undefined if any will do. */
  readonly typeName: string | undefined;
}

/**
 * The values of the resource; undefined if there is none.
 *
 * @throws DiagnosticError that names the file, for one that does not say what it should.
 */
export async function readRecord(
  { store, whenAbsent, typeName }: RecordReading,
  schema: ResourceSchema,
  id: string,
): Promise<ResourceValues | undefined> {
  const content = await store.read(id);
  if (content === undefined) return undefined;
  const type = content.resource_type;
  if (typeName !== undefined && type !== undefined && type !== typeName) {
    throw damagedFile(store.pathOf(id), `resource_type: it is of a ${type}, not of a ${typeName}`);
  }
  try {
    const values = fromStoredObject(withId(schema.members), content.values, "values", whenAbsent);
    // A file that was written by hand may leave to its name what the id is.
    if ((values["id"] ?? id) !== id) throw new StoredValueError("values.id.string", "the file's name says otherwise");
    return { ...values, id };
  } catch (error) {
    throw error instanceof StoredValueError ? damagedFile(store.pathOf(id), error.message) : error;
  }
}

function withId(members: Members): Members {
  return { ...members, id: idMember };
}

const idMember = {
  kind: "attribute",
  type: { kind: "string" },
  mode: "computed",
  sensitive: false,
  replace: false,
  writeOnly: false,
  description: "",
  chosen: null,
} as const;
