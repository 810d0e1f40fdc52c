// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import * as fc from "fast-check";
import { encodeRaw, Http2Peer, type RawFrame } from "../testing/http2-peer.ts";
import { Flag, FrameReader, FrameType, preface } from "./frame.ts";
import { encodeHeaders } from "./header-encoder.ts";
import type { HeaderField } from "./header-fields.ts";
import { errorName } from "./http2-error.ts";
import { Http2Connection } from "./http2-connection.ts";
import type { Http2Stream } from "./http2-stream.ts";
import { encodeSettings, Setting } from "./settings.ts";

const { DATA, HEADERS, PRIORITY, RST_STREAM, SETTINGS, PUSH_PROMISE, PING, GOAWAY, WINDOW_UPDATE, CONTINUATION } =
  FrameType;
const { ACK, END_STREAM, END_HEADERS, PADDED, PRIORITY: HAS_PRIORITY } = Flag;
const whole = END_STREAM | END_HEADERS;

const requestFields: readonly HeaderField[] = [
  [":method", "POST"],
  [":scheme", "http"],
  [":path", "/a"],
];
const request = encodeHeaders(requestFields);
const response = encodeHeaders([[":status", "200"]]);
const trailers = encodeHeaders([["grpc-status", "0"]]);

function uint32(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4);
  for (const [index, value] of values.entries()) bytes.writeUInt32BE(value, index * 4);
  return bytes;
}

function headers(streamId: number, flags: number = whole, payload: Uint8Array = request): RawFrame {
  return { type: HEADERS, flags, streamId, payload };
}

function data(streamId: number, bytes: number, flags = 0): RawFrame {
  return { type: DATA, flags, streamId, payload: Buffer.alloc(bytes) };
}

function repeat(times: number, frame: RawFrame): RawFrame[] {
  return Array.from({ length: times }, () => frame);
}

interface Served {
  readonly connection: Http2Connection;
  readonly peer: Http2Peer;
  readonly streams: Http2Stream[];
}

function openServer(peer: Http2Peer): Http2Connection {
  return new Http2Connection(peer.far, { role: "server" });
}

/** A server and a client that has introduced itself. What a stream receives is not read, unless a test does. */
async function serve(settings: readonly (readonly [number, number])[] = [], windowBytes = 100_000): Promise<Served> {
  const peer = new Http2Peer("client");
  const streams: Http2Stream[] = [];
  const onRequest = (stream: Http2Stream): void => void streams.push(stream);
  const connection = new Http2Connection(peer.far, { role: "server", windowBytes, onRequest });
  await peer.introduce(settings);
  peer.take();
  return { connection, peer, streams };
}

/** A client, and a server that has introduced itself. */
async function connect(settings: readonly (readonly [number, number])[] = []): Promise<Omit<Served, "streams">> {
  const peer = new Http2Peer("server");
  const connection = new Http2Connection(peer.far, { role: "client" });
  await peer.send({ type: SETTINGS, payload: encodeSettings(settings) });
  peer.take();
  return { connection, peer };
}

suite("Y04 a server of HTTP/2, and frames that are not what they should be", () => {
  const cases: Record<string, { frames: readonly RawFrame[]; want: string }> = {
    "a request": { frames: [headers(1)], want: "none" },
    "an unknown type": { frames: [{ type: 200, streamId: 9, payload: Buffer.alloc(7) }], want: "none" },
    "a priority": { frames: [{ type: PRIORITY, streamId: 1, payload: Buffer.alloc(5) }], want: "none" },
    "a ping": { frames: [{ type: PING, payload: Buffer.alloc(8) }], want: "PING ack" },
    "an answer to no ping": { frames: [{ type: PING, flags: ACK, payload: Buffer.alloc(8) }], want: "none" },
    "a request with padding and a priority": {
      frames: [
        headers(
          1,
          whole | PADDED | HAS_PRIORITY,
          Buffer.concat([Buffer.of(3), Buffer.alloc(5), request, Buffer.alloc(3)]),
        ),
      ],
      want: "none",
    },
    "headers in pieces": {
      frames: [
        headers(1, END_STREAM, request.subarray(0, 2)),
        { type: CONTINUATION, streamId: 1, payload: request.subarray(2, 3) },
        { type: CONTINUATION, flags: END_HEADERS, streamId: 1, payload: request.subarray(3) },
      ],
      want: "none",
    },
    trailers: { frames: [headers(1, END_HEADERS), headers(1, whole, trailers)], want: "none" },
    "what is on its way when a request is broken off": {
      frames: [
        headers(1, END_HEADERS),
        { type: RST_STREAM, streamId: 1, payload: uint32(8) },
        data(1, 5),
        { type: WINDOW_UPDATE, streamId: 1, payload: uint32(5) },
        { type: RST_STREAM, streamId: 1, payload: uint32(8) },
        headers(1, whole, trailers),
      ],
      want: "none",
    },

    // One request alone.
    "no path": { frames: [headers(1, whole, request.subarray(0, 2))], want: "RST_STREAM 1 PROTOCOL_ERROR" },
    "a response's headers": { frames: [headers(1, whole, response)], want: "RST_STREAM 1 PROTOCOL_ERROR" },
    "trailers without the end": {
      frames: [headers(1, END_HEADERS), headers(1, END_HEADERS, trailers)],
      want: "RST_STREAM 1 PROTOCOL_ERROR",
    },
    "trailers like a request": {
      frames: [headers(1, END_HEADERS), headers(1)],
      want: "RST_STREAM 1 PROTOCOL_ERROR",
    },
    "data after the end": { frames: [headers(1), data(1, 1)], want: "RST_STREAM 1 STREAM_CLOSED" },
    "headers after the end": { frames: [headers(1), headers(1, whole, trailers)], want: "RST_STREAM 1 STREAM_CLOSED" },
    "headers of 100 kB in little": {
      frames: [headers(1, whole, Buffer.concat([Buffer.of(0x40, 1, 0x61, 1, 0x62), Buffer.alloc(3_000, 0xbe)]))],
      want: "RST_STREAM 1 ENHANCE_YOUR_CALM",
    },
    "a stream's window grows by nothing": {
      frames: [headers(1, END_HEADERS), { type: WINDOW_UPDATE, streamId: 1, payload: uint32(0) }],
      want: "RST_STREAM 1 PROTOCOL_ERROR",
    },
    "a stream's window is too large": {
      frames: [headers(1, END_HEADERS), { type: WINDOW_UPDATE, streamId: 1, payload: uint32(2 ** 31 - 1) }],
      want: "RST_STREAM 1 FLOW_CONTROL_ERROR",
    },

    // The whole connection.
    "data of no stream": { frames: [data(0, 1)], want: "GOAWAY PROTOCOL_ERROR" },
    "headers of no stream": { frames: [headers(0)], want: "GOAWAY PROTOCOL_ERROR" },
    "a server's stream": { frames: [headers(2)], want: "GOAWAY PROTOCOL_ERROR" },
    "data of a stream that has not begun": { frames: [data(1, 1)], want: "GOAWAY PROTOCOL_ERROR" },
    "a reset of a stream that has not begun": {
      frames: [{ type: RST_STREAM, streamId: 1, payload: uint32(8) }],
      want: "GOAWAY PROTOCOL_ERROR",
    },
    "a window of a stream that has not begun": {
      frames: [{ type: WINDOW_UPDATE, streamId: 1, payload: uint32(8) }],
      want: "GOAWAY PROTOCOL_ERROR",
    },
    "a number that was skipped": { frames: [headers(5), data(3, 1)], want: "none" },
    "padding longer than the data": {
      frames: [headers(1, END_HEADERS), { type: DATA, flags: PADDED, streamId: 1, payload: Buffer.of(2, 0) }],
      want: "GOAWAY PROTOCOL_ERROR",
    },
    "padding without its length": {
      frames: [headers(1, END_HEADERS), { type: DATA, flags: PADDED, streamId: 1 }],
      want: "GOAWAY PROTOCOL_ERROR",
    },
    "headers shorter than their priority": {
      frames: [headers(1, whole | HAS_PRIORITY, Buffer.alloc(4))],
      want: "GOAWAY FRAME_SIZE_ERROR",
    },
    "headers that are not HPACK": { frames: [headers(1, whole, Buffer.of(0x80))], want: "GOAWAY COMPRESSION_ERROR" },
    "headers that are interrupted": {
      frames: [headers(1, END_STREAM), { type: PING, payload: Buffer.alloc(8) }],
      want: "GOAWAY PROTOCOL_ERROR",
    },
    "another's continuation": {
      frames: [headers(1, END_STREAM), { type: CONTINUATION, flags: END_HEADERS, streamId: 3 }],
      want: "GOAWAY PROTOCOL_ERROR",
    },
    "a continuation of nothing": {
      frames: [{ type: CONTINUATION, flags: END_HEADERS, streamId: 1 }],
      want: "GOAWAY PROTOCOL_ERROR",
    },
    "continuations without end": {
      frames: [headers(1, END_STREAM), ...repeat(20, { type: CONTINUATION, streamId: 1 })],
      want: "GOAWAY ENHANCE_YOUR_CALM",
    },
    "headers of 80 kB": {
      frames: [
        headers(1, END_STREAM),
        ...repeat(5, { type: CONTINUATION, streamId: 1, payload: Buffer.alloc(16_000) }),
      ],
      want: "GOAWAY ENHANCE_YOUR_CALM",
    },
    "a push": {
      frames: [{ type: PUSH_PROMISE, flags: END_HEADERS, streamId: 1, payload: uint32(2) }],
      want: "GOAWAY PROTOCOL_ERROR",
    },
    "a priority of no stream": {
      frames: [{ type: PRIORITY, payload: Buffer.alloc(5) }],
      want: "GOAWAY PROTOCOL_ERROR",
    },
    "a priority of 4 bytes": {
      frames: [{ type: PRIORITY, streamId: 1, payload: Buffer.alloc(4) }],
      want: "GOAWAY FRAME_SIZE_ERROR",
    },
    "a reset of 3 bytes": {
      frames: [headers(1), { type: RST_STREAM, streamId: 1, payload: Buffer.alloc(3) }],
      want: "GOAWAY FRAME_SIZE_ERROR",
    },
    "a reset of no stream": { frames: [{ type: RST_STREAM, payload: uint32(8) }], want: "GOAWAY PROTOCOL_ERROR" },
    "a ping of 7 bytes": { frames: [{ type: PING, payload: Buffer.alloc(7) }], want: "GOAWAY FRAME_SIZE_ERROR" },
    "a stream's ping": {
      frames: [{ type: PING, streamId: 1, payload: Buffer.alloc(8) }],
      want: "GOAWAY PROTOCOL_ERROR",
    },
    "a goodbye of 7 bytes": { frames: [{ type: GOAWAY, payload: Buffer.alloc(7) }], want: "GOAWAY FRAME_SIZE_ERROR" },
    "a stream's goodbye": {
      frames: [{ type: GOAWAY, streamId: 1, payload: Buffer.alloc(8) }],
      want: "GOAWAY PROTOCOL_ERROR",
    },
    "a stream's settings": { frames: [{ type: SETTINGS, streamId: 1 }], want: "GOAWAY PROTOCOL_ERROR" },
    "settings of 5 bytes": { frames: [{ type: SETTINGS, payload: Buffer.alloc(5) }], want: "GOAWAY FRAME_SIZE_ERROR" },
    "an answer to settings with some": {
      frames: [{ type: SETTINGS, flags: ACK, payload: Buffer.alloc(6) }],
      want: "GOAWAY FRAME_SIZE_ERROR",
    },
    "a window of 2 GiB as a setting": {
      frames: [{ type: SETTINGS, payload: encodeSettings([[Setting.INITIAL_WINDOW_SIZE, 2 ** 31]]) }],
      want: "GOAWAY FLOW_CONTROL_ERROR",
    },
    "a setting that makes a window too large": {
      frames: [
        headers(1, END_HEADERS),
        { type: WINDOW_UPDATE, streamId: 1, payload: uint32(1_000) },
        { type: SETTINGS, payload: encodeSettings([[Setting.INITIAL_WINDOW_SIZE, 2 ** 31 - 1]]) },
      ],
      want: "SETTINGS ack, GOAWAY FLOW_CONTROL_ERROR",
    },
    "a push that is neither on nor off": {
      frames: [{ type: SETTINGS, payload: encodeSettings([[Setting.ENABLE_PUSH, 2]]) }],
      want: "GOAWAY PROTOCOL_ERROR",
    },
    "frames smaller than allowed": {
      frames: [{ type: SETTINGS, payload: encodeSettings([[Setting.MAX_FRAME_SIZE, 16_383]]) }],
      want: "GOAWAY PROTOCOL_ERROR",
    },
    "the connection's window grows by nothing": {
      frames: [{ type: WINDOW_UPDATE, payload: uint32(0) }],
      want: "GOAWAY PROTOCOL_ERROR",
    },
    "the connection's window is too large": {
      frames: [{ type: WINDOW_UPDATE, payload: uint32(2 ** 31 - 1) }],
      want: "GOAWAY FLOW_CONTROL_ERROR",
    },
    "a window of 3 bytes": {
      frames: [{ type: WINDOW_UPDATE, payload: Buffer.alloc(3) }],
      want: "GOAWAY FRAME_SIZE_ERROR",
    },
    "more data than a stream's window": {
      frames: [headers(1, END_HEADERS), ...repeat(7, data(1, 15_000))],
      want: "WINDOW_UPDATE 60000, RST_STREAM 1 FLOW_CONTROL_ERROR",
    },
  };
  for (const [name, { frames, want }] of Object.entries(cases)) {
    test(name, async () => {
      const { peer } = await serve();
      await peer.send(...frames);
      const got = peer.take();
      assert.equal(got.join(", ") || "none", want);
      assert.equal(peer.isClosed, want.includes("GOAWAY"));
    });
  }

  test("a frame of 16 MiB is refused before it has come", async () => {
    const { peer } = await serve();
    peer.write(Buffer.from("ffffff000000000001", "hex"));
    await peer.settle();
    assert.deepEqual(peer.take(), ["GOAWAY FRAME_SIZE_ERROR"]);
  });

  test("another frame than settings at first", async () => {
    const peer = new Http2Peer("client");
    openServer(peer);
    peer.write(Buffer.concat([preface, encodeRaw({ type: PING, payload: Buffer.alloc(8) })]));
    await peer.settle();
    assert.equal(peer.take().at(-1), "GOAWAY PROTOCOL_ERROR");
  });

  test("another beginning than a client's, as soon as it differs", async () => {
    for (const text of ["GET / HTTP/1.1\r\n", "P", "PRI * HTTP/2.0\r\n\r\nXX"]) {
      const peer = new Http2Peer("client");
      openServer(peer);
      peer.write(Buffer.from(text));
      await peer.settle();
      assert.equal(peer.isClosed, text !== "P", text);
    }
  });

  test("any bytes end in an answer: a stream's, or the connection's", async () => {
    const type = fc.oneof({ weight: 9, arbitrary: fc.nat(10) }, fc.nat(255));
    const payload = fc.oneof(
      fc.constantFrom(request, trailers, uint32(0), uint32(1), uint32(1, 2), Buffer.alloc(0)),
      fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes)),
    );
    const frame = fc.record({ type, flags: fc.nat(63), streamId: fc.nat(5), payload });
    const garbage = fc.uint8Array({ maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(fc.array(frame, { maxLength: 12 }), garbage, async (frames, rest) => {
        const { connection, peer, streams } = await serve();
        await peer.send(...frames);
        for (const stream of streams) {
          stream.read({ onData: ({ byteLength }) => stream.consume(byteLength), onEnd() {} });
          stream.sendHeaders(response);
          stream.send(Buffer.alloc(10));
          stream.end(trailers);
        }
        peer.write(rest);
        await peer.settle();
        assert.ok(peer.frames.every(({ type: answered }) => answered <= CONTINUATION));
        if (peer.frames.some((answer) => answer.type === GOAWAY)) assert.ok(peer.isClosed);
        connection.destroy();
      }),
      { numRuns: 300 },
    );
  });
});

suite("a server of HTTP/2, and peers that ask for too much", () => {
  test("more requests at once than allowed", async () => {
    const { peer, streams } = await serve();
    const ids = Array.from({ length: 1_030 }, (_, index) => index * 2 + 1);
    await peer.send(...ids.map((id) => headers(id)));
    assert.equal(streams.length, 1_024);
    assert.deepEqual(
      peer.take(),
      ids.slice(1_024).map((id) => `RST_STREAM ${id} REFUSED_STREAM`),
    );
  });

  test("requests that are broken off at once, again and again", async () => {
    const { peer } = await serve();
    for (let id = 1; id < 2_200 && !peer.isClosed; id += 2) {
      await peer.send(headers(id), { type: RST_STREAM, streamId: id, payload: uint32(8) });
    }
    assert.deepEqual(peer.take(), ["GOAWAY ENHANCE_YOUR_CALM"]);
  });

  test("requests that are broken off now and then, for ever", async () => {
    const { peer, streams } = await serve();
    for (let id = 1; id < 6_000; id += 4) {
      peer.write(encodeRaw(headers(id)));
      peer.write(encodeRaw({ type: RST_STREAM, streamId: id, payload: uint32(8) }));
      await peer.send(headers(id + 2));
      streams.at(-1)!.sendHeaders(response, true);
    }
    assert.equal(peer.isClosed, false);
  });

  const floods: Record<string, RawFrame> = {
    settings: { type: SETTINGS },
    "data that is none": data(1, 0),
  };
  for (const [name, frame] of Object.entries(floods)) {
    test(`${name}, again and again`, async () => {
      const { peer } = await serve();
      await peer.send(headers(1, END_HEADERS));
      await peer.send(...repeat(1_100, frame));
      assert.equal(peer.take().at(-1), "GOAWAY ENHANCE_YOUR_CALM");
    });
  }

  test("pings by one that does not read the answers", async () => {
    const { peer, connection } = await serve();
    const pings = Buffer.concat(Array<Buffer>(2_000).fill(encodeRaw({ type: PING, payload: Buffer.alloc(8) })));
    const { far } = peer;
    Object.defineProperty(far, "writableNeedDrain", { value: true }); // as of a socket that is full
    for (let turn = 0; turn < 130 && !far.destroyed; turn++) {
      peer.write(pings);
      await peer.settle();
    }
    assert.equal(far.destroyed, true);
    assert.match(String(connection.failure), /does not read/);
  });
});

suite("flow control of HTTP/2", () => {
  test("a window of one byte, for a stream", async () => {
    const { peer, streams } = await serve([[Setting.INITIAL_WINDOW_SIZE, 1]]);
    await peer.send(headers(1));
    streams[0]!.sendHeaders(response);
    streams[0]!.send(Buffer.from("abc"));
    streams[0]!.end(trailers);
    await peer.settle();
    assert.deepEqual(peer.take(), ["HEADERS 1", "DATA 1 1"]);
    const more: RawFrame = { type: WINDOW_UPDATE, streamId: 1, payload: uint32(1) };
    await peer.send(more);
    assert.deepEqual(peer.take(), ["DATA 1 1"]);
    await peer.send(more);
    assert.deepEqual(peer.take(), ["DATA 1 1", "HEADERS 1 end"]);
  });

  test("a setting changes the windows of streams that are open, below nothing even", async () => {
    const { peer, streams } = await serve([[Setting.INITIAL_WINDOW_SIZE, 10]]);
    await peer.send(headers(1));
    streams[0]!.sendHeaders(response);
    streams[0]!.send(Buffer.alloc(30), true);
    await peer.settle();
    assert.deepEqual(peer.take(), ["HEADERS 1", "DATA 1 10"]);
    await peer.send({ type: SETTINGS, payload: encodeSettings([[Setting.INITIAL_WINDOW_SIZE, 4]]) });
    await peer.send({ type: WINDOW_UPDATE, streamId: 1, payload: uint32(6) });
    assert.deepEqual(peer.take(), ["SETTINGS ack"]);
    await peer.send({ type: SETTINGS, payload: encodeSettings([[Setting.INITIAL_WINDOW_SIZE, 5]]) });
    assert.deepEqual(peer.take(), ["SETTINGS ack", "DATA 1 1"]);
    await peer.send({ type: WINDOW_UPDATE, streamId: 1, payload: uint32(100) });
    assert.deepEqual(peer.take(), ["DATA 1 19 end"]);
  });

  test("the connection's window is shared in turns, and a small answer does not wait for a large one", async () => {
    const { peer, streams } = await serve([[Setting.INITIAL_WINDOW_SIZE, 1_000_000]]);
    await peer.send(headers(1), headers(3), headers(5));
    for (const stream of streams.slice(0, 2)) {
      stream.sendHeaders(response);
      stream.send(Buffer.alloc(100_000), true);
    }
    streams[2]!.sendHeaders(response, true);
    await peer.settle();
    const got = peer.take();
    assert.ok(got.indexOf("HEADERS 5 end") < 12, got.join(", "));
    assert.equal(sumOfData(got), 65_535);
    await peer.send({ type: WINDOW_UPDATE, payload: uint32(40_000) });
    const more = peer.take();
    assert.deepEqual(new Set(more.map((frame) => frame.split(" ")[1])), new Set(["1", "3"]));
    assert.equal(sumOfData(more), 40_000);
  });

  test("what is read is granted again, what is not read is not; the connection's is at once", async () => {
    const { peer, streams } = await serve([], 70_000);
    await peer.send(headers(1, END_HEADERS), headers(3, END_HEADERS));
    await peer.send(...repeat(4, data(1, 15_000)));
    assert.deepEqual(peer.take(), ["WINDOW_UPDATE 45000"]);
    await peer.send(data(3, 10_000));
    let chunks = 0;
    streams[0]!.read({ onData: () => chunks++, onEnd() {} });
    assert.equal(chunks, 4);
    streams[0]!.consume(20_000);
    await peer.settle();
    assert.deepEqual(peer.take(), []);
    streams[0]!.consume(15_000);
    await peer.settle();
    assert.deepEqual(peer.take(), ["WINDOW_UPDATE 1 35000"]);
  });

  test("padding counts, and is granted again without being read", async () => {
    const { peer, streams } = await serve([], 400);
    await peer.send(headers(1, END_HEADERS));
    const padded = Buffer.concat([Buffer.of(199), Buffer.alloc(200)]);
    await peer.send({ type: DATA, flags: PADDED, streamId: 1, payload: padded });
    assert.deepEqual(peer.take(), ["WINDOW_UPDATE 1 200"]);
    let bytes = 0;
    streams[0]!.read({ onData: (chunk) => (bytes += chunk.byteLength), onEnd() {} });
    assert.equal(bytes, 1);
  });

  test("a message goes through windows of any size", async () => {
    const sizes = fc.tuple(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 0, max: 5_000 }));
    await fc.assert(
      fc.asyncProperty(sizes, async ([window, size]) => {
        const { peer, streams } = await serve([[Setting.INITIAL_WINDOW_SIZE, window]]);
        await peer.send(headers(1));
        streams[0]!.sendHeaders(response);
        streams[0]!.send(Buffer.alloc(size));
        streams[0]!.end(trailers);
        const got: string[] = [];
        for (;;) {
          await peer.settle();
          const frames = peer.take();
          got.push(...frames);
          if (frames.at(-1) === "HEADERS 1 end" || frames.length === 0) break;
          await peer.send({ type: WINDOW_UPDATE, streamId: 1, payload: uint32(window) });
        }
        assert.equal(got.at(-1), "HEADERS 1 end");
        assert.equal(sumOfData(got), size);
      }),
      { numRuns: 30 },
    );
  });
});

function sumOfData(frames: readonly string[]): number {
  const sizes = frames.filter((frame) => frame.startsWith("DATA")).map((frame) => Number(frame.split(" ")[2]));
  return sizes.reduce((sum, size) => sum + size, 0);
}

suite("a server of HTTP/2", () => {
  test("answers in one write", async () => {
    const { peer, streams } = await serve();
    const writes: number[] = [];
    const write = peer.far.write.bind(peer.far);
    peer.far.write = ((chunk: Buffer) => {
      writes.push(chunk.byteLength);
      return write(chunk);
    }) as typeof write;
    await peer.send(headers(1), headers(3));
    for (const stream of streams) {
      stream.sendHeaders(response);
      stream.send(Buffer.alloc(100));
      stream.end(trailers);
    }
    await peer.settle();
    const answer = (id: number): string[] => [`HEADERS ${id}`, `DATA ${id} 100`, `HEADERS ${id} end`];
    assert.deepEqual(peer.take(), [...answer(1), ...answer(3)]);
    assert.equal(writes.length, 1);
  });

  test("that has answered needs no more of the request", async () => {
    const { peer, streams } = await serve();
    await peer.send(headers(1, END_HEADERS));
    streams[0]!.sendHeaders(response, true);
    await peer.send(data(1, 10));
    assert.deepEqual(peer.take(), ["HEADERS 1 end", "RST_STREAM 1 NO_ERROR"]);
  });

  test("that ends answers what it has, and takes nothing new", async () => {
    const { connection, peer, streams } = await serve();
    await peer.send(headers(1));
    connection.end();
    await peer.send(headers(3));
    assert.deepEqual(peer.take(), ["GOAWAY NO_ERROR", "RST_STREAM 3 REFUSED_STREAM"]);
    streams[0]!.sendHeaders(response, true);
    await peer.settle();
    assert.deepEqual(peer.take(), ["HEADERS 1 end"]);
    assert.equal(peer.isClosed, true);
  });

  test("hands the end of the connection to all streams, once", async () => {
    const { connection, peer, streams } = await serve();
    await peer.send(headers(1), headers(3, END_HEADERS));
    const closed: (number | undefined)[] = [];
    for (const stream of streams) stream.onClose(() => closed.push(stream.resetCode));
    peer.destroy();
    await peer.settle();
    connection.destroy();
    assert.deepEqual(closed, [undefined, undefined]);
    assert.equal(connection.isEnding, true);
  });

  test("on a connection that has ended already, ends", async () => {
    const peer = new Http2Peer("client");
    peer.destroy();
    await peer.settle();
    const connection = openServer(peer);
    await peer.settle();
    assert.equal(connection.isEnding, true);
  });

  test("sends headers that are longer than a frame", async () => {
    const { peer, streams } = await serve();
    await peer.send(headers(1));
    streams[0]!.sendHeaders(
      encodeHeaders([
        [":status", "200"],
        ["a", "x".repeat(40_000)],
      ]),
      true,
    );
    await peer.settle();
    assert.deepEqual(peer.take(), ["HEADERS 1 end", "CONTINUATION 1", "CONTINUATION 1"]);
  });
});

suite("a client of HTTP/2", () => {
  test("asks, and takes headers, data and trailers", async () => {
    const { connection, peer } = await connect();
    const stream = connection.request(request);
    stream.send(Buffer.from("abc"), true);
    await peer.settle();
    assert.deepEqual(peer.take(), ["HEADERS 1", "DATA 1 3 end"]);
    const got: string[] = [];
    stream.onHeaders((fields) => got.push([...fields].join(" ")));
    stream.onClose(() => got.push("closed"));
    stream.read({ onData: (chunk) => got.push(String(chunk)), onEnd: () => got.push("end") });
    await peer.send(
      headers(1, END_HEADERS, encodeHeaders([[":status", "100"]])),
      headers(1, END_HEADERS, response),
      { type: DATA, streamId: 1, payload: Buffer.from("de") },
      headers(1, whole, trailers),
    );
    assert.deepEqual(got, [":status,200", "de", "grpc-status,0", "end", "closed"]);
  });

  const mistakes: Record<string, { frames: readonly RawFrame[]; want: string }> = {
    "data before the headers": { frames: [data(1, 1)], want: "RST_STREAM 1 PROTOCOL_ERROR" },
    "a response without a status": { frames: [headers(1, END_HEADERS, trailers)], want: "RST_STREAM 1 PROTOCOL_ERROR" },
    "information at the end": {
      frames: [headers(1, whole, encodeHeaders([[":status", "103"]]))],
      want: "RST_STREAM 1 PROTOCOL_ERROR",
    },
    "a stream that was not asked for": { frames: [headers(3, whole, response)], want: "GOAWAY PROTOCOL_ERROR" },
    "a stream of the server's": { frames: [headers(2, whole, response)], want: "GOAWAY PROTOCOL_ERROR" },
  };
  for (const [name, { frames, want }] of Object.entries(mistakes)) {
    test(`refuses ${name}`, async () => {
      const { connection, peer } = await connect();
      connection.request(request);
      await peer.settle();
      peer.take();
      await peer.send(...frames);
      assert.deepEqual(peer.take(), [want]);
    });
  }

  test("opens no more than the server takes, and goes on as others end", async () => {
    const { connection, peer } = await connect([[Setting.MAX_CONCURRENT_STREAMS, 2]]);
    const streams = Array.from({ length: 4 }, () => connection.request(request));
    for (const stream of streams) stream.send(Buffer.alloc(1), true);
    streams[2]!.reset(8); // before its turn
    await peer.settle();
    assert.deepEqual(peer.take(), ["HEADERS 1", "HEADERS 3", "DATA 1 1 end", "DATA 3 1 end"]);
    await peer.send(headers(1, whole, response));
    assert.deepEqual(peer.take(), ["HEADERS 5", "DATA 5 1 end"]);
  });

  test("opens 100 before it knows how many the server takes", async () => {
    const peer = new Http2Peer("server");
    const connection = new Http2Connection(peer.far, { role: "client" });
    for (let count = 0; count < 150; count++) connection.request(request);
    await peer.settle();
    assert.equal(peer.take().filter((frame) => frame.startsWith("HEADERS")).length, 100);
    await peer.send({ type: SETTINGS });
    assert.equal(peer.take().filter((frame) => frame.startsWith("HEADERS")).length, 50);
  });

  test("a goodbye refuses what the server has not begun, and the rest may end", async () => {
    const { connection, peer } = await connect([[Setting.MAX_CONCURRENT_STREAMS, 2]]);
    const streams = Array.from({ length: 3 }, () => connection.request(request));
    await peer.send({ type: GOAWAY, payload: uint32(1, 11) });
    assert.deepEqual(
      streams.map(({ isClosed, resetCode }) => isClosed && errorName(resetCode ?? 0)),
      [false, "REFUSED_STREAM", "REFUSED_STREAM"],
    );
    assert.equal(connection.isEnding, true);
    assert.match(String(connection.failure), /ENHANCE_YOUR_CALM/);
    streams[0]!.send(Buffer.alloc(0), true);
    await peer.send(headers(1, whole, response));
    assert.equal(peer.isClosed, true);
  });

  test("an error of the server's breaks off one stream", async () => {
    const { connection, peer } = await connect();
    const [first, second] = [connection.request(request), connection.request(request)];
    await peer.send({ type: RST_STREAM, streamId: 1, payload: uint32(7) });
    assert.deepEqual([first.resetCode, second.isClosed], [7, false]);
  });

  test("begins with its preface", async () => {
    const peer = new Http2Peer("client"); // which skips nothing
    const written: Buffer[] = [];
    const write = peer.far.write.bind(peer.far);
    peer.far.write = ((chunk: Buffer) => written.push(chunk) > 0 && write(Buffer.alloc(0))) as typeof write;
    const connection = new Http2Connection(peer.far, { role: "client" });
    await peer.settle();
    assert.equal(connection.isEnding, false);
    const sent = Buffer.concat(written);
    assert.deepEqual(sent.subarray(0, preface.byteLength), preface);
    const types: number[] = [];
    new FrameReader().push(sent.subarray(preface.byteLength), ({ type }) => types.push(type));
    assert.deepEqual(types, [SETTINGS, WINDOW_UPDATE]);
  });
});
