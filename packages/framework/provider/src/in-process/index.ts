// SPDX-License-Identifier: Apache-2.0

/**
 * A provider's own tests: single operations in the process of the test, through every check and every encoding of a
 * real host, but without one.
 *
 * @module
 */

export {
  type InProcessProvider,
  type PlannedResource,
  type StoredResource,
  type Told,
  type Values,
  startInProcess,
} from "./in-process-provider.ts";
