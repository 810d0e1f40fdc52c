// SPDX-License-Identifier: Apache-2.0

export { ConfigError, type ConfigProblem } from "./config-error.ts";
export { defineConfig, type ConfigDefinition } from "./define-config.ts";
export type { ExplainedLevel, Explanation } from "./explain.ts";
export { configJsonSchema } from "./json-schema.ts";
export { describeOrigin, type Level, type Origin } from "./layer.ts";
export type { ConfigSources } from "./layers.ts";
export { loadConfig, type Config } from "./load-config.ts";
export { Secret } from "./secret.ts";
export {
  setting,
  type ConfigValues,
  type NumberOptions,
  type Setting,
  type SettingGroup,
  type SettingOptions,
  type TextOptions,
} from "./setting.ts";
export type { StandardSchema, ValidationIssue, ValidationResult } from "./standard-schema.ts";
