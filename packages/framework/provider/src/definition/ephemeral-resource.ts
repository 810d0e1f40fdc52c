// SPDX-License-Identifier: Apache-2.0

import { captureSource, type Source } from "@provide-foundry/foundation";
import type { Elements, EphemeralFields } from "../schema/field.ts";
import type { Planned, Result, Returned } from "../schema/models.ts";
import { findElementProblems } from "../schema/schema-rules.ts";
import type { Awaitable, ClientContext, DeferrableContext, ValidateContext } from "./contexts.ts";
import type { PrivateValues } from "./private-values.ts";
import { SchemaComponent, type SchemaComponentOptions } from "./schema-component.ts";

/** What an ephemeral resource is, apart from what it does. */
export interface EphemeralOptions<
  F extends EphemeralFields,
  P extends Elements = {},
> extends SchemaComponentOptions<F> {
  /** What `open` hands on to `renew` and `close`; practitioners never see it. */
  readonly private?: P;
}

export interface OpenContext<F, P extends Elements = {}, C = unknown> extends ClientContext<F, C>, DeferrableContext {
  /** Wholly known: until it is, Terraform waits. */
  readonly config: Planned<F>;
  readonly private: PrivateValues<P>;
  /** Has `renew` called shortly before `time`, if what was opened is still in use then. */
  readonly renewAt: (time: Date) => void;
}

export interface RenewContext<P extends Elements = {}, C = unknown> extends ClientContext<{}, C> {
  /** Unchanged when nothing is set. */
  readonly private: PrivateValues<P>;
  /** Has `renew` called again; without it this was the last time. */
  readonly renewAt: (time: Date) => void;
}

export interface CloseContext<P extends Elements = {}, C = unknown> extends ClientContext<{}, C> {
  /** As `open` set it: Terraform 1.11 hands on to `close` nothing of what `renew` has set. */
  readonly private: Pick<PrivateValues<P>, "get">;
}

/**
 * What `open` returns: every computed value, as `create` does; and how to clean
 * up, if that is easier told here than in `close`. It is called once, when
 * Terraform closes the resource, in the process that opened it.
 */
export type Opened<F> = Returned<Result<F> & Partial<Disposable & AsyncDisposable>>;

/** The operations of an ephemeral resource. */
export interface EphemeralHandlers<F, P extends Elements, C> {
  /** Rules that concern several attributes; single ones belong into the schema. */
  validate?(context: ValidateContext<F>): Awaitable<void>;
  open(context: OpenContext<F, P, C>): Awaitable<Opened<F>>;
  /** Prolongs what is open. The values that were told stay as they are. */
  renew?(context: RenewContext<P, C>): Awaitable<void>;
  close?(context: CloseContext<P, C>): Awaitable<void>;
}

/**
 * Something that exists while Terraform runs, and is in no plan and no state.
 * Made by {@link defineEphemeral}, a provider's `ephemeral` or
 * the `ephemeral` decorator.
 */
export class EphemeralDefinition<
  F extends EphemeralFields = EphemeralFields,
  P extends Elements = Elements,
  C = unknown,
> extends SchemaComponent<F, EphemeralHandlers<F, P, C>, C> {
  readonly kind = "ephemeralResource";
  readonly private: P;

  constructor(options: EphemeralOptions<F, P>, handlers: EphemeralHandlers<F, P, C>, source: Source) {
    super(options, handlers, source, {
      kind: "ephemeralResource",
      handlers: ["open"],
      findProblems: () => findElementProblems({ kind: "object", fields: options.private ?? {} }, "private"),
    });
    this.private = options.private ?? ({} as P);
    Object.freeze(this);
  }
}

/**
 * Defines an ephemeral resource.
 *
 * @throws DefinitionError that lists what is wrong with the schema.
 *
 * @example
 * defineEphemeral({
 *   name: "lease",
 *   schema: { path: t.string(), token: t.string().computed().sensitive() },
 *   open({ config }) {
 *     const lease = take(config.path);
 *     return { token: lease.token, [Symbol.dispose]: () => lease.release() };
 *   },
 * })
 */
export function defineEphemeral<const F extends EphemeralFields, const P extends Elements = {}, C = unknown>(
  definition: EphemeralOptions<F, P> & EphemeralHandlers<F, P, C>,
): EphemeralDefinition<F, P, C> {
  return new EphemeralDefinition<F, P, C>(definition, definition, captureSource());
}
