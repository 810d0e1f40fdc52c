// SPDX-License-Identifier: Apache-2.0

// Every function under its own name and nothing else: the table of them is made from these exports.

export * from "./arithmetic.ts";
export * from "./bool.ts";
export * from "./bytes.ts";
export * from "./comparison.ts";
export * from "./parse-int.ts";
export * from "./power.ts";
export * from "./rounding.ts";
