// SPDX-License-Identifier: Apache-2.0

/**
 * What a provider can have, and which calls are for one such thing.
 *
 * @module
 */

import type {
  GetMetadata_ResponseInit,
  GetProviderSchema_ResponseInit,
  Provider6,
} from "@provide-foundry/rpcplugin/tfplugin6";

export type Method = keyof Provider6["methods"];

/** Each kind of component, as diagnostics call it. */
export type ComponentKind =
  | "resource type"
  | "data source type"
  | "ephemeral resource type"
  | "list resource type"
  | "action"
  | "state store"
  | "function";

/** Where answers list the components of one kind. */
interface ComponentFields {
  readonly metadata: Exclude<keyof GetMetadata_ResponseInit, "serverCapabilities" | "diagnostics">;
  readonly schema: Exclude<
    keyof GetProviderSchema_ResponseInit,
    "provider" | "providerMeta" | "serverCapabilities" | "diagnostics"
  >;
}

export const componentFields: Readonly<Record<ComponentKind, ComponentFields>> = {
  "resource type": { metadata: "resources", schema: "resourceSchemas" },
  "data source type": { metadata: "dataSources", schema: "dataSourceSchemas" },
  "ephemeral resource type": { metadata: "ephemeralResources", schema: "ephemeralResourceSchemas" },
  "list resource type": { metadata: "listResources", schema: "listResourceSchemas" },
  action: { metadata: "actions", schema: "actionSchemas" },
  "state store": { metadata: "stateStores", schema: "stateStoreSchemas" },
  function: { metadata: "functions", schema: "functions" },
};

export const componentKinds = Object.keys(componentFields) as readonly ComponentKind[];

/** The calls that one component answers; the others are for the provider. */
export type ComponentMethod = Exclude<
  Method,
  | "getMetadata"
  | "getProviderSchema"
  | "getFunctions"
  | "getResourceIdentitySchemas"
  | "validateProviderConfig"
  | "configureProvider"
  | "stopProvider"
>;

/** The kind of the component that answers. */
export const componentCalls: Readonly<Record<ComponentMethod, ComponentKind>> = {
  validateResourceConfig: "resource type",
  upgradeResourceState: "resource type",
  upgradeResourceIdentity: "resource type",
  readResource: "resource type",
  planResourceChange: "resource type",
  applyResourceChange: "resource type",
  importResourceState: "resource type",
  moveResourceState: "resource type",
  generateResourceConfig: "resource type",
  validateDataResourceConfig: "data source type",
  readDataSource: "data source type",
  validateEphemeralResourceConfig: "ephemeral resource type",
  openEphemeralResource: "ephemeral resource type",
  renewEphemeralResource: "ephemeral resource type",
  closeEphemeralResource: "ephemeral resource type",
  validateListResourceConfig: "list resource type",
  listResource: "list resource type",
  validateActionConfig: "action",
  planAction: "action",
  invokeAction: "action",
  callFunction: "function",
  validateStateStoreConfig: "state store",
  configureStateStore: "state store",
  readStateBytes: "state store",
  writeStateBytes: "state store",
  lockState: "state store",
  unlockState: "state store",
  getStates: "state store",
  deleteState: "state store",
};

/** Which component a request is for; empty when it does not say. */
export function componentNameIn(request: object): string {
  const { typeName, targetTypeName, actionType, name, meta } = request as NamingFields;
  return typeName ?? targetTypeName ?? actionType ?? name ?? meta?.typeName ?? "";
}

/** Where requests name their component; `meta` is of the first part of an upload. */
interface NamingFields {
  readonly typeName?: string;
  readonly targetTypeName?: string;
  readonly actionType?: string;
  readonly name?: string;
  readonly meta?: { readonly typeName: string };
}
