// SPDX-License-Identifier: Apache-2.0

export * from "./address.ts";
export type * from "./configuration/configuration.ts";
export type { Diagnostic, Diagnostics } from "./diagnostic.ts";
export type * from "./plan/plan.ts";
export { attributeAt, sensitivePaths, writeOnlyPaths } from "./schema/attribute-paths.ts";
export { bodyReferences, decodeBlock } from "./schema/decode-block.ts";
export { emptyValue, impliedType, noBlocks, typeOfAttribute, typeOfNestedBlock } from "./schema/implied-type.ts";
export { readProviderSchema } from "./schema/read-schema.ts";
export type * from "./schema/schema.ts";
export type * from "./state/state.ts";
