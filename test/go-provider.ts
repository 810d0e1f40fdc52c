// SPDX-License-Identifier: Apache-2.0

/**
 * A provider under our host, asked in plain values as Terraform would ask it. Most are written in Go.
 *
 * @module
 */

import assert from "node:assert/strict";
import * as cty from "@provide-foundry/cty";
import * as json from "@provide-foundry/cty/json";
import * as msgpack from "@provide-foundry/cty/msgpack";
import {
  type Plugin,
  type Reattach,
  reattachPlugin,
  TerraformHandshake,
  startPlugin,
} from "@provide-foundry/rpcplugin";
import { connectProvider, type ProviderClient } from "@provide-foundry/rpcplugin/provider-client";
import {
  type Diagnostic,
  type DynamicValue,
  type DynamicValueInit,
  type GetProviderSchema_Response,
  type Schema,
  type Schema_Block,
  Schema_NestedBlock_NestingMode as Nesting,
} from "@provide-foundry/rpcplugin/tfplugin6";

/** Providers that everybody uses: the folder of the module that pins each, and its package. */
export const goProviders = {
  local: ["providers", "github.com/terraform-providers/terraform-provider-local"],
  random: ["providers", "github.com/terraform-providers/terraform-provider-random"],
  time: ["providers", "github.com/hashicorp/terraform-provider-time"],
  tls: ["providers", "github.com/hashicorp/terraform-provider-tls"],
  http: ["older-providers", "github.com/terraform-providers/terraform-provider-http"],
  null: ["older-providers", "github.com/terraform-providers/terraform-provider-null"],
} as const;

/** What a resource is created from and to; as JSON, but for the plan, which may hold unknown values. */
export interface Lifecycle {
  readonly planned: cty.Value;
  readonly state: any;
  readonly read: any;
}

type Plain = Readonly<Record<string, unknown>>;

export class GoProvider implements AsyncDisposable {
  readonly plugin: Pick<Plugin, "connection" | "close">;
  readonly client: ProviderClient;
  readonly schema: GetProviderSchema_Response;

  private constructor(plugin: GoProvider["plugin"], client: ProviderClient, schema: GetProviderSchema_Response) {
    this.plugin = plugin;
    this.client = client;
    this.schema = schema;
  }

  /** Starts the program, reads its schema and configures it with nothing. */
  static async start(command: string, args: readonly string[] = []): Promise<GoProvider> {
    const env = { PATH: process.env["PATH"], TMPDIR: process.env["TMPDIR"] };
    const plugin = await startPlugin({
      command,
      args,
      env,
      handshake: TerraformHandshake,
      versions: [5, 6],
    });
    try {
      const client = connectProvider(plugin);
      const provider = new GoProvider(plugin, client, await client.getProviderSchema({}));
      await provider.#configure();
      return provider;
    } catch (error) {
      await plugin.close();
      throw error;
    }
  }

  /** Connects to a program that runs by itself. */
  static async reattach(endpoint: Reattach): Promise<GoProvider> {
    const connection = await reattachPlugin(endpoint);
    const client = connectProvider({ connection });
    return new GoProvider(
      { connection, close: async () => connection.close() },
      client,
      await client.getProviderSchema({}),
    );
  }

  async #configure(): Promise<void> {
    const config = encodeConfig(this.schema.provider!, {});
    expectNoErrors(await this.client.validateProviderConfig({ config }));
    expectNoErrors(await this.client.configureProvider({ terraformVersion: "1.11.4", config }));
  }

  /** What the provider has against a configuration. */
  async validate(typeName: string, attributes: Plain): Promise<readonly Diagnostic[]> {
    const config = encodeConfig(this.#resource(typeName), attributes);
    return (await this.client.validateResourceConfig({ typeName, config })).diagnostics;
  }

  /** Where errors are at which a new resource fails to be validated, or else planned; empty texts where that is nowhere. */
  async findErrors(typeName: string, attributes: Plain): Promise<string[]> {
    const errors = pathsOfErrors(await this.validate(typeName, attributes));
    if (errors.length > 0) return errors;
    const config = encodeConfig(this.#resource(typeName), attributes);
    const request = { typeName, priorState: nothing, proposedNewState: config, config };
    return pathsOfErrors((await this.client.planResourceChange(request)).diagnostics);
  }

  /** Validates, plans, applies and reads a new resource. */
  async create(typeName: string, attributes: Plain): Promise<Lifecycle> {
    const { client } = this;
    const schema = this.#resource(typeName);
    const config = encodeConfig(schema, attributes);
    const priorState = nothing;
    expectNoErrors(await client.validateResourceConfig({ typeName, config }));
    const plan = await client.planResourceChange({ typeName, priorState, proposedNewState: config, config });
    expectNoErrors(plan);
    const { plannedState, plannedPrivate } = plan;
    const applied = await client.applyResourceChange({ typeName, priorState, plannedState, config, plannedPrivate });
    expectNoErrors(applied);
    const read = await client.readResource({ typeName, currentState: applied.newState, private: applied.private });
    expectNoErrors(read);
    return {
      planned: msgpack.unmarshal(plannedState!.msgpack, typeOf(schema.block!)),
      state: decode(schema, applied.newState),
      read: decode(schema, read.newState),
    };
  }

  /** The attributes of whose change the provider says that it makes a new resource necessary. */
  async replacing(typeName: string, state: Plain, attributes: Plain): Promise<(string | undefined)[]> {
    const schema = this.#resource(typeName);
    const priorState = encodeConfig(schema, state);
    const config = encodeConfig(schema, attributes);
    const proposedNewState = encodeConfig(schema, propose(schema, state, attributes));
    const plan = await this.client.planResourceChange({ typeName, priorState, proposedNewState, config });
    expectNoErrors(plan);
    return plan.requiresReplace.map(({ steps }) => steps[0]?.attributeName);
  }

  async destroy(typeName: string, state: Plain): Promise<void> {
    const priorState = encodeConfig(this.#resource(typeName), state);
    expectNoErrors(
      await this.client.applyResourceChange({ typeName, priorState, plannedState: nothing, config: nothing }),
    );
  }

  /** The one resource that is imported under the id, as its provider reads it afterwards. */
  async import(typeName: string, id: string): Promise<any> {
    const imported = await this.client.importResourceState({ typeName, id });
    expectNoErrors(imported);
    const [resource] = imported.importedResources;
    const read = await this.client.readResource({
      typeName,
      currentState: resource?.state,
      private: resource!.private,
    });
    expectNoErrors(read);
    return decode(this.#resource(typeName), read.newState);
  }

  async upgrade(typeName: string, version: bigint, state: Plain): Promise<any> {
    const rawState = { json: Buffer.from(JSON.stringify(state)) };
    const upgraded = await this.client.upgradeResourceState({ typeName, version, rawState });
    expectNoErrors(upgraded);
    return decode(this.#resource(typeName), upgraded.upgradedState);
  }

  async readDataSource(typeName: string, attributes: Plain): Promise<any> {
    const schema = this.schema.dataSourceSchemas.get(typeName)!;
    const config = encodeConfig(schema, attributes);
    expectNoErrors(await this.client.validateDataResourceConfig({ typeName, config }));
    const { state, ...read } = await this.client.readDataSource({ typeName, config });
    expectNoErrors(read);
    return decode(schema, state);
  }

  /** The function's result as JSON, or its error. */
  async call(name: string, ...values: readonly cty.Value[]): Promise<any> {
    const { functions } = await this.client.getFunctions({});
    const { result, error } = await this.client.callFunction({
      name,
      arguments: values.map((value) => ({ msgpack: msgpack.marshal(value, value.type) })),
    });
    if (error) return error;
    const type = cty.typeFromJSON(functions.get(name)!.return!.type);
    return plain(msgpack.unmarshal(result!.msgpack, type));
  }

  #resource(typeName: string): Schema {
    const schema = this.schema.resourceSchemas.get(typeName);
    assert.ok(schema, `the provider has ${[...this.schema.resourceSchemas.keys()].join(", ")}`);
    return schema;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.plugin.close();
  }
}

const nothing: DynamicValueInit = { msgpack: msgpack.marshal(cty.nullVal(cty.dynamic), cty.dynamic) };

/** The type of a block's values. */
export function typeOf(block: Schema_Block): cty.Type {
  const types: Record<string, cty.Type> = {};
  for (const { name, type } of block.attributes) types[name] = cty.typeFromJSON(type);
  for (const { typeName, nesting, block: nested } of block.blockTypes) {
    types[typeName] = collectionOf(typeOf(nested!), nesting);
  }
  return cty.object(types);
}

function collectionOf(type: cty.Type, nesting: number): cty.Type {
  switch (nesting) {
    case Nesting.LIST:
      return cty.list(type);
    case Nesting.SET:
      return cty.set(type);
    case Nesting.MAP:
      return cty.map(type);
    default:
      return type;
  }
}

/** Attributes that are not given are null, blocks empty. */
function encodeConfig({ block }: Schema, attributes: Plain): DynamicValueInit {
  const type = typeOf(block!);
  const rest = [
    ...block!.attributes.map(({ name }) => [name, null]),
    ...block!.blockTypes.map(({ typeName, nesting }) => [typeName, emptyOf(nesting)]),
  ];
  const value = json.unmarshal(JSON.stringify({ ...Object.fromEntries(rest), ...attributes }), type);
  return { msgpack: msgpack.marshal(value, type) };
}

/** As Terraform does: what the provider may give and nobody configures stays. */
function propose({ block }: Schema, state: Plain, attributes: Plain): Plain {
  const kept = block!.attributes.filter(({ computed }) => computed).map(({ name }) => [name, state[name]]);
  return { ...Object.fromEntries(kept), ...attributes };
}

function pathsOfErrors(diagnostics: readonly Diagnostic[]): string[] {
  return diagnostics
    .filter(({ severity }) => severity === 1)
    .map(({ attribute }) => (attribute?.steps ?? []).map(({ attributeName }) => attributeName).join("."))
    .toSorted();
}

function emptyOf(nesting: number): unknown {
  if (nesting === Nesting.LIST || nesting === Nesting.SET) return [];
  return nesting === Nesting.MAP ? {} : null;
}

function decode({ block }: Schema, value: DynamicValue | undefined): any {
  return plain(msgpack.unmarshal(value!.msgpack, typeOf(block!)));
}

function plain(value: cty.Value): any {
  return JSON.parse(json.marshal(value, value.type));
}

function expectNoErrors({ diagnostics }: { readonly diagnostics: readonly Diagnostic[] }): void {
  assert.deepEqual(
    diagnostics.filter(({ severity }) => severity === 1).map(({ summary, detail }) => `${summary}: ${detail}`),
    [],
  );
}
