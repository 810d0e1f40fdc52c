// SPDX-License-Identifier: Apache-2.0

/**
 * Definitions as classes. Each decorator makes one instance, whose methods are
 * the handlers, and lowers it to the same definition that `define…` makes.
 *
 * A decorated component joins the provider that it names; without one it is
 * registered with the hub, where every decorated provider finds it.
 *
 * @module
 */

import { captureSource, getHub, type Source } from "@provide-foundry/foundation";
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
import { ActionDefinition, type ActionHandlers, type ActionOptions } from "./action.ts";
import type {
  ComponentClass,
  ResourceClass,
  EphemeralClass,
  FunctionClass,
  ListResourceClass,
  ProviderClass,
  ProviderOf,
} from "./class-form.ts";
import { type Component, registerComponent } from "./component.ts";
import type { DataSourceHandlers, ProviderHandlers, ResourceHandlers } from "./contexts.ts";
import { DataSourceDefinition, type DataSourceOptions } from "./data-source.ts";
import { DefinitionError, requireDecoratorOptions } from "./definition-error.ts";
import { EphemeralDefinition, type EphemeralHandlers, type EphemeralOptions } from "./ephemeral-resource.ts";
import { FunctionDefinition, type FunctionHandler, type FunctionSignature, type InOrder } from "./function.ts";
import { ListResourceDefinition, type ListResourceHandlers, type ListResourceOptions } from "./list-resource.ts";
import { ProviderDefinition, type ProviderOptions } from "./provider.ts";
import { StateStoreDefinition, type StateStoreHandlers, type StateStoreOptions } from "./state-store.ts";
import { ResourceDefinition, type ResourceOptions } from "./resource.ts";
import type { UpgradesTo } from "./state-upgrades.ts";

/** A class that makes an `I`; what is missing or wrong in it is an error at the decorator. */
type Decorator<I> = <T extends new () => I>(target: T, context: ClassDecoratorContext<T>) => void;

interface Membership<C> {
  /** The provider that the component belongs to; its client is the handlers'. */
  readonly provider?: ProviderOf<C>;
}

type AnyResourceOptions = ResourceOptions<Fields, Elements | undefined, IdentityFields>;
/** What a base class does not tell of a resource. */
type ClassResourceOptions = Omit<Unschematic<ResourceOptions<Fields>>, "private" | "identity" | "upgrades">;
type AnyResourceHandlers = ResourceHandlers<Fields, unknown, Elements | undefined, IdentityFields>;

type Unschematic<O> = Omit<O, "name" | "schema">;

/** Defines a resource whose handlers are the class's methods; their contexts are annotated: `CreateContext<typeof schema>`. */
export function resource<
  const F extends Fields,
  C = never,
  const P extends Elements | undefined = undefined,
  const I extends IdentityFields = {},
>(options: ResourceOptions<F, P, I> & Membership<C>): Decorator<ResourceHandlers<F, C, P, I>>;
/** Defines a resource whose class extends `Resource(schema)`. */
export function resource<G = unknown>(
  name: string,
  options?: ClassResourceOptions & { readonly upgrades?: UpgradesTo<G> },
): <F extends Fields, C, P extends Elements | undefined, I>(
  target: ResourceClass<F, P, I, C> & (new () => ResourceHandlers<F, C, P, I>) & { readonly schema: G },
  context: ClassDecoratorContext,
) => void;
export function resource(
  nameOrOptions: string | (AnyResourceOptions & Membership<unknown>),
  more?: object,
): (target: never, context: ClassDecoratorContext) => void {
  return decorate<AnyResourceOptions>("resource", nameOrOptions, more, captureSource(), (options, handlers, source) => {
    return new ResourceDefinition(options, handlers as AnyResourceHandlers, source);
  });
}

/** Defines a data source whose handlers are the class's methods; their contexts are annotated: `DataContext<typeof schema>`. */
export function dataSource<const F extends DataFields, C = never>(
  options: DataSourceOptions<F> & Membership<C>,
): Decorator<DataSourceHandlers<F, C>>;
/** Defines a data source whose class extends `DataSource(schema)`. */
export function dataSource(
  name: string,
  options?: Unschematic<DataSourceOptions<DataFields>>,
): <F extends DataFields, C>(
  target: ComponentClass<F, DataSourceHandlers<F, C>, C> & (new () => DataSourceHandlers<F, C>),
  context: ClassDecoratorContext,
) => void;
export function dataSource(
  nameOrOptions: string | (DataSourceOptions<DataFields> & Membership<unknown>),
  more?: Unschematic<DataSourceOptions<DataFields>>,
): (target: never, context: ClassDecoratorContext) => void {
  return decorate<DataSourceOptions<DataFields>>(
    "dataSource",
    nameOrOptions,
    more,
    captureSource(),
    (options, handlers, source) => {
      return new DataSourceDefinition(options, handlers as DataSourceHandlers<DataFields, unknown>, source);
    },
  );
}

/** Defines an ephemeral resource whose handlers are the class's methods; their contexts are annotated: `OpenContext<typeof schema>`. */
export function ephemeral<const F extends EphemeralFields, const P extends Elements = {}, C = never>(
  options: EphemeralOptions<F, P> & Membership<C>,
): Decorator<EphemeralHandlers<F, P, C>>;
/** Defines an ephemeral resource whose class extends `Ephemeral(schema)`. */
export function ephemeral(
  name: string,
  options?: Omit<Unschematic<EphemeralOptions<EphemeralFields>>, "private">,
): <F extends EphemeralFields, P extends Elements, C>(
  target: EphemeralClass<F, P, C> & (new () => EphemeralHandlers<F, P, C>),
  context: ClassDecoratorContext,
) => void;
export function ephemeral(
  nameOrOptions: string | (EphemeralOptions<EphemeralFields, Elements> & Membership<unknown>),
  more?: Unschematic<EphemeralOptions<EphemeralFields>>,
): (target: never, context: ClassDecoratorContext) => void {
  type Options = EphemeralOptions<EphemeralFields, Elements>;
  return decorate<Options>("ephemeral", nameOrOptions, more, captureSource(), (options, handlers, source) => {
    return new EphemeralDefinition(options, handlers as EphemeralHandlers<EphemeralFields, Elements, unknown>, source);
  });
}

/** Defines an action whose handlers are the class's methods; their contexts are annotated: `InvokeContext<typeof schema>`. */
export function action<const F extends ActionFields, C = never>(
  options: ActionOptions<F> & Membership<C>,
): Decorator<ActionHandlers<F, C>>;
/** Defines an action whose class extends `Action(schema)`. */
export function action(
  name: string,
  options?: Unschematic<ActionOptions<ActionFields>>,
): <F extends ActionFields, C>(
  target: ComponentClass<F, ActionHandlers<F, C>, C> & (new () => ActionHandlers<F, C>),
  context: ClassDecoratorContext,
) => void;
export function action(
  nameOrOptions: string | (ActionOptions<ActionFields> & Membership<unknown>),
  more?: Unschematic<ActionOptions<ActionFields>>,
): (target: never, context: ClassDecoratorContext) => void {
  return decorate<ActionOptions<ActionFields>>(
    "action",
    nameOrOptions,
    more,
    captureSource(),
    (options, handlers, source) => {
      return new ActionDefinition(options, handlers as ActionHandlers<ActionFields, unknown>, source);
    },
  );
}

/** Defines a list resource whose handlers are the class's methods; their contexts are annotated: `ListContext<typeof schema>`. */
export function listResource<R extends Fields, I extends IdentityFields, const F extends ListFields = {}, C = never>(
  options: ListResourceOptions<F, R, I> & Membership<C>,
): Decorator<ListResourceHandlers<F, R, I, C>>;
/** Defines a list resource whose class extends `ListResource(resource)`; the name is the resource's. */
export function listResource(
  name: string,
  options?: Omit<Unschematic<ListResourceOptions<ListFields, Fields, IdentityFields>>, "resource">,
): <F, R extends Fields, I extends IdentityFields, C>(
  target: ListResourceClass<F, R, I, C> & (new () => ListResourceHandlers<F, R, I, C>),
  context: ClassDecoratorContext,
) => void;
export function listResource(
  nameOrOptions: string | (ListResourceOptions<ListFields, Fields, IdentityFields> & Membership<unknown>),
  more?: object,
): (target: never, context: ClassDecoratorContext) => void {
  type Options = ListResourceOptions<ListFields, Fields, IdentityFields>;
  return decorate<Options>("listResource", nameOrOptions, more, captureSource(), (options, handlers, source) => {
    return new ListResourceDefinition(options, handlers as never, source);
  });
}

/** Defines a state store whose handlers are the class's methods; their contexts are annotated: `ConfigureStateStoreContext<typeof schema>`. */
export function stateStore<const F extends StateStoreFields, C = never>(
  options: StateStoreOptions<F> & Membership<C>,
): Decorator<StateStoreHandlers<F, C>>;
/** Defines a state store whose class extends `StateStore(schema)`. */
export function stateStore(
  name: string,
  options?: Unschematic<StateStoreOptions<StateStoreFields>>,
): <F extends StateStoreFields, C>(
  target: ComponentClass<F, StateStoreHandlers<F, C>, C> & (new () => StateStoreHandlers<F, C>),
  context: ClassDecoratorContext,
) => void;
export function stateStore(
  nameOrOptions: string | (StateStoreOptions<StateStoreFields> & Membership<unknown>),
  more?: Unschematic<StateStoreOptions<StateStoreFields>>,
): (target: never, context: ClassDecoratorContext) => void {
  type Options = StateStoreOptions<StateStoreFields>;
  return decorate<Options>("stateStore", nameOrOptions, more, captureSource(), (options, handlers, source) => {
    return new StateStoreDefinition(options, handlers as StateStoreHandlers<StateStoreFields, unknown>, source);
  });
}

/** Defines a function that is the class's method `call`. */
export function fn<
  const P extends readonly Parameter[],
  R extends Element,
  V extends Parameter | undefined = undefined,
>(
  signature: FunctionSignature<P, V, R> & { parameters: InOrder<P> } & Membership<unknown>,
): Decorator<FunctionHandler<P, V, R>>;
/** Defines a function whose class extends `Fn(signature)`. */
export function fn(
  name: string,
): <P extends readonly Parameter[], V extends Parameter | undefined, R extends Element>(
  target: FunctionClass<P, V, R> & (new () => FunctionHandler<P, V, R>),
  context: ClassDecoratorContext,
) => void;
export function fn(
  nameOrSignature: string | (FunctionSignature & Membership<unknown>),
): (target: never, context: ClassDecoratorContext) => void {
  return decorate<FunctionSignature>(
    "fn",
    nameOrSignature,
    undefined,
    captureSource(),
    (signature, handler, source) => {
      return new FunctionDefinition(signature, handler as ConstructorParameters<typeof FunctionDefinition>[1], source);
    },
  );
}

/**
 * Defines a provider whose handlers are the class's methods. Its components are
 * those that name the class, and those of the hub (`getHub()`) that name no
 * provider.
 */
export function provider<const F extends ProviderFields = {}>(
  options: Omit<ProviderOptions<F, unknown>, "components"> & { readonly schema?: F },
): Decorator<ProviderHandlers<F, unknown>>;
/** Defines a provider whose class extends `Provider(schema)`. */
export function provider(
  name: string,
  options?: Unschematic<Omit<ProviderOptions<ProviderFields, unknown>, "components">>,
): <F extends ProviderFields>(
  target: ProviderClass<F> & (new () => ProviderHandlers<F, unknown>),
  context: ClassDecoratorContext,
) => void;
export function provider(
  nameOrOptions: string | ProviderOptions<ProviderFields, unknown>,
  more?: Unschematic<ProviderOptions<ProviderFields, unknown>>,
): (target: never, context: ClassDecoratorContext) => void {
  requireDecoratorOptions(nameOrOptions, "provider");
  const source = captureSource();
  return (target, context) => {
    context.addInitializer(() => {
      const options = completeOptions<ProviderOptions<ProviderFields, unknown>>(nameOrOptions, more, target);
      const handlers = instantiate(target) as ProviderHandlers<ProviderFields, unknown>;
      const definition = new ProviderDefinition({ hub: getHub(), ...options }, handlers, source);
      definitions.set(target, definition);
      getHub().register(`provider ${definition.name}`, definition, { source });
    });
  };
}

/**
 * The definition that a decorator made of a class.
 *
 * @throws DefinitionError if the class is not a decorated provider.
 */
export function definitionOf<C>(target: ProviderOf<C>): ProviderDefinition<ProviderFields, C> {
  if (target instanceof ProviderDefinition) return target as ProviderDefinition<ProviderFields, C>;
  const definition = definitions.get(target);
  if (definition === undefined) {
    throw new DefinitionError(`${target.name} is not a provider`, {
      hint: "Put the provider decorator on the class, and let its module run before those of its components.",
    });
  }
  return definition as ProviderDefinition<ProviderFields, C>;
}

const definitions = new WeakMap<object, ProviderDefinition<ProviderFields, unknown>>();

type Define<O> = (options: O, handlers: object, source: Source) => Component;

function decorate<O extends object>(
  decorator: string,
  nameOrOptions: string | (O & Membership<unknown>),
  more: object | undefined,
  source: Source,
  define: Define<O>,
): (target: never, context: ClassDecoratorContext) => void {
  requireDecoratorOptions(nameOrOptions, decorator);
  return (target, context) => {
    // Once the class is complete, with its static fields: a decorator itself runs before them.
    context.addInitializer(() => {
      const options = completeOptions<O & Membership<unknown>>(nameOrOptions, more, target);
      const component = define(options, instantiate(target), source);
      const hub = options.provider === undefined ? getHub() : definitionOf(options.provider).hub;
      registerComponent(hub, component);
    });
  };
}

/** What base classes hold for their decorators, as the options call it; a function's signature is options itself. */
const heldOptions = ["schema", "private", "identity", "resource", "provider"] as const;

/** The options as given, or put together from a name and what a base class holds. */
function completeOptions<O>(nameOrOptions: string | O, more: object | undefined, target: object): O {
  if (typeof nameOrOptions !== "string") return nameOrOptions;
  const base = target as Partial<Record<(typeof heldOptions)[number] | "signature", object>>;
  const held = heldOptions.filter((name) => base[name] !== undefined).map((name) => [name, base[name]]);
  return { ...base.signature, ...more, ...Object.fromEntries(held), name: nameOrOptions } as O;
}

function instantiate(target: new () => object): object {
  return new target();
}
