// SPDX-License-Identifier: Apache-2.0

/**
 * What providers accept, the same for protocol 5 and 6.
 *
 * @module
 */

import type { Type } from "@provide-foundry/cty";

export interface ProviderSchema {
  readonly provider: Block;
  readonly providerMeta?: Block;
  readonly resources: ReadonlyMap<string, ResourceSchema>;
  readonly dataSources: ReadonlyMap<string, ResourceSchema>;
  readonly ephemeralResources: ReadonlyMap<string, ResourceSchema>;
  readonly functions: ReadonlyMap<string, FunctionSchema>;
  /** What the provider says of itself, `plan_destroy` and `move_resource_state` among it. */
  readonly capabilities: { readonly planDestroy: boolean; readonly moveResourceState: boolean };
}

export interface ResourceSchema {
  readonly version: bigint;
  readonly block: Block;
  readonly identity?: IdentitySchema;
}

export interface IdentitySchema {
  readonly version: bigint;
  /** An object type. */
  readonly type: Type;
  readonly requiredForImport: ReadonlySet<string>;
}

export interface Block {
  readonly attributes: ReadonlyMap<string, Attribute>;
  readonly blocks: ReadonlyMap<string, NestedBlock>;
  readonly description: string;
  readonly deprecated: boolean;
}

export interface Attribute {
  /** Absent if `nested` is there; `typeOfAttribute` gives the type of either. */
  readonly type?: Type;
  readonly nested?: NestedObject;
  readonly required: boolean;
  readonly optional: boolean;
  readonly computed: boolean;
  readonly sensitive: boolean;
  readonly writeOnly: boolean;
  readonly deprecated: boolean;
  readonly description: string;
}

export interface NestedObject {
  readonly nesting: "single" | "list" | "set" | "map";
  readonly attributes: ReadonlyMap<string, Attribute>;
}

export interface NestedBlock {
  readonly nesting: "single" | "group" | "list" | "set" | "map";
  readonly block: Block;
  readonly minItems: number;
  /** 0 for no limit. */
  readonly maxItems: number;
}

export interface FunctionSchema {
  readonly parameters: readonly FunctionParameter[];
  readonly variadicParameter?: FunctionParameter;
  readonly returnType: Type;
  readonly description: string;
}

export interface FunctionParameter {
  readonly name: string;
  readonly type: Type;
  readonly allowNull: boolean;
  readonly allowUnknown: boolean;
}
