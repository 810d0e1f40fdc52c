// SPDX-License-Identifier: Apache-2.0

export * from "./functions.ts";
export { bytes, bytesVal } from "./bytes-type.ts";
export { makeToFunction } from "./make-to-function.ts";
export { stdlib } from "./table.ts";
export { parseTimestamp } from "./timestamp.ts";
export type { Timestamp } from "./timestamp.ts";
