// SPDX-License-Identifier: Apache-2.0

/**
 * Schemas that were written elsewhere: JSON Schema, and those of libraries that
 * keep to Standard Schema.
 *
 * @module
 */

export { fromJsonSchema } from "./from-json-schema.ts";
export type { FieldsOfJsonSchema, JsonSchema } from "./json-schema.ts";
export { type FromStandardSchema, type StandardSchema, conformsTo, fromStandardSchema } from "./standard-schema.ts";
