// SPDX-License-Identifier: Apache-2.0

export * from "./address.ts";
export type * from "./configuration/configuration.ts";
export type { Diagnostic, Diagnostics } from "./diagnostic.ts";
export type * from "./plan/plan.ts";
export type * from "./schema/schema.ts";
export type * from "./state/state.ts";
