// SPDX-License-Identifier: Apache-2.0

import { createLogger, createRedactor } from "@provide-foundry/foundation";
import type { ProviderDefinition } from "../definition/provider.ts";
import { getProviderSchema, getResourceIdentitySchemas } from "../server/provider-schema.ts";
import { Runtime } from "../server/runtime.ts";
import type { ProviderFields } from "../schema/field.ts";
import { type ProviderSchemaJson, providerSchemaJson } from "./schema-json.ts";

/** All that the provider has, as its hosts would be told. Loads every component. */
export async function loadSchemas(provider: ProviderDefinition<ProviderFields, unknown>): Promise<ProviderSchemaJson> {
  provider.check();
  const logger = createLogger({ name: provider.name, level: "off", format: "people" });
  const runtime = new Runtime(provider, {
    logger,
    redactor: createRedactor(),
    ending: { graceMs: 0, clock: undefined },
  });
  const { identitySchemas = new Map() } = await getResourceIdentitySchemas(runtime);
  return providerSchemaJson(await getProviderSchema(runtime), identitySchemas);
}
