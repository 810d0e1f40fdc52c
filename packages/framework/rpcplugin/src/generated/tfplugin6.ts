// SPDX-License-Identifier: Apache-2.0
// Generated from tfplugin6.proto by `npm run generate`, do not edit.

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

export const Schema_Object_NestingMode = {
  INVALID: 0,
  SINGLE: 1,
  LIST: 2,
  SET: 3,
  MAP: 4,
} as const;
export type Schema_Object_NestingMode = OpenEnum<typeof Schema_Object_NestingMode>;

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
  "tfplugin6.DynamicValue",
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
  "tfplugin6.Diagnostic",
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
  "tfplugin6.FunctionError",
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
  "tfplugin6.AttributePath",
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
  "tfplugin6.AttributePath.Step",
  "1 attributeName string|selector; 2 elementKeyString string|selector; 3 elementKeyInt int64|selector",
);

export interface StopProvider {}

export interface StopProviderInit {}

export const StopProvider: MessageDescriptor<StopProvider, StopProviderInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin6.StopProvider",
);

export interface StopProvider_Request {}

export interface StopProvider_RequestInit {}

export const StopProvider_Request: MessageDescriptor<StopProvider_Request, StopProvider_RequestInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin6.StopProvider.Request",
);

export interface StopProvider_Response {
  /** Empty when the provider will stop. */
  readonly Error: string;
}

export interface StopProvider_ResponseInit {
  /** Empty when the provider will stop. */
  readonly Error?: string | undefined;
}

export const StopProvider_Response: MessageDescriptor<StopProvider_Response, StopProvider_ResponseInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin6.StopProvider.Response",
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
  "tfplugin6.RawState",
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
  "tfplugin6.Schema",
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
  "tfplugin6.Schema.Block",
  "1 version int64; 2 attributes Schema_Attribute[]; 3 blockTypes Schema_NestedBlock[]; 4 description string; 5 descriptionKind enum; 6 deprecated bool; 7 deprecationMessage string",
  () => ({ Schema_Attribute, Schema_NestedBlock }),
);

export interface Schema_Attribute {
  readonly name: string;
  /** JSON of a type constraint, such as ["list","string"]. */
  readonly type: Uint8Array;
  /** In place of type. */
  readonly nestedType?: Schema_Object | undefined;
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
  /** In place of type. */
  readonly nestedType?: Schema_ObjectInit | undefined;
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
  "tfplugin6.Schema.Attribute",
  "1 name string; 2 type bytes; 3 description string; 4 required bool; 5 optional bool; 6 computed bool; 7 sensitive bool; 8 descriptionKind enum; 9 deprecated bool; 10 nestedType Schema_Object; 11 writeOnly bool; 12 deprecationMessage string",
  () => ({ Schema_Object }),
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
  "tfplugin6.Schema.NestedBlock",
  "1 typeName string; 2 block Schema_Block; 3 nesting enum; 4 minItems int64; 5 maxItems int64",
  () => ({ Schema_Block }),
);

/** The shape of an attribute that is an object or a collection of objects. */
export interface Schema_Object {
  readonly attributes: readonly Schema_Attribute[];
  readonly nesting: Schema_Object_NestingMode;
  /** @deprecated */
  readonly minItems: bigint;
  /** @deprecated */
  readonly maxItems: bigint;
}

export interface Schema_ObjectInit {
  readonly attributes?: readonly Schema_AttributeInit[] | undefined;
  readonly nesting?: Schema_Object_NestingMode | undefined;
  /** @deprecated */
  readonly minItems?: bigint | undefined;
  /** @deprecated */
  readonly maxItems?: bigint | undefined;
}

export const Schema_Object: MessageDescriptor<Schema_Object, Schema_ObjectInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin6.Schema.Object",
  "1 attributes Schema_Attribute[]; 3 nesting enum; 4 minItems int64; 5 maxItems int64",
  () => ({ Schema_Attribute }),
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
  "tfplugin6.ResourceIdentitySchema",
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
  "tfplugin6.ResourceIdentitySchema.IdentityAttribute",
  "1 name string; 2 type bytes; 3 requiredForImport bool; 4 optionalForImport bool; 5 description string",
);

export interface ResourceIdentityData {
  readonly identityData?: DynamicValue | undefined;
}

export interface ResourceIdentityDataInit {
  readonly identityData?: DynamicValueInit | undefined;
}

export const ResourceIdentityData: MessageDescriptor<ResourceIdentityData, ResourceIdentityDataInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin6.ResourceIdentityData",
  "1 identityData DynamicValue",
  () => ({ DynamicValue }),
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
  "tfplugin6.Function",
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
  "tfplugin6.Function.Parameter",
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
  "tfplugin6.Function.Return",
  "1 type bytes",
);

export interface ActionSchema {
  readonly schema?: Schema | undefined;
}

export interface ActionSchemaInit {
  readonly schema?: SchemaInit | undefined;
}

export const ActionSchema: MessageDescriptor<ActionSchema, ActionSchemaInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin6.ActionSchema",
  "1 schema Schema",
  () => ({ Schema }),
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
  "tfplugin6.ServerCapabilities",
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
  "tfplugin6.ClientCapabilities",
  "1 deferralAllowed bool; 2 writeOnlyAttributesAllowed bool",
);

/** The change is left to a later plan, for this reason. */
export interface Deferred {
  readonly reason: Deferred_Reason;
}

export interface DeferredInit {
  readonly reason?: Deferred_Reason | undefined;
}

export const Deferred: MessageDescriptor<Deferred, DeferredInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin6.Deferred",
  "1 reason enum",
);

export interface GetMetadata {}

export interface GetMetadataInit {}

export const GetMetadata: MessageDescriptor<GetMetadata, GetMetadataInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin6.GetMetadata",
);

export interface GetMetadata_Request {}

export interface GetMetadata_RequestInit {}

export const GetMetadata_Request: MessageDescriptor<GetMetadata_Request, GetMetadata_RequestInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin6.GetMetadata.Request",
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
  readonly stateStores: readonly GetMetadata_StateStoreMetadata[];
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
  readonly stateStores?: readonly GetMetadata_StateStoreMetadataInit[] | undefined;
  readonly actions?: readonly GetMetadata_ActionMetadataInit[] | undefined;
}

export const GetMetadata_Response: MessageDescriptor<GetMetadata_Response, GetMetadata_ResponseInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin6.GetMetadata.Response",
  "1 serverCapabilities ServerCapabilities; 2 diagnostics Diagnostic[]; 3 dataSources GetMetadata_DataSourceMetadata[]; 4 resources GetMetadata_ResourceMetadata[]; 5 functions GetMetadata_FunctionMetadata[]; 6 ephemeralResources GetMetadata_EphemeralResourceMetadata[]; 7 listResources GetMetadata_ListResourceMetadata[]; 8 stateStores GetMetadata_StateStoreMetadata[]; 9 actions GetMetadata_ActionMetadata[]",
  () => ({ ServerCapabilities, Diagnostic, GetMetadata_DataSourceMetadata, GetMetadata_ResourceMetadata, GetMetadata_FunctionMetadata, GetMetadata_EphemeralResourceMetadata, GetMetadata_ListResourceMetadata, GetMetadata_StateStoreMetadata, GetMetadata_ActionMetadata }),
);

export interface GetMetadata_FunctionMetadata {
  readonly name: string;
}

export interface GetMetadata_FunctionMetadataInit {
  readonly name?: string | undefined;
}

export const GetMetadata_FunctionMetadata: MessageDescriptor<GetMetadata_FunctionMetadata, GetMetadata_FunctionMetadataInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin6.GetMetadata.FunctionMetadata",
  "1 name string",
);

export interface GetMetadata_DataSourceMetadata {
  readonly typeName: string;
}

export interface GetMetadata_DataSourceMetadataInit {
  readonly typeName?: string | undefined;
}

export const GetMetadata_DataSourceMetadata: MessageDescriptor<GetMetadata_DataSourceMetadata, GetMetadata_DataSourceMetadataInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin6.GetMetadata.DataSourceMetadata",
  "1 typeName string",
);

export interface GetMetadata_ResourceMetadata {
  readonly typeName: string;
}

export interface GetMetadata_ResourceMetadataInit {
  readonly typeName?: string | undefined;
}

export const GetMetadata_ResourceMetadata: MessageDescriptor<GetMetadata_ResourceMetadata, GetMetadata_ResourceMetadataInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin6.GetMetadata.ResourceMetadata",
  "1 typeName string",
);

export interface GetMetadata_EphemeralResourceMetadata {
  readonly typeName: string;
}

export interface GetMetadata_EphemeralResourceMetadataInit {
  readonly typeName?: string | undefined;
}

export const GetMetadata_EphemeralResourceMetadata: MessageDescriptor<GetMetadata_EphemeralResourceMetadata, GetMetadata_EphemeralResourceMetadataInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin6.GetMetadata.EphemeralResourceMetadata",
  "1 typeName string",
);

export interface GetMetadata_ListResourceMetadata {
  readonly typeName: string;
}

export interface GetMetadata_ListResourceMetadataInit {
  readonly typeName?: string | undefined;
}

export const GetMetadata_ListResourceMetadata: MessageDescriptor<GetMetadata_ListResourceMetadata, GetMetadata_ListResourceMetadataInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin6.GetMetadata.ListResourceMetadata",
  "1 typeName string",
);

export interface GetMetadata_StateStoreMetadata {
  readonly typeName: string;
}

export interface GetMetadata_StateStoreMetadataInit {
  readonly typeName?: string | undefined;
}

export const GetMetadata_StateStoreMetadata: MessageDescriptor<GetMetadata_StateStoreMetadata, GetMetadata_StateStoreMetadataInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin6.GetMetadata.StateStoreMetadata",
  "1 typeName string",
);

export interface GetMetadata_ActionMetadata {
  readonly typeName: string;
}

export interface GetMetadata_ActionMetadataInit {
  readonly typeName?: string | undefined;
}

export const GetMetadata_ActionMetadata: MessageDescriptor<GetMetadata_ActionMetadata, GetMetadata_ActionMetadataInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin6.GetMetadata.ActionMetadata",
  "1 typeName string",
);

export interface GetProviderSchema {}

export interface GetProviderSchemaInit {}

export const GetProviderSchema: MessageDescriptor<GetProviderSchema, GetProviderSchemaInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin6.GetProviderSchema",
);

export interface GetProviderSchema_Request {}

export interface GetProviderSchema_RequestInit {}

export const GetProviderSchema_Request: MessageDescriptor<GetProviderSchema_Request, GetProviderSchema_RequestInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin6.GetProviderSchema.Request",
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
  readonly stateStoreSchemas: ReadonlyMap<string, Schema>;
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
  readonly stateStoreSchemas?: ReadonlyMap<string, SchemaInit> | undefined;
  readonly actionSchemas?: ReadonlyMap<string, ActionSchemaInit> | undefined;
}

export const GetProviderSchema_Response: MessageDescriptor<GetProviderSchema_Response, GetProviderSchema_ResponseInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin6.GetProviderSchema.Response",
  "1 provider Schema; 2 resourceSchemas map<string,Schema>; 3 dataSourceSchemas map<string,Schema>; 4 diagnostics Diagnostic[]; 5 providerMeta Schema; 6 serverCapabilities ServerCapabilities; 7 functions map<string,Function>; 8 ephemeralResourceSchemas map<string,Schema>; 9 listResourceSchemas map<string,Schema>; 10 stateStoreSchemas map<string,Schema>; 11 actionSchemas map<string,ActionSchema>",
  () => ({ Schema, Diagnostic, ServerCapabilities, Function, ActionSchema }),
);

export interface ValidateProviderConfig {}

export interface ValidateProviderConfigInit {}

export const ValidateProviderConfig: MessageDescriptor<ValidateProviderConfig, ValidateProviderConfigInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin6.ValidateProviderConfig",
);

export interface ValidateProviderConfig_Request {
  readonly config?: DynamicValue | undefined;
}

export interface ValidateProviderConfig_RequestInit {
  readonly config?: DynamicValueInit | undefined;
}

export const ValidateProviderConfig_Request: MessageDescriptor<ValidateProviderConfig_Request, ValidateProviderConfig_RequestInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin6.ValidateProviderConfig.Request",
  "1 config DynamicValue",
  () => ({ DynamicValue }),
);

export interface ValidateProviderConfig_Response {
  readonly diagnostics: readonly Diagnostic[];
}

export interface ValidateProviderConfig_ResponseInit {
  readonly diagnostics?: readonly DiagnosticInit[] | undefined;
}

export const ValidateProviderConfig_Response: MessageDescriptor<ValidateProviderConfig_Response, ValidateProviderConfig_ResponseInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin6.ValidateProviderConfig.Response",
  "2 diagnostics Diagnostic[]",
  () => ({ Diagnostic }),
);

export interface UpgradeResourceState {}

export interface UpgradeResourceStateInit {}

export const UpgradeResourceState: MessageDescriptor<UpgradeResourceState, UpgradeResourceStateInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin6.UpgradeResourceState",
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
  "tfplugin6.UpgradeResourceState.Request",
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
  "tfplugin6.UpgradeResourceState.Response",
  "1 upgradedState DynamicValue; 2 diagnostics Diagnostic[]",
  () => ({ DynamicValue, Diagnostic }),
);

export interface ValidateResourceConfig {}

export interface ValidateResourceConfigInit {}

export const ValidateResourceConfig: MessageDescriptor<ValidateResourceConfig, ValidateResourceConfigInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin6.ValidateResourceConfig",
);

export interface ValidateResourceConfig_Request {
  readonly typeName: string;
  readonly config?: DynamicValue | undefined;
  readonly clientCapabilities?: ClientCapabilities | undefined;
}

export interface ValidateResourceConfig_RequestInit {
  readonly typeName?: string | undefined;
  readonly config?: DynamicValueInit | undefined;
  readonly clientCapabilities?: ClientCapabilitiesInit | undefined;
}

export const ValidateResourceConfig_Request: MessageDescriptor<ValidateResourceConfig_Request, ValidateResourceConfig_RequestInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin6.ValidateResourceConfig.Request",
  "1 typeName string; 2 config DynamicValue; 3 clientCapabilities ClientCapabilities",
  () => ({ DynamicValue, ClientCapabilities }),
);

export interface ValidateResourceConfig_Response {
  readonly diagnostics: readonly Diagnostic[];
}

export interface ValidateResourceConfig_ResponseInit {
  readonly diagnostics?: readonly DiagnosticInit[] | undefined;
}

export const ValidateResourceConfig_Response: MessageDescriptor<ValidateResourceConfig_Response, ValidateResourceConfig_ResponseInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin6.ValidateResourceConfig.Response",
  "1 diagnostics Diagnostic[]",
  () => ({ Diagnostic }),
);

export interface ValidateDataResourceConfig {}

export interface ValidateDataResourceConfigInit {}

export const ValidateDataResourceConfig: MessageDescriptor<ValidateDataResourceConfig, ValidateDataResourceConfigInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin6.ValidateDataResourceConfig",
);

export interface ValidateDataResourceConfig_Request {
  readonly typeName: string;
  readonly config?: DynamicValue | undefined;
}

export interface ValidateDataResourceConfig_RequestInit {
  readonly typeName?: string | undefined;
  readonly config?: DynamicValueInit | undefined;
}

export const ValidateDataResourceConfig_Request: MessageDescriptor<ValidateDataResourceConfig_Request, ValidateDataResourceConfig_RequestInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin6.ValidateDataResourceConfig.Request",
  "1 typeName string; 2 config DynamicValue",
  () => ({ DynamicValue }),
);

export interface ValidateDataResourceConfig_Response {
  readonly diagnostics: readonly Diagnostic[];
}

export interface ValidateDataResourceConfig_ResponseInit {
  readonly diagnostics?: readonly DiagnosticInit[] | undefined;
}

export const ValidateDataResourceConfig_Response: MessageDescriptor<ValidateDataResourceConfig_Response, ValidateDataResourceConfig_ResponseInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin6.ValidateDataResourceConfig.Response",
  "1 diagnostics Diagnostic[]",
  () => ({ Diagnostic }),
);

export interface ConfigureProvider {}

export interface ConfigureProviderInit {}

export const ConfigureProvider: MessageDescriptor<ConfigureProvider, ConfigureProviderInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin6.ConfigureProvider",
);

export interface ConfigureProvider_Request {
  readonly terraformVersion: string;
  readonly config?: DynamicValue | undefined;
  readonly clientCapabilities?: ClientCapabilities | undefined;
}

export interface ConfigureProvider_RequestInit {
  readonly terraformVersion?: string | undefined;
  readonly config?: DynamicValueInit | undefined;
  readonly clientCapabilities?: ClientCapabilitiesInit | undefined;
}

export const ConfigureProvider_Request: MessageDescriptor<ConfigureProvider_Request, ConfigureProvider_RequestInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin6.ConfigureProvider.Request",
  "1 terraformVersion string; 2 config DynamicValue; 3 clientCapabilities ClientCapabilities",
  () => ({ DynamicValue, ClientCapabilities }),
);

export interface ConfigureProvider_Response {
  readonly diagnostics: readonly Diagnostic[];
}

export interface ConfigureProvider_ResponseInit {
  readonly diagnostics?: readonly DiagnosticInit[] | undefined;
}

export const ConfigureProvider_Response: MessageDescriptor<ConfigureProvider_Response, ConfigureProvider_ResponseInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin6.ConfigureProvider.Response",
  "1 diagnostics Diagnostic[]",
  () => ({ Diagnostic }),
);

export interface ReadResource {}

export interface ReadResourceInit {}

export const ReadResource: MessageDescriptor<ReadResource, ReadResourceInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin6.ReadResource",
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
  "tfplugin6.ReadResource.Request",
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
  "tfplugin6.ReadResource.Response",
  "1 newState DynamicValue; 2 diagnostics Diagnostic[]; 3 private bytes; 4 deferred Deferred; 5 newIdentity ResourceIdentityData",
  () => ({ DynamicValue, Diagnostic, Deferred, ResourceIdentityData }),
);

export interface PlanResourceChange {}

export interface PlanResourceChangeInit {}

export const PlanResourceChange: MessageDescriptor<PlanResourceChange, PlanResourceChangeInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin6.PlanResourceChange",
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
  "tfplugin6.PlanResourceChange.Request",
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
  "tfplugin6.PlanResourceChange.Response",
  "1 plannedState DynamicValue; 2 requiresReplace AttributePath[]; 3 plannedPrivate bytes; 4 diagnostics Diagnostic[]; 5 legacyTypeSystem bool; 6 deferred Deferred; 7 plannedIdentity ResourceIdentityData",
  () => ({ DynamicValue, AttributePath, Diagnostic, Deferred, ResourceIdentityData }),
);

export interface ApplyResourceChange {}

export interface ApplyResourceChangeInit {}

export const ApplyResourceChange: MessageDescriptor<ApplyResourceChange, ApplyResourceChangeInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin6.ApplyResourceChange",
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
  "tfplugin6.ApplyResourceChange.Request",
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
  "tfplugin6.ApplyResourceChange.Response",
  "1 newState DynamicValue; 2 private bytes; 3 diagnostics Diagnostic[]; 4 legacyTypeSystem bool; 5 newIdentity ResourceIdentityData",
  () => ({ DynamicValue, Diagnostic, ResourceIdentityData }),
);

export interface ImportResourceState {}

export interface ImportResourceStateInit {}

export const ImportResourceState: MessageDescriptor<ImportResourceState, ImportResourceStateInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin6.ImportResourceState",
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
  "tfplugin6.ImportResourceState.Request",
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
  "tfplugin6.ImportResourceState.ImportedResource",
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
  "tfplugin6.ImportResourceState.Response",
  "1 importedResources ImportResourceState_ImportedResource[]; 2 diagnostics Diagnostic[]; 3 deferred Deferred",
  () => ({ ImportResourceState_ImportedResource, Diagnostic, Deferred }),
);

export interface GenerateResourceConfig {}

export interface GenerateResourceConfigInit {}

export const GenerateResourceConfig: MessageDescriptor<GenerateResourceConfig, GenerateResourceConfigInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin6.GenerateResourceConfig",
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
  "tfplugin6.GenerateResourceConfig.Request",
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
  "tfplugin6.GenerateResourceConfig.Response",
  "1 config DynamicValue; 2 diagnostics Diagnostic[]",
  () => ({ DynamicValue, Diagnostic }),
);

export interface MoveResourceState {}

export interface MoveResourceStateInit {}

export const MoveResourceState: MessageDescriptor<MoveResourceState, MoveResourceStateInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin6.MoveResourceState",
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
  "tfplugin6.MoveResourceState.Request",
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
  "tfplugin6.MoveResourceState.Response",
  "1 targetState DynamicValue; 2 diagnostics Diagnostic[]; 3 targetPrivate bytes; 4 targetIdentity ResourceIdentityData",
  () => ({ DynamicValue, Diagnostic, ResourceIdentityData }),
);

export interface ReadDataSource {}

export interface ReadDataSourceInit {}

export const ReadDataSource: MessageDescriptor<ReadDataSource, ReadDataSourceInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin6.ReadDataSource",
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
  "tfplugin6.ReadDataSource.Request",
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
  "tfplugin6.ReadDataSource.Response",
  "1 state DynamicValue; 2 diagnostics Diagnostic[]; 3 deferred Deferred",
  () => ({ DynamicValue, Diagnostic, Deferred }),
);

export interface GetFunctions {}

export interface GetFunctionsInit {}

export const GetFunctions: MessageDescriptor<GetFunctions, GetFunctionsInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin6.GetFunctions",
);

export interface GetFunctions_Request {}

export interface GetFunctions_RequestInit {}

export const GetFunctions_Request: MessageDescriptor<GetFunctions_Request, GetFunctions_RequestInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin6.GetFunctions.Request",
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
  "tfplugin6.GetFunctions.Response",
  "1 functions map<string,Function>; 2 diagnostics Diagnostic[]",
  () => ({ Function, Diagnostic }),
);

export interface CallFunction {}

export interface CallFunctionInit {}

export const CallFunction: MessageDescriptor<CallFunction, CallFunctionInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin6.CallFunction",
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
  "tfplugin6.CallFunction.Request",
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
  "tfplugin6.CallFunction.Response",
  "1 result DynamicValue; 2 error FunctionError",
  () => ({ DynamicValue, FunctionError }),
);

export interface ValidateEphemeralResourceConfig {}

export interface ValidateEphemeralResourceConfigInit {}

export const ValidateEphemeralResourceConfig: MessageDescriptor<ValidateEphemeralResourceConfig, ValidateEphemeralResourceConfigInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin6.ValidateEphemeralResourceConfig",
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
  "tfplugin6.ValidateEphemeralResourceConfig.Request",
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
  "tfplugin6.ValidateEphemeralResourceConfig.Response",
  "1 diagnostics Diagnostic[]",
  () => ({ Diagnostic }),
);

export interface OpenEphemeralResource {}

export interface OpenEphemeralResourceInit {}

export const OpenEphemeralResource: MessageDescriptor<OpenEphemeralResource, OpenEphemeralResourceInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin6.OpenEphemeralResource",
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
  "tfplugin6.OpenEphemeralResource.Request",
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
  "tfplugin6.OpenEphemeralResource.Response",
  "1 diagnostics Diagnostic[]; 2 renewAt Timestamp; 3 result DynamicValue; 4 private bytes?; 5 deferred Deferred",
  () => ({ Diagnostic, Timestamp, DynamicValue, Deferred }),
);

export interface RenewEphemeralResource {}

export interface RenewEphemeralResourceInit {}

export const RenewEphemeralResource: MessageDescriptor<RenewEphemeralResource, RenewEphemeralResourceInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin6.RenewEphemeralResource",
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
  "tfplugin6.RenewEphemeralResource.Request",
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
  "tfplugin6.RenewEphemeralResource.Response",
  "1 diagnostics Diagnostic[]; 2 renewAt Timestamp; 3 private bytes?",
  () => ({ Diagnostic, Timestamp }),
);

export interface CloseEphemeralResource {}

export interface CloseEphemeralResourceInit {}

export const CloseEphemeralResource: MessageDescriptor<CloseEphemeralResource, CloseEphemeralResourceInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin6.CloseEphemeralResource",
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
  "tfplugin6.CloseEphemeralResource.Request",
  "1 typeName string; 2 private bytes?",
);

export interface CloseEphemeralResource_Response {
  readonly diagnostics: readonly Diagnostic[];
}

export interface CloseEphemeralResource_ResponseInit {
  readonly diagnostics?: readonly DiagnosticInit[] | undefined;
}

export const CloseEphemeralResource_Response: MessageDescriptor<CloseEphemeralResource_Response, CloseEphemeralResource_ResponseInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin6.CloseEphemeralResource.Response",
  "1 diagnostics Diagnostic[]",
  () => ({ Diagnostic }),
);

export interface GetResourceIdentitySchemas {}

export interface GetResourceIdentitySchemasInit {}

export const GetResourceIdentitySchemas: MessageDescriptor<GetResourceIdentitySchemas, GetResourceIdentitySchemasInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin6.GetResourceIdentitySchemas",
);

export interface GetResourceIdentitySchemas_Request {}

export interface GetResourceIdentitySchemas_RequestInit {}

export const GetResourceIdentitySchemas_Request: MessageDescriptor<GetResourceIdentitySchemas_Request, GetResourceIdentitySchemas_RequestInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin6.GetResourceIdentitySchemas.Request",
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
  "tfplugin6.GetResourceIdentitySchemas.Response",
  "1 identitySchemas map<string,ResourceIdentitySchema>; 2 diagnostics Diagnostic[]",
  () => ({ ResourceIdentitySchema, Diagnostic }),
);

export interface UpgradeResourceIdentity {}

export interface UpgradeResourceIdentityInit {}

export const UpgradeResourceIdentity: MessageDescriptor<UpgradeResourceIdentity, UpgradeResourceIdentityInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin6.UpgradeResourceIdentity",
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
  "tfplugin6.UpgradeResourceIdentity.Request",
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
  "tfplugin6.UpgradeResourceIdentity.Response",
  "1 upgradedIdentity ResourceIdentityData; 2 diagnostics Diagnostic[]",
  () => ({ ResourceIdentityData, Diagnostic }),
);

export interface ListResource {}

export interface ListResourceInit {}

export const ListResource: MessageDescriptor<ListResource, ListResourceInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin6.ListResource",
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
  "tfplugin6.ListResource.Request",
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
  "tfplugin6.ListResource.Event",
  "1 identity ResourceIdentityData; 2 displayName string; 3 resourceObject DynamicValue; 4 diagnostic Diagnostic[]",
  () => ({ ResourceIdentityData, DynamicValue, Diagnostic }),
);

export interface ValidateListResourceConfig {}

export interface ValidateListResourceConfigInit {}

export const ValidateListResourceConfig: MessageDescriptor<ValidateListResourceConfig, ValidateListResourceConfigInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin6.ValidateListResourceConfig",
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
  "tfplugin6.ValidateListResourceConfig.Request",
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
  "tfplugin6.ValidateListResourceConfig.Response",
  "1 diagnostics Diagnostic[]",
  () => ({ Diagnostic }),
);

export interface ValidateActionConfig {}

export interface ValidateActionConfigInit {}

export const ValidateActionConfig: MessageDescriptor<ValidateActionConfig, ValidateActionConfigInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin6.ValidateActionConfig",
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
  "tfplugin6.ValidateActionConfig.Request",
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
  "tfplugin6.ValidateActionConfig.Response",
  "1 diagnostics Diagnostic[]",
  () => ({ Diagnostic }),
);

export interface PlanAction {}

export interface PlanActionInit {}

export const PlanAction: MessageDescriptor<PlanAction, PlanActionInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin6.PlanAction",
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
  "tfplugin6.PlanAction.Request",
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
  "tfplugin6.PlanAction.Response",
  "1 diagnostics Diagnostic[]; 2 deferred Deferred",
  () => ({ Diagnostic, Deferred }),
);

export interface InvokeAction {}

export interface InvokeActionInit {}

export const InvokeAction: MessageDescriptor<InvokeAction, InvokeActionInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin6.InvokeAction",
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
  "tfplugin6.InvokeAction.Request",
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
  "tfplugin6.InvokeAction.Event",
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
  "tfplugin6.InvokeAction.Event.Progress",
  "1 message string",
);

export interface InvokeAction_Event_Completed {
  readonly diagnostics: readonly Diagnostic[];
}

export interface InvokeAction_Event_CompletedInit {
  readonly diagnostics?: readonly DiagnosticInit[] | undefined;
}

export const InvokeAction_Event_Completed: MessageDescriptor<InvokeAction_Event_Completed, InvokeAction_Event_CompletedInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin6.InvokeAction.Event.Completed",
  "1 diagnostics Diagnostic[]",
  () => ({ Diagnostic }),
);

export interface ValidateStateStoreConfig {}

export interface ValidateStateStoreConfigInit {}

export const ValidateStateStoreConfig: MessageDescriptor<ValidateStateStoreConfig, ValidateStateStoreConfigInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin6.ValidateStateStoreConfig",
);

export interface ValidateStateStoreConfig_Request {
  readonly typeName: string;
  readonly config?: DynamicValue | undefined;
}

export interface ValidateStateStoreConfig_RequestInit {
  readonly typeName?: string | undefined;
  readonly config?: DynamicValueInit | undefined;
}

export const ValidateStateStoreConfig_Request: MessageDescriptor<ValidateStateStoreConfig_Request, ValidateStateStoreConfig_RequestInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin6.ValidateStateStoreConfig.Request",
  "1 typeName string; 2 config DynamicValue",
  () => ({ DynamicValue }),
);

export interface ValidateStateStoreConfig_Response {
  readonly diagnostics: readonly Diagnostic[];
}

export interface ValidateStateStoreConfig_ResponseInit {
  readonly diagnostics?: readonly DiagnosticInit[] | undefined;
}

export const ValidateStateStoreConfig_Response: MessageDescriptor<ValidateStateStoreConfig_Response, ValidateStateStoreConfig_ResponseInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin6.ValidateStateStoreConfig.Response",
  "1 diagnostics Diagnostic[]",
  () => ({ Diagnostic }),
);

export interface ConfigureStateStore {}

export interface ConfigureStateStoreInit {}

export const ConfigureStateStore: MessageDescriptor<ConfigureStateStore, ConfigureStateStoreInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin6.ConfigureStateStore",
);

export interface ConfigureStateStore_Request {
  readonly typeName: string;
  readonly config?: DynamicValue | undefined;
  readonly capabilities?: StateStoreClientCapabilities | undefined;
}

export interface ConfigureStateStore_RequestInit {
  readonly typeName?: string | undefined;
  readonly config?: DynamicValueInit | undefined;
  readonly capabilities?: StateStoreClientCapabilitiesInit | undefined;
}

export const ConfigureStateStore_Request: MessageDescriptor<ConfigureStateStore_Request, ConfigureStateStore_RequestInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin6.ConfigureStateStore.Request",
  "1 typeName string; 2 config DynamicValue; 3 capabilities StateStoreClientCapabilities",
  () => ({ DynamicValue, StateStoreClientCapabilities }),
);

export interface ConfigureStateStore_Response {
  readonly diagnostics: readonly Diagnostic[];
  readonly capabilities?: StateStoreServerCapabilities | undefined;
}

export interface ConfigureStateStore_ResponseInit {
  readonly diagnostics?: readonly DiagnosticInit[] | undefined;
  readonly capabilities?: StateStoreServerCapabilitiesInit | undefined;
}

export const ConfigureStateStore_Response: MessageDescriptor<ConfigureStateStore_Response, ConfigureStateStore_ResponseInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin6.ConfigureStateStore.Response",
  "1 diagnostics Diagnostic[]; 2 capabilities StateStoreServerCapabilities",
  () => ({ Diagnostic, StateStoreServerCapabilities }),
);

export interface StateStoreClientCapabilities {
  /** Bytes. */
  readonly chunkSize: bigint;
}

export interface StateStoreClientCapabilitiesInit {
  /** Bytes. */
  readonly chunkSize?: bigint | undefined;
}

export const StateStoreClientCapabilities: MessageDescriptor<StateStoreClientCapabilities, StateStoreClientCapabilitiesInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin6.StateStoreClientCapabilities",
  "1 chunkSize int64",
);

export interface StateStoreServerCapabilities {
  /** Bytes. */
  readonly chunkSize: bigint;
}

export interface StateStoreServerCapabilitiesInit {
  /** Bytes. */
  readonly chunkSize?: bigint | undefined;
}

export const StateStoreServerCapabilities: MessageDescriptor<StateStoreServerCapabilities, StateStoreServerCapabilitiesInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin6.StateStoreServerCapabilities",
  "1 chunkSize int64",
);

export interface ReadStateBytes {}

export interface ReadStateBytesInit {}

export const ReadStateBytes: MessageDescriptor<ReadStateBytes, ReadStateBytesInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin6.ReadStateBytes",
);

export interface ReadStateBytes_Request {
  readonly typeName: string;
  readonly stateId: string;
}

export interface ReadStateBytes_RequestInit {
  readonly typeName?: string | undefined;
  readonly stateId?: string | undefined;
}

export const ReadStateBytes_Request: MessageDescriptor<ReadStateBytes_Request, ReadStateBytes_RequestInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin6.ReadStateBytes.Request",
  "1 typeName string; 2 stateId string",
);

export interface ReadStateBytes_ResponseChunk {
  readonly bytes: Uint8Array;
  /** Bytes of the whole state. */
  readonly totalLength: bigint;
  readonly range?: StateByteRange | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

export interface ReadStateBytes_ResponseChunkInit {
  readonly bytes?: Uint8Array | undefined;
  /** Bytes of the whole state. */
  readonly totalLength?: bigint | undefined;
  readonly range?: StateByteRangeInit | undefined;
  readonly diagnostics?: readonly DiagnosticInit[] | undefined;
}

export const ReadStateBytes_ResponseChunk: MessageDescriptor<ReadStateBytes_ResponseChunk, ReadStateBytes_ResponseChunkInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin6.ReadStateBytes.ResponseChunk",
  "1 bytes bytes; 2 totalLength int64; 3 range StateByteRange; 4 diagnostics Diagnostic[]",
  () => ({ StateByteRange, Diagnostic }),
);

export interface WriteStateBytes {}

export interface WriteStateBytesInit {}

export const WriteStateBytes: MessageDescriptor<WriteStateBytes, WriteStateBytesInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin6.WriteStateBytes",
);

export interface WriteStateBytes_RequestChunk {
  /** In the first chunk only. */
  readonly meta?: RequestChunkMeta | undefined;
  readonly bytes: Uint8Array;
  /** Bytes of the whole state. */
  readonly totalLength: bigint;
  readonly range?: StateByteRange | undefined;
}

export interface WriteStateBytes_RequestChunkInit {
  /** In the first chunk only. */
  readonly meta?: RequestChunkMetaInit | undefined;
  readonly bytes?: Uint8Array | undefined;
  /** Bytes of the whole state. */
  readonly totalLength?: bigint | undefined;
  readonly range?: StateByteRangeInit | undefined;
}

export const WriteStateBytes_RequestChunk: MessageDescriptor<WriteStateBytes_RequestChunk, WriteStateBytes_RequestChunkInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin6.WriteStateBytes.RequestChunk",
  "1 meta RequestChunkMeta; 2 bytes bytes; 3 totalLength int64; 4 range StateByteRange",
  () => ({ RequestChunkMeta, StateByteRange }),
);

export interface WriteStateBytes_Response {
  readonly diagnostics: readonly Diagnostic[];
}

export interface WriteStateBytes_ResponseInit {
  readonly diagnostics?: readonly DiagnosticInit[] | undefined;
}

export const WriteStateBytes_Response: MessageDescriptor<WriteStateBytes_Response, WriteStateBytes_ResponseInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin6.WriteStateBytes.Response",
  "1 diagnostics Diagnostic[]",
  () => ({ Diagnostic }),
);

export interface RequestChunkMeta {
  readonly typeName: string;
  readonly stateId: string;
}

export interface RequestChunkMetaInit {
  readonly typeName?: string | undefined;
  readonly stateId?: string | undefined;
}

export const RequestChunkMeta: MessageDescriptor<RequestChunkMeta, RequestChunkMetaInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin6.RequestChunkMeta",
  "1 typeName string; 2 stateId string",
);

/** Where a chunk lies in the whole state, in bytes. */
export interface StateByteRange {
  readonly start: bigint;
  readonly end: bigint;
}

export interface StateByteRangeInit {
  readonly start?: bigint | undefined;
  readonly end?: bigint | undefined;
}

export const StateByteRange: MessageDescriptor<StateByteRange, StateByteRangeInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin6.StateByteRange",
  "1 start int64; 2 end int64",
);

export interface LockState {}

export interface LockStateInit {}

export const LockState: MessageDescriptor<LockState, LockStateInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin6.LockState",
);

export interface LockState_Request {
  readonly typeName: string;
  readonly stateId: string;
  readonly operation: string;
}

export interface LockState_RequestInit {
  readonly typeName?: string | undefined;
  readonly stateId?: string | undefined;
  readonly operation?: string | undefined;
}

export const LockState_Request: MessageDescriptor<LockState_Request, LockState_RequestInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin6.LockState.Request",
  "1 typeName string; 2 stateId string; 3 operation string",
);

export interface LockState_Response {
  readonly lockId: string;
  readonly diagnostics: readonly Diagnostic[];
}

export interface LockState_ResponseInit {
  readonly lockId?: string | undefined;
  readonly diagnostics?: readonly DiagnosticInit[] | undefined;
}

export const LockState_Response: MessageDescriptor<LockState_Response, LockState_ResponseInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin6.LockState.Response",
  "1 lockId string; 2 diagnostics Diagnostic[]",
  () => ({ Diagnostic }),
);

export interface UnlockState {}

export interface UnlockStateInit {}

export const UnlockState: MessageDescriptor<UnlockState, UnlockStateInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin6.UnlockState",
);

export interface UnlockState_Request {
  readonly typeName: string;
  readonly stateId: string;
  readonly lockId: string;
}

export interface UnlockState_RequestInit {
  readonly typeName?: string | undefined;
  readonly stateId?: string | undefined;
  readonly lockId?: string | undefined;
}

export const UnlockState_Request: MessageDescriptor<UnlockState_Request, UnlockState_RequestInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin6.UnlockState.Request",
  "1 typeName string; 2 stateId string; 3 lockId string",
);

export interface UnlockState_Response {
  readonly diagnostics: readonly Diagnostic[];
}

export interface UnlockState_ResponseInit {
  readonly diagnostics?: readonly DiagnosticInit[] | undefined;
}

export const UnlockState_Response: MessageDescriptor<UnlockState_Response, UnlockState_ResponseInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin6.UnlockState.Response",
  "1 diagnostics Diagnostic[]",
  () => ({ Diagnostic }),
);

export interface GetStates {}

export interface GetStatesInit {}

export const GetStates: MessageDescriptor<GetStates, GetStatesInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin6.GetStates",
);

export interface GetStates_Request {
  readonly typeName: string;
}

export interface GetStates_RequestInit {
  readonly typeName?: string | undefined;
}

export const GetStates_Request: MessageDescriptor<GetStates_Request, GetStates_RequestInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin6.GetStates.Request",
  "1 typeName string",
);

export interface GetStates_Response {
  readonly stateIds: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

export interface GetStates_ResponseInit {
  readonly stateIds?: readonly string[] | undefined;
  readonly diagnostics?: readonly DiagnosticInit[] | undefined;
}

export const GetStates_Response: MessageDescriptor<GetStates_Response, GetStates_ResponseInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin6.GetStates.Response",
  "1 stateIds string[]; 2 diagnostics Diagnostic[]",
  () => ({ Diagnostic }),
);

export interface DeleteState {}

export interface DeleteStateInit {}

export const DeleteState: MessageDescriptor<DeleteState, DeleteStateInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin6.DeleteState",
);

export interface DeleteState_Request {
  readonly typeName: string;
  readonly stateId: string;
}

export interface DeleteState_RequestInit {
  readonly typeName?: string | undefined;
  readonly stateId?: string | undefined;
}

export const DeleteState_Request: MessageDescriptor<DeleteState_Request, DeleteState_RequestInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin6.DeleteState.Request",
  "1 typeName string; 2 stateId string",
);

export interface DeleteState_Response {
  readonly diagnostics: readonly Diagnostic[];
}

export interface DeleteState_ResponseInit {
  readonly diagnostics?: readonly DiagnosticInit[] | undefined;
}

export const DeleteState_Response: MessageDescriptor<DeleteState_Response, DeleteState_ResponseInit> = /* @__PURE__ */ new MessageDescriptor(
  "tfplugin6.DeleteState.Response",
  "1 diagnostics Diagnostic[]",
  () => ({ Diagnostic }),
);

/** What a provider serves. */
export interface Provider6 {
  readonly typeName: "tfplugin6.Provider";
  readonly methods: {
    readonly getMetadata: MethodDescriptor<"unary", typeof GetMetadata_Request, typeof GetMetadata_Response>;
    readonly getProviderSchema: MethodDescriptor<"unary", typeof GetProviderSchema_Request, typeof GetProviderSchema_Response>;
    readonly getResourceIdentitySchemas: MethodDescriptor<"unary", typeof GetResourceIdentitySchemas_Request, typeof GetResourceIdentitySchemas_Response>;
    readonly validateProviderConfig: MethodDescriptor<"unary", typeof ValidateProviderConfig_Request, typeof ValidateProviderConfig_Response>;
    readonly validateResourceConfig: MethodDescriptor<"unary", typeof ValidateResourceConfig_Request, typeof ValidateResourceConfig_Response>;
    readonly validateDataResourceConfig: MethodDescriptor<"unary", typeof ValidateDataResourceConfig_Request, typeof ValidateDataResourceConfig_Response>;
    readonly upgradeResourceState: MethodDescriptor<"unary", typeof UpgradeResourceState_Request, typeof UpgradeResourceState_Response>;
    readonly upgradeResourceIdentity: MethodDescriptor<"unary", typeof UpgradeResourceIdentity_Request, typeof UpgradeResourceIdentity_Response>;
    readonly configureProvider: MethodDescriptor<"unary", typeof ConfigureProvider_Request, typeof ConfigureProvider_Response>;
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
    readonly validateStateStoreConfig: MethodDescriptor<"unary", typeof ValidateStateStoreConfig_Request, typeof ValidateStateStoreConfig_Response>;
    readonly configureStateStore: MethodDescriptor<"unary", typeof ConfigureStateStore_Request, typeof ConfigureStateStore_Response>;
    readonly readStateBytes: MethodDescriptor<"serverStream", typeof ReadStateBytes_Request, typeof ReadStateBytes_ResponseChunk>;
    readonly writeStateBytes: MethodDescriptor<"clientStream", typeof WriteStateBytes_RequestChunk, typeof WriteStateBytes_Response>;
    readonly lockState: MethodDescriptor<"unary", typeof LockState_Request, typeof LockState_Response>;
    readonly unlockState: MethodDescriptor<"unary", typeof UnlockState_Request, typeof UnlockState_Response>;
    readonly getStates: MethodDescriptor<"unary", typeof GetStates_Request, typeof GetStates_Response>;
    readonly deleteState: MethodDescriptor<"unary", typeof DeleteState_Request, typeof DeleteState_Response>;
    readonly stopProvider: MethodDescriptor<"unary", typeof StopProvider_Request, typeof StopProvider_Response>;
  };
}

export const Provider6: Provider6 = {
  typeName: "tfplugin6.Provider",
  methods: {
    getMetadata: { name: "GetMetadata", kind: "unary", input: GetMetadata_Request, output: GetMetadata_Response },
    getProviderSchema: { name: "GetProviderSchema", kind: "unary", input: GetProviderSchema_Request, output: GetProviderSchema_Response },
    getResourceIdentitySchemas: { name: "GetResourceIdentitySchemas", kind: "unary", input: GetResourceIdentitySchemas_Request, output: GetResourceIdentitySchemas_Response },
    validateProviderConfig: { name: "ValidateProviderConfig", kind: "unary", input: ValidateProviderConfig_Request, output: ValidateProviderConfig_Response },
    validateResourceConfig: { name: "ValidateResourceConfig", kind: "unary", input: ValidateResourceConfig_Request, output: ValidateResourceConfig_Response },
    validateDataResourceConfig: { name: "ValidateDataResourceConfig", kind: "unary", input: ValidateDataResourceConfig_Request, output: ValidateDataResourceConfig_Response },
    upgradeResourceState: { name: "UpgradeResourceState", kind: "unary", input: UpgradeResourceState_Request, output: UpgradeResourceState_Response },
    upgradeResourceIdentity: { name: "UpgradeResourceIdentity", kind: "unary", input: UpgradeResourceIdentity_Request, output: UpgradeResourceIdentity_Response },
    configureProvider: { name: "ConfigureProvider", kind: "unary", input: ConfigureProvider_Request, output: ConfigureProvider_Response },
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
    validateStateStoreConfig: { name: "ValidateStateStoreConfig", kind: "unary", input: ValidateStateStoreConfig_Request, output: ValidateStateStoreConfig_Response },
    configureStateStore: { name: "ConfigureStateStore", kind: "unary", input: ConfigureStateStore_Request, output: ConfigureStateStore_Response },
    readStateBytes: { name: "ReadStateBytes", kind: "serverStream", input: ReadStateBytes_Request, output: ReadStateBytes_ResponseChunk },
    writeStateBytes: { name: "WriteStateBytes", kind: "clientStream", input: WriteStateBytes_RequestChunk, output: WriteStateBytes_Response },
    lockState: { name: "LockState", kind: "unary", input: LockState_Request, output: LockState_Response },
    unlockState: { name: "UnlockState", kind: "unary", input: UnlockState_Request, output: UnlockState_Response },
    getStates: { name: "GetStates", kind: "unary", input: GetStates_Request, output: GetStates_Response },
    deleteState: { name: "DeleteState", kind: "unary", input: DeleteState_Request, output: DeleteState_Response },
    stopProvider: { name: "StopProvider", kind: "unary", input: StopProvider_Request, output: StopProvider_Response },
  },
};
