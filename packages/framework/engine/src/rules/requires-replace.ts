// SPDX-License-Identifier: Apache-2.0

import { applyPath, nullVal, PathError, pathsEqual, type Path, type Value } from "@provide-foundry/cty";
import { writeOnlyPaths } from "../schema/attribute-paths.ts";
import type { Block } from "../schema/schema.ts";

/**
 * Those of the paths that a provider names at which something changes; of what is only written that cannot be seen, so
 * it always counts.
 *
 * Source: Terraform 1.11, `getRequiredReplaces`.
 */
export function requiresReplace(block: Block, prior: Value, planned: Value, paths: readonly Path[]): readonly Path[] {
  if (prior.isNull() || paths.length === 0) return [];
  const written = writeOnlyPaths(block, planned);
  return paths.filter((path) => {
    const [old, next] = [partAt(prior, path), partAt(planned, path)];
    const known = old ?? next;
    if (known === undefined) return false;
    const equal = (old ?? nullVal(known.type)).equals(next ?? nullVal(known.type));
    return !equal.isKnown() || !equal.asBool() || written.some((other) => pathsEqual(path, other));
  });
}

function partAt(value: Value, path: Path): Value | undefined {
  try {
    return applyPath(value, path);
  } catch (error) {
    if (error instanceof PathError) return undefined;
    throw error;
  }
}
