// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { X509Certificate } from "node:crypto";
import { suite, test } from "node:test";
import { type Certificate, createCertificate, pemFromDer } from "@provide-foundry/foundation/crypto/x509";
import { captureLogs, waitUntil } from "@provide-foundry/testkit";
import { connectPlugin, type PluginConnection } from "./connect-plugin.ts";
import type { Endpoint, HandshakeLine } from "./handshake.ts";
import type { MutualTls } from "./mutual-tls.ts";
import { Echo } from "./testing/echo-service.ts";
import { hostEnvironment, PluginProcess } from "./testing/plugin-process.ts";

/** One run: a host's certificate, and the plugin that was started for it. */
class Run implements AsyncDisposable {
  readonly own: Certificate = createCertificate();
  readonly process: PluginProcess;
  #line: HandshakeLine | undefined;

  constructor() {
    const certificate = pemFromDer("CERTIFICATE", this.own.der);
    this.process = PluginProcess.start("echo-plugin", { ...hostEnvironment, PLUGIN_CLIENT_CERT: certificate });
  }

  async line(): Promise<HandshakeLine> {
    return (this.#line ??= await this.process.readHandshake());
  }

  /** The plugin's certificate, which its host knows from the handshake line. */
  async peer(): Promise<X509Certificate> {
    return new X509Certificate((await this.line()).certificate!);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.process[Symbol.asyncDispose]();
  }
}

suite("Y02 a plugin that was started with mutual TLS", () => {
  const strangers: Record<string, (run: Run, other: Run) => Promise<MutualTls | undefined>> = {
    "a host without TLS": async () => undefined,
    "a host with a certificate of its own making": async (run) => ({
      own: createCertificate(),
      peer: await run.peer(),
    }),
    "the host of another run, with that run's certificate": async (run, other) => ({
      own: other.own,
      peer: await run.peer(),
    }),
  };
  for (const [name, tlsOf] of Object.entries(strangers)) {
    test(`turns away ${name}, and serves its own host as before`, async () => {
      await using run = new Run();
      await using other = new Run();
      const line = await run.line();
      await assert.rejects(say(line, await tlsOf(run, other)));
      assert.equal(await say(line, { own: run.own, peer: await run.peer() }), "hi");
      await waitUntil(() => run.process.stderr.includes("a connection was refused"), { what: "its log says so" });
    });
  }

  test("is turned away itself, when it is the one of another run", async () => {
    await using run = new Run();
    await using other = new Run();
    await assert.rejects(say(await run.line(), { own: run.own, peer: await other.peer() }), {
      code: "plugin.connect",
      message: /the server is not the one that was started/,
    });
  });
});

async function say(endpoint: Endpoint, tls: MutualTls | undefined): Promise<string> {
  const { logger } = captureLogs();
  let connection: PluginConnection | undefined;
  try {
    connection = await connectPlugin({ endpoint, version: 5, tls, logger });
    return (await connection.client(Echo).say({ text: "hi" }, { timeoutMs: 10_000 })).text;
  } finally {
    connection?.close();
  }
}
