// SPDX-License-Identifier: Apache-2.0

/**
 * Our server as HashiCorp's go-plugin sees it: its handshake parser, its P-521
 * certificate, its gRPC client, its broker.
 *
 * @module
 */

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import path from "node:path";
import { before, suite, test } from "node:test";
import { buildGoProgram, missing, temporaryDirectory } from "@provide-foundry/testkit";
import { Provider6 } from "./generated/tfplugin6.ts";
import type { MethodDescriptor } from "./protobuf/service.ts";

const repository = path.join(import.meta.dirname, "../../../..");
const plugin = [process.execPath, path.join(import.meta.dirname, "testing/harness-plugin.js")];

interface Step {
  readonly name: string;
  readonly value?: any;
  readonly error?: string;
}

interface Session {
  readonly steps: readonly Step[];
  readonly stdout: string;
  readonly stderr: string;
  readonly log: readonly { readonly level: string; readonly message: string }[];
}

suite("a host on go-plugin", { skip: missing("go") }, () => {
  let host: string;
  before(async () => {
    host = await buildGoProgram(path.join(repository, "harnesses/go/plugin-host"), path.join(repository, "out/go"));
  });

  /** Takes the plugin through the steps, with a plain environment. */
  async function drive(steps: string, { flags = [] as string[], env = {} } = {}): Promise<Session> {
    // Of its own, because a host that refuses a plugin kills it at once, and its socket stays behind.
    using tmp = temporaryDirectory();
    const child = spawn(host, ["-steps", steps, ...flags, ...plugin], {
      env: { PATH: process.env["PATH"], TMPDIR: tmp.path, ...env },
      stdio: ["ignore", "pipe", "inherit"],
    });
    let text = "";
    for await (const chunk of child.stdout) text += String(chunk);
    return JSON.parse(text) as Session;
  }

  const stepOf = ({ steps }: Session, name: string): Step => steps.find((step) => step.name === name) ?? { name };
  const faults = ({ steps }: Session): Step[] => steps.filter(({ error }) => error !== undefined);

  test("R03 R06 shakes hands with a P-521 certificate, reads the schema and ends the plugin politely", async () => {
    const session = await drive("ping,schema,unknown-method");
    assert.deepEqual(faults(session), []);
    const { protocolVersion, network, address } = stepOf(session, "start").value;
    assert.deepEqual({ protocolVersion, network }, { protocolVersion: 6, network: "unix" });
    assert.ok(path.isAbsolute(address));

    const { resourceSchemas, serverCapabilities } = stepOf(session, "schema").value;
    assert.deepEqual(serverCapabilities, { planDestroy: true, getProviderSchemaOptional: true });
    const { version, block } = resourceSchemas["harness_thing"];
    assert.equal(version, "3");
    assert.equal(block.attributes[0].description, "Größe");

    const { graceful, exited, socketLeft } = stepOf(session, "shutdown").value;
    assert.deepEqual({ graceful, exited, socketLeft }, { graceful: true, exited: true, socketLeft: false });
    assert.equal(session.stdout, "");
    assert.deepEqual(
      session.log.filter(({ level }) => level === "error" || level === "warn"),
      [],
    );
  });

  test("R06 health: the plugin serves, and what is not there is not found", async () => {
    const session = await drive("health,ping");
    assert.deepEqual(faults(session), []);
    assert.deepEqual(stepOf(session, "health").value, {
      "": ["SERVING", "SERVING"],
      plugin: ["SERVING", "SERVING"],
      nothing: ["NotFound", "SERVICE_UNKNOWN"],
    });
  });

  test("R06 reflection describes all services to protobuf's own registry", async () => {
    const session = await drive("reflection,ping");
    assert.deepEqual(faults(session), []);
    const { v1, v1alpha } = stepOf(session, "reflection").value;
    assert.deepEqual(v1, v1alpha);
    assert.deepEqual(Object.keys(v1), [
      "foundry.harness.v1.Echo",
      "grpc.health.v1.Health",
      "grpc.reflection.v1.ServerReflection",
      "grpc.reflection.v1alpha.ServerReflection",
      "plugin.GRPCBroker",
      "plugin.GRPCController",
      "plugin.GRPCStdio",
      "tfplugin6.Provider",
    ]);
    assert.deepEqual(v1["foundry.harness.v1.Echo"].slice(0, 3), [
      "Say(google.protobuf.StringValue) google.protobuf.StringValue",
      "SayBytes(google.protobuf.BytesValue) google.protobuf.BytesValue",
      "Count(google.protobuf.UInt32Value) google.protobuf.UInt32Value",
    ]);
    assert.deepEqual(v1["plugin.GRPCStdio"], ["StreamStdio(google.protobuf.Empty) plugin.StdioData"]);
    assert.deepEqual(
      v1["tfplugin6.Provider"].toSorted(),
      Object.values<MethodDescriptor>(Provider6.methods)
        .map(({ name, input, output }) => `${name}(${input.typeName}) ${output.typeName}`)
        .toSorted(),
    );
  });

  test("R06 without AutoMTLS it speaks in clear, when the host wants that", async () => {
    assert.deepEqual(faults(await drive("ping,echo", { flags: ["-auto-mtls=false"] })), []);
  });

  test("R02 R06 streams, cancels and sends large messages", async () => {
    const session = await drive("echo,large,stream,cancel,deadline,echo");
    assert.deepEqual(faults(session), []);
    assert.equal(stepOf(session, "large").value, 8 * 1024 * 1024);
    assert.equal(stepOf(session, "stream").value, 1_000);
  });

  const brokers: Record<string, string[]> = {
    "": [],
    " over one connection": ["-multiplex"],
    " over one connection in clear": ["-multiplex", "-auto-mtls=false"],
  };
  for (const [name, flags] of Object.entries(brokers)) {
    test(`R06 the broker connects both ways${name}`, async () => {
      const session = await drive("ping,large,call-host,call-plugin,stream,call-host,call-plugin,cancel", { flags });
      assert.deepEqual(faults(session), []);
      assert.equal(stepOf(session, "call-host").value, "host: called by the plugin");
      const { graceful, socketLeft } = stepOf(session, "shutdown").value;
      assert.deepEqual({ graceful, socketLeft }, { graceful: true, socketLeft: false });
    });
  }

  test("F03 what the plugin prints arrives through the stdio stream", async () => {
    const session = await drive("print");
    assert.deepEqual(faults(session), []);
    assert.equal(session.stdout, "printed by the plugin\n");
  });

  test("R03 a wrong cookie is a message that the host passes on", async () => {
    const session = await drive("", { flags: ["-cookie-value", "wrong"] });
    assert.match(stepOf(session, "start").error ?? "", /plugin/);
    assert.match(session.stderr, /This program is a plugin/);
    assert.equal(session.stdout, "");
  });

  test("R03 a host without a common version gets to say so", async () => {
    const session = await drive("", { flags: ["-versions", "5"] });
    assert.match(stepOf(session, "start").error ?? "", /incompatible API version with plugin. Plugin version: 6/);
  });
});
