// SPDX-License-Identifier: Apache-2.0

/** The list that all nodes without such children share. */
export const nothing: readonly never[] = [];

/**
 * A list for a syntax tree, which holds many short ones: without the room for 17 elements that V8 makes with the first
 * `push`.
 */
export function exactly<T>(list: readonly T[]): readonly T[] {
  return list.length === 0 ? nothing : list.slice();
}
