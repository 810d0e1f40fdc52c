// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { parseReattach } from "./parse-reattach.ts";
import { formatReattach, type Reattach } from "./reattach.ts";

const entry = {
  Protocol: "grpc",
  ProtocolVersion: 6,
  Pid: 12,
  Test: true,
  Addr: { Network: "unix", String: "/tmp/p" },
};

suite("parseReattach", () => {
  test("reads what formatReattach writes", () => {
    const providers: Record<string, Reattach> = {
      "example/a": { version: 6, pid: 12, network: "unix", address: "/tmp/plugin1" },
      "example.com/example/b": { version: 5, pid: 34, network: "tcp", address: "127.0.0.1:5" },
    };
    assert.deepEqual(parseReattach(formatReattach(providers)), new Map(Object.entries(providers)));
    assert.deepEqual(parseReattach("{}"), new Map());
  });

  test("a version that is missing or 0 is 5, and fields it does not know are left out", () => {
    const { ProtocolVersion: _, ...old } = entry;
    const text = JSON.stringify({ a: old, b: { ...entry, ProtocolVersion: 0, Later: 1 } });
    const want = { version: 5, pid: 12, network: "unix", address: "/tmp/p" };
    assert.deepEqual([...parseReattach(text).values()], [want, want]);
  });

  const unusable: Record<string, { value: unknown; message: RegExp }> = {
    "a list": { value: [], message: /the value is not a JSON object/ },
    "an entry that is none": { value: { a: null }, message: /"a" is not a JSON object/ },
    "another protocol": { value: { a: { ...entry, Protocol: "netrpc" } }, message: /"a"\.Protocol is "netrpc"/ },
    "no protocol": { value: { a: { ...entry, Protocol: undefined } }, message: /"a"\.Protocol is undefined/ },
    "half a version": { value: { a: { ...entry, ProtocolVersion: 5.5 } }, message: /ProtocolVersion is 5\.5/ },
    "no process number": { value: { a: { ...entry, Pid: "12" } }, message: /Pid is "12", which is not/ },
    "no address": { value: { a: { ...entry, Addr: { Network: "unix", String: "" } } }, message: /Addr\.String is no/ },
    "another network": {
      value: { a: { ...entry, Addr: { Network: "udp", String: "x" } } },
      message: /Network is "udp"/,
    },
  };
  for (const [name, { value, message }] of Object.entries(unusable)) {
    test(`${name} is an error that names the field`, () => {
      assert.throws(() => parseReattach(JSON.stringify(value)), { code: "plugin.reattach", message });
    });
  }

  test("what is not JSON is an error with the reason as its cause", () => {
    assert.throws(
      () => parseReattach("'{}'"),
      (error: Error) => /is not JSON/.test(error.message) && error.cause instanceof SyntaxError,
    );
  });
});
