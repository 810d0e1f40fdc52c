// SPDX-License-Identifier: Apache-2.0

/**
 * Everything that this package reads from others, almost right: it is read or refused in time, and nothing else.
 *
 * @module
 */

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { createCertificate, pemFromDer } from "@provide-foundry/foundation/crypto/x509";
import { fuzz } from "@provide-foundry/testkit";
import * as fc from "fast-check";
import { GetProviderSchema_Response, Schema_NestedBlock_NestingMode } from "./generated/tfplugin6.ts";
import { encodeFrame, FrameReader } from "./grpc/framing.ts";
import { GrpcError } from "./grpc/grpc-error.ts";
import { decodeGrpcMessage, encodeGrpcMessage } from "./grpc/grpc-message.ts";
import { Metadata } from "./grpc/metadata.ts";
import { parseTimeout } from "./grpc/timeout.ts";
import { formatHandshakeLine, parseHandshakeLine } from "./handshake.ts";
import { PluginError } from "./plugin-error.ts";
import { readPluginEnvironment } from "./plugin-environment.ts";
import { decode, encode, type MessageDescriptor, ProtobufError } from "./protobuf/index.ts";
import { arbitraryMessage } from "./protobuf/testing/arbitrary-message.ts";
import { everyFieldPair } from "./protobuf/testing/every-field.ts";

suite("Y04 hostile input", () => {
  /** What was read can be written, and read again as the same. */
  function readMessage<Shape>(type: MessageDescriptor<Shape>, bytes: Uint8Array): void {
    const written = encode(type, decode(type, bytes) as never);
    assert.deepEqual(encode(type, decode(type, written) as never), written);
  }

  test("a message with every kind of field", () => {
    const { ours, oracle } = everyFieldPair(true);
    const seeds = fc.sample(arbitraryMessage(oracle, 2), { numRuns: 20, seed: 1 });
    fuzz((bytes: Uint8Array) => readMessage(ours, bytes), {
      seeds: seeds.map((message) => encode(ours, message)),
      refusals: [ProtobufError],
      runs: 1_000,
    });
  });

  test("a schema of tfplugin6", () => {
    const attribute = { name: "id", type: Buffer.from('"string"'), description: "Größe", computed: true };
    const nesting = Schema_NestedBlock_NestingMode.LIST;
    const block = { attributes: [attribute], blockTypes: [{ typeName: "b", nesting, block: {} }] };
    const schema = { version: 3n, block };
    const seed = encode(GetProviderSchema_Response, {
      provider: schema,
      resourceSchemas: new Map([["a_b", schema]]),
      diagnostics: [{ severity: 1, summary: "no", attribute: { steps: [{ attributeName: "id" }] } }],
      serverCapabilities: { planDestroy: true },
    });
    fuzz((bytes: Uint8Array) => readMessage(GetProviderSchema_Response, bytes), {
      seeds: [seed],
      // Tags and lengths that lie: a group, 4 GiB, 2⁶³.
      dictionary: ["0b", "0affffffff0f", "0a80808080808080808001"].map((hex) => Buffer.from(hex, "hex")),
      refusals: [ProtobufError],
    });
  });

  test("frames, cut anywhere", () => {
    const frames = ["", "a", "abc".repeat(50)].map((text) => encodeFrame(Buffer.from(text)));
    fuzz(
      (bytes: Uint8Array) => {
        const reader = new FrameReader(200);
        const { length } = bytes;
        let taken = 0;
        // The first byte says how the rest is cut, the same for the same input.
        const step = 1 + ((bytes[0] ?? 0) % 7);
        for (let at = 0; at < length; at += step) {
          reader.push(Buffer.from(bytes.subarray(at, at + step)));
          for (let message = reader.read(); message; message = reader.read()) taken += 5 + message.length;
        }
        assert.equal(reader.hasRest, taken < length);
      },
      { seeds: [...frames, Buffer.concat(frames)], refusals: [GrpcError] },
    );
  });

  test("handshake lines", () => {
    const certificate = createCertificate().der;
    const endpoint = { version: 6, network: "unix", address: "/tmp/plugin123" } as const;
    fuzz(
      (line: string) => {
        const read = parseHandshakeLine(line, [5, 6]);
        assert.deepEqual(parseHandshakeLine(formatHandshakeLine(read), [5, 6]), read);
      },
      {
        seeds: [endpoint, { ...endpoint, certificate }, { ...endpoint, multiplex: false }].map(formatHandshakeLine),
        dictionary: ["|", "netrpc", "grpc", "tcp"],
        refusals: [PluginError],
      },
    );
  });

  test("the environment of a plugin", () => {
    const pem = pemFromDer("CERTIFICATE", createCertificate().der);
    const names = [
      "PLUGIN_PROTOCOL_VERSIONS",
      "PLUGIN_MIN_PORT",
      "PLUGIN_MAX_PORT",
      "PLUGIN_CLIENT_CERT",
      "PLUGIN_SERVER_TRANSPORTS",
      "PLUGIN_MULTIPLEX_GRPC",
    ];
    const join = (...values: string[]): string => values.join("\0");
    fuzz(
      (text: string) => {
        const values = text.split("\0");
        const read = readPluginEnvironment(Object.fromEntries(names.map((name, at) => [name, values[at]])));
        assert.ok(read.minPort <= read.maxPort);
        assert.ok(read.versions.every((version) => Number.isSafeInteger(version) && version >= 0));
      },
      {
        seeds: [join("5,6", "10000", "25000"), join("6", "", "", "", "tcp,unix", "true"), join("6", "1", "2", pem)],
        refusals: [PluginError],
        maxLength: 2_000,
      },
    );
  });

  test("headers: timeouts, messages and metadata are read as far as they go", () => {
    fuzz(
      (text: string) => {
        const timeoutMs = parseTimeout(text);
        assert.ok(timeoutMs === undefined || (timeoutMs >= 0 && Number.isFinite(timeoutMs)));
        const message = decodeGrpcMessage(text);
        assert.equal(decodeGrpcMessage(encodeGrpcMessage(message)), message.toWellFormed());
        const metadata = Metadata.fromHeaders([
          [text.toLowerCase(), text],
          ["key-bin", text],
          ["key-bin", text],
          ["key", text],
        ]);
        assert.equal(metadata.get("key"), text);
        assert.ok(metadata.getAll("key-bin").every((value) => value instanceof Uint8Array));
      },
      {
        seeds: ["10S", "99999999H", "Gr%C3%B6%C3%9Fe", "a,YWJj, "],
        dictionary: ["%", "%zz", "%f0%9f"],
        refusals: [],
        maxLength: 400, // Longer messages are cut when they are sent.
      },
    );
  });
});
