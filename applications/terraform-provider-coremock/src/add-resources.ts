// SPDX-License-Identifier: Apache-2.0

import { addAction } from "./action.ts";
import { addDataSource } from "./data-source.ts";
import { addManagedResource } from "./managed-resource.ts";
import type { Coremock, CoremockOptions } from "./provider.ts";
import { complexSchema, simpleSchema } from "./schema/fixed-schemas.ts";
import type { ResourceSchema } from "./schema/resource-schema.ts";

/** Makes everything that a schema can be part of the provider: a resource, its list, a data source, an action. */
export async function addResources(provider: Coremock, _options: CoremockOptions = {}): Promise<void> {
  const schemas: Readonly<Record<string, ResourceSchema>> = {
    simple_resource: simpleSchema(),
    complex_resource: complexSchema(),
  };
  for (const [name, schema] of Object.entries(schemas)) {
    addManagedResource(provider, name, schema);
    addDataSource(provider, name, schema);
    addAction(provider, name, schema);
  }
}
