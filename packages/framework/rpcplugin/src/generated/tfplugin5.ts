// SPDX-License-Identifier: Apache-2.0
// Generated from tfplugin5.proto by `npm run generate`, do not edit.

import { Timestamp, type TimestampInit } from "./google-protobuf-timestamp.ts";
import { MessageDescriptor, type OpenEnum } from "../protobuf/message.ts";
import type { MethodDescriptor } from "../protobuf/service.ts";

export { Timestamp, type TimestampInit };

/** How a description is to be shown. */
export const StringKind = {
  PLAIN: 0,
  MARKDOWN: 1,
} as const;
export type StringKind = OpenEnum<typeof StringKind>;

export const Diagnostic_Severity = {
  INVALID: 0,
  ERROR: 1,
  WARNING: 2,
} as const;
export type Diagnostic_Severity = OpenEnum<typeof Diagnostic_Severity>;

export const Schema_NestedBlock_NestingMode = {
  INVALID: 0,
  SINGLE: 1,
  LIST: 2,
  SET: 3,
  MAP: 4,
  GROUP: 5,
} as const;
export type Schema_NestedBlock_NestingMode = OpenEnum<typeof Schema_NestedBlock_NestingMode>;

export const Deferred_Reason = {
  UNKNOWN: 0,
  RESOURCE_CONFIG_UNKNOWN: 1,
  PROVIDER_CONFIG_UNKNOWN: 2,
  ABSENT_PREREQ: 3,
} as const;
export type Deferred_Reason = OpenEnum<typeof Deferred_Reason>;

/**
 * One value of a type that both sides know from the schema. A receiver reads msgpack
 * when it is not empty, else json when that is not empty, else null of the type.
 */
export interface DynamicValue {
  readonly msgpack: Uint8Array;
  readonly json: Uint8Array;
}

export interface DynamicValueInit {
  readonly msgpack?: Uint8Array | undefined;
  readonly json?: Uint8Array | undefined;
}

export const DynamicValue: MessageDescriptor<DynamicValue, DynamicValueInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin5.DynamicValue",
  "1 msgpack bytes; 2 json bytes",
);

/** A problem, in words for the practitioner. */
export interface Diagnostic {
  readonly severity: Diagnostic_Severity;
  /** One line, without a full stop. */
  readonly summary: string;
  readonly detail: string;
  /** The faulty place; absent when the problem is not about one attribute. */
  readonly attribute?: AttributePath | undefined;
}

export interface DiagnosticInit {
  readonly severity?: Diagnostic_Severity | undefined;
  /** One line, without a full stop. */
  readonly summary?: string | undefined;
  readonly detail?: string | undefined;
  /** The faulty place; absent when the problem is not about one attribute. */
  readonly attribute?: AttributePathInit | undefined;
}

export const Diagnostic: MessageDescriptor<Diagnostic, DiagnosticInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin5.Diagnostic",
  "1 severity enum; 2 summary string; 3 detail string; 4 attribute AttributePath",
  () => ({ AttributePath }),
);

/** Why a function call failed. */
export interface FunctionError {
  readonly text: string;
  /** Index of the faulty argument, from 0; absent when no single one is at fault. */
  readonly functionArgument?: bigint | undefined;
}

export interface FunctionErrorInit {
  readonly text?: string | undefined;
  /** Index of the faulty argument, from 0; absent when no single one is at fault. */
  readonly functionArgument?: bigint | undefined;
}

export const FunctionError: MessageDescriptor<FunctionError, FunctionErrorInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin5.FunctionError",
  "1 text string; 2 functionArgument int64?",
);

/** From the root object down to one nested value. */
export interface AttributePath {
  readonly steps: readonly AttributePath_Step[];
}

export interface AttributePathInit {
  readonly steps?: readonly AttributePath_StepInit[] | undefined;
}

export const AttributePath: MessageDescriptor<AttributePath, AttributePathInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin5.AttributePath",
  "1 steps AttributePath_Step[]",
  () => ({ AttributePath_Step }),
);

export interface AttributePath_Step {
  /** One of attributeName, elementKeyString, elementKeyInt at most. */
  readonly attributeName?: string | undefined;
  /** One of attributeName, elementKeyString, elementKeyInt at most. */
  readonly elementKeyString?: string | undefined;
  /** One of attributeName, elementKeyString, elementKeyInt at most. */
  readonly elementKeyInt?: bigint | undefined;
}

export interface AttributePath_StepInit {
  /** One of attributeName, elementKeyString, elementKeyInt at most. */
  readonly attributeName?: string | undefined;
  /** One of attributeName, elementKeyString, elementKeyInt at most. */
  readonly elementKeyString?: string | undefined;
  /** One of attributeName, elementKeyString, elementKeyInt at most. */
  readonly elementKeyInt?: bigint | undefined;
}

export const AttributePath_Step: MessageDescriptor<AttributePath_Step, AttributePath_StepInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin5.AttributePath.Step",
  "1 attributeName string|selector; 2 elementKeyString string|selector; 3 elementKeyInt int64|selector",
);

export interface Stop {}

export interface StopInit {}

export const Stop: MessageDescriptor<Stop, StopInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin5.Stop",
);

export interface Stop_Request {}

export interface Stop_RequestInit {}

export const Stop_Request: MessageDescriptor<Stop_Request, Stop_RequestInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin5.Stop.Request",
);

export interface Stop_Response {
  /** Empty when the provider will stop. */
  readonly Error: string;
}

export interface Stop_ResponseInit {
  /** Empty when the provider will stop. */
  readonly Error?: string | undefined;
}

export const Stop_Response: MessageDescriptor<Stop_Response, Stop_ResponseInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin5.Stop.Response",
  "1 Error string",
);

/** A stored value that has not been read by a schema yet. */
export interface RawState {
  /** As in the state file, one JSON object. */
  readonly json: Uint8Array;
  /** The form before Terraform 0.12. */
  readonly flatmap: ReadonlyMap<string, string>;
}

export interface RawStateInit {
  /** As in the state file, one JSON object. */
  readonly json?: Uint8Array | undefined;
  /** The form before Terraform 0.12. */
  readonly flatmap?: ReadonlyMap<string, string> | undefined;
}

export const RawState: MessageDescriptor<RawState, RawStateInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin5.RawState",
  "1 json bytes; 2 flatmap map<string,string>",
);

/** The shape of one configuration block. */
export interface Schema {
  /** Raised when stored states need an upgrade. */
  readonly version: bigint;
  readonly block?: Schema_Block | undefined;
}

export interface SchemaInit {
  /** Raised when stored states need an upgrade. */
  readonly version?: bigint | undefined;
  readonly block?: Schema_BlockInit | undefined;
}

export const Schema: MessageDescriptor<Schema, SchemaInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin5.Schema",
  "1 version int64; 2 block Schema_Block",
  () => ({ Schema_Block }),
);

export interface Schema_Block {
  readonly version: bigint;
  readonly attributes: readonly Schema_Attribute[];
  readonly blockTypes: readonly Schema_NestedBlock[];
  readonly description: string;
  readonly descriptionKind: StringKind;
  readonly deprecated: boolean;
  readonly deprecationMessage: string;
}

export interface Schema_BlockInit {
  readonly version?: bigint | undefined;
  readonly attributes?: readonly Schema_AttributeInit[] | undefined;
  readonly blockTypes?: readonly Schema_NestedBlockInit[] | undefined;
  readonly description?: string | undefined;
  readonly descriptionKind?: StringKind | undefined;
  readonly deprecated?: boolean | undefined;
  readonly deprecationMessage?: string | undefined;
}

export const Schema_Block: MessageDescriptor<Schema_Block, Schema_BlockInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin5.Schema.Block",
  "1 version int64; 2 attributes Schema_Attribute[]; 3 blockTypes Schema_NestedBlock[]; 4 description string; 5 descriptionKind enum; 6 deprecated bool; 7 deprecationMessage string",
  () => ({ Schema_Attribute, Schema_NestedBlock }),
);

export interface Schema_Attribute {
  readonly name: string;
  /** JSON of a type constraint, such as ["list","string"]. */
  readonly type: Uint8Array;
  readonly description: string;
  readonly required: boolean;
  readonly optional: boolean;
  readonly computed: boolean;
  readonly sensitive: boolean;
  readonly descriptionKind: StringKind;
  readonly deprecated: boolean;
  readonly writeOnly: boolean;
  readonly deprecationMessage: string;
}

export interface Schema_AttributeInit {
  readonly name?: string | undefined;
  /** JSON of a type constraint, such as ["list","string"]. */
  readonly type?: Uint8Array | undefined;
  readonly description?: string | undefined;
  readonly required?: boolean | undefined;
  readonly optional?: boolean | undefined;
  readonly computed?: boolean | undefined;
  readonly sensitive?: boolean | undefined;
  readonly descriptionKind?: StringKind | undefined;
  readonly deprecated?: boolean | undefined;
  readonly writeOnly?: boolean | undefined;
  readonly deprecationMessage?: string | undefined;
}

export const Schema_Attribute: MessageDescriptor<Schema_Attribute, Schema_AttributeInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin5.Schema.Attribute",
  "1 name string; 2 type bytes; 3 description string; 4 required bool; 5 optional bool; 6 computed bool; 7 sensitive bool; 8 descriptionKind enum; 9 deprecated bool; 10 writeOnly bool; 11 deprecationMessage string",
);

export interface Schema_NestedBlock {
  readonly typeName: string;
  readonly block?: Schema_Block | undefined;
  readonly nesting: Schema_NestedBlock_NestingMode;
  readonly minItems: bigint;
  /** 0 is no limit. */
  readonly maxItems: bigint;
}

export interface Schema_NestedBlockInit {
  readonly typeName?: string | undefined;
  readonly block?: Schema_BlockInit | undefined;
  readonly nesting?: Schema_NestedBlock_NestingMode | undefined;
  readonly minItems?: bigint | undefined;
  /** 0 is no limit. */
  readonly maxItems?: bigint | undefined;
}

export const Schema_NestedBlock: MessageDescriptor<Schema_NestedBlock, Schema_NestedBlockInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin5.Schema.NestedBlock",
  "1 typeName string; 2 block Schema_Block; 3 nesting enum; 4 minItems int64; 5 maxItems int64",
  () => ({ Schema_Block }),
);

/** What identifies a remote object, apart from its state. */
export interface ResourceIdentitySchema {
  readonly version: bigint;
  readonly identityAttributes: readonly ResourceIdentitySchema_IdentityAttribute[];
}

export interface ResourceIdentitySchemaInit {
  readonly version?: bigint | undefined;
  readonly identityAttributes?: readonly ResourceIdentitySchema_IdentityAttributeInit[] | undefined;
}

export const ResourceIdentitySchema: MessageDescriptor<ResourceIdentitySchema, ResourceIdentitySchemaInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin5.ResourceIdentitySchema",
  "1 version int64; 2 identityAttributes ResourceIdentitySchema_IdentityAttribute[]",
  () => ({ ResourceIdentitySchema_IdentityAttribute }),
);

export interface ResourceIdentitySchema_IdentityAttribute {
  readonly name: string;
  /** JSON of a type constraint. */
  readonly type: Uint8Array;
  readonly requiredForImport: boolean;
  readonly optionalForImport: boolean;
  readonly description: string;
}

export interface ResourceIdentitySchema_IdentityAttributeInit {
  readonly name?: string | undefined;
  /** JSON of a type constraint. */
  readonly type?: Uint8Array | undefined;
  readonly requiredForImport?: boolean | undefined;
  readonly optionalForImport?: boolean | undefined;
  readonly description?: string | undefined;
}

export const ResourceIdentitySchema_IdentityAttribute: MessageDescriptor<ResourceIdentitySchema_IdentityAttribute, ResourceIdentitySchema_IdentityAttributeInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin5.ResourceIdentitySchema.IdentityAttribute",
  "1 name string; 2 type bytes; 3 requiredForImport bool; 4 optionalForImport bool; 5 description string",
);

export interface ResourceIdentityData {
  readonly identityData?: DynamicValue | undefined;
}

export interface ResourceIdentityDataInit {
  readonly identityData?: DynamicValueInit | undefined;
}

export const ResourceIdentityData: MessageDescriptor<ResourceIdentityData, ResourceIdentityDataInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin5.ResourceIdentityData",
  "1 identityData DynamicValue",
  () => ({ DynamicValue }),
);

/** What the provider can do beyond the basics. */
export interface ServerCapabilities {
  /** Wants PlanResourceChange for a destroy too, with a null proposed state. */
  readonly planDestroy: boolean;
  /** Works in a process whose schema was never asked for. */
  readonly getProviderSchemaOptional: boolean;
  readonly moveResourceState: boolean;
  readonly generateResourceConfig: boolean;
}

export interface ServerCapabilitiesInit {
  /** Wants PlanResourceChange for a destroy too, with a null proposed state. */
  readonly planDestroy?: boolean | undefined;
  /** Works in a process whose schema was never asked for. */
  readonly getProviderSchemaOptional?: boolean | undefined;
  readonly moveResourceState?: boolean | undefined;
  readonly generateResourceConfig?: boolean | undefined;
}

export const ServerCapabilities: MessageDescriptor<ServerCapabilities, ServerCapabilitiesInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin5.ServerCapabilities",
  "1 planDestroy bool; 2 getProviderSchemaOptional bool; 3 moveResourceState bool; 4 generateResourceConfig bool",
);

/** What the caller can take in an answer. */
export interface ClientCapabilities {
  readonly deferralAllowed: boolean;
  readonly writeOnlyAttributesAllowed: boolean;
}

export interface ClientCapabilitiesInit {
  readonly deferralAllowed?: boolean | undefined;
  readonly writeOnlyAttributesAllowed?: boolean | undefined;
}

export const ClientCapabilities: MessageDescriptor<ClientCapabilities, ClientCapabilitiesInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin5.ClientCapabilities",
  "1 deferralAllowed bool; 2 writeOnlyAttributesAllowed bool",
);

/** The signature of a provider function. */
export interface Function {
  readonly parameters: readonly Function_Parameter[];
  /** Takes every argument after the parameters. */
  readonly variadicParameter?: Function_Parameter | undefined;
  readonly return?: Function_Return | undefined;
  readonly summary: string;
  readonly description: string;
  readonly descriptionKind: StringKind;
  readonly deprecationMessage: string;
}

export interface FunctionInit {
  readonly parameters?: readonly Function_ParameterInit[] | undefined;
  /** Takes every argument after the parameters. */
  readonly variadicParameter?: Function_ParameterInit | undefined;
  readonly return?: Function_ReturnInit | undefined;
  readonly summary?: string | undefined;
  readonly description?: string | undefined;
  readonly descriptionKind?: StringKind | undefined;
  readonly deprecationMessage?: string | undefined;
}

export const Function: MessageDescriptor<Function, FunctionInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin5.Function",
  "1 parameters Function_Parameter[]; 2 variadicParameter Function_Parameter; 3 return Function_Return; 4 summary string; 5 description string; 6 descriptionKind enum; 7 deprecationMessage string",
  () => ({ Function_Parameter, Function_Return }),
);

export interface Function_Parameter {
  readonly name: string;
  /** JSON of a type constraint. */
  readonly type: Uint8Array;
  /** When false, core refuses null before the call. */
  readonly allowNullValue: boolean;
  /** When false, core answers unknown without a call. */
  readonly allowUnknownValues: boolean;
  readonly description: string;
  readonly descriptionKind: StringKind;
}

export interface Function_ParameterInit {
  readonly name?: string | undefined;
  /** JSON of a type constraint. */
  readonly type?: Uint8Array | undefined;
  /** When false, core refuses null before the call. */
  readonly allowNullValue?: boolean | undefined;
  /** When false, core answers unknown without a call. */
  readonly allowUnknownValues?: boolean | undefined;
  readonly description?: string | undefined;
  readonly descriptionKind?: StringKind | undefined;
}

export const Function_Parameter: MessageDescriptor<Function_Parameter, Function_ParameterInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin5.Function.Parameter",
  "1 name string; 2 type bytes; 3 allowNullValue bool; 4 allowUnknownValues bool; 5 description string; 6 descriptionKind enum",
);

export interface Function_Return {
  /** JSON of a type constraint. */
  readonly type: Uint8Array;
}

export interface Function_ReturnInit {
  /** JSON of a type constraint. */
  readonly type?: Uint8Array | undefined;
}

export const Function_Return: MessageDescriptor<Function_Return, Function_ReturnInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin5.Function.Return",
  "1 type bytes",
);

export interface ActionSchema {
  readonly schema?: Schema | undefined;
}

export interface ActionSchemaInit {
  readonly schema?: SchemaInit | undefined;
}

export const ActionSchema: MessageDescriptor<ActionSchema, ActionSchemaInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin5.ActionSchema",
  "1 schema Schema",
  () => ({ Schema }),
);

/** The change is left to a later plan, for this reason. */
export interface Deferred {
  readonly reason: Deferred_Reason;
}

export interface DeferredInit {
  readonly reason?: Deferred_Reason | undefined;
}

export const Deferred: MessageDescriptor<Deferred, DeferredInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin5.Deferred",
  "1 reason enum",
);

export interface GetMetadata {}

export interface GetMetadataInit {}

export const GetMetadata: MessageDescriptor<GetMetadata, GetMetadataInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin5.GetMetadata",
);

export interface GetMetadata_Request {}

export interface GetMetadata_RequestInit {}

export const GetMetadata_Request: MessageDescriptor<GetMetadata_Request, GetMetadata_RequestInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin5.GetMetadata.Request",
);

/** The names of everything in the schema, without the schemas. */
export interface GetMetadata_Response {
  readonly serverCapabilities?: ServerCapabilities | undefined;
  readonly diagnostics: readonly Diagnostic[];
  readonly dataSources: readonly GetMetadata_DataSourceMetadata[];
  readonly resources: readonly GetMetadata_ResourceMetadata[];
  readonly functions: readonly GetMetadata_FunctionMetadata[];
  readonly ephemeralResources: readonly GetMetadata_EphemeralResourceMetadata[];
  readonly listResources: readonly GetMetadata_ListResourceMetadata[];
  readonly actions: readonly GetMetadata_ActionMetadata[];
}

export interface GetMetadata_ResponseInit {
  readonly serverCapabilities?: ServerCapabilitiesInit | undefined;
  readonly diagnostics?: readonly DiagnosticInit[] | undefined;
  readonly dataSources?: readonly GetMetadata_DataSourceMetadataInit[] | undefined;
  readonly resources?: readonly GetMetadata_ResourceMetadataInit[] | undefined;
  readonly functions?: readonly GetMetadata_FunctionMetadataInit[] | undefined;
  readonly ephemeralResources?: readonly GetMetadata_EphemeralResourceMetadataInit[] | undefined;
  readonly listResources?: readonly GetMetadata_ListResourceMetadataInit[] | undefined;
  readonly actions?: readonly GetMetadata_ActionMetadataInit[] | undefined;
}

export const GetMetadata_Response: MessageDescriptor<GetMetadata_Response, GetMetadata_ResponseInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin5.GetMetadata.Response",
  "1 serverCapabilities ServerCapabilities; 2 diagnostics Diagnostic[]; 3 dataSources GetMetadata_DataSourceMetadata[]; 4 resources GetMetadata_ResourceMetadata[]; 5 functions GetMetadata_FunctionMetadata[]; 6 ephemeralResources GetMetadata_EphemeralResourceMetadata[]; 7 listResources GetMetadata_ListResourceMetadata[]; 9 actions GetMetadata_ActionMetadata[]",
  () => ({ ServerCapabilities, Diagnostic, GetMetadata_DataSourceMetadata, GetMetadata_ResourceMetadata, GetMetadata_FunctionMetadata, GetMetadata_EphemeralResourceMetadata, GetMetadata_ListResourceMetadata, GetMetadata_ActionMetadata }),
);

export interface GetMetadata_FunctionMetadata {
  readonly name: string;
}

export interface GetMetadata_FunctionMetadataInit {
  readonly name?: string | undefined;
}

export const GetMetadata_FunctionMetadata: MessageDescriptor<GetMetadata_FunctionMetadata, GetMetadata_FunctionMetadataInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin5.GetMetadata.FunctionMetadata",
  "1 name string",
);

export interface GetMetadata_DataSourceMetadata {
  readonly typeName: string;
}

export interface GetMetadata_DataSourceMetadataInit {
  readonly typeName?: string | undefined;
}

export const GetMetadata_DataSourceMetadata: MessageDescriptor<GetMetadata_DataSourceMetadata, GetMetadata_DataSourceMetadataInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin5.GetMetadata.DataSourceMetadata",
  "1 typeName string",
);

export interface GetMetadata_ResourceMetadata {
  readonly typeName: string;
}

export interface GetMetadata_ResourceMetadataInit {
  readonly typeName?: string | undefined;
}

export const GetMetadata_ResourceMetadata: MessageDescriptor<GetMetadata_ResourceMetadata, GetMetadata_ResourceMetadataInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin5.GetMetadata.ResourceMetadata",
  "1 typeName string",
);

export interface GetMetadata_EphemeralResourceMetadata {
  readonly typeName: string;
}

export interface GetMetadata_EphemeralResourceMetadataInit {
  readonly typeName?: string | undefined;
}

export const GetMetadata_EphemeralResourceMetadata: MessageDescriptor<GetMetadata_EphemeralResourceMetadata, GetMetadata_EphemeralResourceMetadataInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin5.GetMetadata.EphemeralResourceMetadata",
  "1 typeName string",
);

export interface GetMetadata_ListResourceMetadata {
  readonly typeName: string;
}

export interface GetMetadata_ListResourceMetadataInit {
  readonly typeName?: string | undefined;
}

export const GetMetadata_ListResourceMetadata: MessageDescriptor<GetMetadata_ListResourceMetadata, GetMetadata_ListResourceMetadataInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin5.GetMetadata.ListResourceMetadata",
  "1 typeName string",
);

export interface GetMetadata_ActionMetadata {
  readonly typeName: string;
}

export interface GetMetadata_ActionMetadataInit {
  readonly typeName?: string | undefined;
}

export const GetMetadata_ActionMetadata: MessageDescriptor<GetMetadata_ActionMetadata, GetMetadata_ActionMetadataInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin5.GetMetadata.ActionMetadata",
  "1 typeName string",
);

export interface GetProviderSchema {}

export interface GetProviderSchemaInit {}

export const GetProviderSchema: MessageDescriptor<GetProviderSchema, GetProviderSchemaInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin5.GetProviderSchema",
);

export interface GetProviderSchema_Request {}

export interface GetProviderSchema_RequestInit {}

export const GetProviderSchema_Request: MessageDescriptor<GetProviderSchema_Request, GetProviderSchema_RequestInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin5.GetProviderSchema.Request",
);

export interface GetProviderSchema_Response {
  readonly provider?: Schema | undefined;
  readonly resourceSchemas: ReadonlyMap<string, Schema>;
  readonly dataSourceSchemas: ReadonlyMap<string, Schema>;
  readonly diagnostics: readonly Diagnostic[];
  readonly providerMeta?: Schema | undefined;
  readonly serverCapabilities?: ServerCapabilities | undefined;
  readonly functions: ReadonlyMap<string, Function>;
  readonly ephemeralResourceSchemas: ReadonlyMap<string, Schema>;
  readonly listResourceSchemas: ReadonlyMap<string, Schema>;
  readonly actionSchemas: ReadonlyMap<string, ActionSchema>;
}

export interface GetProviderSchema_ResponseInit {
  readonly provider?: SchemaInit | undefined;
  readonly resourceSchemas?: ReadonlyMap<string, SchemaInit> | undefined;
  readonly dataSourceSchemas?: ReadonlyMap<string, SchemaInit> | undefined;
  readonly diagnostics?: readonly DiagnosticInit[] | undefined;
  readonly providerMeta?: SchemaInit | undefined;
  readonly serverCapabilities?: ServerCapabilitiesInit | undefined;
  readonly functions?: ReadonlyMap<string, FunctionInit> | undefined;
  readonly ephemeralResourceSchemas?: ReadonlyMap<string, SchemaInit> | undefined;
  readonly listResourceSchemas?: ReadonlyMap<string, SchemaInit> | undefined;
  readonly actionSchemas?: ReadonlyMap<string, ActionSchemaInit> | undefined;
}

export const GetProviderSchema_Response: MessageDescriptor<GetProviderSchema_Response, GetProviderSchema_ResponseInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin5.GetProviderSchema.Response",
  "1 provider Schema; 2 resourceSchemas map<string,Schema>; 3 dataSourceSchemas map<string,Schema>; 4 diagnostics Diagnostic[]; 5 providerMeta Schema; 6 serverCapabilities ServerCapabilities; 7 functions map<string,Function>; 8 ephemeralResourceSchemas map<string,Schema>; 9 listResourceSchemas map<string,Schema>; 11 actionSchemas map<string,ActionSchema>",
  () => ({ Schema, Diagnostic, ServerCapabilities, Function, ActionSchema }),
);

export interface PrepareProviderConfig {}

export interface PrepareProviderConfigInit {}

export const PrepareProviderConfig: MessageDescriptor<PrepareProviderConfig, PrepareProviderConfigInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin5.PrepareProviderConfig",
);

export interface PrepareProviderConfig_Request {
  readonly config?: DynamicValue | undefined;
}

export interface PrepareProviderConfig_RequestInit {
  readonly config?: DynamicValueInit | undefined;
}

export const PrepareProviderConfig_Request: MessageDescriptor<PrepareProviderConfig_Request, PrepareProviderConfig_RequestInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin5.PrepareProviderConfig.Request",
  "1 config DynamicValue",
  () => ({ DynamicValue }),
);

export interface PrepareProviderConfig_Response {
  /** The configuration again; core does not take changes from it. */
  readonly preparedConfig?: DynamicValue | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

export interface PrepareProviderConfig_ResponseInit {
  /** The configuration again; core does not take changes from it. */
  readonly preparedConfig?: DynamicValueInit | undefined;
  readonly diagnostics?: readonly DiagnosticInit[] | undefined;
}

export const PrepareProviderConfig_Response: MessageDescriptor<PrepareProviderConfig_Response, PrepareProviderConfig_ResponseInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin5.PrepareProviderConfig.Response",
  "1 preparedConfig DynamicValue; 2 diagnostics Diagnostic[]",
  () => ({ DynamicValue, Diagnostic }),
);

export interface UpgradeResourceState {}

export interface UpgradeResourceStateInit {}

export const UpgradeResourceState: MessageDescriptor<UpgradeResourceState, UpgradeResourceStateInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin5.UpgradeResourceState",
);

export interface UpgradeResourceState_Request {
  readonly typeName: string;
  readonly version: bigint;
  readonly rawState?: RawState | undefined;
}

export interface UpgradeResourceState_RequestInit {
  readonly typeName?: string | undefined;
  readonly version?: bigint | undefined;
  readonly rawState?: RawStateInit | undefined;
}

export const UpgradeResourceState_Request: MessageDescriptor<UpgradeResourceState_Request, UpgradeResourceState_RequestInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin5.UpgradeResourceState.Request",
  "1 typeName string; 2 version int64; 3 rawState RawState",
  () => ({ RawState }),
);

export interface UpgradeResourceState_Response {
  readonly upgradedState?: DynamicValue | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

export interface UpgradeResourceState_ResponseInit {
  readonly upgradedState?: DynamicValueInit | undefined;
  readonly diagnostics?: readonly DiagnosticInit[] | undefined;
}

export const UpgradeResourceState_Response: MessageDescriptor<UpgradeResourceState_Response, UpgradeResourceState_ResponseInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin5.UpgradeResourceState.Response",
  "1 upgradedState DynamicValue; 2 diagnostics Diagnostic[]",
  () => ({ DynamicValue, Diagnostic }),
);

export interface ValidateResourceTypeConfig {}

export interface ValidateResourceTypeConfigInit {}

export const ValidateResourceTypeConfig: MessageDescriptor<ValidateResourceTypeConfig, ValidateResourceTypeConfigInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin5.ValidateResourceTypeConfig",
);

export interface ValidateResourceTypeConfig_Request {
  readonly typeName: string;
  readonly config?: DynamicValue | undefined;
  readonly clientCapabilities?: ClientCapabilities | undefined;
}

export interface ValidateResourceTypeConfig_RequestInit {
  readonly typeName?: string | undefined;
  readonly config?: DynamicValueInit | undefined;
  readonly clientCapabilities?: ClientCapabilitiesInit | undefined;
}

export const ValidateResourceTypeConfig_Request: MessageDescriptor<ValidateResourceTypeConfig_Request, ValidateResourceTypeConfig_RequestInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin5.ValidateResourceTypeConfig.Request",
  "1 typeName string; 2 config DynamicValue; 3 clientCapabilities ClientCapabilities",
  () => ({ DynamicValue, ClientCapabilities }),
);

export interface ValidateResourceTypeConfig_Response {
  readonly diagnostics: readonly Diagnostic[];
}

export interface ValidateResourceTypeConfig_ResponseInit {
  readonly diagnostics?: readonly DiagnosticInit[] | undefined;
}

export const ValidateResourceTypeConfig_Response: MessageDescriptor<ValidateResourceTypeConfig_Response, ValidateResourceTypeConfig_ResponseInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin5.ValidateResourceTypeConfig.Response",
  "1 diagnostics Diagnostic[]",
  () => ({ Diagnostic }),
);

export interface ValidateDataSourceConfig {}

export interface ValidateDataSourceConfigInit {}

export const ValidateDataSourceConfig: MessageDescriptor<ValidateDataSourceConfig, ValidateDataSourceConfigInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin5.ValidateDataSourceConfig",
);

export interface ValidateDataSourceConfig_Request {
  readonly typeName: string;
  readonly config?: DynamicValue | undefined;
}

export interface ValidateDataSourceConfig_RequestInit {
  readonly typeName?: string | undefined;
  readonly config?: DynamicValueInit | undefined;
}

export const ValidateDataSourceConfig_Request: MessageDescriptor<ValidateDataSourceConfig_Request, ValidateDataSourceConfig_RequestInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin5.ValidateDataSourceConfig.Request",
  "1 typeName string; 2 config DynamicValue",
  () => ({ DynamicValue }),
);

export interface ValidateDataSourceConfig_Response {
  readonly diagnostics: readonly Diagnostic[];
}

export interface ValidateDataSourceConfig_ResponseInit {
  readonly diagnostics?: readonly DiagnosticInit[] | undefined;
}

export const ValidateDataSourceConfig_Response: MessageDescriptor<ValidateDataSourceConfig_Response, ValidateDataSourceConfig_ResponseInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin5.ValidateDataSourceConfig.Response",
  "1 diagnostics Diagnostic[]",
  () => ({ Diagnostic }),
);

export interface Configure {}

export interface ConfigureInit {}

export const Configure: MessageDescriptor<Configure, ConfigureInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin5.Configure",
);

export interface Configure_Request {
  readonly terraformVersion: string;
  readonly config?: DynamicValue | undefined;
  readonly clientCapabilities?: ClientCapabilities | undefined;
}

export interface Configure_RequestInit {
  readonly terraformVersion?: string | undefined;
  readonly config?: DynamicValueInit | undefined;
  readonly clientCapabilities?: ClientCapabilitiesInit | undefined;
}

export const Configure_Request: MessageDescriptor<Configure_Request, Configure_RequestInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin5.Configure.Request",
  "1 terraformVersion string; 2 config DynamicValue; 3 clientCapabilities ClientCapabilities",
  () => ({ DynamicValue, ClientCapabilities }),
);

export interface Configure_Response {
  readonly diagnostics: readonly Diagnostic[];
}

export interface Configure_ResponseInit {
  readonly diagnostics?: readonly DiagnosticInit[] | undefined;
}

export const Configure_Response: MessageDescriptor<Configure_Response, Configure_ResponseInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin5.Configure.Response",
  "1 diagnostics Diagnostic[]",
  () => ({ Diagnostic }),
);

export interface ReadResource {}

export interface ReadResourceInit {}

export const ReadResource: MessageDescriptor<ReadResource, ReadResourceInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin5.ReadResource",
);

export interface ReadResource_Request {
  readonly typeName: string;
  readonly currentState?: DynamicValue | undefined;
  readonly private: Uint8Array;
  readonly providerMeta?: DynamicValue | undefined;
  readonly clientCapabilities?: ClientCapabilities | undefined;
  readonly currentIdentity?: ResourceIdentityData | undefined;
}

export interface ReadResource_RequestInit {
  readonly typeName?: string | undefined;
  readonly currentState?: DynamicValueInit | undefined;
  readonly private?: Uint8Array | undefined;
  readonly providerMeta?: DynamicValueInit | undefined;
  readonly clientCapabilities?: ClientCapabilitiesInit | undefined;
  readonly currentIdentity?: ResourceIdentityDataInit | undefined;
}

export const ReadResource_Request: MessageDescriptor<ReadResource_Request, ReadResource_RequestInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin5.ReadResource.Request",
  "1 typeName string; 2 currentState DynamicValue; 3 private bytes; 4 providerMeta DynamicValue; 5 clientCapabilities ClientCapabilities; 6 currentIdentity ResourceIdentityData",
  () => ({ DynamicValue, ClientCapabilities, ResourceIdentityData }),
);

export interface ReadResource_Response {
  /** Null when the remote object is gone. */
  readonly newState?: DynamicValue | undefined;
  readonly diagnostics: readonly Diagnostic[];
  readonly private: Uint8Array;
  readonly deferred?: Deferred | undefined;
  readonly newIdentity?: ResourceIdentityData | undefined;
}

export interface ReadResource_ResponseInit {
  /** Null when the remote object is gone. */
  readonly newState?: DynamicValueInit | undefined;
  readonly diagnostics?: readonly DiagnosticInit[] | undefined;
  readonly private?: Uint8Array | undefined;
  readonly deferred?: DeferredInit | undefined;
  readonly newIdentity?: ResourceIdentityDataInit | undefined;
}

export const ReadResource_Response: MessageDescriptor<ReadResource_Response, ReadResource_ResponseInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin5.ReadResource.Response",
  "1 newState DynamicValue; 2 diagnostics Diagnostic[]; 3 private bytes; 4 deferred Deferred; 5 newIdentity ResourceIdentityData",
  () => ({ DynamicValue, Diagnostic, Deferred, ResourceIdentityData }),
);

export interface PlanResourceChange {}

export interface PlanResourceChangeInit {}

export const PlanResourceChange: MessageDescriptor<PlanResourceChange, PlanResourceChangeInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin5.PlanResourceChange",
);

export interface PlanResourceChange_Request {
  readonly typeName: string;
  /** Null to create. */
  readonly priorState?: DynamicValue | undefined;
  /** Prior state and configuration merged by core; null to destroy. */
  readonly proposedNewState?: DynamicValue | undefined;
  readonly config?: DynamicValue | undefined;
  readonly priorPrivate: Uint8Array;
  readonly providerMeta?: DynamicValue | undefined;
  readonly clientCapabilities?: ClientCapabilities | undefined;
  readonly priorIdentity?: ResourceIdentityData | undefined;
}

export interface PlanResourceChange_RequestInit {
  readonly typeName?: string | undefined;
  /** Null to create. */
  readonly priorState?: DynamicValueInit | undefined;
  /** Prior state and configuration merged by core; null to destroy. */
  readonly proposedNewState?: DynamicValueInit | undefined;
  readonly config?: DynamicValueInit | undefined;
  readonly priorPrivate?: Uint8Array | undefined;
  readonly providerMeta?: DynamicValueInit | undefined;
  readonly clientCapabilities?: ClientCapabilitiesInit | undefined;
  readonly priorIdentity?: ResourceIdentityDataInit | undefined;
}

export const PlanResourceChange_Request: MessageDescriptor<PlanResourceChange_Request, PlanResourceChange_RequestInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin5.PlanResourceChange.Request",
  "1 typeName string; 2 priorState DynamicValue; 3 proposedNewState DynamicValue; 4 config DynamicValue; 5 priorPrivate bytes; 6 providerMeta DynamicValue; 7 clientCapabilities ClientCapabilities; 8 priorIdentity ResourceIdentityData",
  () => ({ DynamicValue, ClientCapabilities, ResourceIdentityData }),
);

export interface PlanResourceChange_Response {
  readonly plannedState?: DynamicValue | undefined;
  readonly requiresReplace: readonly AttributePath[];
  /** Opaque; handed to ApplyResourceChange. */
  readonly plannedPrivate: Uint8Array;
  readonly diagnostics: readonly Diagnostic[];
  /** Turns most consistency errors into log lines; only for very old SDKs. */
  readonly legacyTypeSystem: boolean;
  readonly deferred?: Deferred | undefined;
  readonly plannedIdentity?: ResourceIdentityData | undefined;
}

export interface PlanResourceChange_ResponseInit {
  readonly plannedState?: DynamicValueInit | undefined;
  readonly requiresReplace?: readonly AttributePathInit[] | undefined;
  /** Opaque; handed to ApplyResourceChange. */
  readonly plannedPrivate?: Uint8Array | undefined;
  readonly diagnostics?: readonly DiagnosticInit[] | undefined;
  /** Turns most consistency errors into log lines; only for very old SDKs. */
  readonly legacyTypeSystem?: boolean | undefined;
  readonly deferred?: DeferredInit | undefined;
  readonly plannedIdentity?: ResourceIdentityDataInit | undefined;
}

export const PlanResourceChange_Response: MessageDescriptor<PlanResourceChange_Response, PlanResourceChange_ResponseInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin5.PlanResourceChange.Response",
  "1 plannedState DynamicValue; 2 requiresReplace AttributePath[]; 3 plannedPrivate bytes; 4 diagnostics Diagnostic[]; 5 legacyTypeSystem bool; 6 deferred Deferred; 7 plannedIdentity ResourceIdentityData",
  () => ({ DynamicValue, AttributePath, Diagnostic, Deferred, ResourceIdentityData }),
);

export interface ApplyResourceChange {}

export interface ApplyResourceChangeInit {}

export const ApplyResourceChange: MessageDescriptor<ApplyResourceChange, ApplyResourceChangeInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin5.ApplyResourceChange",
);

export interface ApplyResourceChange_Request {
  readonly typeName: string;
  readonly priorState?: DynamicValue | undefined;
  readonly plannedState?: DynamicValue | undefined;
  readonly config?: DynamicValue | undefined;
  readonly plannedPrivate: Uint8Array;
  readonly providerMeta?: DynamicValue | undefined;
  readonly plannedIdentity?: ResourceIdentityData | undefined;
}

export interface ApplyResourceChange_RequestInit {
  readonly typeName?: string | undefined;
  readonly priorState?: DynamicValueInit | undefined;
  readonly plannedState?: DynamicValueInit | undefined;
  readonly config?: DynamicValueInit | undefined;
  readonly plannedPrivate?: Uint8Array | undefined;
  readonly providerMeta?: DynamicValueInit | undefined;
  readonly plannedIdentity?: ResourceIdentityDataInit | undefined;
}

export const ApplyResourceChange_Request: MessageDescriptor<ApplyResourceChange_Request, ApplyResourceChange_RequestInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin5.ApplyResourceChange.Request",
  "1 typeName string; 2 priorState DynamicValue; 3 plannedState DynamicValue; 4 config DynamicValue; 5 plannedPrivate bytes; 6 providerMeta DynamicValue; 7 plannedIdentity ResourceIdentityData",
  () => ({ DynamicValue, ResourceIdentityData }),
);

export interface ApplyResourceChange_Response {
  readonly newState?: DynamicValue | undefined;
  /** Opaque; stored with the state. */
  readonly private: Uint8Array;
  readonly diagnostics: readonly Diagnostic[];
  readonly legacyTypeSystem: boolean;
  readonly newIdentity?: ResourceIdentityData | undefined;
}

export interface ApplyResourceChange_ResponseInit {
  readonly newState?: DynamicValueInit | undefined;
  /** Opaque; stored with the state. */
  readonly private?: Uint8Array | undefined;
  readonly diagnostics?: readonly DiagnosticInit[] | undefined;
  readonly legacyTypeSystem?: boolean | undefined;
  readonly newIdentity?: ResourceIdentityDataInit | undefined;
}

export const ApplyResourceChange_Response: MessageDescriptor<ApplyResourceChange_Response, ApplyResourceChange_ResponseInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin5.ApplyResourceChange.Response",
  "1 newState DynamicValue; 2 private bytes; 3 diagnostics Diagnostic[]; 4 legacyTypeSystem bool; 5 newIdentity ResourceIdentityData",
  () => ({ DynamicValue, Diagnostic, ResourceIdentityData }),
);

export interface ImportResourceState {}

export interface ImportResourceStateInit {}

export const ImportResourceState: MessageDescriptor<ImportResourceState, ImportResourceStateInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin5.ImportResourceState",
);

/** Either id or identity is given. */
export interface ImportResourceState_Request {
  readonly typeName: string;
  readonly id: string;
  readonly clientCapabilities?: ClientCapabilities | undefined;
  readonly identity?: ResourceIdentityData | undefined;
}

export interface ImportResourceState_RequestInit {
  readonly typeName?: string | undefined;
  readonly id?: string | undefined;
  readonly clientCapabilities?: ClientCapabilitiesInit | undefined;
  readonly identity?: ResourceIdentityDataInit | undefined;
}

export const ImportResourceState_Request: MessageDescriptor<ImportResourceState_Request, ImportResourceState_RequestInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin5.ImportResourceState.Request",
  "1 typeName string; 2 id string; 3 clientCapabilities ClientCapabilities; 4 identity ResourceIdentityData",
  () => ({ ClientCapabilities, ResourceIdentityData }),
);

export interface ImportResourceState_ImportedResource {
  readonly typeName: string;
  readonly state?: DynamicValue | undefined;
  readonly private: Uint8Array;
  readonly identity?: ResourceIdentityData | undefined;
}

export interface ImportResourceState_ImportedResourceInit {
  readonly typeName?: string | undefined;
  readonly state?: DynamicValueInit | undefined;
  readonly private?: Uint8Array | undefined;
  readonly identity?: ResourceIdentityDataInit | undefined;
}

export const ImportResourceState_ImportedResource: MessageDescriptor<ImportResourceState_ImportedResource, ImportResourceState_ImportedResourceInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin5.ImportResourceState.ImportedResource",
  "1 typeName string; 2 state DynamicValue; 3 private bytes; 4 identity ResourceIdentityData",
  () => ({ DynamicValue, ResourceIdentityData }),
);

export interface ImportResourceState_Response {
  readonly importedResources: readonly ImportResourceState_ImportedResource[];
  readonly diagnostics: readonly Diagnostic[];
  readonly deferred?: Deferred | undefined;
}

export interface ImportResourceState_ResponseInit {
  readonly importedResources?: readonly ImportResourceState_ImportedResourceInit[] | undefined;
  readonly diagnostics?: readonly DiagnosticInit[] | undefined;
  readonly deferred?: DeferredInit | undefined;
}

export const ImportResourceState_Response: MessageDescriptor<ImportResourceState_Response, ImportResourceState_ResponseInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin5.ImportResourceState.Response",
  "1 importedResources ImportResourceState_ImportedResource[]; 2 diagnostics Diagnostic[]; 3 deferred Deferred",
  () => ({ ImportResourceState_ImportedResource, Diagnostic, Deferred }),
);

export interface GenerateResourceConfig {}

export interface GenerateResourceConfigInit {}

export const GenerateResourceConfig: MessageDescriptor<GenerateResourceConfig, GenerateResourceConfigInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin5.GenerateResourceConfig",
);

export interface GenerateResourceConfig_Request {
  readonly typeName: string;
  readonly state?: DynamicValue | undefined;
}

export interface GenerateResourceConfig_RequestInit {
  readonly typeName?: string | undefined;
  readonly state?: DynamicValueInit | undefined;
}

export const GenerateResourceConfig_Request: MessageDescriptor<GenerateResourceConfig_Request, GenerateResourceConfig_RequestInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin5.GenerateResourceConfig.Request",
  "1 typeName string; 2 state DynamicValue",
  () => ({ DynamicValue }),
);

export interface GenerateResourceConfig_Response {
  readonly config?: DynamicValue | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

export interface GenerateResourceConfig_ResponseInit {
  readonly config?: DynamicValueInit | undefined;
  readonly diagnostics?: readonly DiagnosticInit[] | undefined;
}

export const GenerateResourceConfig_Response: MessageDescriptor<GenerateResourceConfig_Response, GenerateResourceConfig_ResponseInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin5.GenerateResourceConfig.Response",
  "1 config DynamicValue; 2 diagnostics Diagnostic[]",
  () => ({ DynamicValue, Diagnostic }),
);

export interface MoveResourceState {}

export interface MoveResourceStateInit {}

export const MoveResourceState: MessageDescriptor<MoveResourceState, MoveResourceStateInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin5.MoveResourceState",
);

/** A state of another resource type, maybe of another provider. */
export interface MoveResourceState_Request {
  readonly sourceProviderAddress: string;
  readonly sourceTypeName: string;
  readonly sourceSchemaVersion: bigint;
  readonly sourceState?: RawState | undefined;
  readonly targetTypeName: string;
  readonly sourcePrivate: Uint8Array;
  readonly sourceIdentity?: RawState | undefined;
  readonly sourceIdentitySchemaVersion: bigint;
}

export interface MoveResourceState_RequestInit {
  readonly sourceProviderAddress?: string | undefined;
  readonly sourceTypeName?: string | undefined;
  readonly sourceSchemaVersion?: bigint | undefined;
  readonly sourceState?: RawStateInit | undefined;
  readonly targetTypeName?: string | undefined;
  readonly sourcePrivate?: Uint8Array | undefined;
  readonly sourceIdentity?: RawStateInit | undefined;
  readonly sourceIdentitySchemaVersion?: bigint | undefined;
}

export const MoveResourceState_Request: MessageDescriptor<MoveResourceState_Request, MoveResourceState_RequestInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin5.MoveResourceState.Request",
  "1 sourceProviderAddress string; 2 sourceTypeName string; 3 sourceSchemaVersion int64; 4 sourceState RawState; 5 targetTypeName string; 6 sourcePrivate bytes; 7 sourceIdentity RawState; 8 sourceIdentitySchemaVersion int64",
  () => ({ RawState }),
);

export interface MoveResourceState_Response {
  readonly targetState?: DynamicValue | undefined;
  readonly diagnostics: readonly Diagnostic[];
  readonly targetPrivate: Uint8Array;
  readonly targetIdentity?: ResourceIdentityData | undefined;
}

export interface MoveResourceState_ResponseInit {
  readonly targetState?: DynamicValueInit | undefined;
  readonly diagnostics?: readonly DiagnosticInit[] | undefined;
  readonly targetPrivate?: Uint8Array | undefined;
  readonly targetIdentity?: ResourceIdentityDataInit | undefined;
}

export const MoveResourceState_Response: MessageDescriptor<MoveResourceState_Response, MoveResourceState_ResponseInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin5.MoveResourceState.Response",
  "1 targetState DynamicValue; 2 diagnostics Diagnostic[]; 3 targetPrivate bytes; 4 targetIdentity ResourceIdentityData",
  () => ({ DynamicValue, Diagnostic, ResourceIdentityData }),
);

export interface ReadDataSource {}

export interface ReadDataSourceInit {}

export const ReadDataSource: MessageDescriptor<ReadDataSource, ReadDataSourceInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin5.ReadDataSource",
);

export interface ReadDataSource_Request {
  readonly typeName: string;
  readonly config?: DynamicValue | undefined;
  readonly providerMeta?: DynamicValue | undefined;
  readonly clientCapabilities?: ClientCapabilities | undefined;
}

export interface ReadDataSource_RequestInit {
  readonly typeName?: string | undefined;
  readonly config?: DynamicValueInit | undefined;
  readonly providerMeta?: DynamicValueInit | undefined;
  readonly clientCapabilities?: ClientCapabilitiesInit | undefined;
}

export const ReadDataSource_Request: MessageDescriptor<ReadDataSource_Request, ReadDataSource_RequestInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin5.ReadDataSource.Request",
  "1 typeName string; 2 config DynamicValue; 3 providerMeta DynamicValue; 4 clientCapabilities ClientCapabilities",
  () => ({ DynamicValue, ClientCapabilities }),
);

export interface ReadDataSource_Response {
  readonly state?: DynamicValue | undefined;
  readonly diagnostics: readonly Diagnostic[];
  readonly deferred?: Deferred | undefined;
}

export interface ReadDataSource_ResponseInit {
  readonly state?: DynamicValueInit | undefined;
  readonly diagnostics?: readonly DiagnosticInit[] | undefined;
  readonly deferred?: DeferredInit | undefined;
}

export const ReadDataSource_Response: MessageDescriptor<ReadDataSource_Response, ReadDataSource_ResponseInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin5.ReadDataSource.Response",
  "1 state DynamicValue; 2 diagnostics Diagnostic[]; 3 deferred Deferred",
  () => ({ DynamicValue, Diagnostic, Deferred }),
);

export interface GetProvisionerSchema {}

export interface GetProvisionerSchemaInit {}

export const GetProvisionerSchema: MessageDescriptor<GetProvisionerSchema, GetProvisionerSchemaInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin5.GetProvisionerSchema",
);

export interface GetProvisionerSchema_Request {}

export interface GetProvisionerSchema_RequestInit {}

export const GetProvisionerSchema_Request: MessageDescriptor<GetProvisionerSchema_Request, GetProvisionerSchema_RequestInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin5.GetProvisionerSchema.Request",
);

export interface GetProvisionerSchema_Response {
  readonly provisioner?: Schema | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

export interface GetProvisionerSchema_ResponseInit {
  readonly provisioner?: SchemaInit | undefined;
  readonly diagnostics?: readonly DiagnosticInit[] | undefined;
}

export const GetProvisionerSchema_Response: MessageDescriptor<GetProvisionerSchema_Response, GetProvisionerSchema_ResponseInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin5.GetProvisionerSchema.Response",
  "1 provisioner Schema; 2 diagnostics Diagnostic[]",
  () => ({ Schema, Diagnostic }),
);

export interface ValidateProvisionerConfig {}

export interface ValidateProvisionerConfigInit {}

export const ValidateProvisionerConfig: MessageDescriptor<ValidateProvisionerConfig, ValidateProvisionerConfigInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin5.ValidateProvisionerConfig",
);

export interface ValidateProvisionerConfig_Request {
  readonly config?: DynamicValue | undefined;
}

export interface ValidateProvisionerConfig_RequestInit {
  readonly config?: DynamicValueInit | undefined;
}

export const ValidateProvisionerConfig_Request: MessageDescriptor<ValidateProvisionerConfig_Request, ValidateProvisionerConfig_RequestInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin5.ValidateProvisionerConfig.Request",
  "1 config DynamicValue",
  () => ({ DynamicValue }),
);

export interface ValidateProvisionerConfig_Response {
  readonly diagnostics: readonly Diagnostic[];
}

export interface ValidateProvisionerConfig_ResponseInit {
  readonly diagnostics?: readonly DiagnosticInit[] | undefined;
}

export const ValidateProvisionerConfig_Response: MessageDescriptor<ValidateProvisionerConfig_Response, ValidateProvisionerConfig_ResponseInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin5.ValidateProvisionerConfig.Response",
  "1 diagnostics Diagnostic[]",
  () => ({ Diagnostic }),
);

export interface ProvisionResource {}

export interface ProvisionResourceInit {}

export const ProvisionResource: MessageDescriptor<ProvisionResource, ProvisionResourceInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin5.ProvisionResource",
);

export interface ProvisionResource_Request {
  readonly config?: DynamicValue | undefined;
  readonly connection?: DynamicValue | undefined;
}

export interface ProvisionResource_RequestInit {
  readonly config?: DynamicValueInit | undefined;
  readonly connection?: DynamicValueInit | undefined;
}

export const ProvisionResource_Request: MessageDescriptor<ProvisionResource_Request, ProvisionResource_RequestInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin5.ProvisionResource.Request",
  "1 config DynamicValue; 2 connection DynamicValue",
  () => ({ DynamicValue }),
);

export interface ProvisionResource_Response {
  readonly output: string;
  readonly diagnostics: readonly Diagnostic[];
}

export interface ProvisionResource_ResponseInit {
  readonly output?: string | undefined;
  readonly diagnostics?: readonly DiagnosticInit[] | undefined;
}

export const ProvisionResource_Response: MessageDescriptor<ProvisionResource_Response, ProvisionResource_ResponseInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin5.ProvisionResource.Response",
  "1 output string; 2 diagnostics Diagnostic[]",
  () => ({ Diagnostic }),
);

export interface GetFunctions {}

export interface GetFunctionsInit {}

export const GetFunctions: MessageDescriptor<GetFunctions, GetFunctionsInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin5.GetFunctions",
);

export interface GetFunctions_Request {}

export interface GetFunctions_RequestInit {}

export const GetFunctions_Request: MessageDescriptor<GetFunctions_Request, GetFunctions_RequestInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin5.GetFunctions.Request",
);

export interface GetFunctions_Response {
  readonly functions: ReadonlyMap<string, Function>;
  readonly diagnostics: readonly Diagnostic[];
}

export interface GetFunctions_ResponseInit {
  readonly functions?: ReadonlyMap<string, FunctionInit> | undefined;
  readonly diagnostics?: readonly DiagnosticInit[] | undefined;
}

export const GetFunctions_Response: MessageDescriptor<GetFunctions_Response, GetFunctions_ResponseInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin5.GetFunctions.Response",
  "1 functions map<string,Function>; 2 diagnostics Diagnostic[]",
  () => ({ Function, Diagnostic }),
);

export interface CallFunction {}

export interface CallFunctionInit {}

export const CallFunction: MessageDescriptor<CallFunction, CallFunctionInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin5.CallFunction",
);

export interface CallFunction_Request {
  readonly name: string;
  readonly arguments: readonly DynamicValue[];
}

export interface CallFunction_RequestInit {
  readonly name?: string | undefined;
  readonly arguments?: readonly DynamicValueInit[] | undefined;
}

export const CallFunction_Request: MessageDescriptor<CallFunction_Request, CallFunction_RequestInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin5.CallFunction.Request",
  "1 name string; 2 arguments DynamicValue[]",
  () => ({ DynamicValue }),
);

export interface CallFunction_Response {
  readonly result?: DynamicValue | undefined;
  readonly error?: FunctionError | undefined;
}

export interface CallFunction_ResponseInit {
  readonly result?: DynamicValueInit | undefined;
  readonly error?: FunctionErrorInit | undefined;
}

export const CallFunction_Response: MessageDescriptor<CallFunction_Response, CallFunction_ResponseInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin5.CallFunction.Response",
  "1 result DynamicValue; 2 error FunctionError",
  () => ({ DynamicValue, FunctionError }),
);

export interface ValidateEphemeralResourceConfig {}

export interface ValidateEphemeralResourceConfigInit {}

export const ValidateEphemeralResourceConfig: MessageDescriptor<ValidateEphemeralResourceConfig, ValidateEphemeralResourceConfigInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin5.ValidateEphemeralResourceConfig",
);

export interface ValidateEphemeralResourceConfig_Request {
  readonly typeName: string;
  readonly config?: DynamicValue | undefined;
}

export interface ValidateEphemeralResourceConfig_RequestInit {
  readonly typeName?: string | undefined;
  readonly config?: DynamicValueInit | undefined;
}

export const ValidateEphemeralResourceConfig_Request: MessageDescriptor<ValidateEphemeralResourceConfig_Request, ValidateEphemeralResourceConfig_RequestInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin5.ValidateEphemeralResourceConfig.Request",
  "1 typeName string; 2 config DynamicValue",
  () => ({ DynamicValue }),
);

export interface ValidateEphemeralResourceConfig_Response {
  readonly diagnostics: readonly Diagnostic[];
}

export interface ValidateEphemeralResourceConfig_ResponseInit {
  readonly diagnostics?: readonly DiagnosticInit[] | undefined;
}

export const ValidateEphemeralResourceConfig_Response: MessageDescriptor<ValidateEphemeralResourceConfig_Response, ValidateEphemeralResourceConfig_ResponseInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin5.ValidateEphemeralResourceConfig.Response",
  "1 diagnostics Diagnostic[]",
  () => ({ Diagnostic }),
);

export interface OpenEphemeralResource {}

export interface OpenEphemeralResourceInit {}

export const OpenEphemeralResource: MessageDescriptor<OpenEphemeralResource, OpenEphemeralResourceInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin5.OpenEphemeralResource",
);

export interface OpenEphemeralResource_Request {
  readonly typeName: string;
  readonly config?: DynamicValue | undefined;
  readonly clientCapabilities?: ClientCapabilities | undefined;
}

export interface OpenEphemeralResource_RequestInit {
  readonly typeName?: string | undefined;
  readonly config?: DynamicValueInit | undefined;
  readonly clientCapabilities?: ClientCapabilitiesInit | undefined;
}

export const OpenEphemeralResource_Request: MessageDescriptor<OpenEphemeralResource_Request, OpenEphemeralResource_RequestInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin5.OpenEphemeralResource.Request",
  "1 typeName string; 2 config DynamicValue; 3 clientCapabilities ClientCapabilities",
  () => ({ DynamicValue, ClientCapabilities }),
);

export interface OpenEphemeralResource_Response {
  readonly diagnostics: readonly Diagnostic[];
  /** When RenewEphemeralResource is due; absent for never. */
  readonly renewAt?: Timestamp | undefined;
  readonly result?: DynamicValue | undefined;
  readonly private?: Uint8Array | undefined;
  readonly deferred?: Deferred | undefined;
}

export interface OpenEphemeralResource_ResponseInit {
  readonly diagnostics?: readonly DiagnosticInit[] | undefined;
  /** When RenewEphemeralResource is due; absent for never. */
  readonly renewAt?: TimestampInit | undefined;
  readonly result?: DynamicValueInit | undefined;
  readonly private?: Uint8Array | undefined;
  readonly deferred?: DeferredInit | undefined;
}

export const OpenEphemeralResource_Response: MessageDescriptor<OpenEphemeralResource_Response, OpenEphemeralResource_ResponseInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin5.OpenEphemeralResource.Response",
  "1 diagnostics Diagnostic[]; 2 renewAt Timestamp; 3 result DynamicValue; 4 private bytes?; 5 deferred Deferred",
  () => ({ Diagnostic, Timestamp, DynamicValue, Deferred }),
);

export interface RenewEphemeralResource {}

export interface RenewEphemeralResourceInit {}

export const RenewEphemeralResource: MessageDescriptor<RenewEphemeralResource, RenewEphemeralResourceInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin5.RenewEphemeralResource",
);

export interface RenewEphemeralResource_Request {
  readonly typeName: string;
  readonly private?: Uint8Array | undefined;
}

export interface RenewEphemeralResource_RequestInit {
  readonly typeName?: string | undefined;
  readonly private?: Uint8Array | undefined;
}

export const RenewEphemeralResource_Request: MessageDescriptor<RenewEphemeralResource_Request, RenewEphemeralResource_RequestInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin5.RenewEphemeralResource.Request",
  "1 typeName string; 2 private bytes?",
);

export interface RenewEphemeralResource_Response {
  readonly diagnostics: readonly Diagnostic[];
  readonly renewAt?: Timestamp | undefined;
  readonly private?: Uint8Array | undefined;
}

export interface RenewEphemeralResource_ResponseInit {
  readonly diagnostics?: readonly DiagnosticInit[] | undefined;
  readonly renewAt?: TimestampInit | undefined;
  readonly private?: Uint8Array | undefined;
}

export const RenewEphemeralResource_Response: MessageDescriptor<RenewEphemeralResource_Response, RenewEphemeralResource_ResponseInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin5.RenewEphemeralResource.Response",
  "1 diagnostics Diagnostic[]; 2 renewAt Timestamp; 3 private bytes?",
  () => ({ Diagnostic, Timestamp }),
);

export interface CloseEphemeralResource {}

export interface CloseEphemeralResourceInit {}

export const CloseEphemeralResource: MessageDescriptor<CloseEphemeralResource, CloseEphemeralResourceInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin5.CloseEphemeralResource",
);

export interface CloseEphemeralResource_Request {
  readonly typeName: string;
  readonly private?: Uint8Array | undefined;
}

export interface CloseEphemeralResource_RequestInit {
  readonly typeName?: string | undefined;
  readonly private?: Uint8Array | undefined;
}

export const CloseEphemeralResource_Request: MessageDescriptor<CloseEphemeralResource_Request, CloseEphemeralResource_RequestInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin5.CloseEphemeralResource.Request",
  "1 typeName string; 2 private bytes?",
);

export interface CloseEphemeralResource_Response {
  readonly diagnostics: readonly Diagnostic[];
}

export interface CloseEphemeralResource_ResponseInit {
  readonly diagnostics?: readonly DiagnosticInit[] | undefined;
}

export const CloseEphemeralResource_Response: MessageDescriptor<CloseEphemeralResource_Response, CloseEphemeralResource_ResponseInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin5.CloseEphemeralResource.Response",
  "1 diagnostics Diagnostic[]",
  () => ({ Diagnostic }),
);

export interface GetResourceIdentitySchemas {}

export interface GetResourceIdentitySchemasInit {}

export const GetResourceIdentitySchemas: MessageDescriptor<GetResourceIdentitySchemas, GetResourceIdentitySchemasInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin5.GetResourceIdentitySchemas",
);

export interface GetResourceIdentitySchemas_Request {}

export interface GetResourceIdentitySchemas_RequestInit {}

export const GetResourceIdentitySchemas_Request: MessageDescriptor<GetResourceIdentitySchemas_Request, GetResourceIdentitySchemas_RequestInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin5.GetResourceIdentitySchemas.Request",
);

export interface GetResourceIdentitySchemas_Response {
  readonly identitySchemas: ReadonlyMap<string, ResourceIdentitySchema>;
  readonly diagnostics: readonly Diagnostic[];
}

export interface GetResourceIdentitySchemas_ResponseInit {
  readonly identitySchemas?: ReadonlyMap<string, ResourceIdentitySchemaInit> | undefined;
  readonly diagnostics?: readonly DiagnosticInit[] | undefined;
}

export const GetResourceIdentitySchemas_Response: MessageDescriptor<GetResourceIdentitySchemas_Response, GetResourceIdentitySchemas_ResponseInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin5.GetResourceIdentitySchemas.Response",
  "1 identitySchemas map<string,ResourceIdentitySchema>; 2 diagnostics Diagnostic[]",
  () => ({ ResourceIdentitySchema, Diagnostic }),
);

export interface UpgradeResourceIdentity {}

export interface UpgradeResourceIdentityInit {}

export const UpgradeResourceIdentity: MessageDescriptor<UpgradeResourceIdentity, UpgradeResourceIdentityInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin5.UpgradeResourceIdentity",
);

export interface UpgradeResourceIdentity_Request {
  readonly typeName: string;
  readonly version: bigint;
  readonly rawIdentity?: RawState | undefined;
}

export interface UpgradeResourceIdentity_RequestInit {
  readonly typeName?: string | undefined;
  readonly version?: bigint | undefined;
  readonly rawIdentity?: RawStateInit | undefined;
}

export const UpgradeResourceIdentity_Request: MessageDescriptor<UpgradeResourceIdentity_Request, UpgradeResourceIdentity_RequestInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin5.UpgradeResourceIdentity.Request",
  "1 typeName string; 2 version int64; 3 rawIdentity RawState",
  () => ({ RawState }),
);

export interface UpgradeResourceIdentity_Response {
  readonly upgradedIdentity?: ResourceIdentityData | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

export interface UpgradeResourceIdentity_ResponseInit {
  readonly upgradedIdentity?: ResourceIdentityDataInit | undefined;
  readonly diagnostics?: readonly DiagnosticInit[] | undefined;
}

export const UpgradeResourceIdentity_Response: MessageDescriptor<UpgradeResourceIdentity_Response, UpgradeResourceIdentity_ResponseInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin5.UpgradeResourceIdentity.Response",
  "1 upgradedIdentity ResourceIdentityData; 2 diagnostics Diagnostic[]",
  () => ({ ResourceIdentityData, Diagnostic }),
);

export interface ListResource {}

export interface ListResourceInit {}

export const ListResource: MessageDescriptor<ListResource, ListResourceInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin5.ListResource",
);

export interface ListResource_Request {
  readonly typeName: string;
  readonly config?: DynamicValue | undefined;
  readonly includeResourceObject: boolean;
  /** How many objects are wanted at most. */
  readonly limit: bigint;
}

export interface ListResource_RequestInit {
  readonly typeName?: string | undefined;
  readonly config?: DynamicValueInit | undefined;
  readonly includeResourceObject?: boolean | undefined;
  /** How many objects are wanted at most. */
  readonly limit?: bigint | undefined;
}

export const ListResource_Request: MessageDescriptor<ListResource_Request, ListResource_RequestInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin5.ListResource.Request",
  "1 typeName string; 2 config DynamicValue; 3 includeResourceObject bool; 4 limit int64",
  () => ({ DynamicValue }),
);

/** One object found, or what went wrong with it. */
export interface ListResource_Event {
  readonly identity?: ResourceIdentityData | undefined;
  readonly displayName: string;
  readonly resourceObject?: DynamicValue | undefined;
  readonly diagnostic: readonly Diagnostic[];
}

export interface ListResource_EventInit {
  readonly identity?: ResourceIdentityDataInit | undefined;
  readonly displayName?: string | undefined;
  readonly resourceObject?: DynamicValueInit | undefined;
  readonly diagnostic?: readonly DiagnosticInit[] | undefined;
}

export const ListResource_Event: MessageDescriptor<ListResource_Event, ListResource_EventInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin5.ListResource.Event",
  "1 identity ResourceIdentityData; 2 displayName string; 3 resourceObject DynamicValue; 4 diagnostic Diagnostic[]",
  () => ({ ResourceIdentityData, DynamicValue, Diagnostic }),
);

export interface ValidateListResourceConfig {}

export interface ValidateListResourceConfigInit {}

export const ValidateListResourceConfig: MessageDescriptor<ValidateListResourceConfig, ValidateListResourceConfigInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin5.ValidateListResourceConfig",
);

export interface ValidateListResourceConfig_Request {
  readonly typeName: string;
  readonly config?: DynamicValue | undefined;
  readonly includeResourceObject?: DynamicValue | undefined;
  readonly limit?: DynamicValue | undefined;
}

export interface ValidateListResourceConfig_RequestInit {
  readonly typeName?: string | undefined;
  readonly config?: DynamicValueInit | undefined;
  readonly includeResourceObject?: DynamicValueInit | undefined;
  readonly limit?: DynamicValueInit | undefined;
}

export const ValidateListResourceConfig_Request: MessageDescriptor<ValidateListResourceConfig_Request, ValidateListResourceConfig_RequestInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin5.ValidateListResourceConfig.Request",
  "1 typeName string; 2 config DynamicValue; 3 includeResourceObject DynamicValue; 4 limit DynamicValue",
  () => ({ DynamicValue }),
);

export interface ValidateListResourceConfig_Response {
  readonly diagnostics: readonly Diagnostic[];
}

export interface ValidateListResourceConfig_ResponseInit {
  readonly diagnostics?: readonly DiagnosticInit[] | undefined;
}

export const ValidateListResourceConfig_Response: MessageDescriptor<ValidateListResourceConfig_Response, ValidateListResourceConfig_ResponseInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin5.ValidateListResourceConfig.Response",
  "1 diagnostics Diagnostic[]",
  () => ({ Diagnostic }),
);

export interface ValidateActionConfig {}

export interface ValidateActionConfigInit {}

export const ValidateActionConfig: MessageDescriptor<ValidateActionConfig, ValidateActionConfigInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin5.ValidateActionConfig",
);

export interface ValidateActionConfig_Request {
  readonly actionType: string;
  readonly config?: DynamicValue | undefined;
}

export interface ValidateActionConfig_RequestInit {
  readonly actionType?: string | undefined;
  readonly config?: DynamicValueInit | undefined;
}

export const ValidateActionConfig_Request: MessageDescriptor<ValidateActionConfig_Request, ValidateActionConfig_RequestInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin5.ValidateActionConfig.Request",
  "1 actionType string; 2 config DynamicValue",
  () => ({ DynamicValue }),
);

export interface ValidateActionConfig_Response {
  readonly diagnostics: readonly Diagnostic[];
}

export interface ValidateActionConfig_ResponseInit {
  readonly diagnostics?: readonly DiagnosticInit[] | undefined;
}

export const ValidateActionConfig_Response: MessageDescriptor<ValidateActionConfig_Response, ValidateActionConfig_ResponseInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin5.ValidateActionConfig.Response",
  "1 diagnostics Diagnostic[]",
  () => ({ Diagnostic }),
);

export interface PlanAction {}

export interface PlanActionInit {}

export const PlanAction: MessageDescriptor<PlanAction, PlanActionInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin5.PlanAction",
);

export interface PlanAction_Request {
  readonly actionType: string;
  readonly config?: DynamicValue | undefined;
  readonly clientCapabilities?: ClientCapabilities | undefined;
}

export interface PlanAction_RequestInit {
  readonly actionType?: string | undefined;
  readonly config?: DynamicValueInit | undefined;
  readonly clientCapabilities?: ClientCapabilitiesInit | undefined;
}

export const PlanAction_Request: MessageDescriptor<PlanAction_Request, PlanAction_RequestInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin5.PlanAction.Request",
  "1 actionType string; 2 config DynamicValue; 3 clientCapabilities ClientCapabilities",
  () => ({ DynamicValue, ClientCapabilities }),
);

export interface PlanAction_Response {
  readonly diagnostics: readonly Diagnostic[];
  readonly deferred?: Deferred | undefined;
}

export interface PlanAction_ResponseInit {
  readonly diagnostics?: readonly DiagnosticInit[] | undefined;
  readonly deferred?: DeferredInit | undefined;
}

export const PlanAction_Response: MessageDescriptor<PlanAction_Response, PlanAction_ResponseInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin5.PlanAction.Response",
  "1 diagnostics Diagnostic[]; 2 deferred Deferred",
  () => ({ Diagnostic, Deferred }),
);

export interface InvokeAction {}

export interface InvokeActionInit {}

export const InvokeAction: MessageDescriptor<InvokeAction, InvokeActionInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin5.InvokeAction",
);

export interface InvokeAction_Request {
  readonly actionType: string;
  readonly config?: DynamicValue | undefined;
  readonly clientCapabilities?: ClientCapabilities | undefined;
}

export interface InvokeAction_RequestInit {
  readonly actionType?: string | undefined;
  readonly config?: DynamicValueInit | undefined;
  readonly clientCapabilities?: ClientCapabilitiesInit | undefined;
}

export const InvokeAction_Request: MessageDescriptor<InvokeAction_Request, InvokeAction_RequestInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin5.InvokeAction.Request",
  "1 actionType string; 2 config DynamicValue; 3 clientCapabilities ClientCapabilities",
  () => ({ DynamicValue, ClientCapabilities }),
);

/** Any number of progress messages, then one completed. */
export interface InvokeAction_Event {
  /** One of progress, completed at most. */
  readonly progress?: InvokeAction_Event_Progress | undefined;
  /** One of progress, completed at most. */
  readonly completed?: InvokeAction_Event_Completed | undefined;
}

export interface InvokeAction_EventInit {
  /** One of progress, completed at most. */
  readonly progress?: InvokeAction_Event_ProgressInit | undefined;
  /** One of progress, completed at most. */
  readonly completed?: InvokeAction_Event_CompletedInit | undefined;
}

export const InvokeAction_Event: MessageDescriptor<InvokeAction_Event, InvokeAction_EventInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin5.InvokeAction.Event",
  "1 progress InvokeAction_Event_Progress|type; 2 completed InvokeAction_Event_Completed|type",
  () => ({ InvokeAction_Event_Progress, InvokeAction_Event_Completed }),
);

export interface InvokeAction_Event_Progress {
  readonly message: string;
}

export interface InvokeAction_Event_ProgressInit {
  readonly message?: string | undefined;
}

export const InvokeAction_Event_Progress: MessageDescriptor<InvokeAction_Event_Progress, InvokeAction_Event_ProgressInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin5.InvokeAction.Event.Progress",
  "1 message string",
);

export interface InvokeAction_Event_Completed {
  readonly diagnostics: readonly Diagnostic[];
}

export interface InvokeAction_Event_CompletedInit {
  readonly diagnostics?: readonly DiagnosticInit[] | undefined;
}

export const InvokeAction_Event_Completed: MessageDescriptor<InvokeAction_Event_Completed, InvokeAction_Event_CompletedInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin5.InvokeAction.Event.Completed",
  "1 diagnostics Diagnostic[]",
  () => ({ Diagnostic }),
);

/** What a provider serves. */
export interface Provider5 {
  readonly typeName: "tfplugin5.Provider";
  readonly methods: {
    readonly getMetadata: MethodDescriptor<"unary", typeof GetMetadata_Request, typeof GetMetadata_Response>;
    readonly getSchema: MethodDescriptor<"unary", typeof GetProviderSchema_Request, typeof GetProviderSchema_Response>;
    readonly getResourceIdentitySchemas: MethodDescriptor<"unary", typeof GetResourceIdentitySchemas_Request, typeof GetResourceIdentitySchemas_Response>;
    readonly prepareProviderConfig: MethodDescriptor<"unary", typeof PrepareProviderConfig_Request, typeof PrepareProviderConfig_Response>;
    readonly validateResourceTypeConfig: MethodDescriptor<"unary", typeof ValidateResourceTypeConfig_Request, typeof ValidateResourceTypeConfig_Response>;
    readonly validateDataSourceConfig: MethodDescriptor<"unary", typeof ValidateDataSourceConfig_Request, typeof ValidateDataSourceConfig_Response>;
    readonly upgradeResourceState: MethodDescriptor<"unary", typeof UpgradeResourceState_Request, typeof UpgradeResourceState_Response>;
    readonly upgradeResourceIdentity: MethodDescriptor<"unary", typeof UpgradeResourceIdentity_Request, typeof UpgradeResourceIdentity_Response>;
    readonly configure: MethodDescriptor<"unary", typeof Configure_Request, typeof Configure_Response>;
    readonly readResource: MethodDescriptor<"unary", typeof ReadResource_Request, typeof ReadResource_Response>;
    readonly planResourceChange: MethodDescriptor<"unary", typeof PlanResourceChange_Request, typeof PlanResourceChange_Response>;
    readonly applyResourceChange: MethodDescriptor<"unary", typeof ApplyResourceChange_Request, typeof ApplyResourceChange_Response>;
    readonly importResourceState: MethodDescriptor<"unary", typeof ImportResourceState_Request, typeof ImportResourceState_Response>;
    readonly moveResourceState: MethodDescriptor<"unary", typeof MoveResourceState_Request, typeof MoveResourceState_Response>;
    readonly readDataSource: MethodDescriptor<"unary", typeof ReadDataSource_Request, typeof ReadDataSource_Response>;
    readonly generateResourceConfig: MethodDescriptor<"unary", typeof GenerateResourceConfig_Request, typeof GenerateResourceConfig_Response>;
    readonly validateEphemeralResourceConfig: MethodDescriptor<"unary", typeof ValidateEphemeralResourceConfig_Request, typeof ValidateEphemeralResourceConfig_Response>;
    readonly openEphemeralResource: MethodDescriptor<"unary", typeof OpenEphemeralResource_Request, typeof OpenEphemeralResource_Response>;
    readonly renewEphemeralResource: MethodDescriptor<"unary", typeof RenewEphemeralResource_Request, typeof RenewEphemeralResource_Response>;
    readonly closeEphemeralResource: MethodDescriptor<"unary", typeof CloseEphemeralResource_Request, typeof CloseEphemeralResource_Response>;
    readonly listResource: MethodDescriptor<"serverStream", typeof ListResource_Request, typeof ListResource_Event>;
    readonly validateListResourceConfig: MethodDescriptor<"unary", typeof ValidateListResourceConfig_Request, typeof ValidateListResourceConfig_Response>;
    readonly getFunctions: MethodDescriptor<"unary", typeof GetFunctions_Request, typeof GetFunctions_Response>;
    readonly callFunction: MethodDescriptor<"unary", typeof CallFunction_Request, typeof CallFunction_Response>;
    readonly validateActionConfig: MethodDescriptor<"unary", typeof ValidateActionConfig_Request, typeof ValidateActionConfig_Response>;
    readonly planAction: MethodDescriptor<"unary", typeof PlanAction_Request, typeof PlanAction_Response>;
    readonly invokeAction: MethodDescriptor<"serverStream", typeof InvokeAction_Request, typeof InvokeAction_Event>;
    readonly stop: MethodDescriptor<"unary", typeof Stop_Request, typeof Stop_Response>;
  };
}

export const Provider5: Provider5 = {
  typeName: "tfplugin5.Provider",
  methods: {
    getMetadata: { name: "GetMetadata", kind: "unary", input: GetMetadata_Request, output: GetMetadata_Response },
    getSchema: { name: "GetSchema", kind: "unary", input: GetProviderSchema_Request, output: GetProviderSchema_Response },
    getResourceIdentitySchemas: { name: "GetResourceIdentitySchemas", kind: "unary", input: GetResourceIdentitySchemas_Request, output: GetResourceIdentitySchemas_Response },
    prepareProviderConfig: { name: "PrepareProviderConfig", kind: "unary", input: PrepareProviderConfig_Request, output: PrepareProviderConfig_Response },
    validateResourceTypeConfig: { name: "ValidateResourceTypeConfig", kind: "unary", input: ValidateResourceTypeConfig_Request, output: ValidateResourceTypeConfig_Response },
    validateDataSourceConfig: { name: "ValidateDataSourceConfig", kind: "unary", input: ValidateDataSourceConfig_Request, output: ValidateDataSourceConfig_Response },
    upgradeResourceState: { name: "UpgradeResourceState", kind: "unary", input: UpgradeResourceState_Request, output: UpgradeResourceState_Response },
    upgradeResourceIdentity: { name: "UpgradeResourceIdentity", kind: "unary", input: UpgradeResourceIdentity_Request, output: UpgradeResourceIdentity_Response },
    configure: { name: "Configure", kind: "unary", input: Configure_Request, output: Configure_Response },
    readResource: { name: "ReadResource", kind: "unary", input: ReadResource_Request, output: ReadResource_Response },
    planResourceChange: { name: "PlanResourceChange", kind: "unary", input: PlanResourceChange_Request, output: PlanResourceChange_Response },
    applyResourceChange: { name: "ApplyResourceChange", kind: "unary", input: ApplyResourceChange_Request, output: ApplyResourceChange_Response },
    importResourceState: { name: "ImportResourceState", kind: "unary", input: ImportResourceState_Request, output: ImportResourceState_Response },
    moveResourceState: { name: "MoveResourceState", kind: "unary", input: MoveResourceState_Request, output: MoveResourceState_Response },
    readDataSource: { name: "ReadDataSource", kind: "unary", input: ReadDataSource_Request, output: ReadDataSource_Response },
    generateResourceConfig: { name: "GenerateResourceConfig", kind: "unary", input: GenerateResourceConfig_Request, output: GenerateResourceConfig_Response },
    validateEphemeralResourceConfig: { name: "ValidateEphemeralResourceConfig", kind: "unary", input: ValidateEphemeralResourceConfig_Request, output: ValidateEphemeralResourceConfig_Response },
    openEphemeralResource: { name: "OpenEphemeralResource", kind: "unary", input: OpenEphemeralResource_Request, output: OpenEphemeralResource_Response },
    renewEphemeralResource: { name: "RenewEphemeralResource", kind: "unary", input: RenewEphemeralResource_Request, output: RenewEphemeralResource_Response },
    closeEphemeralResource: { name: "CloseEphemeralResource", kind: "unary", input: CloseEphemeralResource_Request, output: CloseEphemeralResource_Response },
    listResource: { name: "ListResource", kind: "serverStream", input: ListResource_Request, output: ListResource_Event },
    validateListResourceConfig: { name: "ValidateListResourceConfig", kind: "unary", input: ValidateListResourceConfig_Request, output: ValidateListResourceConfig_Response },
    getFunctions: { name: "GetFunctions", kind: "unary", input: GetFunctions_Request, output: GetFunctions_Response },
    callFunction: { name: "CallFunction", kind: "unary", input: CallFunction_Request, output: CallFunction_Response },
    validateActionConfig: { name: "ValidateActionConfig", kind: "unary", input: ValidateActionConfig_Request, output: ValidateActionConfig_Response },
    planAction: { name: "PlanAction", kind: "unary", input: PlanAction_Request, output: PlanAction_Response },
    invokeAction: { name: "InvokeAction", kind: "serverStream", input: InvokeAction_Request, output: InvokeAction_Event },
    stop: { name: "Stop", kind: "unary", input: Stop_Request, output: Stop_Response },
  },
};

/** What a provisioner serves. */
export interface Provisioner5 {
  readonly typeName: "tfplugin5.Provisioner";
  readonly methods: {
    readonly getSchema: MethodDescriptor<"unary", typeof GetProvisionerSchema_Request, typeof GetProvisionerSchema_Response>;
    readonly validateProvisionerConfig: MethodDescriptor<"unary", typeof ValidateProvisionerConfig_Request, typeof ValidateProvisionerConfig_Response>;
    readonly provisionResource: MethodDescriptor<"serverStream", typeof ProvisionResource_Request, typeof ProvisionResource_Response>;
    readonly stop: MethodDescriptor<"unary", typeof Stop_Request, typeof Stop_Response>;
  };
}

export const Provisioner5: Provisioner5 = {
  typeName: "tfplugin5.Provisioner",
  methods: {
    getSchema: { name: "GetSchema", kind: "unary", input: GetProvisionerSchema_Request, output: GetProvisionerSchema_Response },
    validateProvisionerConfig: { name: "ValidateProvisionerConfig", kind: "unary", input: ValidateProvisionerConfig_Request, output: ValidateProvisionerConfig_Response },
    provisionResource: { name: "ProvisionResource", kind: "serverStream", input: ProvisionResource_Request, output: ProvisionResource_Response },
    stop: { name: "Stop", kind: "unary", input: Stop_Request, output: Stop_Response },
  },
};
