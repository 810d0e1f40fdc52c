// SPDX-License-Identifier: Apache-2.0

export { assertExamples } from "./assert-examples.ts";
export { captureLogs, type CapturedEntry, type CapturedLogs } from "./capture-logs.ts";
export { fakeProgram, type FakeProgram, type ProgramCall } from "./fake-program.ts";
export {
  startFakeRegistry,
  type FakeRegistry,
  type FakeRegistryOptions,
  type PublishedProvider,
} from "./fake-registry.ts";
export {
  faultyFileSystem,
  type FaultyFileSystem,
  type FaultyFileSystemOptions,
  type FileOperation,
} from "./faulty-file-system.ts";
export { fuzz, type FuzzOptions, type FuzzReport } from "./fuzz/fuzz.ts";
export { createGitRepository, type GitRepository } from "./git-repository.ts";
export { buildGoProgram } from "./go-program.ts";
export { assertGolden } from "./golden-file.ts";
export {
  scriptedFetch,
  startScriptedServer,
  type HttpScript,
  type RecordedRequest,
  type ScriptedAnswer,
  type ScriptedServer,
} from "./http-fixtures.ts";
export { leakFree } from "./leak-free.ts";
export { takePort, unusedPort, type TakenPort } from "./ports.ts";
export { preparePython } from "./python-environment.ts";
export { buildRustProgram } from "./rust-program.ts";
export { scriptedCalls, type CallScript, type RecordedCall, type ScriptedCalls } from "./scripted-calls.ts";
export { scopedHub } from "./scoped-hub.ts";
export { withKit, type Kit, type KitOptions } from "./runners/kit.ts";
export { seededRandom } from "./seeded-random.ts";
export { temporaryDirectory, type TemporaryDirectory } from "./temporary-directory.ts";
export { openTerminal, type TerminalOptions, type TestTerminal } from "./terminal.ts";
export {
  TerraformProject,
  type PlanJson,
  type ProviderProgram,
  type StateJson,
  type StateResourceJson,
  type TerraformProjectOptions,
  type TerraformResult,
} from "./terraform-project.ts";
export { createTlsMaterial, type TlsIdentity, type TlsMaterial } from "./tls-material.ts";
export { findTool, missing, type Tool } from "./tools.ts";
export { waitUntil, type WaitOptions } from "./wait-until.ts";
export { zipArchive } from "./zip-archive.ts";
export { ManualClock } from "@provide-foundry/foundation/resilience";
