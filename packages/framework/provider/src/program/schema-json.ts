// SPDX-License-Identifier: Apache-2.0

/**
 * Schemas as `terraform providers schema -json` writes them, so that tools which read that need no Terraform.
 *
 * As there, what is false, empty or zero is left out, apart from the versions of schemas.
 *
 * Source: Terraform 1.15, internal/command/jsonprovider and jsonfunction.
 *
 * @module
 */

import {
  type FunctionInit,
  type Function_ParameterInit,
  type GetProviderSchema_ResponseInit,
  type ResourceIdentitySchemaInit,
  type SchemaInit,
  type Schema_AttributeInit,
  type Schema_BlockInit,
  type Schema_NestedBlockInit,
  Schema_NestedBlock_NestingMode,
  Schema_Object_NestingMode,
  StringKind,
} from "@provide-foundry/rpcplugin/tfplugin6";

/** A type constraint: `"string"`, `["list", "string"]`, `["object", {"a": "bool"}]`. */
export type TypeJson = string | readonly unknown[];

export interface AttributeJson {
  readonly type?: TypeJson;
  /** In place of `type`. */
  readonly nested_type?: {
    readonly attributes: Readonly<Record<string, AttributeJson>>;
    readonly nesting_mode: string;
  };
  readonly description?: string;
  readonly description_kind?: string;
  readonly deprecated?: true;
  readonly required?: true;
  readonly optional?: true;
  readonly computed?: true;
  readonly sensitive?: true;
  readonly write_only?: true;
}

export interface BlockTypeJson {
  readonly nesting_mode: string;
  readonly block: BlockJson;
  readonly min_items?: number;
  readonly max_items?: number;
}

export interface BlockJson {
  readonly attributes?: Readonly<Record<string, AttributeJson>>;
  readonly block_types?: Readonly<Record<string, BlockTypeJson>>;
  readonly description?: string;
  readonly description_kind?: string;
  readonly deprecated?: true;
}

export interface SchemaJson {
  readonly version: number;
  readonly block: BlockJson;
}

export interface ParameterJson {
  readonly name?: string;
  readonly description?: string;
  readonly is_nullable?: true;
  readonly type: TypeJson;
}

export interface FunctionJson {
  readonly description?: string;
  readonly summary?: string;
  readonly deprecation_message?: string;
  readonly return_type: TypeJson;
  readonly parameters?: readonly ParameterJson[];
  readonly variadic_parameter?: ParameterJson;
}

export interface IdentitySchemaJson {
  readonly version: number;
  readonly attributes: Readonly<Record<string, object>>;
}

type ByName<T> = Readonly<Record<string, T>>;

export interface ProviderSchemaJson {
  readonly provider: SchemaJson;
  readonly resource_schemas?: ByName<SchemaJson>;
  readonly data_source_schemas?: ByName<SchemaJson>;
  readonly ephemeral_resource_schemas?: ByName<SchemaJson>;
  readonly list_resource_schemas?: ByName<SchemaJson>;
  readonly functions?: ByName<FunctionJson>;
  readonly resource_identity_schemas?: ByName<IdentitySchemaJson>;
  readonly action_schemas?: ByName<SchemaJson>;
  readonly state_store_schemas?: ByName<SchemaJson>;
}

/** The schemas of one provider. */
export function providerSchemaJson(
  message: GetProviderSchema_ResponseInit,
  identities: ReadonlyMap<string, ResourceIdentitySchemaInit>,
): ProviderSchemaJson {
  return withoutEmpty({
    provider: schemaJson(message.provider),
    resource_schemas: byName(message.resourceSchemas, schemaJson),
    data_source_schemas: byName(message.dataSourceSchemas, schemaJson),
    ephemeral_resource_schemas: byName(message.ephemeralResourceSchemas, schemaJson),
    list_resource_schemas: byName(message.listResourceSchemas, schemaJson),
    functions: byName(message.functions, functionJson),
    resource_identity_schemas: byName(identities, identityJson),
    action_schemas: byName(message.actionSchemas, ({ schema }) => schemaJson(schema)),
    state_store_schemas: byName(message.stateStoreSchemas, schemaJson),
  });
}

function schemaJson({ version = 0n, block = {} }: SchemaInit = {}): SchemaJson {
  return { version: Number(version), block: blockJson(block) };
}

function blockJson({ attributes = [], blockTypes = [], ...text }: Schema_BlockInit): BlockJson {
  return withoutEmpty({
    attributes: Object.fromEntries(attributes.map((attribute) => [attribute.name, attributeJson(attribute)])),
    block_types: Object.fromEntries(blockTypes.map((block) => [block.typeName, blockTypeJson(block)])),
    ...textJson(text),
    deprecated: text.deprecated,
  }) as BlockJson;
}

function blockTypeJson({ nesting, block = {}, minItems, maxItems }: Schema_NestedBlockInit): BlockTypeJson {
  // The counts of a single block that is required say nothing that its nesting does not.
  const hasCounts =
    nesting !== Schema_NestedBlock_NestingMode.SINGLE && nesting !== Schema_NestedBlock_NestingMode.GROUP;
  return {
    nesting_mode: blockNesting.get(nesting) ?? "invalid",
    block: blockJson(block),
    ...(hasCounts && withoutEmpty({ min_items: Number(minItems ?? 0n), max_items: Number(maxItems ?? 0n) })),
  };
}

function attributeJson(attribute: Schema_AttributeInit): AttributeJson {
  const { type, nestedType, required, optional, computed, sensitive, writeOnly, deprecated } = attribute;
  return withoutEmpty({
    type: nestedType === undefined ? typeJson(type) : undefined,
    nested_type: nestedType && {
      attributes: Object.fromEntries((nestedType.attributes ?? []).map((one) => [one.name, attributeJson(one)])),
      nesting_mode: attributeNesting.get(nestedType.nesting) ?? "invalid",
    },
    ...textJson(attribute),
    deprecated,
    required,
    optional,
    computed,
    sensitive,
    write_only: writeOnly,
  }) as AttributeJson;
}

function functionJson(definition: FunctionInit): FunctionJson {
  const { description, summary, deprecationMessage, parameters = [], variadicParameter } = definition;
  return withoutEmpty({
    description,
    summary,
    deprecation_message: deprecationMessage,
    return_type: typeJson(definition.return?.type),
    parameters: parameters.map(parameterJson),
    variadic_parameter: variadicParameter && parameterJson(variadicParameter),
  });
}

function parameterJson({ name, description, allowNullValue, type }: Function_ParameterInit): ParameterJson {
  return withoutEmpty({ name, description, is_nullable: allowNullValue, type: typeJson(type) }) as ParameterJson;
}

function identityJson({ version = 0n, identityAttributes = [] }: ResourceIdentitySchemaInit): IdentitySchemaJson {
  const attributes = identityAttributes.map((attribute) => [
    attribute.name,
    withoutEmpty({
      type: typeJson(attribute.type),
      description: attribute.description,
      required_for_import: attribute.requiredForImport,
      optional_for_import: attribute.optionalForImport,
    }),
  ]);
  return { version: Number(version), attributes: Object.fromEntries(attributes) as Record<string, object> };
}

function textJson({ description, descriptionKind }: Pick<Schema_BlockInit, "description" | "descriptionKind">) {
  return { description, description_kind: descriptionKind === StringKind.MARKDOWN ? "markdown" : "plain" };
}

function typeJson(bytes: Uint8Array | undefined): TypeJson {
  return JSON.parse(new TextDecoder().decode(bytes)) as TypeJson;
}

function byName<T, R>(messages: ReadonlyMap<string, T> | undefined, toJson: (message: T) => R): Record<string, R> {
  return Object.fromEntries([...(messages ?? [])].map(([name, message]) => [name, toJson(message)]));
}

type Filled<T> = { readonly [K in keyof T]: Exclude<T[K], undefined> };

/** As Go's `omitempty` does. */
function withoutEmpty<T extends object>(object: T): Filled<T> {
  const entries = Object.entries(object).filter(([, value]) => !isEmpty(value));
  return Object.fromEntries(entries) as Filled<T>;
}

function isEmpty(value: unknown): boolean {
  if (typeof value === "object" && value !== null) return Object.keys(value).length === 0;
  return value === undefined || value === false || value === "" || value === 0;
}

const blockNesting: ReadonlyMap<number | undefined, string> = new Map([
  [Schema_NestedBlock_NestingMode.SINGLE, "single"],
  [Schema_NestedBlock_NestingMode.GROUP, "group"],
  [Schema_NestedBlock_NestingMode.LIST, "list"],
  [Schema_NestedBlock_NestingMode.SET, "set"],
  [Schema_NestedBlock_NestingMode.MAP, "map"],
]);

const attributeNesting: ReadonlyMap<number | undefined, string> = new Map([
  [Schema_Object_NestingMode.SINGLE, "single"],
  [Schema_Object_NestingMode.LIST, "list"],
  [Schema_Object_NestingMode.SET, "set"],
  [Schema_Object_NestingMode.MAP, "map"],
]);
