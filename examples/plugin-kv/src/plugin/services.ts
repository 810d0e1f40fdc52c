// SPDX-License-Identifier: Apache-2.0

import {
  type Broker,
  createClient,
  GrpcError,
  implementService,
  type Service,
  Status,
} from "@provide-foundry/rpcplugin";
import { AddHelper, Counter, KV } from "../protocol.ts";

export function createStore(): Service {
  const values = new Map<string, Uint8Array>();
  return implementService(KV, {
    get({ key }) {
      const value = values.get(key);
      if (!value) throw new GrpcError(Status.NOT_FOUND, `there is no key ${JSON.stringify(key)}`);
      return { value };
    },
    put({ key, value }) {
      values.set(key, value);
      return {};
    },
  });
}

export function createCounter(broker: Broker): Service {
  const values = new Map<string, bigint>();
  return implementService(Counter, {
    get: ({ key }) => ({ value: values.get(key) ?? 0n }),
    async put({ addServer, key, value }) {
      const channel = await broker.dial(addServer);
      try {
        const { r } = await createClient(AddHelper, channel).sum({ a: values.get(key) ?? 0n, b: value });
        values.set(key, r);
      } finally {
        channel.close();
      }
      return {};
    },
  });
}
