// SPDX-License-Identifier: Apache-2.0

import { captureSource, type Source } from "@provide-foundry/foundation";
import { findElementProblems } from "../schema/schema-rules.ts";
import type { Elements, Fields, IdentityFields } from "../schema/field.ts";
import type { Coherent } from "../schema/planning.ts";
import type { ResourceHandlers } from "./contexts.ts";
import { type IdentityOptions, findIdentityProblems } from "./identity.ts";
import { type Mover, type MoversOf, findMoverProblems } from "./move-from.ts";
import { SchemaComponent, type SchemaComponentOptions } from "./schema-component.ts";
import { type UpgradesTo, findUpgradeProblems } from "./state-upgrades.ts";

/** What a resource is, apart from what it does. */
export interface ResourceOptions<
  F extends Fields,
  P extends Elements | undefined = undefined,
  I extends IdentityFields = {},
>
  extends SchemaComponentOptions<F>, IdentityOptions<I> {
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
}

/** A managed resource. Made by {@link defineResource}, a provider's `resource` or the `resource` decorator. */
export class ResourceDefinition<
  F extends Fields = Fields,
  C = unknown,
  P extends Elements | undefined = Elements | undefined,
  I extends IdentityFields = IdentityFields,
> extends SchemaComponent<F, ResourceHandlers<F, C, P, I>, C> {
  readonly kind = "resource";
  readonly version: number;
  readonly upgrades: UpgradesTo<never> | undefined;
  readonly moves: readonly Mover[];
  readonly private: P | undefined;
  /** Undefined for a resource without one. */
  readonly identity: I | undefined;
  readonly identityVersion: number;
  readonly mutableIdentity: boolean;

  constructor(options: ResourceOptions<F, P, I>, handlers: ResourceHandlers<F, C, P, I>, source: Source) {
    super(options, handlers, source, {
      kind: "resource",
      handlers: ["create", "read"],
      findProblems: () => [
        ...findVersionProblems(options.version),
        ...findUpgradeProblems(options.upgrades, options.version, options.schema),
        ...findMoverProblems(options.moves),
        ...findIdentityProblems(options, handlers),
        ...findElementProblems({ kind: "object", fields: options.private ?? {} }, "private"),
      ],
    });
    const { upgrades, moves, private: privateFields } = options;
    this.version = upgrades?.version ?? options.version ?? 0;
    this.upgrades = upgrades as UpgradesTo<never> | undefined;
    this.moves = moves ?? [];
    this.private = privateFields;
    this.identity = options.identity;
    this.identityVersion = options.identityVersion ?? 0;
    this.mutableIdentity = options.mutableIdentity ?? false;
    Object.freeze(this);
  }
}

function findVersionProblems(version = 0): string[] {
  return Number.isSafeInteger(version) && version >= 0 ? [] : [`version: ${version} is no whole number`];
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
