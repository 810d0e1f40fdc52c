// SPDX-License-Identifier: Apache-2.0

/**
 * Hosts that do what no host should do, to a plugin's process: what becomes of
 * it, and of the host that it belongs to.
 *
 * @module
 */

import assert from "node:assert/strict";
import { X509Certificate } from "node:crypto";
import { existsSync } from "node:fs";
import * as net from "node:net";
import { suite, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import * as tls from "node:tls";
import { type Certificate, createCertificate, pemFromDer, toTlsOptions } from "@provide-foundry/foundation/crypto/x509";
import { captureLogs } from "@provide-foundry/testkit";
import { connectPlugin, type PluginConnection } from "./connect-plugin.ts";
import { Status } from "./grpc/status.ts";
import type { HandshakeLine } from "./handshake.ts";
import { Echo } from "./testing/echo-service.ts";
import { hostEnvironment, PluginProcess } from "./testing/plugin-process.ts";

interface Manner {
  readonly encrypted: boolean;
  readonly multiplex: boolean;
}

/** A plugin's process, started for a host that connects in one manner. */
class Run implements AsyncDisposable {
  readonly process: PluginProcess;
  readonly #own: Certificate = createCertificate();
  readonly #manner: Manner;

  constructor(manner: Manner) {
    this.#manner = manner;
    this.process = PluginProcess.start("echo-plugin", {
      ...hostEnvironment,
      ...(manner.encrypted && { PLUGIN_CLIENT_CERT: pemFromDer("CERTIFICATE", this.#own.der) }),
      ...(manner.multiplex && { PLUGIN_MULTIPLEX_GRPC: "true" }),
    });
  }

  /** A connection without anything on it. */
  async connectRaw(): Promise<net.Socket> {
    const { address } = await this.#line();
    const socket = net.connect({ path: address });
    socket.on("error", () => {});
    await new Promise((resolve) => socket.once("connect", resolve));
    return socket;
  }

  /** A connection of the host's own, with TLS on it if there is to be any, and nothing else. */
  async connectAsHost(): Promise<net.Socket> {
    const socket = await this.connectRaw();
    if (!this.#manner.encrypted || this.#manner.multiplex) return socket;
    const secure = tls.connect({
      ...toTlsOptions(this.#own),
      socket,
      rejectUnauthorized: false,
      ALPNProtocols: ["h2"],
    });
    secure.on("error", () => {});
    await new Promise((resolve) => secure.once("secureConnect", resolve));
    return secure;
  }

  async connect(): Promise<PluginConnection> {
    const endpoint = await this.#line();
    const { certificate, multiplex } = endpoint;
    return connectPlugin({
      endpoint,
      version: endpoint.version,
      tls: certificate && { own: this.#own, peer: new X509Certificate(certificate) },
      multiplex,
      logger: captureLogs().logger,
    });
  }

  #line(): Promise<HandshakeLine> {
    return this.process.readHandshake();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.process[Symbol.asyncDispose]();
  }
}

const preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
const settings = "\0\0\0\x04\0\0\0\0\0";

const garbage: Record<string, Buffer> = {
  "a web browser's request": Buffer.from("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"),
  zeros: Buffer.alloc(100_000),
  noise: Buffer.from(Array.from({ length: 50_000 }, (_, i) => (i * i * 31 + 7) & 255)),
  "half an HTTP/2 frame": Buffer.from(`${preface}${settings}\0\x40\0\0\0\0\0\0\x01half`, "latin1"),
  "an HTTP/2 frame of no length": Buffer.from(`${preface}${settings}\xff\xff\xff\0\0\0\0\0\x01`, "latin1"),
  "half a TLS handshake": Buffer.from("16030100c8010000c40303", "hex"),
  "half a yamux frame": Buffer.from("00000001000000", "hex"),
  "a yamux frame beyond the window": Buffer.from("000000010000000140000000", "hex"),
};

const manners: Record<string, Manner> = {
  "in clear": { encrypted: false, multiplex: false },
  "with mutual TLS": { encrypted: true, multiplex: false },
  "on a shared connection in clear": { encrypted: false, multiplex: true },
  "on a shared connection with mutual TLS": { encrypted: true, multiplex: true },
};

for (const [name, manner] of Object.entries(manners)) {
  suite(`R05 a plugin ${name}`, () => {
    test("outlives garbage, from whoever can connect and from its host, and serves as before", async () => {
      await using run = new Run(manner);
      const sockets: net.Socket[] = [];
      for (const bytes of Object.values(garbage)) {
        for (const connect of [() => run.connectRaw(), () => run.connectAsHost()]) {
          const socket = await connect();
          socket.write(bytes);
          sockets.push(socket);
          if (sockets.length % 3 === 0) socket.destroy(); // some stay, some go
        }
      }
      await sleep(50);
      const connection = await run.connect();
      assert.equal((await connection.client(Echo).say({ text: "still here" })).text, "still here");
      for (const socket of sockets) socket.destroy();
      assert.equal((await connection.client(Echo).say({ text: "and now" })).text, "and now");
      assert.doesNotMatch(run.process.stderr, /panic|"@level":"error"/);
      await connection.shutdown(2_000);
      connection.close();
      assert.deepEqual(await run.process.ended, { code: 0, signal: null });
    });

    test("takes 64 MiB and 200 calls at once, and forgets calls that are cancelled", async () => {
      await using run = new Run(manner);
      const connection = await run.connect();
      const echo = connection.client(Echo);
      const data = Buffer.alloc(64 * 1024 * 1024, "0123456789abcdef");
      const large = echo.say({ data });
      const cancel = new AbortController();
      const hanging = Array.from({ length: 50 }, () =>
        assert.rejects(echo.say({ text: "hang" }, { signal: cancel.signal }), { code: Status.CANCELLED }),
      );
      const answers = await Promise.all(Array.from({ length: 200 }, (_, i) => echo.say({ text: String(i) })));
      assert.deepEqual(
        answers.map(({ text }) => Number(text)),
        Array.from({ length: 200 }, (_, i) => i),
      );
      cancel.abort();
      await Promise.all(hanging);
      assert.ok(data.equals((await large).data));
      connection.close();
    });

    test("a host that dies in the middle of calls takes the plugin with it, and its socket", async () => {
      await using run = new Run(manner);
      const connection = await run.connect();
      const echo = connection.client(Echo);
      await echo.say({ text: "hi" });
      const calls = [echo.say({ text: "hang" }), echo.say({ data: Buffer.alloc(32 * 1024 * 1024) })];
      await sleep(10);
      connection.channel.close();
      connection.close();
      for (const call of calls) await assert.rejects(call, { code: Status.UNAVAILABLE });
      assert.deepEqual(await run.process.ended, { code: 0, signal: null });
      const { address } = await run.process.readHandshake();
      assert.ok(!existsSync(address));
    });
  });
}
