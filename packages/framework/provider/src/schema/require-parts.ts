// SPDX-License-Identifier: Apache-2.0

import { DefinitionError } from "../definition/definition-error.ts";

/**
 * The fields as given: an object of them, or an array of elements. JavaScript
 * may have left them out.
 *
 * @param word With which they were declared: `t.object()`.
 * @throws DefinitionError for anything else.
 */
export function requireParts<T>(word: string, parts: T, isArray: boolean = false): T {
  if (typeof parts === "object" && parts !== null && Array.isArray(parts) === isArray) return parts;
  const given = Array.isArray(parts) ? "an array" : parts === null ? "null" : typeof parts;
  throw new DefinitionError(`${word} takes ${isArray ? "an array of elements" : "an object of fields"}, not ${given}`, {
    hint: "Make each part with t, as in t.object({ name: t.string() }) and t.tuple([t.string()]).",
  });
}
