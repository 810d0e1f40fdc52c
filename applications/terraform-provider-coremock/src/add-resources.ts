// SPDX-License-Identifier: Apache-2.0

import { addAction } from "./action.ts";
import { addDataSource } from "./data-source.ts";
import { loadSchemas } from "./dynamic/load-schemas.ts";
import { addManagedResource } from "./managed-resource.ts";
import type { Coremock, CoremockOptions } from "./provider.ts";
import { complexSchema, simpleSchema } from "./schema/fixed-schemas.ts";

/**
 * Makes everything that a schema can be part of the provider: a resource, its list, a data source, an action.
 *
 * @throws DiagnosticError that lists what is wrong with the dynamic resources.
 */
export async function addResources(provider: Coremock, options: CoremockOptions = {}): Promise<void> {
  const { directory = process.cwd(), env = process.env, dynamicResources: content } = options;
  const schemas = {
    simple_resource: simpleSchema(),
    complex_resource: complexSchema(),
    ...(await loadSchemas({ name: provider.name, directory, env, content })),
  };
  for (const [name, schema] of Object.entries(schemas)) {
    addManagedResource(provider, name, schema);
    addDataSource(provider, name, schema);
    addAction(provider, name, schema);
  }
}
