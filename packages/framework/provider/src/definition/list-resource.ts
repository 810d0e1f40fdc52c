// SPDX-License-Identifier: Apache-2.0

import { captureSource, type Source } from "@provide-foundry/foundation";
import type { Refused } from "../schema/attribute.ts";
import type { Fields, IdentityFields, ListFields } from "../schema/field.ts";
import type { Planned, State } from "../schema/models.ts";
import type { Unknown } from "../schema/unknown.ts";
import type { Awaitable, ClientContext, ValidateContext } from "./contexts.ts";
import { requireDefinition } from "./definition-error.ts";
import type { GivenIdentity } from "./identity.ts";
import { SchemaComponent, type SchemaComponentOptions } from "./schema-component.ts";

/**
 * A managed resource that can be listed: a definition, or what one consists of
 * for a resource that is written as a class.
 */
export interface Listed<R extends Fields, I extends IdentityFields> {
  /** Also the list resource's. */
  readonly name: string;
  readonly schema: R;
  readonly identity?: I | undefined;
}

const withoutIdentity = "the resource has no identity, which is what a list consists of";

/** A resource whose identity has attributes. */
export type Listable<R extends Fields, I extends IdentityFields> = Listed<R, I> &
  ([keyof I] extends [never] ? Refused<typeof withoutIdentity> : unknown);

/** What a list resource is, apart from what it does. */
export interface ListResourceOptions<F extends ListFields, R extends Fields, I extends IdentityFields> extends Omit<
  SchemaComponentOptions<F>,
  "name" | "schema"
> {
  /** The resource's, if it is to be repeated: a list resource has no other. */
  readonly name?: string;
  /** What it lists, and under whose name. */
  readonly resource: Listable<R, I>;
  /** What the practitioner asks for: the `config` block of a `list` block. */
  readonly schema?: F;
}

export interface ValidateListContext<F> extends ValidateContext<F> {
  /** Undefined when the practitioner gives none. */
  readonly limit: number | Unknown | undefined;
  readonly includeResource: boolean | Unknown;
}

export interface ListContext<F, C = unknown> extends ClientContext<F, C> {
  readonly config: Planned<F>;
  /** How many results are wanted at most; `Infinity` without a limit. Further ones are not asked for. */
  readonly limit: number;
  /** Whether the state of each resource is wanted too. */
  readonly includeResource: boolean;
}

/** One resource that was found. */
export interface ListResult<R, I> {
  readonly identity: GivenIdentity<I>;
  /** For people: how the service calls it. */
  readonly displayName: string;
  /** Its state, where `includeResource` asks for it. */
  readonly resource?: State<R>;
}

/** The operations of a list resource. */
export interface ListResourceHandlers<F, R, I, C> {
  /** Rules that concern several attributes; single ones belong into the schema. */
  validate?(context: ValidateListContext<F>): Awaitable<void>;
  /**
   * Finds resources: an async generator, which runs on as long as results are wanted. What goes to `diags` before a result
   * is shown with it.
   */
  list(context: ListContext<F, C>): AsyncIterable<ListResult<R, I>>;
}

/**
 * Lists the managed resources of one type that exist. Made by
 * {@link defineListResource}, a provider's `listResource` or the `listResource`
 * decorator.
 */
export class ListResourceDefinition<
  F extends ListFields = ListFields,
  R extends Fields = Fields,
  I extends IdentityFields = IdentityFields,
  C = unknown,
> extends SchemaComponent<F, ListResourceHandlers<F, R, I, C>, C> {
  readonly kind = "listResource";
  readonly resource: Listed<R, I>;

  constructor(options: ListResourceOptions<F, R, I>, handlers: ListResourceHandlers<F, R, I, C>, source: Source) {
    requireDefinition(options, "list resource");
    const { resource, name, schema = {} as F } = options;
    const complete = { ...options, name: resource?.name ?? name, schema } as SchemaComponentOptions<F>;
    super(complete, handlers, source, {
      kind: "listResource",
      handlers: ["list"],
      findProblems: () => findListedProblems(resource, name),
    });
    this.resource = resource;
    Object.freeze(this);
  }
}

function findListedProblems(resource: Listed<Fields, IdentityFields> | undefined, name: string | undefined): string[] {
  if (resource?.schema === undefined) return ["resource: a managed resource is needed, which it lists"];
  if (name !== undefined && name !== resource.name) return [`name: it lists ${resource.name}, so that is its name`];
  return Object.keys(resource.identity ?? {}).length === 0 ? [`resource: ${withoutIdentity}`] : [];
}

/**
 * Defines a list resource.
 *
 * @throws DefinitionError that lists what is wrong with it.
 *
 * @example
 * defineListResource({
 *   resource: server,
 *   schema: { prefix: t.string().optional() },
 *   async *list({ config, limit, client }) {
 *     for await (const { id, name } of client.find(config.prefix, limit)) yield { identity: { id }, displayName: name };
 *   },
 * })
 */
export function defineListResource<
  R extends Fields,
  I extends IdentityFields,
  const F extends ListFields = {},
  C = unknown,
>(definition: ListResourceOptions<F, R, I> & ListResourceHandlers<F, R, I, C>): ListResourceDefinition<F, R, I, C> {
  return new ListResourceDefinition<F, R, I, C>(definition, definition, captureSource());
}
