// SPDX-License-Identifier: Apache-2.0

export * from "./address.ts";
export type * from "./configuration/configuration.ts";
export { compatibleVersion } from "./configuration/compatible-version.ts";
export { readConfiguration } from "./configuration/read-configuration.ts";
export type { ReadConfiguration } from "./configuration/read-configuration.ts";
export { missingVariables, readVariableValues } from "./configuration/variable-values.ts";
export type { VariableOption, VariableSources, VariableValues } from "./configuration/variable-values.ts";
export { formatSubject, parseReference, parseReferences, referencesOf } from "./configuration/references.ts";
export type { Reference, References, Subject } from "./configuration/references.ts";
export type { Diagnostic, Diagnostics } from "./diagnostic.ts";
export { Engine, openEngine, type EngineOptions, type PlanRequest } from "./engine.ts";
export type { GivenValue } from "./evaluation/input-values.ts";
export type * from "./events.ts";
export type * from "./plan/plan.ts";
export { planToJson } from "./view/plan-json.ts";
export { type PlanTextOptions, renderChange, renderPlan } from "./view/plan-text.ts";
export { stateToJson } from "./view/state-json.ts";
export {
  type LaunchedProvider,
  localProvider,
  localService,
  type ProviderLauncher,
  providerProgram,
} from "./provider/launch.ts";
export { attributeAt, sensitivePaths, writeOnlyPaths } from "./schema/attribute-paths.ts";
export { bodyReferences, decodeBlock } from "./schema/decode-block.ts";
export { emptyValue, impliedType, noBlocks, typeOfAttribute, typeOfNestedBlock } from "./schema/implied-type.ts";
export { readProviderSchema } from "./schema/read-schema.ts";
export type * from "./schema/schema.ts";
export { parseInstance, parseModule, parseProvider, parseResource } from "./parse-address.ts";
export { createState, decodeState, type DecodedState } from "./state/decode-state.ts";
export { encodeState } from "./state/encode-state.ts";
export { StateError } from "./state/state-error.ts";
export { readStateFile, StateFile, type StateFileOptions } from "./state/state-file.ts";
export type { StateLockOptions } from "./state/state-lock.ts";
export { depose, findInstance, restoreDeposed, setCurrent, setDeposed } from "./state/state-objects.ts";
export type * from "./state/state.ts";
export { terraformVersion } from "./terraform-version.ts";
