// SPDX-License-Identifier: Apache-2.0

export { findClosest, suggestClosest } from "./closest.ts";
