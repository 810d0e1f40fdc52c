// SPDX-License-Identifier: Apache-2.0

import type { ResourceName } from "../address.ts";
import type { ProviderSchema, ResourceSchema } from "../schema/schema.ts";

/** The schemas of all providers that a configuration or state has to do with. */
export class Schemas {
  readonly #find: (source: string) => ProviderSchema | undefined;

  constructor(find: (source: string) => ProviderSchema | undefined) {
    this.#find = find;
  }

  provider(source: string): ProviderSchema | undefined {
    return this.#find(source);
  }

  resource(source: string, { mode, type }: Pick<ResourceName, "mode" | "type">): ResourceSchema | undefined {
    const schema = this.#find(source);
    switch (mode) {
      case "managed":
        return schema?.resources.get(type);
      case "data":
        return schema?.dataSources.get(type);
      default:
        return schema?.ephemeralResources.get(type);
    }
  }
}
