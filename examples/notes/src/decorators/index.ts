// SPDX-License-Identifier: Apache-2.0

/**
 * The provider in decorator form, complete: each import adds a component to it.
 *
 * @module
 */

export { Checklist } from "./checklist.ts";
export { NoteResource } from "./note.ts";
export { Notes } from "./provider.ts";
export { Tagged } from "./tagged.ts";
