// SPDX-License-Identifier: Apache-2.0

/**
 * Schemas as providers send them, read into the engine's own form.
 *
 * @module
 */

import { dynamic, typeFromJSON } from "@provide-foundry/cty";
import {
  type Function as FunctionMessage,
  type Function_Parameter,
  type GetProviderSchema_Response,
  type Schema,
  type Schema_Attribute,
  type Schema_Block,
  type Schema_NestedBlock,
  Schema_NestedBlock_NestingMode,
  type Schema_Object,
  Schema_Object_NestingMode,
} from "@provide-foundry/rpcplugin/tfplugin6";
import { LazyMap } from "./lazy-map.ts";
import type {
  Attribute,
  Block,
  FunctionParameter,
  FunctionSchema,
  NestedBlock,
  NestedObject,
  ProviderSchema,
  ResourceSchema,
} from "./schema.ts";

/**
 * Reads the answer to GetProviderSchema. Types are read when they are asked for, and what cannot be read, such as a
 * type that is none, is thrown then.
 */
export function readProviderSchema(response: GetProviderSchema_Response): ProviderSchema {
  const { provider, providerMeta, serverCapabilities } = response;
  return {
    provider: readBlock(provider?.block),
    ...(providerMeta?.block && { providerMeta: readBlock(providerMeta.block) }),
    resources: new LazyMap(response.resourceSchemas, readResource),
    dataSources: new LazyMap(response.dataSourceSchemas, readResource),
    ephemeralResources: new LazyMap(response.ephemeralResourceSchemas, readResource),
    functions: new LazyMap(response.functions, readFunction),
    capabilities: {
      planDestroy: serverCapabilities?.planDestroy ?? false,
      moveResourceState: serverCapabilities?.moveResourceState ?? false,
    },
  };
}

function readResource({ version, block }: Schema): ResourceSchema {
  return { version, block: readBlock(block) };
}

const emptyBlock: Block = { attributes: new Map(), blocks: new Map(), description: "", deprecated: false };

function readBlock(message: Schema_Block | undefined): Block {
  if (message === undefined) return emptyBlock;
  const { attributes, blockTypes, description, deprecated } = message;
  return {
    attributes: readAttributes(attributes),
    blocks: new Map(blockTypes.map((nested) => [nested.typeName, readNestedBlock(nested)])),
    description,
    deprecated,
  };
}

function readAttributes(messages: readonly Schema_Attribute[]): ReadonlyMap<string, Attribute> {
  return new Map(messages.map((message) => [message.name, readAttribute(message)]));
}

function readAttribute(message: Schema_Attribute): Attribute {
  const { name, type, nestedType, required, optional, computed } = message;
  const { sensitive, writeOnly, deprecated, description } = message;
  return {
    ...(nestedType ? { nested: readNestedObject(name, nestedType) } : { type: typeFromJSON(type) }),
    required,
    optional,
    computed,
    sensitive,
    writeOnly,
    deprecated,
    description,
  };
}

function readNestedObject(name: string, { attributes, nesting }: Schema_Object): NestedObject {
  const mode = objectNesting[nesting];
  if (mode === undefined) throw new TypeError(`the attribute ${name} has the unknown nesting mode ${nesting}`);
  return { nesting: mode, attributes: readAttributes(attributes) };
}

const objectNesting: Partial<Record<Schema_Object_NestingMode, NestedObject["nesting"]>> = {
  [Schema_Object_NestingMode.SINGLE]: "single",
  [Schema_Object_NestingMode.LIST]: "list",
  [Schema_Object_NestingMode.SET]: "set",
  [Schema_Object_NestingMode.MAP]: "map",
};

function readNestedBlock({ typeName, block, nesting, minItems, maxItems }: Schema_NestedBlock): NestedBlock {
  const mode = blockNesting[nesting];
  if (mode === undefined) throw new TypeError(`the block ${typeName} has the unknown nesting mode ${nesting}`);
  return { nesting: mode, block: readBlock(block), minItems: Number(minItems), maxItems: Number(maxItems) };
}

const blockNesting: Partial<Record<Schema_NestedBlock_NestingMode, NestedBlock["nesting"]>> = {
  [Schema_NestedBlock_NestingMode.SINGLE]: "single",
  [Schema_NestedBlock_NestingMode.GROUP]: "group",
  [Schema_NestedBlock_NestingMode.LIST]: "list",
  [Schema_NestedBlock_NestingMode.SET]: "set",
  [Schema_NestedBlock_NestingMode.MAP]: "map",
};

function readFunction(message: FunctionMessage): FunctionSchema {
  const { parameters, variadicParameter, description, summary } = message;
  return {
    parameters: parameters.map(readParameter),
    ...(variadicParameter && { variadicParameter: readParameter(variadicParameter) }),
    returnType: message.return ? typeFromJSON(message.return.type) : dynamic,
    description: description || summary,
  };
}

function readParameter({ name, type, allowNullValue, allowUnknownValues }: Function_Parameter): FunctionParameter {
  return { name, type: typeFromJSON(type), allowNull: allowNullValue, allowUnknown: allowUnknownValues };
}
