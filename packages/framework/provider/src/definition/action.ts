// SPDX-License-Identifier: Apache-2.0

import { captureSource, type Source } from "@provide-foundry/foundation";
import type { ActionFields } from "../schema/field.ts";
import type { Config, Planned, Secrets } from "../schema/models.ts";
import type { Awaitable, ClientContext, DeferrableContext, ValidateContext } from "./contexts.ts";
import { SchemaComponent, type SchemaComponentOptions } from "./schema-component.ts";

/** What an action is, apart from what it does. */
export type ActionOptions<F extends ActionFields> = SchemaComponentOptions<F>;

/** The one reason why hosts take it that an action waits is the provider's configuration. */
export interface PlanActionContext<F, C = unknown>
  extends ClientContext<F, C>, DeferrableContext<"providerConfigUnknown"> {
  readonly config: Config<F>;
}

export interface InvokeContext<F, C = unknown> extends ClientContext<F, C> {
  readonly config: Planned<F>;
  readonly secrets: Secrets<F>;
}

/** The operations of an action. */
export interface ActionHandlers<F, C> {
  /** Rules that concern several attributes; single ones belong into the schema. */
  validate?(context: ValidateContext<F>): Awaitable<void>;
  /** What can be told before anything happens: problems go to `diags`. */
  plan?(context: PlanActionContext<F, C>): Awaitable<void>;
  /** Does it. An async generator yields messages about its progress, which practitioners see as they come. */
  invoke(context: InvokeContext<F, C>): AsyncIterable<string> | Awaitable<void>;
}

/**
 * Something that is done and leaves no state of its own. Made by
 * {@link defineAction}, a provider's `action` or the `action` decorator.
 */
export class ActionDefinition<F extends ActionFields = ActionFields, C = unknown> extends SchemaComponent<
  F,
  ActionHandlers<F, C>,
  C
> {
  readonly kind = "action";

  constructor(options: ActionOptions<F>, handlers: ActionHandlers<F, C>, source: Source) {
    super(options, handlers, source, { kind: "action", handlers: ["invoke"] });
    Object.freeze(this);
  }
}

/**
 * Defines an action.
 *
 * @throws DefinitionError that lists what is wrong with the schema.
 *
 * @example
 * defineAction({
 *   name: "reboot",
 *   schema: { host: t.string() },
 *   async *invoke({ config, signal }) {
 *     yield `Stopping ${config.host}`;
 *     await reboot(config.host, signal);
 *   },
 * })
 */
export function defineAction<const F extends ActionFields, C = unknown>(
  definition: ActionOptions<F> & ActionHandlers<F, C>,
): ActionDefinition<F, C> {
  return new ActionDefinition<F, C>(definition, definition, captureSource());
}
