// SPDX-License-Identifier: Apache-2.0

/**
 * The provider, complete: each import adds a resource to it.
 *
 * @module
 */

export { password } from "./password.ts";
export { random } from "./provider.ts";
export { shuffle } from "./shuffle.ts";
export { uuid4 } from "./uuid4.ts";
