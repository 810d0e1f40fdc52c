// SPDX-License-Identifier: Apache-2.0

import { implementService, type PluginConnection } from "@provide-foundry/rpcplugin";
import { AddHelper, Counter, KV } from "../protocol.ts";

/** Puts a value, gets it back, and asks for one that is not there. */
export async function putAndGet(connection: PluginConnection): Promise<{ value: string; isMissing: boolean }> {
  const kv = connection.client(KV);
  await kv.put({ key: "greeting", value: Buffer.from("Grüße, 世界") });
  const { value } = await kv.get({ key: "greeting" });
  const isMissing = await kv.get({ key: "nothing" }).then(
    () => false,
    () => true,
  );
  return { value: Buffer.from(value).toString(), isMissing };
}

/** Has the plugin count, and does the adding, at the plugin's request, on a connection of its own each time. */
export async function count(connection: PluginConnection): Promise<{ count: number; sums: number }> {
  let sums = 0;
  const adder = implementService(AddHelper, {
    sum({ a, b }) {
      sums++;
      return { r: a + b };
    },
  });
  const { broker } = connection;
  const counter = connection.client(Counter);
  for (const value of [40n, -5n, 7n]) {
    const addServer = broker.nextId();
    const server = await broker.accept(addServer, [adder]);
    await counter.put({ addServer, key: "answer", value });
    server.close();
  }
  return { count: Number((await counter.get({ key: "answer" })).value), sums };
}
