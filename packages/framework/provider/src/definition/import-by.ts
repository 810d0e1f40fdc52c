// SPDX-License-Identifier: Apache-2.0

/**
 * An `import` handler for resources whose `read` needs nothing but one text
 * attribute: the id of the import becomes that attribute, and `read` finds the
 * rest. Right after the import everything else is null in what `read` gets.
 *
 * @example
 * defineResource({ name: "token", schema: { id: t.string().computed(), … }, import: importBy("id"), … })
 */
export function importBy<const K extends string>(
  attribute: K,
): (context: { readonly id: string }) => Record<K, string> {
  return ({ id }) => ({ [attribute]: id }) as Record<K, string>;
}
