// SPDX-License-Identifier: Apache-2.0

/**
 * Objects of a state while they are worked with: their values, where the state has texts.
 *
 * @module
 */

import { formatPath, markWithPaths, unmarkDeepWithPaths, type Path, type Value } from "@provide-foundry/cty";
import { marshal } from "@provide-foundry/cty/json";
import { sensitiveMark } from "@provide-foundry/hcl/functions";
import { sensitivePaths } from "../schema/attribute-paths.ts";
import { impliedType } from "../schema/implied-type.ts";
import type { ResourceSchema } from "../schema/schema.ts";
import type { ObjectState } from "../state/state.ts";

export interface LiveObject {
  /** With the marks that the state has for it and those that its schema asks for. */
  readonly value: Value;
  readonly private: Uint8Array;
  readonly isTainted: boolean;
  readonly dependencies: readonly string[];
  readonly createBeforeDestroy: boolean;
}

const sensitive: ReadonlySet<string> = new Set([sensitiveMark]);

/** The value with the marks that paths and the schema give it. */
export function markObject(value: Value, { block }: ResourceSchema, paths: readonly Path[]): Value {
  if (value.isNull()) return value;
  const all = [...paths, ...sensitivePaths(block, value.unmarkDeep()[0])];
  return markWithPaths(
    value,
    all.map((path) => ({ path, marks: sensitive })),
  );
}

/** The paths of a value's sensitive parts. */
export function sensitivePathsOf(value: Value): readonly Path[] {
  const [, marks] = unmarkDeepWithPaths(value);
  return marks.filter((entry) => entry.marks.has(sensitiveMark)).map(({ path }) => path);
}

/** What the state records of an object. */
export function encodeObject(object: LiveObject, schema: ResourceSchema): ObjectState {
  const [bare] = object.value.unmarkDeep();
  return {
    schemaVersion: schema.version,
    attributes: marshal(bare, impliedType(schema.block)),
    sensitivePaths: sensitivePathsOf(object.value).toSorted((a, b) => (formatPath(a) < formatPath(b) ? -1 : 1)),
    ...(object.private.byteLength > 0 && { private: object.private }),
    isTainted: object.isTainted,
    dependencies: object.dependencies,
    createBeforeDestroy: object.createBeforeDestroy,
  };
}
