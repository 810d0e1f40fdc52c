// SPDX-License-Identifier: Apache-2.0

import type { Coremock } from "./provider.ts";
import type { ResourceSchema } from "./schema/resource-schema.ts";
import { toActionFields } from "./schema/to-fields.ts";
import { toStoredObject } from "./store/stored-value.ts";

/**
 * Makes an action part of the provider, which does nothing but say what it was given.
 *
 * @param name Without the provider's: `simple_resource`.
 */
export function addAction(provider: Coremock, name: string, { description, members }: ResourceSchema): void {
  provider.action({
    name,
    description,
    schema: toActionFields(members),
    async *invoke({ config }) {
      yield JSON.stringify({ resource_type: `${provider.name}_${name}`, values: toStoredObject(members, config) });
    },
  });
}
