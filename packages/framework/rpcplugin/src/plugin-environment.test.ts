// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { pemFromDer, createCertificate } from "@provide-foundry/foundation/crypto/x509";
import { PluginError } from "./plugin-error.ts";
import { readPluginEnvironment } from "./plugin-environment.ts";

suite("readPluginEnvironment", () => {
  test("has defaults for all", () => {
    assert.deepEqual(readPluginEnvironment({}), {
      versions: [],
      ignoredVersions: [],
      minPort: 0,
      maxPort: 0,
      clientCertificate: undefined,
      unixSocketDirectory: undefined,
      unixSocketGroup: undefined,
      multiplex: undefined,
      network: undefined,
    });
  });

  test("R03 keeps the versions and tells what is none", () => {
    const { versions, ignoredVersions } = readPluginEnvironment({ PLUGIN_PROTOCOL_VERSIONS: "6, 5,,x,-1,4.0,1e3" });
    assert.deepEqual(versions, [6, 5]);
    assert.deepEqual(ignoredVersions, ["x", "-1", "4.0", "1e3"]);
  });

  test("reads the certificate", async () => {
    const { der } = createCertificate({ keyType: "P-521" });
    const { clientCertificate } = readPluginEnvironment({ PLUGIN_CLIENT_CERT: pemFromDer("CERTIFICATE", der) });
    assert.deepEqual(clientCertificate?.raw, der);
  });

  test("takes the first network that it knows", () => {
    assert.equal(readPluginEnvironment({ PLUGIN_SERVER_TRANSPORTS: "quic, tcp,unix" }).network, "tcp");
  });

  test("reads what Go reads as true; what is neither is false", () => {
    const read = (PLUGIN_MULTIPLEX_GRPC: string) => readPluginEnvironment({ PLUGIN_MULTIPLEX_GRPC }).multiplex;
    assert.deepEqual(["true", "1", "T"].map(read), [true, true, true]);
    assert.deepEqual(["false", "yes", " "].map(read), [false, false, false]);
    assert.equal(read(""), undefined);
  });

  const refused: Record<string, string> = {
    PLUGIN_MIN_PORT: "http",
    PLUGIN_MAX_PORT: "65536",
    PLUGIN_CLIENT_CERT: "not a certificate",
    PLUGIN_SERVER_TRANSPORTS: "carrier pigeon",
  };
  for (const [name, text] of Object.entries(refused)) {
    test(`${name}=${text} is refused by name`, () => {
      assert.throws(
        () => readPluginEnvironment({ [name]: text }),
        (error) => error instanceof PluginError && error.code === "plugin.environment" && error.message.includes(name),
      );
    });
  }

  test("PEM around something else is refused", () => {
    const pem = pemFromDer("CERTIFICATE", Buffer.from("not DER"));
    assert.throws(() => readPluginEnvironment({ PLUGIN_CLIENT_CERT: pem }), PluginError);
  });

  test("an empty range of ports is refused", () => {
    assert.throws(() => readPluginEnvironment({ PLUGIN_MIN_PORT: "20", PLUGIN_MAX_PORT: "10" }), PluginError);
  });
});
