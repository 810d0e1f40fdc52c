// SPDX-License-Identifier: Apache-2.0

/**
 * Values as JSON, in the form that Terraform keeps in state.
 *
 * @module
 */

export { impliedType } from "./implied-type.ts";
export { marshal } from "./marshal.ts";
export { unmarshal } from "./unmarshal.ts";
