// SPDX-License-Identifier: Apache-2.0

/**
 * Stands for a value that is decided only at apply. It appears where a
 * configuration is judged or planned, and nowhere else: `create`, `read`,
 * `update` and `delete` never see it.
 *
 * A registered symbol, so that two copies of this package agree on it.
 */
export const UNKNOWN: unique symbol = Symbol.for("@provide-foundry/provider/unknown") as typeof UNKNOWN;

/** The type of {@link UNKNOWN}; compare with `value === UNKNOWN`. */
export type Unknown = typeof UNKNOWN;
