// SPDX-License-Identifier: Apache-2.0

import { captureSource, type Source } from "@provide-foundry/foundation";
import { findSchemaProblems } from "../schema/schema-rules.ts";
import type { Fields } from "../schema/field.ts";
import type { Coherent } from "../schema/planning.ts";
import { findReferenceProblems } from "../schema/reference-rules.ts";
import type { RulePath } from "../schema/models.ts";
import type { Rule } from "../validation/validator.ts";
import { Component } from "./component.ts";
import type { ResourceHandlers } from "./contexts.ts";
import { findMissingHandlers, findNameProblems, requireDefinition, throwProblems } from "./definition-error.ts";

/** What a resource is, apart from what it does. */
export interface ResourceOptions<F extends Fields> {
  /** In snake_case, without the provider's prefix. */
  readonly name: string;
  readonly schema: F & Coherent<F>;
  /** Of the schema; stored with every state. Raise it when old states no longer fit. Default 0. */
  readonly version?: number;
  /** Markdown. */
  readonly description?: string;
  /** Why and what instead; warns whoever uses the resource. */
  readonly deprecated?: string;
  /** Rules on several attributes; see `@provide-foundry/provider/validators`. */
  readonly rules?: readonly Rule<NoInfer<RulePath<F>>>[];
}

/** A managed resource. Made by {@link defineResource}, a provider's `resource` or the `resource` decorator. */
export class ResourceDefinition<F extends Fields = Fields, C = unknown> extends Component<C> {
  readonly kind = "resource";
  readonly name: string;
  readonly schema: F;
  readonly version: number;
  readonly description: string;
  readonly deprecated: string | undefined;
  readonly rules: readonly Rule<unknown>[];
  readonly handlers: ResourceHandlers<F, C>;
  readonly source: Source;

  constructor(options: ResourceOptions<F>, handlers: ResourceHandlers<F, C>, source: Source) {
    super();
    requireDefinition(options, "resource");
    this.name = options.name;
    this.schema = options.schema;
    this.version = options.version ?? 0;
    this.description = options.description ?? "";
    this.deprecated = options.deprecated;
    this.rules = options.rules ?? [];
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
export function defineResource<const F extends Fields, C = unknown>(
  definition: ResourceOptions<F> & ResourceHandlers<F, C>,
): ResourceDefinition<F, C> {
  return new ResourceDefinition<F, C>(definition, definition, captureSource());
}
