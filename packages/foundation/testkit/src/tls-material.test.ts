// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { suite, test } from "node:test";
import * as tls from "node:tls";
import { createTlsMaterial, type TlsIdentity } from "./tls-material.ts";

/** Connects to a server with this certificate, as a client that trusts the test's authority. */
async function connect(server: TlsIdentity, client: tls.ConnectionOptions, wantsClient = false): Promise<string> {
  const options = { ...server, requestCert: wantsClient, ca: String(client.ca) };
  const listener = tls.createServer(options, (socket) => {
    socket.on("error", () => undefined);
    socket.end(socket.authorized ? "welcome, client" : "welcome");
  });
  await once(listener.listen(0, "127.0.0.1"), "listening");
  try {
    const socket = tls.connect({ port: (listener.address() as AddressInfo).port, servername: "localhost", ...client });
    let text = "";
    socket.on("data", (chunk) => (text += String(chunk)));
    await once(socket, "close");
    return text;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? String(error);
  } finally {
    listener.close();
  }
}

suite("createTlsMaterial", () => {
  const material = createTlsMaterial();

  test("T02 who trusts the authority trusts the server, by its name only", async () => {
    const { ca, server } = material;
    assert.equal(await connect(server, { ca }), "welcome");
    assert.equal(await connect(server, { ca, servername: "elsewhere" }), "ERR_TLS_CERT_ALTNAME_INVALID");
  });

  test("T02 the server knows its client", async () => {
    const { ca, server, client } = material;
    assert.equal(await connect(server, { ca, ...client }, true), "welcome, client");
  });

  test("T02 the bad ones are refused, each for its reason", async () => {
    const { ca, expired, untrusted } = material;
    assert.equal(await connect(expired, { ca }), "CERT_HAS_EXPIRED");
    assert.equal(await connect(untrusted, { ca }), "UNABLE_TO_VERIFY_LEAF_SIGNATURE");
  });
});
