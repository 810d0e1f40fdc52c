// SPDX-License-Identifier: Apache-2.0

/**
 * Our host with providers that everybody uses: built from their sources, on HashiCorp's own frameworks.
 *
 * @module
 */

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { copyFileSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { before, suite, test } from "node:test";
import * as cty from "@provide-foundry/cty";
import { detectPlatform } from "@provide-foundry/foundation/platform";
import { parseReattach } from "@provide-foundry/rpcplugin";
import { openProvider } from "@provide-foundry/rpcplugin/find-provider";
import { buildGoProgram, missing, temporaryDirectory, waitUntil } from "@provide-foundry/testkit";
import { root } from "../scripts/workspace.ts";
import { GoProvider, goProviders, typeOf } from "./go-provider.ts";

type Name = keyof typeof goProviders | "bench";

suite("providers in Go under our host", { skip: missing("go") }, () => {
  const commands = new Map<Name, string>();
  const start = (name: Name): Promise<GoProvider> => GoProvider.start(commands.get(name)!);

  before(async () => {
    const go = path.join(root, "harnesses/go");
    const out = path.join(root, "out/go");
    for (const [name, [module, goPackage]] of Object.entries(goProviders)) {
      commands.set(name as Name, await buildGoProgram(path.join(go, module), out, goPackage));
    }
    commands.set("bench", await buildGoProgram(path.join(go, "reference-provider"), out));
  });

  test("U02 R01 R06 one of protocol 5 and one of protocol 6 side by side, over mutual TLS with P-521", async () => {
    await using five = await start("random");
    await using six = await start("bench");
    assert.deepEqual([five.client.protocolVersion, six.client.protocolVersion], [5, 6]);
    for (const { plugin } of [five, six]) {
      const { publicKey } = plugin.connection.peer!;
      assert.equal(publicKey.asymmetricKeyDetails?.namedCurve, "secp521r1");
    }
    const [integer, item] = await Promise.all([
      five.create("random_integer", { min: 1, max: 1_000, seed: "foundry" }),
      six.create("bench_item", { name: "a", labels: { team: "core" } }),
    ]);
    assert.equal(integer.state.seed, "foundry");
    assert.deepEqual(item.state, { id: "item-a", name: "a", labels: { team: "core" }, size: 1 });
    assert.equal((await five.client.stopProvider({})).Error, "");
  });

  test("R06 a Go program that is being debugged is reattached to, again and again", async () => {
    const env = { PATH: process.env["PATH"], TMPDIR: process.env["TMPDIR"] };
    const child = spawn(commands.get("time")!, ["-debug"], { env, stdio: ["ignore", "pipe", "ignore"] });
    const ended = once(child, "exit");
    let text = "";
    child.stdout.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
    try {
      await waitUntil(() => /PROVIDERS='.*'/.test(text), { what: "it says where it is" });
      const [endpoint] = parseReattach(/PROVIDERS='(.*)'/.exec(text)![1]!).values();
      assert.ok(endpoint);
      assert.equal(endpoint.pid, child.pid);
      for (let i = 0; i < 2; i++) {
        await using time = await GoProvider.reattach(endpoint);
        assert.equal(time.client.protocolVersion, 5);
        assert.equal((await time.call("duration_parse", cty.stringVal("1h"))).minutes, 60);
      }
    } finally {
      child.kill("SIGINT");
      await ended;
    }
  });

  test("U02 one in a mirror is found by its address, started and ended", async () => {
    using directory = temporaryDirectory();
    const { terraformName: platform } = detectPlatform();
    const folder = path.join(directory.path, "registry.terraform.io/hashicorp/time/0.14.2", platform);
    mkdirSync(folder, { recursive: true });
    copyFileSync(commands.get("time")!, path.join(folder, "terraform-provider-time_v0.14.2_x5"));
    await using time = await openProvider("hashicorp/time", {
      cwd: directory.path,
      env: {},
      mirrors: [directory.path],
      start: { env: { PATH: process.env["PATH"], TMPDIR: process.env["TMPDIR"] } },
    });
    assert.equal(time.found.kind === "program" && time.found.version, "0.14.2");
    assert.ok((await time.client.getFunctions({})).functions.has("duration_parse"));
  });

  test("U02 all types in their schemas are read", async () => {
    for (const name of Object.keys(goProviders) as Name[]) {
      await using provider = await start(name);
      const { resourceSchemas, dataSourceSchemas, ephemeralResourceSchemas } = provider.schema;
      const schemas = [resourceSchemas, dataSourceSchemas, ephemeralResourceSchemas].flatMap((map) => [...map]);
      assert.notEqual(schemas.length, 0);
      for (const [typeName, { block }] of schemas) {
        assert.ok(typeName === name || typeName.startsWith(`${name}_`), typeName);
        assert.equal(typeOf(block!).kind, "object");
      }
    }
  });

  test("U02 R01 random: plans unknown values, creates, reads, imports and upgrades", async () => {
    await using random = await start("random");
    const { planned, state, read } = await random.create("random_integer", { min: 1, max: 50, keepers: { a: "ä" } });
    assert.equal(planned.getAttr("result").isKnown(), false);
    assert.equal(planned.getAttr("min").asBigInt(), 1n);
    assert.ok(state.result >= 1 && state.result <= 50);
    assert.deepEqual(state.keepers, { a: "ä" });
    assert.deepEqual(read, state);
    const imported = await random.import("random_integer", "42,1,100");
    assert.deepEqual([imported.result, imported.min, imported.max], [42, 1, 100]);
    const old = { id: "abc", length: 3, lower: true, upper: true, special: true, number: false, min_lower: 0 };
    const upgraded = await random.upgrade("random_string", 1n, { ...old, result: "abc" });
    assert.deepEqual([upgraded.result, upgraded.numeric], ["abc", false]);
  });

  test("U02 random: what is wrong is told with its path", async () => {
    await using random = await start("random");
    const [diagnostic] = await random.validate("random_string", { length: 0 });
    assert.equal(diagnostic?.severity, 1);
    assert.deepEqual(
      diagnostic.attribute?.steps.map((step) => step.attributeName),
      ["length"],
    );
    assert.match(diagnostic.detail, /length.* must be at least 1, got: 0/);
    const { diagnostics } = await random.client.importResourceState({ typeName: "random_integer", id: "x" });
    assert.match(diagnostics[0]?.detail ?? "", /expecting \{result\},\{min\},\{max\}/);
  });

  test("U02 R01 local: files come and go, and are read by data source and function", async () => {
    using directory = temporaryDirectory();
    await using local = await start("local");
    const filename = path.join(directory.path, "größe.txt");
    const { state, read } = await local.create("local_file", { filename, content: "ä\n" });
    assert.equal(readFileSync(filename, "utf8"), "ä\n");
    assert.deepEqual(read, state);
    const data = await local.readDataSource("local_file", { filename });
    assert.deepEqual([data.content, data.content_sha1], ["ä\n", state.content_sha1]);
    assert.equal(await local.call("direxists", cty.stringVal(directory.path)), true);
    const error = await local.call("direxists", cty.stringVal(filename));
    assert.match(error.text, /not a directory/i);
    await local.destroy("local_file", state);
    assert.equal(existsSync(filename), false);
    const readAgain = await local.client.readDataSource({ typeName: "local_nothing" });
    assert.equal(readAgain.diagnostics[0]?.severity, 1);
  });

  test("U02 R01 time: imports, and functions take and return values", async () => {
    await using time = await start("time");
    const imported = await time.import("time_static", "2020-02-12T06:36:13Z");
    assert.deepEqual([imported.unix, imported.year, imported.triggers], [1_581_489_373, 2020, {}]);
    const { state } = await time.create("time_offset", { base_rfc3339: "2020-02-12T06:36:13Z", offset_days: 7 });
    assert.equal(state.rfc3339, "2020-02-19T06:36:13Z");
    const duration = await time.call("duration_parse", cty.stringVal("1h30m"));
    assert.deepEqual([duration.hours, duration.minutes, duration.milliseconds], [1.5, 90, 5_400_000]);
    const error = await time.call("duration_parse", cty.stringVal("soon"));
    assert.equal(error.functionArgument, 0n);
    assert.match(error.text, /"soon" is not a valid duration/);
  });

  test("U02 null: a resource of the old SDK is created, read and replaced, and its data source answers", async () => {
    await using provider = await start("null");
    const { planned, state, read } = await provider.create("null_resource", { triggers: { image: "a" } });
    assert.equal(planned.getAttr("id").isKnown(), false);
    assert.match(state.id, /^\d+$/);
    assert.deepEqual(read, state);
    assert.deepEqual(await provider.replacing("null_resource", state, { triggers: { image: "b" } }), [
      "triggers",
      "id",
    ]);
    const data = await provider.readDataSource("null_data_source", { inputs: { name: "größe" } });
    assert.deepEqual(data.outputs, { name: "größe" });
  });

  test("U02 http: a data source asks a server, and tells what is wrong", async () => {
    const server = createServer(({ url, headers }, response) => {
      const type = { "content-type": "text/plain; charset=utf-8" };
      response.writeHead(url === "/" ? 200 : 404, type).end(`hello ${String(headers["x-name"])}`);
    });
    await once(server.listen(0, "127.0.0.1"), "listening");
    try {
      await using http = await start("http");
      const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
      const data = await http.readDataSource("http", { url, request_headers: { "X-Name": "foundry" } });
      assert.equal(data.body, "hello foundry");
      await assert.rejects(http.readDataSource("http", { url: `${url}missing` }), /404/);
      await assert.rejects(http.client.getMetadata({}), {
        code: "plugin.call",
        message: /^GetMetadata failed with UNIMPLEMENTED/,
      });
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });

  test("U02 tls: a key that one resource makes is read by a data source", async () => {
    await using tls = await start("tls");
    const { planned, state } = await tls.create("tls_private_key", { algorithm: "ED25519" });
    assert.equal(planned.getAttr("private_key_pem").isKnown(), false);
    const { private_key_pem, public_key_openssh } = state;
    const data = await tls.readDataSource("tls_public_key", { private_key_pem });
    assert.deepEqual([data.algorithm, data.public_key_openssh], ["ED25519", public_key_openssh]);
  });
});
