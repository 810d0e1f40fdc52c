// SPDX-License-Identifier: Apache-2.0

export { assertExamples } from "./assert-examples.ts";
export { captureLogs, type CapturedEntry, type CapturedLogs } from "./capture-logs.ts";
export { buildGoProgram } from "./go-program.ts";
export { scopedHub } from "./scoped-hub.ts";
export { temporaryDirectory, type TemporaryDirectory } from "./temporary-directory.ts";
export {
  TerraformProject,
  type PlanJson,
  type ProviderProgram,
  type StateJson,
  type StateResourceJson,
  type TerraformProjectOptions,
  type TerraformResult,
} from "./terraform-project.ts";
export { findTool, missing, type Tool } from "./tools.ts";
export { waitUntil, type WaitOptions } from "./wait-until.ts";
