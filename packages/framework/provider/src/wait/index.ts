// SPDX-License-Identifier: Apache-2.0

/**
 * Waiting for what takes its time: `waitFor` a state, `poll` for a value, `retry`
 * what may fail. All end with the signal of the handler, and so with its
 * `timeouts`.
 *
 * @module
 */

export { WaitError } from "./wait-error.ts";
export { type PauseOptions, poll } from "./poll.ts";
export { type Observation, type WaitForOptions, waitFor } from "./wait-for.ts";
export { type RetryOptions, retry } from "./retry.ts";
