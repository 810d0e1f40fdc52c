// SPDX-License-Identifier: Apache-2.0

/**
 * What stays in memory when a plugin has been used for long, at both ends.
 *
 * @module
 */

import assert from "node:assert/strict";
import { suite, test, type TestContext } from "node:test";
import type { Plugin } from "./start-plugin.ts";
import { startPlugin } from "./start-plugin.ts";
import { createClient } from "./grpc/client.ts";
import { echoHandshake } from "./testing/echo-handshake.ts";
import { Echo } from "./testing/echo-service.ts";
import { Measure, measureHeap } from "./testing/measure-service.ts";
import { programPath } from "./testing/plugin-process.ts";

/** What compilers, caches and buffers may take beside the calls: some bytes for each, were they kept, are more. */
const slackBytes = 1_500_000;

function start(multiplex: boolean): Promise<Plugin> {
  return startPlugin({
    command: process.execPath,
    args: [programPath("measured-plugin")],
    handshake: echoHandshake,
    versions: [5],
    multiplex,
  });
}

/** Does something so many times, by so many at once. */
async function repeat(times: number, atOnce: number, act: (i: number) => Promise<void>): Promise<void> {
  let next = 0;
  const work = async (): Promise<void> => {
    while (next < times) await act(next++);
  };
  await Promise.all(Array.from({ length: atOnce }, work));
}

/** The two ends hold no more after the work than after a first part of it. */
async function assertFlat(
  t: TestContext,
  plugin: Plugin,
  warmUp: () => Promise<void>,
  work: () => Promise<void>,
): Promise<void> {
  const measure = async () => ({
    plugin: (await plugin.connection.client(Measure).heap({})).value,
    host: await measureHeap(),
  });
  await warmUp();
  const before = await measure();
  await work();
  const after = await measure();
  const grown = { plugin: after.plugin - before.plugin, host: after.host - before.host };
  t.diagnostic(`bytes more: ${JSON.stringify(grown)}`);
  for (const [end, bytes] of Object.entries(grown)) assert.ok(bytes < slackBytes, `the ${end} holds ${bytes} more`);
}

suite("R05 endurance", () => {
  test("memory is flat over 100,000 calls, with cancelled ones and errors among them", async (t) => {
    await using plugin = await start(false);
    const echo = plugin.connection.client(Echo);
    const data = Buffer.alloc(100, "x");
    const call = async (i: number): Promise<void> => {
      if (i % 100 === 7) {
        const hanging = new AbortController();
        const cancelled = assert.rejects(echo.say({ text: "hang" }, { signal: hanging.signal }));
        setImmediate(() => hanging.abort());
        await cancelled;
      } else if (i % 100 === 8) {
        await assert.rejects(echo.say({ text: "not found" }));
      } else {
        await echo.say({ text: "hi", data });
      }
    };
    await assertFlat(
      t,
      plugin,
      () => repeat(10_000, 32, call),
      () => repeat(100_000, 32, call),
    );
  });

  for (const multiplex of [false, true]) {
    test(`memory is flat over 300 brokered connections${multiplex ? " that share one" : ""}`, async (t) => {
      await using plugin = await start(multiplex);
      const { broker } = plugin.connection;
      const measure = plugin.connection.client(Measure);
      const connect = async (): Promise<void> => {
        const value = broker.nextId();
        await measure.offer({ value });
        const channel = await broker.dial(value);
        await createClient(Echo, channel).say({ text: "hi" });
        channel.close();
        await measure.withdraw({ value });
      };
      await assertFlat(
        t,
        plugin,
        () => repeat(100, 4, connect),
        () => repeat(300, 4, connect),
      );
    });
  }
});
