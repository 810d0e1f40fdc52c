// SPDX-License-Identifier: Apache-2.0

// Every function under its own name and nothing else: the table of them is made from these exports.

export * from "./arithmetic.ts";
export * from "./bool.ts";
export * from "./bytes.ts";
export * from "./clusters.ts";
export * from "./comparison.ts";
export * from "./conversion.ts";
export * from "./csv.ts";
export * from "./element.ts";
export * from "./format.ts";
export * from "./general.ts";
export * from "./json.ts";
export * from "./letter-case.ts";
export * from "./list.ts";
export * from "./map.ts";
export * from "./parse-int.ts";
export * from "./pieces.ts";
export * from "./power.ts";
export * from "./range.ts";
export * from "./regex.ts";
export * from "./rounding.ts";
export * from "./set-product.ts";
export * from "./set.ts";
export * from "./time.ts";
export * from "./trim.ts";
