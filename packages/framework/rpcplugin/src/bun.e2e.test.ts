// SPDX-License-Identifier: Apache-2.0

/**
 * Plugins under Bun, whose HTTP/2 and TLS are not Node's.
 *
 * @module
 */

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { findTool, missing } from "@provide-foundry/testkit";
import { Status } from "./grpc/status.ts";
import { type Plugin, startPlugin, type StartPluginOptions } from "./start-plugin.ts";
import { echoHandshake } from "./testing/echo-handshake.ts";
import { Echo, textsOf } from "./testing/echo-service.ts";
import { PluginProcess, hostEnvironment, programPath } from "./testing/plugin-process.ts";

function start(program: string, options: Partial<StartPluginOptions> = {}): Promise<Plugin> {
  return startPlugin({
    command: findTool("bun")!,
    args: [programPath(program)],
    env: { PATH: process.env["PATH"] },
    handshake: echoHandshake,
    versions: [3, 5],
    ...options,
  });
}

suite("under Bun", { skip: missing("bun") }, () => {
  test("R03 all kinds of calls and errors over mutual TLS", async () => {
    await using plugin = await start("echo-plugin", { tls: "P-521" });
    const client = plugin.connection.client(Echo);
    assert.equal((await client.say({ text: "größer" })).text, "größer");
    assert.equal((await client.join([{ text: "a" }, { text: "b" }])).text, "a b");
    assert.deepEqual(await textsOf(client.repeat({ text: "a b c" })), ["a", "b", "c"]);
    assert.deepEqual(await textsOf(client.chat([{ text: "a" }, { text: "b" }])), ["a", "b"]);
    await assert.rejects(client.say({ text: "not found" }), { code: Status.NOT_FOUND });
    await assert.rejects(client.say({ text: "hang" }, { timeoutMs: 50 }), { code: Status.DEADLINE_EXCEEDED });
    await assert.rejects(client.missing({}), { code: Status.UNIMPLEMENTED });
  });

  test("R05 20 MiB there and back, 200 calls at once", async () => {
    await using plugin = await start("echo-plugin");
    const client = plugin.connection.client(Echo);
    const data = Buffer.alloc(20 * 1024 * 1024, "0123456789abcdef");
    assert.ok(data.equals((await client.say({ data })).data));
    const answers = await Promise.all(Array.from({ length: 200 }, (_, i) => client.say({ text: String(i) })));
    assert.ok(answers.every(({ text }, i) => text === String(i)));
  });

  test("F03 stdout holds exactly the handshake line, and the host gets what is printed", async () => {
    const output: string[] = [];
    const plugin = await start("noisy-plugin", { onOutput: (_, data) => output.push(Buffer.from(data).toString()) });
    await plugin.connection.client(Echo).say({ text: "hello" });
    await plugin.close();
    assert.match(output.join(""), /^at import$/m);
    assert.match(output.join(""), /^an error at import$/m);
    assert.match(output.join(""), /^in a call: hello$/m);
    await using raw = new PluginProcess(findTool("bun")!, [programPath("noisy-plugin")], hostEnvironment);
    await raw.readLine();
    raw.child.kill("SIGTERM");
    assert.deepEqual(await raw.ended, { code: 0, signal: null });
    assert.match(raw.stdout, /^1\|3\|unix\|[^\n]*\n$/);
  });
});
