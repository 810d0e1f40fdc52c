// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { X509Certificate } from "node:crypto";
import { type Duplex, duplexPair, Readable } from "node:stream";
import { suite, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { type Certificate, createCertificate } from "@provide-foundry/foundation/crypto/x509";
import { captureLogs, type TemporaryDirectory, temporaryDirectory } from "@provide-foundry/testkit";
import { AsyncQueue } from "./async-queue.ts";
import type { Broker } from "./broker.ts";
import { connectPlugin, type PluginConnection } from "./connect-plugin.ts";
import { type ConnInfo, type ConnInfoInit, GRPCBroker } from "./generated/plugin.ts";
import { createClient } from "./grpc/client.ts";
import { Status } from "./grpc/status.ts";
import { openMultiplexer } from "./multiplex.ts";
import { MultiplexedBroker } from "./multiplexed-broker.ts";
import type { MutualTls } from "./mutual-tls.ts";
import { PluginServer } from "./plugin-server.ts";
import { createEchoService, Echo } from "./testing/echo-service.ts";
import { MemoryTransport } from "./testing/memory-transport.ts";
import { socketTransport, type Transport } from "./transport.ts";

const { logger } = captureLogs();

interface PairOptions {
  readonly tls?: { readonly host: Certificate; readonly plugin: Certificate } | undefined;
  readonly multiplex?: boolean;
  readonly network?: "unix" | "tcp" | "memory";
}

/** A host and a plugin in one process, with everything between them. */
class Pair implements AsyncDisposable {
  readonly server: PluginServer;
  readonly connection: PluginConnection;
  readonly #release: () => void;

  private constructor(server: PluginServer, connection: PluginConnection, release: () => void) {
    this.server = server;
    this.connection = connection;
    this.#release = release;
  }

  static async start({ tls, multiplex = false, network = "unix" }: PairOptions = {}): Promise<Pair> {
    const directory = temporaryDirectory();
    const transport = transportOf(network, directory);
    const server = new PluginServer({
      version: 5,
      load: () => [createEchoService()],
      tls: tls && trust(tls.plugin, tls.host),
      transport,
      openMultiplexer: multiplex ? openMultiplexer : undefined,
      logger,
      onShutdown: () => {},
    });
    const listener = await transport.listen((connection) => server.accept(connection));
    const connection = await connectPlugin({
      endpoint: listener,
      version: 5,
      tls: tls && trust(tls.host, tls.plugin),
      transport,
      multiplex,
      logger,
    });
    const release = (): void => {
      listener.close();
      directory[Symbol.dispose]();
    };
    return new Pair(server, connection, release);
  }

  /** Both directions. */
  get sides(): readonly { readonly offer: Broker; readonly dial: Broker }[] {
    const { server, connection } = this;
    return [
      { offer: server.broker, dial: connection.broker },
      { offer: connection.broker, dial: server.broker },
    ];
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.connection.close();
    await this.server.close();
    this.#release();
  }
}

function transportOf(network: "unix" | "tcp" | "memory", directory: TemporaryDirectory): Transport {
  return network === "memory" ? new MemoryTransport() : socketTransport({ network, directory: directory.path });
}

function trust(own: Certificate, peer: Certificate): MutualTls {
  return { own, peer: new X509Certificate(peer.der) };
}

async function talk(dial: Broker, id: number, text: string): Promise<void> {
  const channel = await dial.dial(id);
  assert.equal((await createClient(Echo, channel).say({ text })).text, text);
  channel.close();
}

const certificates = { host: createCertificate(), plugin: createCertificate({ keyType: "P-384" }) };

const arrangements: Record<string, PairOptions> = {
  sockets: {},
  "sockets with mutual TLS": { tls: certificates },
  "TCP with mutual TLS": { tls: certificates, network: "tcp" },
  "a shared connection": { multiplex: true },
  "a shared connection with mutual TLS": { multiplex: true, tls: certificates },
  "a shared connection over TCP with mutual TLS": { multiplex: true, tls: certificates, network: "tcp" },
  "Z03 a transport of somebody else's": { network: "memory" },
  "Z03 a transport of somebody else's with mutual TLS": { network: "memory", tls: certificates },
  "Z03 a shared connection of somebody else's": { network: "memory", multiplex: true },
  "Z03 a shared connection of somebody else's with mutual TLS": {
    network: "memory",
    multiplex: true,
    tls: certificates,
  },
};

for (const [name, options] of Object.entries(arrangements)) {
  suite(`Broker over ${name}`, () => {
    test("both sides offer and dial", async () => {
      await using pair = await Pair.start(options);
      for (const { offer, dial } of pair.sides) {
        const id = offer.nextId();
        assert.equal(id, 1, "each side counts for itself");
        const [channel] = await Promise.all([dial.dial(id), offer.accept(id, [createEchoService()])]);
        assert.equal((await createClient(Echo, channel).say({ text: "over the broker" })).text, "over the broker");
        channel.close();
      }
    });

    test("an offer may come before it is wanted, or after", async () => {
      await using pair = await Pair.start(options);
      const { offer, dial } = pair.sides[0]!;
      for (const id of [7, 8]) await offer.accept(id, [createEchoService()]);
      for (const id of [8, 7]) await talk(dial, id, `service ${id}`);
      const early = talk(dial, 9, "dialled first");
      await sleep(20);
      await offer.accept(9, [createEchoService()]);
      await early;
    });

    test("many at once, both ways, each with its own services, beside the main connection", async () => {
      await using pair = await Pair.start(options);
      const calls = pair.sides.flatMap(({ offer, dial }) =>
        Array.from({ length: 12 }, async () => {
          const id = offer.nextId();
          const heard: string[] = [];
          const server = await offer.accept(id, [createEchoService({ onCall: (text) => heard.push(text) })]);
          await talk(dial, id, `call ${id}`);
          assert.deepEqual(heard, [`call ${id}`]);
          server.close();
        }),
      );
      const main = pair.connection.client(Echo).say({ text: "meanwhile" });
      await Promise.all([...calls, main]);
    });

    test("R05 a large value goes both ways while others talk", async () => {
      await using pair = await Pair.start(options);
      const { offer, dial } = pair.sides[1]!;
      await offer.accept(1, [createEchoService()]);
      const channel = await dial.dial(1);
      const data = Buffer.alloc(16 * 1024 * 1024, "0123456789abcdef");
      const large = createClient(Echo, channel).say({ data });
      for (let i = 0; i < 20; i++) await pair.connection.client(Echo).say({ text: "small" });
      assert.ok(data.equals((await large).data));
      channel.close();
    });

    test("an offer that is taken back ends its calls, and cannot be dialled", async (t) => {
      await using pair = await Pair.start(options);
      const { offer, dial } = pair.sides[0]!;
      const server = await offer.accept(3, [createEchoService()]);
      const channel = await dial.dial(3);
      const hanging = createClient(Echo, channel).say({ text: "hang" });
      server.close();
      await assert.rejects(hanging, { code: Status.UNAVAILABLE });
      t.mock.timers.enable({ apis: ["setTimeout"] });
      const refused = assert.rejects(dial.dial(3), { code: "plugin.broker" });
      for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setImmediate(resolve));
      t.mock.timers.tick(5_000);
      await refused;
    });

    test("what was not offered in five seconds is an error", async (t) => {
      await using pair = await Pair.start(options);
      await pair.connection.ping();
      t.mock.timers.enable({ apis: ["setTimeout"] });
      const dialing = assert.rejects(pair.sides[0]!.dial.dial(9), {
        code: "plugin.broker",
        message: "the other side did not offer service 9 within 5 s",
      });
      for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setImmediate(resolve));
      t.mock.timers.tick(5_000);
      await dialing;
    });
  });
}

suite("a shared connection", () => {
  test("Y02 serves the host's certificate only, and the host still comes after another was refused", async () => {
    const transport = new MemoryTransport();
    const logs = captureLogs();
    const server = new PluginServer({
      version: 5,
      load: () => [createEchoService()],
      tls: trust(certificates.plugin, certificates.host),
      openMultiplexer,
      logger: logs.logger,
      onShutdown: () => {},
    });
    const endpoint = await transport.listen((connection) => server.accept(connection));
    const common = { endpoint, version: 5, transport, multiplex: true, logger };
    const stranger = createCertificate();
    const intruder = await connectPlugin({ ...common, tls: trust(stranger, certificates.plugin) });
    await assert.rejects(intruder.ping(), { code: Status.UNAVAILABLE });
    const connection = await connectPlugin({ ...common, tls: trust(certificates.host, certificates.plugin) });
    await connection.ping();
    const refusals = logs.entries.filter(({ message }) => message === "a connection was refused");
    assert.equal(refusals.length, 1);
    intruder.close();
    connection.close();
    await server.close();
  });

  test("a second host is refused while the first is there, and served when it is gone", async () => {
    const transport = new MemoryTransport();
    const server = new PluginServer({
      version: 5,
      load: () => [createEchoService()],
      openMultiplexer,
      logger,
      onShutdown: () => {},
    });
    const endpoint = await transport.listen((connection) => server.accept(connection));
    const connect = () => connectPlugin({ endpoint, version: 5, transport, multiplex: true, logger });
    const first = await connect();
    await first.ping();
    const second = await connect();
    await assert.rejects(second.ping(), { code: Status.UNAVAILABLE });
    first.close();
    await sleep(20);
    const third = await connect();
    await third.ping();
    await server.broker.accept(1, [createEchoService()]);
    await talk(third.broker, 1, "the broker went with it");
    third.close();
    second.close();
    await server.close();
  });

  test("a grant that comes too late is used up, so that the next connection is not taken for it", async () => {
    const opened: Duplex[] = [];
    const broker = new MultiplexedBroker({ tls: undefined, maxMessageBytes: undefined, logger });
    broker.use({
      isClosed: false,
      open() {
        const [near] = duplexPair();
        opened.push(near);
        return near;
      },
      expect() {},
      close() {},
    });
    const answer = (error: string): ConnInfo => ({
      serviceId: 1,
      network: "",
      address: "",
      knock: { knock: true, ack: true, error },
    });
    await broker.receive(Readable.from([answer(""), answer("no listener")]));
    assert.deepEqual(
      opened.map(({ destroyed }) => destroyed),
      [true],
    );
  });

  test("a refusal of the other side is passed on", async () => {
    await using pair = await Pair.start({ multiplex: true });
    const { broker } = pair.server;
    await pair.connection.ping();
    // The stream of another host, which refuses what Go's refuse: numbers without a listener.
    const knocks = new AsyncQueue<ConnInfo>();
    const { signal } = new AbortController();
    const refuse = async function* (): AsyncGenerator<ConnInfoInit> {
      for await (const { serviceId } of knocks.read(signal)) {
        yield { serviceId, knock: { knock: true, ack: true, error: "no listener" } };
      }
    };
    const stream = pair.connection.client(GRPCBroker).startStream(refuse());
    void (async () => {
      for await (const knock of stream) knocks.push(knock);
    })().catch(() => {});
    await pair.connection.ping();
    await assert.rejects(broker.dial(4), { code: "plugin.broker", message: /refuses service 4: no listener/ });
  });
});
