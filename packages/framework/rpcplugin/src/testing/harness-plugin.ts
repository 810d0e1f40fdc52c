// SPDX-License-Identifier: Apache-2.0

/**
 * A plugin for the Go host in `harnesses/go/plugin-host`: Terraform's protocol 6
 * with a small schema, and the service that the host's further steps call.
 * `HARNESS_KEY_TYPE` chooses the kind of key of its certificate.
 *
 * @module
 */

import { type KeyType, keyTypeOf } from "@provide-foundry/foundation/crypto/x509";
import type { Broker } from "../broker.ts";
import { Provider6 } from "../generated/tfplugin6.ts";
import { createClient } from "../grpc/client.ts";
import { implementService, type Service, type ServiceImpl } from "../grpc/service.ts";
import { TerraformHandshake } from "../handshake.ts";
import { servePlugin } from "../serve-plugin.ts";
import { HarnessEcho } from "./harness-echo.ts";

function createEcho(broker: Broker): Service {
  let hanging = 0;
  const say: ServiceImpl<HarnessEcho>["say"] = ({ value }) => ({ value });
  return implementService(HarnessEcho, {
    say,
    sayBytes: ({ value }) => ({ value }),
    async *count({ value: limit }) {
      for (let value = 0; value < limit; value++) yield { value };
    },
    async hang(_, { signal }) {
      hanging++;
      await new Promise((resolve) => signal.addEventListener("abort", resolve));
      hanging--;
      return {};
    },
    hanging: () => ({ value: hanging }),
    async callHost({ value: id }) {
      const channel = await broker.dial(id);
      try {
        return await createClient(HarnessEcho, channel).say({ value: "called by the plugin" });
      } finally {
        channel.close();
      }
    },
    async openService() {
      const value = broker.nextId();
      await broker.accept(value, [implementService(HarnessEcho, { say })]);
      return { value };
    },
    print({ value }) {
      process.stdout.write(value);
      return {};
    },
    peerKey: (_, { peerCertificate }) => ({ value: (peerCertificate && keyTypeOf(peerCertificate)) ?? "none" }),
  });
}

const provider = implementService(Provider6, {
  getProviderSchema: () => ({
    provider: { block: {} },
    resourceSchemas: new Map([
      [
        "harness_thing",
        {
          version: 3n,
          block: { attributes: [{ name: "id", type: Buffer.from('"string"'), computed: true, description: "Größe" }] },
        },
      ],
    ]),
    serverCapabilities: { planDestroy: true, getProviderSchemaOptional: true },
  }),
});

const keyType = process.env["HARNESS_KEY_TYPE"] as KeyType | undefined;

await servePlugin({
  handshake: TerraformHandshake,
  ...(keyType && { keyType }),
  versions: { 6: ({ broker }) => [provider, createEcho(broker)] },
});
