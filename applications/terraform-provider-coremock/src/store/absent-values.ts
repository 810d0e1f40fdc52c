// SPDX-License-Identifier: Apache-2.0

import type { Member } from "../schema/resource-schema.ts";
import { StoredValueError, type WhenAbsent, fromStoredObject } from "./stored-value.ts";

/** In the file of a resource that is managed, only what is required has to be there. */
export const inResource: WhenAbsent = (member, at) => {
  const isRequired = member.kind === "attribute" ? member.mode === "required" : member.minItems > 0;
  // It is stored nowhere.
  const isHidden = member.kind === "attribute" && member.writeOnly;
  if (isRequired && !isHidden) throw new StoredValueError(at, "it is required and there is none");
  return emptyOf(member, at, inResource);
};

/** In the file of a data source nothing has to be there. */
export const inData: WhenAbsent = (member, at) => emptyOf(member, at, inData);

/** Blocks are never null, but for a single one. */
function emptyOf({ kind, type }: Member, at: string, whenAbsent: WhenAbsent): unknown {
  if (kind === "attribute" || type.nesting === "single") return null;
  if (type.nesting === "group") return fromStoredObject(type.members, {}, at, whenAbsent);
  return type.nesting === "map" ? {} : [];
}
