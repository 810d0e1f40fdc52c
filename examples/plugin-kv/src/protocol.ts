// SPDX-License-Identifier: Apache-2.0

/**
 * What host and plugin agree on: a cookie, a version, and services. They are
 * those of go-plugin's examples "grpc" and "bidirectional", so that hosts and
 * plugins in other languages fit these.
 *
 * @module
 */

import type { Handshake } from "@provide-foundry/rpcplugin";
import { MessageDescriptor } from "@provide-foundry/rpcplugin/protobuf";

export const handshake: Handshake = { cookieKey: "BASIC_PLUGIN", cookieValue: "hello" };

export const version = 1;

/** A message whose fields are in the grammar of `MessageDescriptor`; each may be left out, and is then zero or empty. */
function message<Shape>(name: string, fields: string): MessageDescriptor<Shape, Partial<Shape>> {
  return new MessageDescriptor(`proto.${name}`, fields);
}

const Empty = message<object>("Empty", "");
const GetRequest = message<{ readonly key: string }>("GetRequest", "1 key string");

/** A store for bytes. */
export const KV = {
  typeName: "proto.KV",
  methods: {
    get: {
      name: "Get",
      kind: "unary",
      input: GetRequest,
      output: message<{ readonly value: Uint8Array }>("GetResponse", "1 value bytes"),
    },
    put: {
      name: "Put",
      kind: "unary",
      input: message<{ readonly key: string; readonly value: Uint8Array }>("PutRequest", "1 key string; 2 value bytes"),
      output: Empty,
    },
  },
} as const;

interface Increase {
  /** Under which number of the broker the host serves its `AddHelper`. */
  readonly addServer: number;
  readonly key: string;
  readonly value: bigint;
}

/** Counters that cannot add: their host does. */
export const Counter = {
  typeName: "proto.Counter",
  methods: {
    get: {
      name: "Get",
      kind: "unary",
      input: GetRequest,
      output: message<{ readonly value: bigint }>("GetResponse", "1 value int64"),
    },
    put: {
      name: "Put",
      kind: "unary",
      input: message<Increase>("PutRequest", "1 addServer uint32; 2 key string; 3 value int64"),
      output: Empty,
    },
  },
} as const;

/** What the host does for a counter. */
export const AddHelper = {
  typeName: "proto.AddHelper",
  methods: {
    sum: {
      name: "Sum",
      kind: "unary",
      input: message<{ readonly a: bigint; readonly b: bigint }>("SumRequest", "1 a int64; 2 b int64"),
      output: message<{ readonly r: bigint }>("SumResponse", "1 r int64"),
    },
  },
} as const;
