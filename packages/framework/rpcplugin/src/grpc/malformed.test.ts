// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import type * as http2 from "node:http2";
import { duplexPair } from "node:stream";
import { suite, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import * as fc from "fast-check";
import { encode } from "../protobuf/encode.ts";
import { EchoServer } from "../testing/echo-server.ts";
import { Text } from "../testing/echo-service.ts";
import { encodeFrame } from "./framing.ts";
import { statusName } from "./status.ts";

const message = encodeFrame(encode(Text, { text: "hi" }));
const grpcHeaders = {
  ":method": "POST",
  ":path": "/test.Echo/Say",
  "content-type": "application/grpc",
  te: "trailers",
};

interface RawRequest {
  readonly headers?: http2.OutgoingHttpHeaders;
  readonly body?: Uint8Array;
}

suite("R05 requests that are not what they should be", () => {
  const cases: Record<string, RawRequest & { want: string }> = {
    "a whole message": { body: message, want: "200 OK" },
    "with a content type in full": {
      headers: { "content-type": "application/grpc+proto; v=1" },
      body: message,
      want: "200 OK",
    },
    "no message": { want: "200 UNIMPLEMENTED" },
    "two messages": { body: Buffer.concat([message, message]), want: "200 UNIMPLEMENTED" },
    "half a header": { body: message.subarray(0, 3), want: "200 INTERNAL" },
    "half a message": { body: message.subarray(0, -1), want: "200 INTERNAL" },
    "bytes after the message": { body: Buffer.concat([message, Buffer.of(0, 2)]), want: "200 INTERNAL" },
    "half a message after the message": {
      body: Buffer.concat([message, message.subarray(0, -1)]),
      want: "200 INTERNAL",
    },
    "a compressed message": { body: Buffer.of(1, 0, 0, 0, 0), want: "200 UNIMPLEMENTED" },
    "unknown flags": { body: Buffer.of(6, 0, 0, 0, 0), want: "200 INTERNAL" },
    "a length of 4 GiB": { body: Buffer.of(0, 0xff, 0xff, 0xff, 0xff), want: "200 RESOURCE_EXHAUSTED" },
    "a message that is not protobuf": { body: encodeFrame(Buffer.of(0xff, 0xff)), want: "200 INTERNAL" },
    "a field of the wrong type": { body: encodeFrame(Buffer.of(0x08, 0x01)), want: "200 INTERNAL" },
    "an unknown method": { headers: { ":path": "/test.Echo/Shout" }, body: message, want: "200 UNIMPLEMENTED" },
    "an unknown service": { headers: { ":path": "/no.Such/Say" }, body: message, want: "200 UNIMPLEMENTED" },
    "an encoding": { headers: { "grpc-encoding": "gzip" }, body: message, want: "200 UNIMPLEMENTED" },
    "the encoding identity": { headers: { "grpc-encoding": "identity" }, body: message, want: "200 OK" },
    "a timeout that is none": { headers: { "grpc-timeout": "soon" }, body: message, want: "200 INTERNAL" },
    "a timeout of years": { headers: { "grpc-timeout": "99999999H" }, body: message, want: "200 OK" },
    GET: { headers: { ":method": "GET" }, want: "405" },
    JSON: { headers: { "content-type": "application/json" }, body: message, want: "415" },
    "gRPC with JSON": { headers: { "content-type": "application/grpc+json" }, body: message, want: "415" },
    "gRPC-Web": { headers: { "content-type": "application/grpc-web" }, body: message, want: "415" },
    "no content type": { headers: { "content-type": undefined }, body: message, want: "415" },
  };
  for (const [name, { want, ...request }] of Object.entries(cases)) {
    test(name, async () => {
      await using server = new EchoServer();
      assert.equal(await send(server.connectHttp2(), request), want);
    });
  }

  test("any bytes get a status, on a connection that lives on", async () => {
    await using server = new EchoServer();
    const session = server.connectHttp2();
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 64 }),
        fc.constantFrom("Say", "Repeat", "Join", "Chat"),
        async (body, method) => {
          assert.match(await send(session, { headers: { ":path": `/test.Echo/${method}` }, body }), /^200 [A-Z_]+$/);
        },
      ),
      { numRuns: 300 },
    );
    assert.equal(await send(session, { body: message }), "200 OK");
  });

  test("a request that is cancelled half-way reaches no handler", async () => {
    let calls = 0;
    await using server = new EchoServer({ onCall: () => calls++ });
    const session = server.connectHttp2();
    for (const part of [message.subarray(0, 3), message.subarray(0, -1)]) {
      const stream = session.request(grpcHeaders);
      stream.on("error", () => {});
      stream.write(part);
      await sleep(5);
      stream.close(8);
      await new Promise((resolve) => stream.once("close", resolve));
    }
    assert.equal(await send(session, { body: message }), "200 OK");
    assert.equal(calls, 1);
  });

  test("a connection that does not speak HTTP/2 is dropped, and others stay", async () => {
    await using server = new EchoServer();
    const session = server.connectHttp2();
    const [near, far] = duplexPair();
    server.grpc.accept(far);
    near.on("error", () => {}).resume();
    near.write("GET / HTTP/1.1\r\n\r\n".repeat(10));
    await new Promise((resolve) => far.once("close", resolve));
    assert.equal(await send(session, { body: message }), "200 OK");
  });
});

/** `HTTP-STATUS GRPC-STATUS` of the answer. */
function send(session: http2.ClientHttp2Session, { headers = {}, body }: RawRequest): Promise<string> {
  return new Promise((resolve, reject) => {
    const stream = session.request({ ...grpcHeaders, ...headers });
    const answer: string[] = [];
    const readStatus = (received: http2.IncomingHttpHeaders): void => {
      if (received["grpc-status"] !== undefined) answer.push(statusName(Number(received["grpc-status"])));
    };
    stream.on("response", (received) => {
      answer.push(String(received[":status"]));
      readStatus(received);
    });
    stream.on("trailers", readStatus);
    stream.on("close", () => resolve(answer.join(" ")));
    stream.on("error", reject);
    stream.resume();
    stream.end(body);
  });
}
