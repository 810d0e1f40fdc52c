// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { X509Certificate } from "node:crypto";
import * as http2 from "node:http2";
import * as net from "node:net";
import { suite, test } from "node:test";
import * as tls from "node:tls";
import { captureLogs, temporaryDirectory } from "@provide-foundry/testkit";
import {
  type Certificate,
  type CertificateOptions,
  createCertificate,
  type KeyType,
  keyTypeOf,
  toTlsOptions,
} from "@provide-foundry/foundation/crypto/x509";
import { dial } from "./dial.ts";
import { createClient } from "./grpc/client.ts";
import { GrpcServer } from "./grpc/server.ts";
import type { Endpoint } from "./handshake.ts";
import { listen, type Listener } from "./listen.ts";
import { createTlsAcceptor } from "./mutual-tls.ts";
import { PluginError } from "./plugin-error.ts";
import { createEchoService, Echo } from "./testing/echo-service.ts";

const keyTypes: readonly KeyType[] = ["P-256", "P-384", "P-521", "RSA-2048", "RSA-4096", "Ed25519"];

suite("R03 AutoMTLS", () => {
  for (const keyType of keyTypes) {
    test(`a host with a ${keyType} certificate is served`, async () => {
      const host = createCertificate({ keyType });
      await using server = await TlsServer.start(host);
      const channel = await dial(server.endpoint, { tls: { own: host, peer: read(server.certificate) } });
      assert.equal((await createClient(Echo, channel).say({ text: "hi" })).text, "hi");
      channel.close();
      assert.deepEqual(server.peers.map(keyTypeOf), [keyType]);
    });

    test(`a plugin with a ${keyType} certificate is talked to`, async () => {
      const host = createCertificate();
      const plugin = createCertificate({ keyType });
      await using server = await TlsServer.start(host, plugin);
      const channel = await dial(server.endpoint, { tls: { own: host, peer: read(plugin) } });
      await createClient(Echo, channel).say({});
      channel.close();
      assert.equal(keyTypeOf(channel.peerCertificate!), keyType);
    });
  }

  test("a certificate signed by the one that was sent is served", async () => {
    const authority = createCertificate({ keyType: "P-384", commonName: "the host's authority" });
    const host = createCertificate({ isAuthority: false, issuer: authority });
    await using server = await TlsServer.start(authority);
    const channel = await dial(server.endpoint, { tls: { own: host, peer: read(server.certificate) } });
    assert.equal((await createClient(Echo, channel).say({ text: "hi" })).text, "hi");
    channel.close();
  });

  const past = { notBefore: hoursFromNow(-2), notAfter: hoursFromNow(-1) };
  const future = { notBefore: hoursFromNow(1), notAfter: hoursFromNow(2) };
  const notAgreed = /not the one that was agreed on/;
  const refused: Record<string, { make: () => Parties; reason: RegExp }> = {
    none: {
      make: () => ({ expected: createCertificate(), presented: undefined }),
      reason: /presented no certificate/,
    },
    another: {
      make: () => ({ expected: createCertificate(), presented: createCertificate() }),
      reason: notAgreed,
    },
    "an expired one": { make: () => same(past), reason: /is valid from/ },
    "one that is not valid yet": { make: () => same(future), reason: /is valid from/ },
    "one signed by a certificate that may not sign": {
      make: () => signed({ isAuthority: false }, {}),
      reason: notAgreed,
    },
    "one signed by an expired certificate": { make: () => signed(past, {}), reason: notAgreed },
    "an expired one, signed by the one that was sent": { make: () => signed({}, past), reason: /is valid from/ },
    "one that names the right issuer, signed by another": { make: forged, reason: notAgreed },
  };
  for (const [name, { make, reason }] of Object.entries(refused)) {
    test(`Y02 ${name} is refused before any request is handled`, async () => {
      const { expected, presented } = make();
      await using server = await TlsServer.start(expected);
      await server.callEagerly(presented);
      assert.match(server.refusals.join("\n"), reason);
      assert.equal(server.calls, 0);
    });
  }

  test("Y02 plaintext is refused", async () => {
    await using server = await TlsServer.start(createCertificate());
    await callEagerly(net.connect({ path: server.endpoint.address }));
    assert.equal(server.refusals.length, 1);
    assert.equal(server.calls, 0);
  });

  test("Y02 TLS 1.1 is refused", async () => {
    const host = createCertificate();
    await using server = await TlsServer.start(host);
    const { address: path } = server.endpoint;
    const old = { maxVersion: "TLSv1.1", minVersion: "TLSv1.1", ciphers: "ALL@SECLEVEL=0" } as const;
    await callEagerly(
      tls.connect({ path, ...toTlsOptions(host), ...old, rejectUnauthorized: false, ALPNProtocols: ["h2"] }),
    );
    assert.equal(server.calls, 0);
  });

  test("a peer without HTTP/2 is refused", async () => {
    const host = createCertificate();
    await using server = await TlsServer.start(host);
    const socket = tls.connect({ path: server.endpoint.address, ...toTlsOptions(host), rejectUnauthorized: false });
    await new Promise((resolve) => socket.on("error", () => {}).once("close", resolve));
    assert.match(server.refusals.join(), /does not offer HTTP\/2/);
  });

  test("the host refuses another plugin than the one it started", async () => {
    const host = createCertificate();
    await using server = await TlsServer.start(host);
    const peer = read(createCertificate());
    await assert.rejects(
      dial(server.endpoint, { tls: { own: host, peer } }),
      (error) => error instanceof PluginError && error.code === "plugin.connect" && notAgreed.test(error.message),
    );
    assert.equal(server.calls, 0);
  });

  test("the host is told when there is no TLS at the other side", async () => {
    using directory = temporaryDirectory();
    const listener = await listen({ directory: directory.path }, (socket) => socket.end("hello\n"));
    const own = createCertificate();
    await assert.rejects(dial(listener, { tls: { own, peer: read(own) } }), { code: "plugin.connect" });
    listener.close();
  });
});

/** The certificate that the server expects, and the one that a client comes with. */
interface Parties {
  readonly expected: Certificate;
  readonly presented: Certificate | undefined;
}

function same(options: CertificateOptions): Parties {
  const certificate = createCertificate(options);
  return { expected: certificate, presented: certificate };
}

function signed(issuer: CertificateOptions, leaf: CertificateOptions): Parties {
  const expected = createCertificate({ ...issuer, commonName: "issuer" });
  return { expected, presented: createCertificate({ ...leaf, issuer: expected }) };
}

function forged(): Parties {
  const [expected, impostor] = [
    createCertificate({ commonName: "issuer" }),
    createCertificate({ commonName: "issuer" }),
  ];
  return { expected, presented: createCertificate({ issuer: impostor }) };
}

/** The echo service behind TLS that expects a certificate, with a record of who came. */
class TlsServer implements AsyncDisposable {
  readonly certificate: Certificate;
  readonly peers: X509Certificate[] = [];
  readonly refusals: string[] = [];
  calls = 0;
  readonly #grpc: GrpcServer;
  readonly #directory = temporaryDirectory();
  #listener!: Listener;

  private constructor(certificate: Certificate) {
    this.certificate = certificate;
    this.#grpc = new GrpcServer({
      services: [createEchoService({ onCall: () => this.calls++ })],
      logger: captureLogs().logger,
    });
  }

  static async start(expected: Certificate, own?: Certificate): Promise<TlsServer> {
    const server = new TlsServer(own ?? createCertificate());
    const accept = createTlsAcceptor(
      { own: server.certificate, peer: read(expected) },
      {
        onConnection: (connection) => {
          server.peers.push(connection.getPeerX509Certificate()!);
          server.#grpc.accept(connection);
        },
        onRefused: (reason) => server.refusals.push(reason),
      },
    );
    server.#listener = await listen({ directory: server.#directory.path }, accept);
    return server;
  }

  get endpoint(): Endpoint {
    return this.#listener;
  }

  /** Sends a request together with the last message of the TLS handshake, and waits for the end of the connection. */
  callEagerly(presented: Certificate | undefined): Promise<void> {
    const { address: path } = this.endpoint;
    const options = { path, rejectUnauthorized: false, ALPNProtocols: ["h2"] };
    return callEagerly(tls.connect(presented ? { ...options, ...toTlsOptions(presented) } : options));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#listener.close();
    await this.#grpc.close();
    this.#directory[Symbol.dispose]();
  }
}

function callEagerly(socket: net.Socket): Promise<void> {
  return new Promise((resolve) => {
    const session = http2.connect("http://localhost", { createConnection: () => socket });
    session.on("error", () => {});
    const stream = session.request({
      ":method": "POST",
      ":path": "/test.Echo/Say",
      "content-type": "application/grpc",
    });
    stream.on("error", () => {}).end(Buffer.alloc(5));
    socket.once("close", () => resolve());
  });
}

function hoursFromNow(hours: number): Date {
  return new Date(Date.now() + hours * 3_600_000);
}

function read({ der }: Certificate): X509Certificate {
  return new X509Certificate(der);
}
