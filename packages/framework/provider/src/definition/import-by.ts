// SPDX-License-Identifier: Apache-2.0

import { type ParsedId, compileIdPattern } from "./import-id.ts";

/** What an import names: an id, or the resource's identity. */
interface ImportTarget {
  readonly id: string | undefined;
  readonly identity: object | undefined;
}

/**
 * An `import` handler for resources whose `read` needs nothing but some
 * attributes that the id of the import tells; `read` finds the rest. Right
 * after the import everything else is null in what `read` gets. An import by
 * identity gives the attributes of the same names.
 *
 * @param pattern The attribute that is the id, or a pattern of attributes: `"{project}/{name}"`, `"{host}:{port:int}"`.
 *   Each takes as little as it can, but for the last one, which takes the rest.
 * @throws DefinitionError if the pattern is none.
 *
 * @example
 * defineResource({ name: "token", schema: { id: t.string().computed(), … }, import: importBy("id"), … })
 */
export function importBy<const P extends string>(pattern: P): (target: ImportTarget) => ParsedId<P> {
  const parse = compileIdPattern(/[{}]/.test(pattern) ? pattern : `{${pattern}}`);
  return ({ id, identity }) => (id === undefined ? identity : parse(id)) as ParsedId<P>;
}
