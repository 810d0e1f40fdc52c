// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { test } from "node:test";
import { formatReattach } from "./reattach.ts";

test("formatReattach writes the JSON that Go's servers write, for several providers", () => {
  assert.equal(
    formatReattach({
      "example/a": { version: 6, pid: 12, network: "unix", address: "/tmp/plugin1" },
      "example.com/example/b": { version: 5, pid: 34, network: "tcp", address: "127.0.0.1:5" },
    }),
    '{"example/a":{"Protocol":"grpc","ProtocolVersion":6,"Pid":12,"Test":true,' +
      '"Addr":{"Network":"unix","String":"/tmp/plugin1"}},' +
      '"example.com/example/b":{"Protocol":"grpc","ProtocolVersion":5,"Pid":34,"Test":true,' +
      '"Addr":{"Network":"tcp","String":"127.0.0.1:5"}}}',
  );
});
