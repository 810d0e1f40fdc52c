// SPDX-License-Identifier: Apache-2.0

/**
 * Makes providers from OpenAPI documents. For the author's machine: nothing of
 * it belongs into a provider that runs.
 *
 * @module
 */

export { type GenerateOptions, type GeneratedProvider, generateProvider } from "./generate-provider.ts";
export { loadOverrides } from "./load-overrides.ts";
export { type Differences, compareProvider, writeProvider } from "./write-provider.ts";
export type { Note } from "./notes.ts";
export { OpenApiError } from "./openapi-error.ts";
export type {
  AttributeMode,
  AttributeOverride,
  AuthOverride,
  DataSourceOverride,
  OperationReference,
  Overrides,
  PagesOverride,
  ResourceOverride,
  WaitOverride,
} from "./overrides.ts";
