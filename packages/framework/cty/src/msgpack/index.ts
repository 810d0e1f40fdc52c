// SPDX-License-Identifier: Apache-2.0

/**
 * Values as MessagePack, in the form that Terraform's plugin protocol carries.
 *
 * @module
 */

export { impliedType } from "./implied-type.ts";
export { marshal } from "./marshal.ts";
export { unmarshal } from "./unmarshal.ts";
