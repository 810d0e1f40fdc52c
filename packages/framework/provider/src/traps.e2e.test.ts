// SPDX-License-Identifier: Apache-2.0

/** The traps of a provider's program; those of its calls are in `server/traps.test.ts`. */

import * as cty from "@provide-foundry/cty";
import * as msgpack from "@provide-foundry/cty/msgpack";
import { runProcess, spawnProcess } from "@provide-foundry/foundation";
import { TerraformHandshake, startPlugin } from "@provide-foundry/rpcplugin";
import { Provider6 } from "@provide-foundry/rpcplugin/tfplugin6";
import { captureLogs, temporaryDirectory } from "@provide-foundry/testkit";
import assert from "node:assert/strict";
import { realpathSync } from "node:fs";
import { suite, test } from "node:test";
import { fileURLToPath } from "node:url";

const program = fileURLToPath(new URL("testing/noisy-provider.js", import.meta.url));

async function callHere(cwd: string): Promise<string> {
  await using plugin = await startPlugin({
    command: process.execPath,
    args: [program],
    handshake: TerraformHandshake,
    versions: [6],
    logger: captureLogs().logger,
    cwd,
  });
  const { result, error } = await plugin.connection.client(Provider6).callFunction({ name: "here" });
  assert.equal(error, undefined);
  return msgpack.unmarshal(result!.msgpack, cty.string).asString();
}

suite("V01 traps of a provider's program", () => {
  test("trap: provider: the magic cookie is compared with the host's", async () => {
    const { cookieKey, cookieValue } = TerraformHandshake;
    for (const value of [undefined, "", "wrong", `${cookieValue}x`]) {
      const variables = value === undefined ? {} : { [cookieKey]: value };
      const options = { env: { inherit: "minimal", variables }, allowFailure: true } as const;
      const { exitCode, stderr } = await runProcess(process.execPath, [program], options);
      assert.equal(exitCode, 1, String(value));
      assert.match(stderr, /plugin|Terraform/);
    }
  });

  test("trap: provider: nothing but the handshake line is on stdout, whatever is printed", async () => {
    const variables = { [TerraformHandshake.cookieKey]: TerraformHandshake.cookieValue, PLUGIN_PROTOCOL_VERSIONS: "6" };
    await using provider = await spawnProcess(process.execPath, [program], { env: { inherit: "minimal", variables } });
    const lines: string[] = [];
    for await (const line of provider.stdout) {
      lines.push(line);
      break;
    }
    assert.match(lines[0]!, /^1\|6\|(unix|tcp)\|[^|]+\|grpc\|?/);
    using folder = temporaryDirectory();
    assert.notEqual(await callHere(folder.path), "", "and a call that prints is answered");
  });

  test("trap: provider: it runs where the host started it", async () => {
    using folder = temporaryDirectory();
    assert.equal(realpathSync(await callHere(folder.path)), realpathSync(folder.path));
  });
});
