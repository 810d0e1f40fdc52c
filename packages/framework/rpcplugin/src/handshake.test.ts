// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { formatHandshakeLine, negotiateVersion, parseHandshakeLine } from "./handshake.ts";
import { PluginError } from "./plugin-error.ts";

suite("R03 negotiateVersion", () => {
  const cases: Record<string, { own: number[]; offered: number[]; want: number }> = {
    "the highest in common": { own: [4, 5, 6], offered: [4, 5], want: 5 },
    "in any order": { own: [6, 5], offered: [5, 6], want: 6 },
    "the lowest when there is none in common": { own: [5, 6], offered: [4, 7], want: 5 },
    "the lowest when the host does not tell": { own: [6, 5], offered: [], want: 5 },
    "two digits are more than one": { own: [9, 10], offered: [9, 10], want: 10 },
  };
  for (const [name, { own, offered, want }] of Object.entries(cases)) {
    test(name, () => assert.equal(negotiateVersion(own, offered), want));
  }
});

const certificate = Buffer.alloc(40, 0xfb);

suite("handshake line", () => {
  const lines: Record<string, { line: Parameters<typeof formatHandshakeLine>[0]; text: string }> = {
    "without TLS": {
      line: { version: 6, network: "unix", address: "/tmp/plugin1" },
      text: "1|6|unix|/tmp/plugin1|grpc|\n",
    },
    "with TLS": {
      line: { version: 5, network: "tcp", address: "127.0.0.1:10000", certificate },
      text: `1|5|tcp|127.0.0.1:10000|grpc|${certificate.toString("base64").replaceAll("=", "")}\n`,
    },
    "with the answer to a host that multiplexes": {
      line: { version: 1, network: "unix", address: "/s", multiplex: false },
      text: "1|1|unix|/s|grpc||false\n",
    },
  };
  for (const [name, { line, text }] of Object.entries(lines)) {
    test(`${name}, written and read`, () => {
      assert.equal(formatHandshakeLine(line), text);
      assert.deepEqual(parseHandshakeLine(text, [line.version]), line);
    });
  }

  test("a short certificate field is no certificate", () => {
    assert.equal(parseHandshakeLine("1|6|unix|/s|grpc|abc", [6]).certificate, undefined);
  });

  const refused: Record<string, { line: string; message: RegExp }> = {
    "something else": { line: "Hello, world!", message: /did not introduce itself.*"Hello, world!"/ },
    nothing: { line: "", message: /did not introduce itself/ },
    "another core version": { line: "2|6|unix|/s|grpc|", message: /version "2" of the plugin handshake/ },
    "a version that the host lacks": { line: "1|4|unix|/s|grpc|", message: /version "4" .* this host 5, 6/ },
    "a version that is none": { line: "1|six|unix|/s|grpc|", message: /version "six"/ },
    "another network": { line: "1|6|pipe|x|grpc|", message: /listens on "pipe"/ },
    "a certificate that is no base64": {
      line: `1|6|unix|/s|grpc|${" ".repeat(60)}=`,
      message: /certificate is not base64/,
    },
    "net/rpc": { line: "1|6|unix|/s|netrpc", message: /speaks "netrpc", not gRPC/ },
    "net/rpc, from an old plugin": { line: "1|6|unix|/s", message: /speaks "netrpc", not gRPC/ },
  };
  for (const [name, { line, message }] of Object.entries(refused)) {
    test(`${name} is refused`, () => {
      assert.throws(
        () => parseHandshakeLine(line, [5, 6]),
        (error) => error instanceof PluginError && error.code === "plugin.handshake" && message.test(error.message),
      );
    });
  }

  test("a long line is quoted in part", () => {
    assert.throws(
      () => parseHandshakeLine("x".repeat(100_000), [6]),
      (error: Error) => error.message.length < 500,
    );
  });
});
