// SPDX-License-Identifier: Apache-2.0

import { captureSource, type Source } from "@provide-foundry/foundation";
import type { StateStoreFields } from "../schema/field.ts";
import type { Planned } from "../schema/models.ts";
import type { Awaitable, ClientContext, ValidateContext } from "./contexts.ts";
import { SchemaComponent, type SchemaComponentOptions } from "./schema-component.ts";

/** What a state store is, apart from what it does. */
export type StateStoreOptions<F extends StateStoreFields> = SchemaComponentOptions<F>;

export interface ConfigureStateStoreContext<F, C = unknown> extends ClientContext<F, C> {
  readonly config: Planned<F>;
}

/** What each operation on states gets. */
export type StateContext = Pick<ClientContext<{}, unknown>, "signal" | "logger" | "diags">;

/**
 * Where states are kept, one for each workspace, under ids that Terraform
 * chooses. A problem that the practitioner can do something about is thrown as a
 * `DiagnosticError`.
 */
export interface StateStorage {
  /** Undefined while there is none of the id. */
  read(id: string, context: StateContext): Awaitable<Uint8Array | undefined>;
  /** Stores a whole state. Called only once all of it has arrived. */
  write(id: string, state: Uint8Array, context: StateContext): Awaitable<void>;
  /** The ids of all states. */
  list(context: StateContext): Awaitable<readonly string[]>;
  delete(id: string, context: StateContext): Awaitable<void>;
  /**
   * Keeps others from writing, until `unlock`; throws while somebody else does. Without it, states are not locked.
   *
   * @param operation What Terraform is about to do.
   * @returns The lock's id.
   */
  lock?(id: string, operation: string, context: StateContext): Awaitable<string>;
  /** Throws unless the lock is the one that `lock` gave. */
  unlock?(id: string, lockId: string, context: StateContext): Awaitable<void>;
}

/** The operations of a state store. */
export interface StateStoreHandlers<F, C> {
  /** Rules that concern several attributes; single ones belong into the schema. */
  validate?(context: ValidateContext<F>): Awaitable<void>;
  /** Opens the storage that the configuration names. */
  configure(context: ConfigureStateStoreContext<F, C>): Awaitable<StateStorage>;
}

/**
 * A place for Terraform's states. Experimental, in Terraform as well: its
 * provider has to list `"stateStores"` among its `experiments`. Made by
 * {@link defineStateStore}, a provider's `stateStore` or the `stateStore`
 * decorator.
 */
export class StateStoreDefinition<F extends StateStoreFields = StateStoreFields, C = unknown> extends SchemaComponent<
  F,
  StateStoreHandlers<F, C>,
  C
> {
  readonly kind = "stateStore";

  constructor(options: StateStoreOptions<F>, handlers: StateStoreHandlers<F, C>, source: Source) {
    super(options, handlers, source, { kind: "stateStore", handlers: ["configure"] });
    Object.freeze(this);
  }
}

/**
 * Defines a state store.
 *
 * @throws DefinitionError that lists what is wrong with the schema.
 *
 * @example
 * defineStateStore({
 *   name: "bucket",
 *   schema: { bucket: t.string() },
 *   configure: ({ config }) => new BucketStorage(config.bucket),
 * })
 */
export function defineStateStore<const F extends StateStoreFields, C = unknown>(
  definition: StateStoreOptions<F> & StateStoreHandlers<F, C>,
): StateStoreDefinition<F, C> {
  return new StateStoreDefinition<F, C>(definition, definition, captureSource());
}
