// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { PluginError } from "./plugin-error.ts";
import { reattachPlugin } from "./reattach-plugin.ts";
import type { Reattach } from "./reattach.ts";
import { Echo } from "./testing/echo-service.ts";
import { PluginProcess, programPath } from "./testing/plugin-process.ts";

suite("reattachPlugin", () => {
  test("connects to a plugin that goes on afterwards, and says when it is gone", async () => {
    const env = { PATH: process.env["PATH"] };
    await using plugin = new PluginProcess(process.execPath, [programPath("debugged-plugin")], env);
    const reattach = JSON.parse(await plugin.readLine()) as Reattach;
    for (const text of ["first", "second"]) {
      const connection = await reattachPlugin(reattach);
      assert.equal(connection.peer, undefined);
      assert.equal((await connection.client(Echo).say({ text })).text, text);
      await connection.shutdown(2_000);
      connection.close();
    }
    await fails(reattachPlugin({ ...reattach, address: "/no/such/socket" }), /ENOENT.*; its process \d+ is running$/);
    plugin.child.kill("SIGINT");
    await plugin.ended;
    await fails(reattachPlugin(reattach), /cannot connect to unix .*; its process \d+ has ended$/);
  });
});

function fails(call: Promise<unknown>, message: RegExp): Promise<void> {
  return assert.rejects(call, (error) => {
    assert.ok(error instanceof PluginError, String(error));
    assert.equal(error.code, "plugin.connect");
    assert.match(error.message, message);
    assert.match(error.hint ?? "", /debug mode/);
    return true;
  });
}
