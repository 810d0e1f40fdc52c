// SPDX-License-Identifier: Apache-2.0

/**
 * Schemas as the protocol describes them.
 *
 * @module
 */

import * as cty from "@provide-foundry/cty";
import {
  type FunctionInit,
  type Function_ParameterInit,
  type ResourceIdentitySchemaInit,
  type SchemaInit,
  type Schema_AttributeInit,
  type Schema_BlockInit,
  type Schema_NestedBlockInit,
  Schema_NestedBlock_NestingMode,
  Schema_Object_NestingMode,
  StringKind,
} from "@provide-foundry/rpcplugin/tfplugin6";
import { type Block, type Leaf, type Member, type Nested, compileBlock } from "../codec/block.ts";
import type { ComponentKind } from "../definition/component.ts";
import type { FunctionDefinition } from "../definition/function.ts";
import type { ResourceDefinition } from "../definition/resource.ts";
import type { AttributeSpec, BlockSpec, Field, Nesting } from "../schema/field.ts";
import { resultCodec, wireParameters } from "./function-codec.ts";

interface Described {
  /** Of a component; undefined for a provider. */
  readonly kind?: ComponentKind;
  readonly schema: Readonly<Record<string, Field>>;
  readonly description: string;
  readonly deprecated?: string | undefined;
  readonly version?: number;
}

/** The message of a provider's or a component's schema. */
export function schemaMessage({ kind, schema, description, deprecated, version = 0 }: Described): SchemaInit {
  const isFilledIn = kind === "resource" || kind === "dataSource" || kind === "ephemeralResource";
  const block = compileBlock(schema);
  return { version: BigInt(version), block: blockMessage(block, description, deprecated, isFilledIn) };
}

/** @param isFilledIn Whether the host gets the values back that the configuration leaves out. */
function blockMessage(
  block: Block,
  description: string,
  deprecated: string | undefined,
  isFilledIn: boolean,
): Schema_BlockInit {
  const attributes: Schema_AttributeInit[] = [];
  const blockTypes: Schema_NestedBlockInit[] = [];
  for (const member of block.members) {
    if (member.spec.kind === "block") blockTypes.push(nestedBlockMessage(member as Nested, member.spec, isFilledIn));
    else attributes.push(attributeMessage(member, member.spec, isFilledIn));
  }
  return { attributes, blockTypes, ...text(description, deprecated) };
}

function attributeMessage(member: Member, spec: AttributeSpec, isFilledIn: boolean): Schema_AttributeInit {
  const { mode, sensitive, writeOnly, description, deprecated } = spec;
  return {
    name: member.name,
    ...(member.kind === "leaf" ? { type: typeBytes(member) } : { nestedType: objectMessage(member, isFilledIn) }),
    required: mode === "required",
    optional: mode === "optional" || mode === "defaulted" || mode === "optionalComputed",
    // Core lets a provider plan what the configuration leaves out only for computed attributes: so are defaults.
    computed: mode === "computed" || mode === "optionalComputed" || (mode === "defaulted" && isFilledIn),
    sensitive,
    writeOnly,
    ...text(description, deprecated),
  };
}

function objectMessage(
  { nesting, block }: Nested,
  isFilledIn: boolean,
): NonNullable<Schema_AttributeInit["nestedType"]> {
  const attributes = block.members.map((member) => attributeMessage(member, member.spec as AttributeSpec, isFilledIn));
  return { attributes, nesting: attributeNesting[nesting as Exclude<Nesting, "group">] };
}

function nestedBlockMessage({ name, block }: Nested, spec: BlockSpec, isFilledIn: boolean): Schema_NestedBlockInit {
  const { nesting, minItems, maxItems, description, deprecated } = spec;
  return {
    typeName: name,
    block: blockMessage(block, description, deprecated, isFilledIn),
    nesting: blockNesting[nesting],
    // A single block has no counts on the wire unless it is required: then both are 1.
    minItems: BigInt(minItems),
    maxItems: BigInt(nesting === "single" ? minItems : maxItems),
  };
}

function text(
  description: string,
  deprecated: string | undefined,
): Pick<Schema_BlockInit, "description" | "descriptionKind" | "deprecated" | "deprecationMessage"> {
  return {
    description,
    descriptionKind: StringKind.MARKDOWN,
    deprecated: deprecated !== undefined,
    deprecationMessage: deprecated,
  };
}

/** The message of a resource's identity; undefined for a resource without one. */
export function identityMessage({
  identity,
  identityVersion,
}: ResourceDefinition): ResourceIdentitySchemaInit | undefined {
  if (identity === undefined) return undefined;
  const identityAttributes = compileBlock(identity).members.map(({ name, type, spec }) => {
    const isOptional = spec.kind === "attribute" && spec.mode === "optional";
    return {
      name,
      type: encodeType(type),
      requiredForImport: !isOptional,
      optionalForImport: isOptional,
      description: spec.description,
    };
  });
  return { version: BigInt(identityVersion), identityAttributes };
}

/** The message of a function. */
export function functionMessage(definition: FunctionDefinition): FunctionInit {
  const { summary, description, deprecated } = definition;
  const { fixed, variadic } = wireParameters(definition);
  const parameter = ({
    name,
    type,
    allowNull,
    allowUnknown,
    markdown,
  }: (typeof fixed)[number]): Function_ParameterInit => ({
    name,
    type: encodeType(type),
    allowNullValue: allowNull,
    allowUnknownValues: allowUnknown,
    description: markdown,
    descriptionKind: StringKind.MARKDOWN,
  });
  return {
    parameters: fixed.map(parameter),
    variadicParameter: variadic && parameter(variadic),
    return: { type: encodeType(resultCodec(definition).type) },
    summary,
    description,
    descriptionKind: StringKind.MARKDOWN,
    deprecationMessage: deprecated,
  };
}

function typeBytes({ type }: Leaf): Uint8Array {
  return encodeType(type);
}

function encodeType(type: cty.Type): Uint8Array {
  return new TextEncoder().encode(cty.typeToJSON(type));
}

const attributeNesting = {
  single: Schema_Object_NestingMode.SINGLE,
  list: Schema_Object_NestingMode.LIST,
  set: Schema_Object_NestingMode.SET,
  map: Schema_Object_NestingMode.MAP,
} as const;

const blockNesting = {
  single: Schema_NestedBlock_NestingMode.SINGLE,
  list: Schema_NestedBlock_NestingMode.LIST,
  set: Schema_NestedBlock_NestingMode.SET,
  map: Schema_NestedBlock_NestingMode.MAP,
  group: Schema_NestedBlock_NestingMode.GROUP,
} as const;
