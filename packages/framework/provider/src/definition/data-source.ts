// SPDX-License-Identifier: Apache-2.0

import { captureSource, type Source } from "@provide-foundry/foundation";
import type { DataFields } from "../schema/field.ts";
import { findSchemaProblems } from "../schema/schema-rules.ts";
import { findReferenceProblems } from "../schema/reference-rules.ts";
import type { RulePath } from "../schema/models.ts";
import type { Rule } from "../validation/validator.ts";
import { Component } from "./component.ts";
import type { DataSourceHandlers } from "./contexts.ts";
import { findMissingHandlers, findNameProblems, requireDefinition, throwProblems } from "./definition-error.ts";

/** What a data source is, apart from what it does. */
export interface DataSourceOptions<F extends DataFields> {
  /** In snake_case, without the provider's prefix. */
  readonly name: string;
  readonly schema: F;
  /** Markdown. */
  readonly description?: string;
  /** Why and what instead; warns whoever uses the data source. */
  readonly deprecated?: string;
  /** Rules on several attributes; see `@provide-foundry/provider/validators`. */
  readonly rules?: readonly Rule<NoInfer<RulePath<F>>>[];
}

/** A data source. Made by {@link defineDataSource}, a provider's `dataSource` or the `dataSource` decorator. */
export class DataSourceDefinition<F extends DataFields = DataFields, C = unknown> extends Component<C> {
  readonly kind = "dataSource";
  readonly name: string;
  readonly schema: F;
  readonly description: string;
  readonly deprecated: string | undefined;
  readonly rules: readonly Rule<unknown>[];
  readonly handlers: DataSourceHandlers<F, C>;
  readonly source: Source;

  constructor(options: DataSourceOptions<F>, handlers: DataSourceHandlers<F, C>, source: Source) {
    super();
    requireDefinition(options, "data source");
    this.name = options.name;
    this.schema = options.schema;
    this.description = options.description ?? "";
    this.deprecated = options.deprecated;
    this.rules = options.rules ?? [];
    this.handlers = handlers;
    this.source = source;
    throwProblems(`data source ${options.name}`, [
      ...findNameProblems(this.name),
      ...findMissingHandlers(handlers, ["read"]),
      ...findSchemaProblems(this.schema, "dataSource"),
      ...findReferenceProblems(this.schema, this.rules),
    ]);
    Object.freeze(this);
  }
}

/**
 * Defines a data source: `read` gets the configuration and returns what is
 * computed.
 *
 * @throws DefinitionError that lists what is wrong with the schema.
 */
export function defineDataSource<const F extends DataFields, C = unknown>(
  definition: DataSourceOptions<F> & DataSourceHandlers<F, C>,
): DataSourceDefinition<F, C> {
  return new DataSourceDefinition<F, C>(definition, definition, captureSource());
}
