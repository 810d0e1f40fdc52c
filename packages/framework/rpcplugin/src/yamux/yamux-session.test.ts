// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { type Duplex, duplexPair } from "node:stream";
import { suite, test } from "node:test";
import { buffer, text } from "node:stream/consumers";
import { setImmediate as nextTurn } from "node:timers/promises";
import * as fc from "fast-check";
import { encodeHeader, Flag, type FrameHeader, FrameReader, FrameType, GoAwayCode } from "./frame.ts";
import { YamuxSession, type YamuxSessionOptions } from "./yamux-session.ts";
import { initialWindowBytes, type YamuxStream } from "./yamux-stream.ts";

type Options = Partial<YamuxSessionOptions>;

/** Both ends of a connection in memory. */
function connect(client: Options = {}, server: Options = {}): { client: YamuxSession; server: YamuxSession } {
  const [near, far] = duplexPair();
  return {
    client: new YamuxSession(near, { role: "client", ...client }),
    server: new YamuxSession(far, { role: "server", ...server }),
  };
}

/** A server's session, and a peer that speaks in frames. */
class FramePeer {
  readonly session: YamuxSession;
  readonly sent: FrameHeader[] = [];
  readonly connection: Duplex;
  readonly closed: Promise<Error | undefined>;
  readonly streams: YamuxStream[] = [];

  constructor(options: Options = {}) {
    const [near, far] = duplexPair();
    const closed = Promise.withResolvers<Error | undefined>();
    this.connection = near;
    this.closed = closed.promise;
    this.session = new YamuxSession(far, {
      role: "server",
      onStream: (stream) => void this.streams.push(stream.on("error", () => {})),
      onClose: closed.resolve,
      ...options,
    });
    const reader = new FrameReader();
    near.on("data", (chunk: Buffer) => {
      for (const { header, isLast } of reader.read(chunk)) if (isLast) this.sent.push(header);
    });
  }

  send(type: FrameType, streamId: number, { flags = 0, length = 0, payload = Buffer.alloc(0) } = {}): void {
    const header = { type, flags, streamId, length: length || payload.byteLength };
    this.connection.write(Buffer.concat([encodeHeader(header), payload]));
  }

  /** Until what was sent has been answered. */
  async settle(): Promise<void> {
    for (let turn = 0; turn < 10; turn++) await nextTurn();
  }
}

const echo = (stream: YamuxStream): void => void stream.pipe(stream).on("error", () => {});

suite("YamuxSession", () => {
  test("streams of both sides carry data both ways, and end", async () => {
    const { client, server } = connect({ onStream: echo }, { onStream: echo });
    for (const side of [client, server]) {
      const stream = side.open();
      stream.end("there and back");
      assert.equal(await text(stream), "there and back");
    }
    await nextTurn();
    assert.deepEqual([client.streams, server.streams], [0, 0]);
    client.close();
  });

  test("numbers are odd on the client's side, even on the server's", () => {
    const { client, server } = connect();
    assert.deepEqual([client.open().id, client.open().id, server.open().id, server.open().id], [1, 3, 2, 4]);
    client.close();
    server.close();
  });

  test("many streams at once, of any size and in any pieces, arrive whole", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ size: fc.nat(700_000), step: fc.integer({ min: 1_000, max: 300_000 }) }), {
          maxLength: 6,
        }),
        fc.constantFrom(initialWindowBytes, 4 * initialWindowBytes),
        async (streams, windowBytes) => {
          const { client, server } = connect({ windowBytes }, { onStream: echo });
          const answers = streams.map(async ({ size, step }, i) => {
            const data = Buffer.alloc(size, `stream ${i}: `);
            const stream = client.open();
            for (let at = 0; at < size; at += step) stream.write(data.subarray(at, at + step));
            stream.end();
            assert.ok(data.equals(await buffer(stream)));
          });
          await Promise.all(answers);
          assert.equal(client.streams, 0);
          client.close();
          server.close();
        },
      ),
      { numRuns: 30 },
    );
  });

  test("a stream that nobody reads stops its writer at the window, and no other stream", async () => {
    const streams: YamuxStream[] = [];
    const { client, server } = connect({}, { onStream: (stream) => void streams.push(stream) });
    const blocked = client.open();
    blocked.write(Buffer.alloc(3 * initialWindowBytes, "x"));
    const free = client.open();
    free.end("through");
    await nextTurn();
    assert.equal(streams[0]!.readableLength, initialWindowBytes);
    assert.equal(await text(streams[1]!), "through");
    blocked.end();
    assert.equal((await buffer(streams[0]!)).byteLength, 3 * initialWindowBytes);
    client.close();
    server.close();
  });

  test("a connection that takes nothing stops all writers; then they take turns", async () => {
    const [near, far] = duplexPair();
    const client = new YamuxSession(near, { role: "client" });
    for (const id of [1, 3]) assert.equal(client.open().end(Buffer.alloc(200_000)).id, id);
    assert.ok(near.writableLength < 150_000, `${near.writableLength} bytes wait`);
    const reader = new FrameReader();
    const order: number[] = [];
    for await (const chunk of far) {
      for (const { header, isFirst } of reader.read(chunk as Buffer)) {
        if (isFirst && header.type === FrameType.Data) order.push(header.streamId);
      }
      if (order.length === 8) break;
    }
    assert.ok(order.indexOf(3) < order.lastIndexOf(1) - 1, `no turns: ${order.join(" ")}`);
    client.close();
  });

  test("a half that was ended leaves the other open", async () => {
    const { client } = connect({}, { onStream: (stream) => void text(stream).then((all) => stream.end(`got ${all}`)) });
    const stream = client.open();
    stream.end("a question");
    assert.equal(await text(stream), "got a question");
    client.close();
  });

  test("a stream that is destroyed ends on the other side; with an error it breaks off", async () => {
    const streams: YamuxStream[] = [];
    const { client } = connect({}, { onStream: (stream) => void streams.push(stream.on("error", () => {})) });
    client.open().destroy();
    client
      .open()
      .on("error", () => {})
      .destroy(new Error("why"));
    await nextTurn();
    const [ended, broken] = streams;
    assert.equal(await text(ended!), "");
    await assert.rejects(text(broken!), { code: "plugin.multiplex", message: /broke the stream off/ });
    ended!.end();
    await nextTurn();
    assert.equal(client.streams, 0);
    client.close();
  });

  test("the end of the session is the end of its streams, after what came before", async () => {
    const streams: YamuxStream[] = [];
    const { client, server } = connect({}, { onStream: (stream) => void streams.push(stream) });
    const stream = client.open();
    stream.write("the last words");
    await nextTurn();
    client.close();
    assert.equal(await text(streams[0]!), "the last words");
    assert.ok(server.isClosed && client.isClosed);
    assert.throws(() => client.open(), { code: "plugin.multiplex", message: /is closed/ });
    await assert.rejects(client.ping(), { message: /is closed/ });
  });

  test("a connection that fails takes the streams with it", async () => {
    const [near] = duplexPair();
    const client = new YamuxSession(near, { role: "client" });
    const stream = client.open();
    const pinged = assert.rejects(client.ping(), { message: "reset" });
    const failed = assert.rejects(text(stream), { message: "reset" });
    near.destroy(new Error("reset"));
    await Promise.all([failed, pinged]);
  });

  test("go away: what there is goes on, and nothing new begins", async () => {
    const peer = new FramePeer();
    peer.send(FrameType.WindowUpdate, 1, { flags: Flag.SYN });
    await peer.settle();
    peer.session.goAway();
    peer.send(FrameType.WindowUpdate, 3, { flags: Flag.SYN });
    peer.send(FrameType.Data, 1, { flags: Flag.FIN, payload: Buffer.from("still here") });
    assert.equal(await text(peer.streams[0]!), "still here");
    const { GoAway, WindowUpdate } = FrameType;
    assert.deepEqual(
      peer.sent.map(({ type, flags, streamId }) => [type, flags, streamId]),
      [
        [WindowUpdate, Flag.ACK, 1],
        [GoAway, 0, 0],
        [WindowUpdate, Flag.RST, 3],
      ],
    );
    assert.equal(peer.session.open().id, 2, "the other side has not gone away");
    peer.send(FrameType.GoAway, 0);
    await peer.settle();
    assert.throws(() => peer.session.open(), { code: "plugin.multiplex", message: /takes no more streams/ });
    peer.session.close();
  });

  test("ping measures", async () => {
    const { client } = connect();
    assert.ok((await client.ping()) >= 0);
    client.close();
  });

  test("a side that answers no ping is given up after ten seconds", async (t) => {
    t.mock.timers.enable({ apis: ["setTimeout", "setInterval"] });
    const peer = new FramePeer({ keepAliveMs: 30_000 });
    t.mock.timers.tick(30_000);
    t.mock.timers.tick(10_000);
    assert.match((await peer.closed)!.message, /no answer to a ping in 10 s/);
  });

  test("a side that answers is kept", async (t) => {
    t.mock.timers.enable({ apis: ["setTimeout", "setInterval"] });
    const { client, server } = connect({ keepAliveMs: 30_000 }, { keepAliveMs: 20_000 });
    for (let round = 0; round < 5; round++) {
      t.mock.timers.tick(30_000);
      await new Promise((resolve) => process.nextTick(() => setImmediate(resolve)));
    }
    assert.ok(!client.isClosed && !server.isClosed);
    client.close();
  });

  test("a side that accepts no stream is given up after 75 seconds", async (t) => {
    t.mock.timers.enable({ apis: ["setTimeout"] });
    const peer = new FramePeer({ keepAliveMs: 0 });
    peer.session.open().on("error", () => {});
    t.mock.timers.tick(75_000);
    assert.match((await peer.closed)!.message, /stream 2 was not accepted within 75 s/);
  });

  test("no more than 256 streams wait to be accepted", () => {
    const peer = new FramePeer();
    for (let i = 0; i < 256; i++) peer.session.open();
    assert.throws(() => peer.session.open(), { message: /accepts none of 256/ });
    peer.session.close();
  });

  test("more streams than the limit are refused, until one ends", async () => {
    const peer = new FramePeer({ maxStreams: 2 });
    for (const id of [1, 3, 5]) peer.send(FrameType.WindowUpdate, id, { flags: Flag.SYN });
    await peer.settle();
    assert.deepEqual(
      peer.sent.map(({ streamId, flags }) => `${streamId} ${flags}`),
      ["1 2", "3 2", "5 8"],
    );
    peer.send(FrameType.WindowUpdate, 1, { flags: Flag.RST });
    peer.send(FrameType.WindowUpdate, 7, { flags: Flag.SYN });
    await peer.settle();
    assert.equal(peer.streams.length, 3);
    peer.session.close();
  });

  test("a stream whose other side never ends is broken off after five minutes", async (t) => {
    t.mock.timers.enable({ apis: ["setTimeout"] });
    const peer = new FramePeer({ keepAliveMs: 0 });
    peer.send(FrameType.WindowUpdate, 1, { flags: Flag.SYN });
    await peer.settle();
    peer.streams[0]!.destroy();
    t.mock.timers.tick(300_000);
    await peer.settle();
    assert.deepEqual(
      peer.sent.map(({ flags }) => flags),
      [Flag.ACK, Flag.FIN, Flag.RST],
    );
    assert.equal(peer.session.streams, 0);
    peer.session.close();
  });

  test("the window grows by what was read, once that is half of it", async () => {
    const peer = new FramePeer();
    const half = Buffer.alloc(initialWindowBytes / 2, "x");
    peer.send(FrameType.Data, 1, { flags: Flag.SYN, payload: half.subarray(1) });
    await peer.settle();
    peer.streams[0]!.resume();
    await peer.settle();
    assert.deepEqual(
      peer.sent.map(({ length }) => length),
      [0],
    );
    peer.send(FrameType.Data, 1, { payload: half.subarray(0, 1) });
    await peer.settle();
    assert.deepEqual(
      peer.sent.map(({ length }) => length),
      [0, half.byteLength],
    );
    peer.session.close();
  });

  test("a larger window is granted with the first frame", async () => {
    const peer = new FramePeer({ windowBytes: initialWindowBytes + 1_000 });
    peer.send(FrameType.WindowUpdate, 1, { flags: Flag.SYN });
    await peer.settle();
    assert.deepEqual(peer.sent, [{ type: FrameType.WindowUpdate, flags: Flag.ACK, streamId: 1, length: 1_000 }]);
    peer.session.close();
    assert.throws(() => new YamuxSession(peer.connection, { role: "client", windowBytes: 1 }), RangeError);
  });

  test("a stream that was closed here may go on there: what comes is dropped", async () => {
    const peer = new FramePeer();
    peer.send(FrameType.WindowUpdate, 1, { flags: Flag.SYN });
    await peer.settle();
    peer.streams[0]!.destroy();
    peer.send(FrameType.Data, 1, { payload: Buffer.alloc(100_000) });
    peer.send(FrameType.Data, 1, { flags: Flag.FIN, payload: Buffer.from("the end") });
    await peer.settle();
    assert.equal(peer.session.streams, 0);
    peer.send(FrameType.Data, 1, { payload: Buffer.from("after the end") });
    await peer.settle();
    assert.equal(peer.session.isClosed, false);
    peer.session.close();
  });

  const faults: Record<string, { do: (peer: FramePeer) => void; message: RegExp }> = {
    "a stream opened twice": {
      do: (peer) => [1, 2].forEach(() => peer.send(FrameType.WindowUpdate, 1, { flags: Flag.SYN })),
      message: /opened stream 1 twice/,
    },
    "a number of ours": {
      do: (peer) => peer.send(FrameType.WindowUpdate, 2, { flags: Flag.SYN }),
      message: /opened stream 2, a number that is not its own/,
    },
    "the session's number": {
      do: (peer) => peer.send(FrameType.WindowUpdate, 0, { flags: Flag.SYN }),
      message: /opened stream 0/,
    },
    "more than the window, before it has come": {
      do: (peer) => peer.send(FrameType.Data, 1, { flags: Flag.SYN, length: initialWindowBytes + 1 }),
      message: /sent more than its window/,
    },
    "data after the end": {
      do(peer) {
        peer.send(FrameType.WindowUpdate, 1, { flags: Flag.SYN | Flag.FIN });
        peer.send(FrameType.Data, 1, { payload: Buffer.from("x") });
      },
      message: /after its end/,
    },
    "a second end": {
      do(peer) {
        peer.send(FrameType.WindowUpdate, 1, { flags: Flag.SYN | Flag.FIN });
        peer.send(FrameType.WindowUpdate, 1, { flags: Flag.FIN });
      },
      message: /ended twice/,
    },
    "a window that cannot be counted": {
      do: (peer) => peer.send(FrameType.WindowUpdate, 1, { flags: Flag.SYN, length: 2 ** 32 - 1 }),
      message: /exceeds 32 bits/,
    },
    "a frame of no type": {
      do: (peer) => peer.send(9 as FrameType, 1),
      message: /unknown type 9/,
    },
    "a go away with a reason": {
      do: (peer) => peer.send(FrameType.GoAway, 0, { length: GoAwayCode.InternalError }),
      message: /gave the shared connection up with code 2/,
    },
  };
  for (const [name, fault] of Object.entries(faults)) {
    test(`${name} ends the session, and the other side is told`, async () => {
      const peer = new FramePeer();
      fault.do(peer);
      assert.match((await peer.closed)!.message, fault.message);
      await peer.settle();
      const last = peer.sent.at(-1)!;
      assert.deepEqual([last.type, last.length], [FrameType.GoAway, GoAwayCode.ProtocolError]);
    });
  }

  test("half a frame before the end is an error", async () => {
    const peer = new FramePeer();
    peer.connection.end(encodeHeader({ type: FrameType.Ping, flags: 0, streamId: 0, length: 0 }).subarray(0, 5));
    assert.match((await peer.closed)!.message, /a frame broke off/);
  });

  test("a side that asks and reads no answers is given up", async () => {
    const [near, far] = duplexPair();
    const closed = Promise.withResolvers<Error | undefined>();
    const session = new YamuxSession(far, { role: "server", onClose: closed.resolve });
    const ping = encodeHeader({ type: FrameType.Ping, flags: Flag.SYN, streamId: 0, length: 7 });
    const pings = Buffer.concat(Array.from({ length: 100_000 }, () => ping));
    for (let round = 0; round < 10; round++) near.write(pings);
    assert.match((await closed.promise)!.message, /asks, and reads no answers/);
    assert.ok(session.isClosed);
  });
});
