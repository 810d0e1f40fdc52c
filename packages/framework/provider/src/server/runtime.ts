// SPDX-License-Identifier: Apache-2.0

import { FoundationError, type HubEntry, type Logger, type Redactor } from "@provide-foundry/foundation";
import type { Telemetry } from "@provide-foundry/foundation/telemetry";
import { ActionDefinition } from "../definition/action.ts";
import { type ComponentKind, componentKey, kindNouns } from "../definition/component.ts";
import { DataSourceDefinition } from "../definition/data-source.ts";
import { EphemeralDefinition } from "../definition/ephemeral-resource.ts";
import { FunctionDefinition } from "../definition/function.ts";
import type { AnyLintRule } from "../definition/lint-rule.ts";
import { ListResourceDefinition } from "../definition/list-resource.ts";
import { SchemaComponent } from "../definition/schema-component.ts";
import { StateStoreDefinition } from "../definition/state-store.ts";
import type { ProviderDefinition } from "../definition/provider.ts";
import { ResourceDefinition } from "../definition/resource.ts";
import type { Linter } from "../lint/linter.ts";
import type { ProviderFields } from "../schema/field.ts";
import type { Call, CallEnding } from "./call.ts";
import { Calls } from "./calls.ts";
import { Cleanups } from "./cleanups.ts";
import { type PrivateSeal, type PrivateStateKeys, createSeal } from "./private-keys.ts";
import type { OpenStateStore } from "./state-store.ts";
import type { Trace } from "./trace.ts";

/** The client, or why there is none. */
type ClientState =
  | { readonly kind: "unconfigured" }
  | { readonly kind: "unknown"; readonly paths: readonly string[] }
  | { readonly kind: "ready"; readonly client: unknown };

type AnySchemaComponent = SchemaComponent<unknown, object, unknown>;

/** The variable of the environment that selects lint rules. */
export function lintVariable(providerName: string): string {
  return `${providerName.toUpperCase()}_LINT`;
}

/** The provider has no client for the handler that asked. */
export class ClientError extends FoundationError<{ readonly isConfigUnknown: boolean }> {
  static {
    this.define("ClientError", "provider.no_client");
  }
}

export interface RuntimeOptions {
  readonly logger: Logger;
  readonly redactor: Redactor;
  readonly ending: CallEnding;
  readonly trace?: Trace | undefined;
  readonly telemetry?: Telemetry | undefined;
  readonly privateStateKeys?: PrivateStateKeys | string | undefined;
  /** Which lint rules run. */
  readonly lint?: string | undefined;
  /** Why nothing works. */
  readonly failure?: unknown;
}

/** What the calls to one provider share. */
export class Runtime {
  readonly provider: ProviderDefinition<ProviderFields, unknown>;
  /** Hides what `redactor` knows. */
  readonly logger: Logger;
  /** Knows the sensitive values of the configuration, and the latest ones of resources. */
  readonly redactor: Redactor;
  readonly trace: Trace | undefined;
  readonly telemetry: Telemetry | undefined;
  readonly calls: Calls;
  /** Of the ephemeral resources that are open. */
  readonly cleanups: Cleanups = new Cleanups();
  /** Those that are configured, by their type names. */
  readonly stateStores: Map<string, OpenStateStore> = new Map();
  readonly #privateKeys: PrivateStateKeys | string | undefined;
  #seal: Promise<PrivateSeal> | undefined;
  readonly #lint: string;
  #linter: Promise<Linter> | undefined;
  readonly #failure: unknown;
  #client: ClientState = { kind: "unconfigured" };

  constructor(provider: ProviderDefinition<ProviderFields, unknown>, options: RuntimeOptions) {
    this.provider = provider;
    this.logger = options.logger.withRedactor(options.redactor);
    this.redactor = options.redactor;
    this.trace = options.trace;
    this.telemetry = options.telemetry;
    this.calls = new Calls(options.ending);
    this.#privateKeys = options.privateStateKeys;
    this.#lint = options.lint?.trim() ?? "";
    this.#failure = options.failure;
    if (provider.handlers.configure === undefined) this.#client = { kind: "ready", client: undefined };
  }

  /** @throws what has made the provider unusable. */
  requireUsable(): void {
    if (this.#failure !== undefined) throw this.#failure;
  }

  /** The provider's client. @throws ClientError while there is none. */
  get client(): unknown {
    if (this.#client.kind === "ready") return this.#client.client;
    if (this.#client.kind === "unconfigured") {
      throw new ClientError(`the provider ${this.provider.name} is not configured`, {
        context: { isConfigUnknown: false },
        hint: "Terraform configures a provider before it asks for anything that needs its client.",
      });
    }
    const paths = this.#client.paths.join(", ");
    throw new ClientError(`the provider ${this.provider.name} cannot be used yet: not known before apply is ${paths}`, {
      context: { isConfigUnknown: true },
      hint: "Configure the provider with values that are known, or apply first what they depend on, with -target.",
    });
  }

  setClient(client: unknown): void {
    this.#client = { kind: "ready", client };
  }

  /** The configuration depends on something that is created later. */
  setClientUnknown(paths: readonly string[]): void {
    this.#client = { kind: "unknown", paths };
  }

  /** What seals private state; undefined without keys. */
  async loadSeal(): Promise<PrivateSeal | undefined> {
    if (this.#privateKeys === undefined) return undefined;
    this.#seal ??= createSeal(this.#privateKeys, this.redactor);
    return this.#seal;
  }

  /** What runs lint rules; undefined while none is selected, so that it costs only those who select some. */
  async loadLinter(): Promise<Linter | undefined> {
    if (this.#lint === "") return undefined;
    this.#linter ??= this.#createLinter(this.#lint);
    return this.#linter;
  }

  async #createLinter(selection: string): Promise<Linter> {
    const { Linter } = await import("../lint/linter.ts");
    const variable = lintVariable(this.provider.name);
    return new Linter({ selection, variable, loadRules: () => this.#loadLintRules() });
  }

  async #loadLintRules(): Promise<AnyLintRule[]> {
    const entries = this.provider.hub.discoverByType<AnySchemaComponent>(SchemaComponent);
    const components = await Promise.all(entries.map((entry) => entry.load()));
    return [this.provider, ...components].flatMap(({ lint }) => lint);
  }

  /** As in configurations: `acme_token`. */
  typeName(name: string): string {
    return `${this.provider.name}_${name}`;
  }

  entries(): {
    resources: readonly HubEntry<ResourceDefinition>[];
    dataSources: readonly HubEntry<DataSourceDefinition>[];
    ephemeralResources: readonly HubEntry<EphemeralDefinition>[];
    actions: readonly HubEntry<ActionDefinition>[];
    listResources: readonly HubEntry<ListResourceDefinition>[];
    stateStores: readonly HubEntry<StateStoreDefinition>[];
    functions: readonly HubEntry<FunctionDefinition>[];
  } {
    const { hub } = this.provider;
    return {
      resources: hub.discoverByType(ResourceDefinition),
      dataSources: hub.discoverByType(DataSourceDefinition),
      ephemeralResources: hub.discoverByType(EphemeralDefinition),
      actions: hub.discoverByType(ActionDefinition),
      listResources: hub.discoverByType(ListResourceDefinition),
      stateStores: hub.discoverByType(StateStoreDefinition),
      functions: hub.discoverByType(FunctionDefinition),
    };
  }

  /** @throws CallFailed after reporting that there is no such resource. */
  async resource(typeName: string, call: Call): Promise<ResourceDefinition> {
    return this.#load("resource", typeName, ResourceDefinition, call);
  }

  /** @throws CallFailed after reporting that there is no such data source. */
  async dataSource(typeName: string, call: Call): Promise<DataSourceDefinition> {
    return this.#load("dataSource", typeName, DataSourceDefinition, call);
  }

  /** @throws CallFailed after reporting that there is no such ephemeral resource. */
  async ephemeralResource(typeName: string, call: Call): Promise<EphemeralDefinition> {
    return this.#load("ephemeralResource", typeName, EphemeralDefinition, call);
  }

  /** @throws CallFailed after reporting that there is no such action. */
  async action(typeName: string, call: Call): Promise<ActionDefinition> {
    return this.#load("action", typeName, ActionDefinition, call);
  }

  /** @throws CallFailed after reporting that there is no such list resource. */
  async listResource(typeName: string, call: Call): Promise<ListResourceDefinition> {
    return this.#load("listResource", typeName, ListResourceDefinition, call);
  }

  /** @throws CallFailed after reporting that there is no such state store. */
  async stateStore(typeName: string, call: Call): Promise<StateStoreDefinition> {
    return this.#load("stateStore", typeName, StateStoreDefinition, call);
  }

  /** @throws CallFailed after reporting that there is no such state store, or that it is not configured. */
  async openStateStore(typeName: string, call: Call): Promise<OpenStateStore> {
    await this.stateStore(typeName, call);
    const store = this.stateStores.get(typeName);
    if (store !== undefined) return store;
    throw call.fail(`The state store ${typeName} is not configured`, "The host has to configure it before it is used.");
  }

  /** Undefined if there is no such function. */
  async function(name: string): Promise<FunctionDefinition | undefined> {
    const key = componentKey("function", name);
    return this.provider.hub.has(key) ? this.provider.hub.load(key, FunctionDefinition) : undefined;
  }

  /** Without the provider's prefix; undefined for the type of another provider. */
  #nameOf(typeName: string): string | undefined {
    const prefix = this.typeName("");
    return typeName.startsWith(prefix) ? typeName.slice(prefix.length) : undefined;
  }

  async #load<T>(
    kind: ComponentKind,
    typeName: string,
    type: abstract new (...args: never[]) => T,
    call: Call,
  ): Promise<T> {
    const { hub } = this.provider;
    const name = this.#nameOf(typeName);
    if (name !== undefined && hub.has(componentKey(kind, name))) return hub.load(componentKey(kind, name), type);
    throw call.fail(
      `There is no ${kindNouns[kind]} ${typeName}`,
      `The provider ${this.provider.name} ${this.provider.version} does not have it.`,
    );
  }
}
