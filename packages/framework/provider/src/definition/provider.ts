// SPDX-License-Identifier: Apache-2.0

import { captureSource, createHub, type Hub, type Source } from "@provide-foundry/foundation";
import type {
  ActionFields,
  DataFields,
  Element,
  Elements,
  EphemeralFields,
  Fields,
  IdentityFields,
  ListFields,
  ProviderFields,
  ProviderMetaFields,
  StateStoreFields,
} from "../schema/field.ts";
import type { Parameter } from "../schema/parameter.ts";
import { findSchemaProblems } from "../schema/schema-rules.ts";
import { ActionDefinition, type ActionHandlers, type ActionOptions } from "./action.ts";
import { findReferenceProblems } from "../schema/reference-rules.ts";
import type { AttributePath, Config, Planned, RulePath } from "../schema/models.ts";
import type { Rule } from "../validation/validator.ts";
import { Component, componentKey, registerComponent } from "./component.ts";
import type { DataSourceHandlers, MetaContext, ProviderHandlers, ResourceHandlers } from "./contexts.ts";
import { DataSourceDefinition, type DataSourceOptions } from "./data-source.ts";
import { findNameProblems, requireDefinition, throwProblems } from "./definition-error.ts";
import { EphemeralDefinition, type EphemeralHandlers, type EphemeralOptions } from "./ephemeral-resource.ts";
import { FunctionDefinition, type FunctionHandler, type FunctionSignature, type InOrder } from "./function.ts";
import { type AnyLintRule, type Lint, findLintProblems } from "./lint-rule.ts";
import { ListResourceDefinition, type ListResourceHandlers, type ListResourceOptions } from "./list-resource.ts";
import { StateStoreDefinition, type StateStoreHandlers, type StateStoreOptions } from "./state-store.ts";
import { ResourceDefinition, type ResourceOptions } from "./resource.ts";

/** What Terraform itself calls experimental: state stores. */
export type Experiment = "stateStores";

/** What a provider is, apart from what it does. */
export interface ProviderOptions<F extends ProviderFields, C, M extends ProviderMetaFields = {}> {
  /** The provider's type, `acme` of `hashicorp/acme`; also the prefix of its resources' and data sources' names. */
  readonly name: string;
  /** The provider's own version. */
  readonly version?: string;
  /** What the practitioner writes in the `provider` block. */
  readonly schema?: F;
  /** Rules on several attributes; see `@provide-foundry/provider/validators`. */
  readonly rules?: readonly Rule<NoInfer<RulePath<F>>>[];
  /** Advice on the `provider` block for those practitioners who ask for it. */
  readonly lint?: readonly Lint<Config<NoInfer<F>>, AttributePath<NoInfer<F>>>[];
  /** What modules may say of themselves in a `provider_meta` block; handlers get it as `meta`. */
  readonly meta?: M;
  /** Markdown. */
  readonly description?: string;
  /** Resources, data sources and functions that were defined elsewhere. */
  readonly components?: readonly Component<NoInfer<C>>[];
  /** What it uses that hosts may still change, or do without. */
  readonly experiments?: readonly Experiment[];
  /** A hub whose components are the provider's too, such as `getHub()`, with which decorators register. */
  readonly hub?: Hub;
}

/** A provider of which only the client's type is known. */
export abstract class AnyProvider<C> {
  /** Exists in types only. */
  declare readonly makes?: () => C;

  abstract readonly name: string;
  abstract readonly hub: Hub;
}

/**
 * A provider: its configuration, its client and its components. Made by
 * {@link defineProvider} or the `provider` decorator.
 *
 * @typeParam C The client, as `configure` returns it.
 */
export class ProviderDefinition<
  F extends ProviderFields = ProviderFields,
  C = unknown,
  M extends ProviderMetaFields = ProviderMetaFields,
> extends AnyProvider<C> {
  readonly name: string;
  readonly version: string;
  readonly schema: F;
  /** Undefined for a provider whose modules have nothing to say. */
  readonly meta: M | undefined;
  readonly description: string;
  readonly rules: readonly Rule<unknown>[];
  readonly lint: readonly AnyLintRule[];
  readonly handlers: ProviderHandlers<F, C>;
  readonly source: Source;
  readonly experiments: readonly Experiment[];
  /** The provider's components; see `componentKey` for their names. */
  readonly hub: Hub;

  constructor(options: ProviderOptions<F, C, M>, handlers: ProviderHandlers<F, C>, source: Source) {
    super();
    requireDefinition(options, "provider");
    this.name = options.name;
    this.version = options.version ?? "0.0.0";
    this.schema = options.schema ?? ({} as F);
    this.meta = options.meta;
    this.description = options.description ?? "";
    this.rules = options.rules ?? [];
    this.lint = options.lint ?? [];
    this.handlers = handlers;
    this.source = source;
    this.experiments = options.experiments ?? [];
    this.hub = options.hub?.scope() ?? createHub();
    throwProblems(`provider ${this.name}`, [
      ...findNameProblems(this.name),
      ...findSchemaProblems(this.schema, "provider"),
      ...findSchemaProblems(this.meta ?? {}, "providerMeta").map((problem) => `meta.${problem}`),
      ...findReferenceProblems(this.schema, this.rules),
      ...findLintProblems(options.lint),
    ]);
    Object.freeze(this);
    for (const component of options.components ?? []) this.add(component);
  }

  /** The components that are loaded, in the order of their definition. */
  get components(): readonly Component[] {
    return this.hub
      .discoverByType<Component>(Component)
      .filter(({ isLoaded }) => isLoaded)
      .map(({ component }) => component);
  }

  /**
   * Makes a component part of the provider, and returns it.
   *
   * @throws HubError that names both places, if there is one of its kind and name.
   */
  add<T extends Component<C>>(component: T): T {
    registerComponent(this.hub, component);
    return component;
  }

  /**
   * Whether the components fit each other, as far as that shows without loading them.
   *
   * @throws DefinitionError that lists what does not.
   */
  check(): void {
    const namesOf = (type: Parameters<Hub["discoverByType"]>[0]): string[] =>
      this.hub.discoverByType(type).map(({ name }) => name.slice(name.indexOf(" ") + 1));
    const lists = namesOf(ListResourceDefinition).filter((name) => !this.hub.has(componentKey("resource", name)));
    const stores = this.experiments.includes("stateStores") ? [] : namesOf(StateStoreDefinition);
    throwProblems(`provider ${this.name}`, [
      ...lists.map((name) => `list resource ${name}: there is no resource of this name to be listed`),
      ...stores.map((name) => `state store ${name}: it is experimental; list "stateStores" among the experiments`),
    ]);
  }

  /** What a handler's `meta` is, with its type. */
  metaOf({ meta }: MetaContext): Planned<M> | null {
    return meta as Planned<M> | null;
  }

  /** Defines a resource of this provider, whose handlers get the provider's client. See `defineResource`. */
  resource<
    const R extends Fields,
    const P extends Elements | undefined = undefined,
    const I extends IdentityFields = {},
  >(definition: ResourceOptions<R, P, I> & ResourceHandlers<R, C, P, I>): ResourceDefinition<R, C, P, I> {
    return this.add(new ResourceDefinition<R, C, P, I>(definition, definition, captureSource()));
  }

  /** Defines a data source of this provider, whose handlers get the provider's client. See `defineDataSource`. */
  dataSource<const D extends DataFields>(
    definition: DataSourceOptions<D> & DataSourceHandlers<D, C>,
  ): DataSourceDefinition<D, C> {
    return this.add(new DataSourceDefinition<D, C>(definition, definition, captureSource()));
  }

  /** Defines an ephemeral resource of this provider, whose handlers get the provider's client. See `defineEphemeral`. */
  ephemeral<const E extends EphemeralFields, const P extends Elements = {}>(
    definition: EphemeralOptions<E, P> & EphemeralHandlers<E, P, C>,
  ): EphemeralDefinition<E, P, C> {
    return this.add(new EphemeralDefinition<E, P, C>(definition, definition, captureSource()));
  }

  /** Defines an action of this provider, whose handlers get the provider's client. See `defineAction`. */
  action<const A extends ActionFields>(definition: ActionOptions<A> & ActionHandlers<A, C>): ActionDefinition<A, C> {
    return this.add(new ActionDefinition<A, C>(definition, definition, captureSource()));
  }

  /** Defines a list resource of this provider, whose handlers get the provider's client. See `defineListResource`. */
  listResource<R extends Fields, I extends IdentityFields, const L extends ListFields = {}>(
    definition: ListResourceOptions<L, R, I> & ListResourceHandlers<L, R, I, C>,
  ): ListResourceDefinition<L, R, I, C> {
    return this.add(new ListResourceDefinition<L, R, I, C>(definition, definition, captureSource()));
  }

  /** Defines a state store of this provider, whose handlers get the provider's client. See `defineStateStore`. */
  stateStore<const S extends StateStoreFields>(
    definition: StateStoreOptions<S> & StateStoreHandlers<S, C>,
  ): StateStoreDefinition<S, C> {
    return this.add(new StateStoreDefinition<S, C>(definition, definition, captureSource()));
  }

  /** Defines a function of this provider. See `defineFunction`. */
  function<const P extends readonly Parameter[], R extends Element, V extends Parameter | undefined = undefined>(
    definition: FunctionSignature<P, V, R> & { parameters: InOrder<P> } & FunctionHandler<P, V, R>,
  ): FunctionDefinition {
    return this.add(new FunctionDefinition(definition, definition, captureSource()));
  }
}

/**
 * Defines a provider.
 *
 * @throws DefinitionError that lists what is wrong with the schema.
 *
 * @example
 * const acme = defineProvider({
 *   name: "acme",
 *   schema: { endpoint: t.string().default("https://api.acme.dev") },
 *   configure: ({ config }) => new AcmeClient(config.endpoint),
 * });
 * acme.resource({ … });
 */
export function defineProvider<
  const F extends ProviderFields = {},
  C = undefined,
  const M extends ProviderMetaFields = {},
>(definition: ProviderOptions<F, C, M> & ProviderHandlers<F, C>): ProviderDefinition<F, C, M> {
  return new ProviderDefinition<F, C, M>(definition, definition, captureSource());
}
