// SPDX-License-Identifier: Apache-2.0

/**
 * What `table` has for the longest dotted prefix of `name`: `a.b` counts for `a.b` and `a.b.c`, not for `a.bc`.
 */
export function findByLongestPrefix<T>(table: Readonly<Record<string, T>>, name: string): T | undefined {
  for (let prefix = name; ; prefix = prefix.slice(0, prefix.lastIndexOf("."))) {
    if (Object.hasOwn(table, prefix)) return table[prefix];
    if (!prefix.includes(".")) return undefined;
  }
}
