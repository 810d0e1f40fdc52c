// SPDX-License-Identifier: Apache-2.0

import { captureSource, type Source } from "@provide-foundry/foundation";
import { findElementProblems, findSchemaProblems } from "../schema/schema-rules.ts";
import type { Elements, Fields, IdentityFields } from "../schema/field.ts";
import type { Coherent } from "../schema/planning.ts";
import { findReferenceProblems } from "../schema/reference-rules.ts";
import type { RulePath } from "../schema/models.ts";
import type { Rule } from "../validation/validator.ts";
import { Component } from "./component.ts";
import type { ResourceHandlers } from "./contexts.ts";
import { findMissingHandlers, findNameProblems, requireDefinition, throwProblems } from "./definition-error.ts";
import { type IdentityOptions, findIdentityProblems } from "./identity.ts";
import { type Mover, type MoversOf, findMoverProblems } from "./move-from.ts";
import { type UpgradesTo, findUpgradeProblems } from "./state-upgrades.ts";

/** What a resource is, apart from what it does. */
export interface ResourceOptions<
  F extends Fields,
  P extends Elements | undefined = undefined,
  I extends IdentityFields = {},
> extends IdentityOptions<I> {
  /** In snake_case, without the provider's prefix. */
  readonly name: string;
  readonly schema: F & Coherent<F>;
  /** Of the schema; stored with every state. Raise it when old states no longer fit. Default: that of `upgrades`, or 0. */
  readonly version?: number;
  /** How states of earlier versions become current ones. See `upgradeFrom`. */
  readonly upgrades?: UpgradesTo<NoInfer<F>>;
  /** Other types of resources that `moved` blocks can turn into this one. See `moveFrom`. */
  readonly moves?: MoversOf<NoInfer<F>>;
  /**
   * What the provider keeps for itself beside the state. Practitioners do not see it, but it stands in the state as plain
   * text unless the provider is given keys: see `privateStateKeys`. Without it private state is bytes.
   */
  readonly private?: P;
  /** Markdown. */
  readonly description?: string;
  /** Why and what instead; warns whoever uses the resource. */
  readonly deprecated?: string;
  /** Rules on several attributes; see `@provide-foundry/provider/validators`. */
  readonly rules?: readonly Rule<NoInfer<RulePath<F>>>[];
}

/** A managed resource. Made by {@link defineResource}, a provider's `resource` or the `resource` decorator. */
export class ResourceDefinition<
  F extends Fields = Fields,
  C = unknown,
  P extends Elements | undefined = Elements | undefined,
  I extends IdentityFields = IdentityFields,
> extends Component<C> {
  readonly kind = "resource";
  readonly name: string;
  readonly schema: F;
  readonly version: number;
  readonly upgrades: UpgradesTo<never> | undefined;
  readonly moves: readonly Mover[];
  readonly private: P | undefined;
  readonly description: string;
  readonly deprecated: string | undefined;
  readonly rules: readonly Rule<unknown>[];
  /** Undefined for a resource without one. */
  readonly identity: I | undefined;
  readonly identityVersion: number;
  readonly mutableIdentity: boolean;
  readonly handlers: ResourceHandlers<F, C, P, I>;
  readonly source: Source;

  constructor(options: ResourceOptions<F, P, I>, handlers: ResourceHandlers<F, C, P, I>, source: Source) {
    super();
    requireDefinition(options, "resource");
    this.name = options.name;
    this.schema = options.schema;
    const { upgrades, moves, private: privateFields } = options;
    this.version = upgrades?.version ?? options.version ?? 0;
    this.upgrades = upgrades as UpgradesTo<never> | undefined;
    this.moves = moves ?? [];
    this.private = privateFields;
    this.description = options.description ?? "";
    this.deprecated = options.deprecated;
    this.rules = options.rules ?? [];
    this.identity = options.identity;
    this.identityVersion = options.identityVersion ?? 0;
    this.mutableIdentity = options.mutableIdentity ?? false;
    this.handlers = handlers;
    this.source = source;
    throwProblems(`resource ${options.name}`, [
      ...findNameProblems(this.name),
      ...findMissingHandlers(handlers, ["create", "read"]),
      ...findSchemaProblems(this.schema, "resource"),
      ...findReferenceProblems(this.schema, this.rules),
      ...(Number.isSafeInteger(this.version) && this.version >= 0
        ? []
        : [`version: ${this.version} is no whole number`]),
      ...findUpgradeProblems(upgrades, options.version, this.schema),
      ...findMoverProblems(moves),
      ...findIdentityProblems(options, handlers),
      ...(privateFields === undefined ? [] : findElementProblems({ kind: "object", fields: privateFields }, "private")),
    ]);
    Object.freeze(this);
  }
}

/**
 * Defines a managed resource. Everything its handlers get and return is typed
 * by `schema`.
 *
 * @throws DefinitionError that lists what is wrong with the schema.
 *
 * @example
 * defineResource({
 *   name: "token",
 *   schema: { length: t.int().min(1), id: t.string().computed() },
 *   create: ({ plan }) => ({ id: "x".repeat(plan.length) }),
 *   read: ({ state }) => state,
 * })
 */
export function defineResource<
  const F extends Fields,
  C = unknown,
  const P extends Elements | undefined = undefined,
  const I extends IdentityFields = {},
>(definition: ResourceOptions<F, P, I> & ResourceHandlers<F, C, P, I>): ResourceDefinition<F, C, P, I> {
  return new ResourceDefinition<F, C, P, I>(definition, definition, captureSource());
}
