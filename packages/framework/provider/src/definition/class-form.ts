// SPDX-License-Identifier: Apache-2.0

/**
 * Base classes made from a schema. A class cannot have its methods typed from
 * outside: a decorator sees it only after TypeScript has typed it. But a
 * function's argument can, so `this.on.create((context) => …)` gives the
 * handler its types without an annotation.
 *
 * @module
 */

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
  StateStoreFields,
} from "../schema/field.ts";
import type { Parameter } from "../schema/parameter.ts";
import type { Coherent } from "../schema/planning.ts";
import type { ActionHandlers } from "./action.ts";
import type {
  Awaitable,
  ConfigureContext,
  DataSourceHandlers,
  ProviderHandlers,
  ResourceHandlers,
} from "./contexts.ts";
import type { EphemeralHandlers } from "./ephemeral-resource.ts";
import type { FunctionHandler, FunctionSignature, InOrder } from "./function.ts";
import type { ListResourceHandlers, Listable } from "./list-resource.ts";
import type { AnyProvider } from "./provider.ts";
import type { StateStoreHandlers } from "./state-store.ts";

/** Where a component belongs, and whose client it gets: a provider's definition, or a class with the `provider` decorator. */
export type ProviderOf<C> = AnyProvider<C> | (new () => { configure?(context: never): Awaitable<C> });

/** For each handler a function that returns what it is given. */
export type On<H> = { readonly [K in keyof H]-?: (handler: NonNullable<H[K]>) => NonNullable<H[K]> };

/** As {@link On}; but `configure` keeps the type of the client that it makes. */
export interface ProviderOn<F> extends Omit<On<ProviderHandlers<F, unknown>>, "configure"> {
  configure<C>(handler: (context: ConfigureContext<F>) => Awaitable<C>): (context: ConfigureContext<F>) => Awaitable<C>;
}

/** A base class: `on` types a handler, as in `create = this.on.create(async ({ plan }) => …)`. */
interface BaseClass<O> {
  new (): { readonly on: O };
}

export interface ComponentClass<F, H, C> extends BaseClass<On<H>> {
  readonly schema: F;
  readonly provider: ProviderOf<C> | undefined;
}

export interface ProviderClass<F> extends BaseClass<ProviderOn<F>> {
  readonly schema: F;
}

export interface FunctionClass<
  P extends readonly Parameter[],
  V extends Parameter | undefined,
  R extends Element,
> extends BaseClass<On<FunctionHandler<P, V, R>>> {
  readonly signature: Omit<FunctionSignature<P, V, R>, "name">;
  readonly provider: ProviderOf<unknown> | undefined;
}

export interface ResourceClass<F, P, I, C> extends ComponentClass<F, ResourceHandlers<F, C, P, I>, C> {
  readonly private: P | undefined;
  readonly identity: I | undefined;
}

/**
 * The base class of a resource, for the `resource` decorator. With `provider`, handlers get that provider's client;
 * `privateFields` is the resource's private state, `identity` what identifies it.
 */
export function Resource<
  const F extends Fields,
  C = unknown,
  const P extends Elements | undefined = undefined,
  const I extends IdentityFields = {},
>(schema: F & Coherent<F>, provider?: ProviderOf<C>, privateFields?: P, identity?: I): ResourceClass<F, P, I, C> {
  return class extends Base<On<ResourceHandlers<F, C, P, I>>> {
    static readonly schema = schema;
    static readonly provider = provider;
    static readonly private = privateFields;
    static readonly identity = identity;
  };
}

/** The base class of a kind that has a schema and nothing else to be told of. */
function schemaBase<F, H extends object, C>(schema: F, provider: ProviderOf<C> | undefined): ComponentClass<F, H, C> {
  return class extends Base<On<H>> {
    static readonly schema = schema;
    static readonly provider = provider;
  };
}

/** The base class of a data source, for the `dataSource` decorator. With `provider`, handlers get that provider's client. */
export function DataSource<const F extends DataFields, C = unknown>(
  schema: F,
  provider?: ProviderOf<C>,
): ComponentClass<F, DataSourceHandlers<F, C>, C> {
  return schemaBase<F, DataSourceHandlers<F, C>, C>(schema, provider);
}

export interface EphemeralClass<F, P extends Elements, C> extends ComponentClass<F, EphemeralHandlers<F, P, C>, C> {
  readonly private: P | undefined;
}

/**
 * The base class of an ephemeral resource, for the `ephemeral` decorator. With `provider`, handlers get that provider's
 * client; `privateFields` is what `open` hands on.
 */
export function Ephemeral<const F extends EphemeralFields, C = unknown, const P extends Elements = {}>(
  schema: F,
  provider?: ProviderOf<C>,
  privateFields?: P,
): EphemeralClass<F, P, C> {
  return class extends Base<On<EphemeralHandlers<F, P, C>>> {
    static readonly schema = schema;
    static readonly provider = provider;
    static readonly private = privateFields;
  };
}

/** The base class of an action, for the `action` decorator. With `provider`, handlers get that provider's client. */
export function Action<const F extends ActionFields, C = unknown>(
  schema: F,
  provider?: ProviderOf<C>,
): ComponentClass<F, ActionHandlers<F, C>, C> {
  return schemaBase<F, ActionHandlers<F, C>, C>(schema, provider);
}

export interface ListResourceClass<F, R extends Fields, I extends IdentityFields, C> extends ComponentClass<
  F,
  ListResourceHandlers<F, R, I, C>,
  C
> {
  readonly resource: Listable<R, I>;
}

/**
 * The base class of a list resource, for the `listResource` decorator. With `provider`, handlers get that provider's
 * client.
 *
 * @param resource What it lists.
 */
export function ListResource<R extends Fields, I extends IdentityFields, const F extends ListFields = {}, C = unknown>(
  resource: Listable<R, I>,
  schema?: F,
  provider?: ProviderOf<C>,
): ListResourceClass<F, R, I, C> {
  return class extends Base<On<ListResourceHandlers<F, R, I, C>>> {
    static readonly schema = schema ?? ({} as F);
    static readonly resource = resource;
    static readonly provider = provider;
  };
}

/** The base class of a state store, for the `stateStore` decorator. With `provider`, handlers get that provider's client. */
export function StateStore<const F extends StateStoreFields, C = unknown>(
  schema: F,
  provider?: ProviderOf<C>,
): ComponentClass<F, StateStoreHandlers<F, C>, C> {
  return schemaBase<F, StateStoreHandlers<F, C>, C>(schema, provider);
}

/** The base class of a function, for the `fn` decorator. */
export function Fn<
  const P extends readonly Parameter[],
  R extends Element,
  V extends Parameter | undefined = undefined,
>(
  signature: Omit<FunctionSignature<P, V, R>, "name"> & { parameters: InOrder<P> },
  provider?: ProviderOf<unknown>,
): FunctionClass<P, V, R> {
  return class extends Base<On<FunctionHandler<P, V, R>>> {
    static readonly signature = signature;
    static readonly provider = provider;
  };
}

/** The base class of a provider, for the `provider` decorator. */
export function Provider<const F extends ProviderFields>(schema: F): ProviderClass<F> {
  return class extends Base<ProviderOn<F>> {
    static readonly schema = schema;
  };
}

class Base<O> {
  readonly on = identities as O;
}

/** Whatever the handler's name, it is returned as it is. */
const identities: object = new Proxy({}, { get: () => (handler: unknown) => handler });
