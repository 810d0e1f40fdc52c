// SPDX-License-Identifier: Apache-2.0

import { captureSource, type Source } from "@provide-foundry/foundation";
import type { DataFields } from "../schema/field.ts";
import type { DataSourceHandlers } from "./contexts.ts";
import { SchemaComponent, type SchemaComponentOptions } from "./schema-component.ts";

/** What a data source is, apart from what it does. */
export interface DataSourceOptions<F extends DataFields> extends SchemaComponentOptions<F> {}

/** A data source. Made by {@link defineDataSource}, a provider's `dataSource` or the `dataSource` decorator. */
export class DataSourceDefinition<F extends DataFields = DataFields, C = unknown> extends SchemaComponent<
  F,
  DataSourceHandlers<F, C>,
  C
> {
  readonly kind = "dataSource";

  constructor(options: DataSourceOptions<F>, handlers: DataSourceHandlers<F, C>, source: Source) {
    super(options, handlers, source, { kind: "dataSource", handlers: ["read"] });
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
