// SPDX-License-Identifier: Apache-2.0

// For those who write a provider.

export { t } from "./schema/vocabulary.ts";
export type { Codec } from "./schema/codec.ts";
export type { JsonValue } from "./schema/custom/json.ts";
export { rotatedSecret, type SecretFields } from "./schema/secret.ts";
export { UNKNOWN, type Unknown } from "./schema/unknown.ts";
export type { Dynamic, UncertainDynamic } from "./schema/dynamic.ts";
export { Decimal } from "./schema/decimal.ts";
export { fromCty, toCty } from "./codec/dynamic.ts";
export { type Experiment, type ProviderOptions, ProviderDefinition, defineProvider } from "./definition/provider.ts";
export { type ResourceOptions, ResourceDefinition, defineResource } from "./definition/resource.ts";
export { type DataSourceOptions, DataSourceDefinition, defineDataSource } from "./definition/data-source.ts";
export {
  type CloseContext,
  type EphemeralHandlers,
  type EphemeralOptions,
  EphemeralDefinition,
  type OpenContext,
  type Opened,
  type RenewContext,
  defineEphemeral,
} from "./definition/ephemeral-resource.ts";
export {
  ActionDefinition,
  type ActionHandlers,
  type ActionOptions,
  type InvokeContext,
  type PlanActionContext,
  defineAction,
} from "./definition/action.ts";
export {
  type ListContext,
  type ListResourceHandlers,
  type ListResourceOptions,
  ListResourceDefinition,
  type ListResult,
  type Listable,
  type Listed,
  type ValidateListContext,
  defineListResource,
} from "./definition/list-resource.ts";
export {
  type ConfigureStateStoreContext,
  type StateContext,
  type StateStorage,
  StateStoreDefinition,
  type StateStoreHandlers,
  type StateStoreOptions,
  defineStateStore,
} from "./definition/state-store.ts";
export { type FunctionSignature, FunctionDefinition, defineFunction } from "./definition/function.ts";
export {
  Action,
  DataSource,
  Ephemeral,
  Fn,
  ListResource,
  Provider,
  Resource,
  StateStore,
} from "./definition/class-form.ts";
export { attribute, block, schemaOf } from "./definition/schema-class.ts";
export type { Computed, OptionalComputed, SchemaOf, WriteOnly } from "./schema/declared.ts";
export { type MoveContext, type MoveSource, type Mover, moveFrom } from "./definition/move-from.ts";
export {
  type Json,
  StateUpgrades,
  type UpgradeContext,
  type UpgradesTo,
  upgradeFrom,
} from "./definition/state-upgrades.ts";
export type { AnyLintRule, Lint, LintContext, LintFinding, LintRule } from "./definition/lint-rule.ts";
export type { PrivateState, PrivateValues } from "./definition/private-values.ts";
export type { GivenIdentity, Identity, IdentityOptions } from "./definition/identity.ts";
export { importBy } from "./definition/import-by.ts";
export { type ParsedId, parseImportId } from "./definition/import-id.ts";
export { TimeLimitError } from "./server/time-limit-error.ts";
export { DiagnosticError, type DiagnosticErrorOptions } from "./definition/diagnostic-error.ts";
export { FunctionError, type FunctionErrorOptions } from "./definition/function-error.ts";
export {
  action,
  dataSource,
  definitionOf,
  ephemeral,
  fn,
  listResource,
  provider,
  resource,
  stateStore,
} from "./definition/decorators.ts";
export { Component, type ComponentKind, componentKey } from "./definition/component.ts";
export { DefinitionError } from "./definition/definition-error.ts";
export type {
  ClientContext,
  ConfigureContext,
  CreateContext,
  DataContext,
  DataSourceHandlers,
  DeferrableContext,
  DeferralReason,
  DeleteContext,
  DiagnosticOptions,
  Diagnostics,
  GenerateConfigContext,
  GeneratedConfig,
  HandlerContext,
  IdentifyContext,
  ImportContext,
  ImportTarget,
  MetaContext,
  PlanContext,
  ProviderHandlers,
  ReadContext,
  ResourceHandlers,
  UpdateContext,
  UpgradeIdentityContext,
  UpgradePrivateContext,
  ValidateContext,
} from "./definition/contexts.ts";
export type {
  AttributePath,
  Config,
  Planned,
  PlanResult,
  Result,
  Secrets,
  State,
  Stored,
  UpdateResult,
  Upgraded,
} from "./schema/models.ts";

// What TypeScript writes into an author's declarations for what it has inferred.
export type { Known, KnownElement, Uncertain, UncertainElement } from "./schema/models.ts";
export type { Attribute } from "./schema/attribute.ts";
export type { TimeoutDefaults, TimeoutsAttribute, TimeoutsBlock } from "./schema/timeouts.ts";
export type { Block } from "./schema/block.ts";
export type {
  ComponentClass,
  ResourceClass,
  EphemeralClass,
  FunctionClass,
  ListResourceClass,
  ProviderClass,
  ProviderOf,
} from "./definition/class-form.ts";
export type { Awaitable } from "./definition/contexts.ts";
export type {
  ActionFields,
  BlockShape,
  CollectionShape,
  DataFields,
  DynamicShape,
  Element,
  EphemeralFields,
  Fields,
  IdentityFields,
  ListFields,
  NestedShape,
  ObjectShape,
  ProviderFields,
  ProviderMetaFields,
  ScalarShape,
  StateStoreFields,
  TupleShape,
  Field,
} from "./schema/field.ts";
export type { SchemaKind } from "./schema/schema-kinds.ts";
export type { Parameter } from "./schema/parameter.ts";
export type { Coherent, PlanModifierContext, ValueChange } from "./schema/planning.ts";

export { findUndescribed } from "./definition/find-undescribed.ts";
export { findSchemaProblems } from "./schema/schema-rules.ts";

// To run one.
export { type LogRules, logRules } from "./logging/log-rules.ts";
export { serve, type ServeOptions } from "./serve.ts";
export { createProviderServer, type ProviderServer, type ProviderServerOptions } from "./server/provider-server.ts";
export type { StepName, Trace, TraceStep } from "./server/trace.ts";
