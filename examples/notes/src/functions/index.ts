// SPDX-License-Identifier: Apache-2.0

/**
 * The provider in function form, complete: each import adds a component to it.
 *
 * @module
 */

export { checklist } from "./checklist.ts";
export { note } from "./note.ts";
export { notes } from "./provider.ts";
export { tagged } from "./tagged.ts";
