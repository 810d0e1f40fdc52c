// SPDX-License-Identifier: Apache-2.0

/**
 * Protocol 5 under the names of protocol 6. Apart from six names the two are one: what protocol 5 lacks, nested
 * attributes and state stores, it does not have to say.
 *
 * @module
 */

import type { Provider5 } from "./generated/tfplugin5.ts";
import type { Provider6 } from "./generated/tfplugin6.ts";
import { GrpcError } from "./grpc/grpc-error.ts";
import type { GrpcClient } from "./grpc/service.ts";
import { Status } from "./grpc/status.ts";

/** Calls under the names and with the messages of tfplugin6. */
export function adaptProvider5(client: GrpcClient<Provider5>): GrpcClient<Provider6> {
  const {
    getSchema,
    prepareProviderConfig,
    validateResourceTypeConfig,
    validateDataSourceConfig,
    configure,
    stop,
    ...shared
  } = client;
  return {
    ...shared,
    getMetadata: async (request, options) => ({ ...(await client.getMetadata(request, options)), stateStores: [] }),
    getProviderSchema: async (request, options) => ({
      ...(await getSchema(request, options)),
      stateStoreSchemas: new Map(),
    }),
    async validateProviderConfig(request, options) {
      // The prepared config is left out: Terraform never uses it, and protocol 6 gave it up.
      const { diagnostics } = await prepareProviderConfig(request, options);
      return { diagnostics };
    },
    validateResourceConfig: validateResourceTypeConfig,
    validateDataResourceConfig: validateDataSourceConfig,
    configureProvider: configure,
    stopProvider: stop,
    validateStateStoreConfig: noStateStores,
    configureStateStore: noStateStores,
    async *readStateBytes() {
      yield await noStateStores();
    },
    writeStateBytes: noStateStores,
    lockState: noStateStores,
    unlockState: noStateStores,
    getStates: noStateStores,
    deleteState: noStateStores,
  };
}

/** As a provider of protocol 6 without state stores answers. */
function noStateStores(): Promise<never> {
  return Promise.reject(new GrpcError(Status.UNIMPLEMENTED, "protocol 5 has no state stores"));
}
