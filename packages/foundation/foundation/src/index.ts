// SPDX-License-Identifier: Apache-2.0

export { describeError } from "./errors/describe-error.ts";
export { errorToDiagnostic, type AttributeSteps, type ErrorDiagnostic } from "./errors/diagnostic.ts";
export { errorFromJSON, errorToJSON } from "./errors/error-json.ts";
export {
  FoundationError,
  isFoundationError,
  type ErrorContext,
  type ErrorJSON,
  type FoundationErrorOptions,
} from "./errors/foundation-error.ts";
export { getHub, withHub } from "./hub/current-hub.ts";
export { HubError } from "./hub/hub-error.ts";
export type { HubEntry } from "./hub/hub-entry.ts";
export { createHub, type Hub, type RegisterInstanceOptions, type RegisterOptions } from "./hub/hub.ts";
export { captureSource, type Source } from "./hub/source.ts";
export { token, type ComponentType, type Token } from "./hub/token.ts";
export { withLogFields } from "./logging/context.ts";
export {
  parseLogThreshold,
  type LevelOf,
  type LogLevel,
  type LogThreshold,
  type ModuleLevels,
} from "./logging/level.ts";
export type { EmojiOf, LogFields } from "./logging/line-format.ts";
export { createLineWriter } from "./logging/line-writer.ts";
export { createLogger, type LogFormat, type Logger, type LoggerOptions, type LogMessage } from "./logging/logger.ts";
export type { LogEntry, LogProcessor } from "./logging/processor.ts";
export { levelFromTerraformEnvironment, subsystemLevelsFromTerraformEnvironment } from "./logging/terraform-level.ts";
export type { ChildOptions } from "./process/child.ts";
export type { ChildEnvironment } from "./process/environment.ts";
export { nodePermissionArguments, type NodePermissions } from "./process/node-permissions.ts";
export {
  ProcessAbortedError,
  ProcessExitError,
  ProcessStartError,
  ProcessTimeoutError,
  type ProcessContext,
  type ProcessExit,
  type ProcessOutputContext,
} from "./process/process-error.ts";
export { runProcess, type ProcessResult, type RunProcessOptions } from "./process/run-process.ts";
export { spawnProcess, type ManagedProcess } from "./process/spawn-process.ts";
export { encodeRedacted, type EncodeOptions } from "./redaction/encode-redacted.ts";
export { redactText } from "./redaction/redact-text.ts";
export { redacted } from "./redaction/redacted.ts";
export { createRedactor, type Redactor, type SecretOptions } from "./redaction/redactor.ts";
export { isSecretKey } from "./redaction/secret-key.ts";
