// SPDX-License-Identifier: Apache-2.0

/**
 * Our yamux and HashiCorp's, talking with each other, and judging the same
 * bytes.
 *
 * @module
 */

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { Duplex, duplexPair } from "node:stream";
import { buffer, text } from "node:stream/consumers";
import { before, suite, test } from "node:test";
import { setImmediate as nextTurn } from "node:timers/promises";
import { buildGoProgram, missing, seededRandom } from "@provide-foundry/testkit";
import { encodeHeader, Flag, FrameReader, FrameType } from "./frame.ts";
import { YamuxSession } from "./yamux-session.ts";
import { initialWindowBytes } from "./yamux-stream.ts";

const repository = path.join(import.meta.dirname, "../../../../..");

suite("R06 HashiCorp's yamux", { skip: missing("go") }, () => {
  let peer: string;
  before(async () => {
    peer = await buildGoProgram(path.join(repository, "harnesses/go/yamux-peer"), path.join(repository, "out/go"));
  });

  test("echoes what our streams send, of any size, at once", async () => {
    const child = spawn(peer, ["echo"], { stdio: ["pipe", "pipe", "inherit"] });
    const session = new YamuxSession(Duplex.from({ readable: child.stdout, writable: child.stdin }), {
      role: "client",
    });
    assert.ok((await session.ping()) >= 0);
    const sizes = [0, 1, initialWindowBytes - 1, initialWindowBytes, initialWindowBytes + 1, 1_000_000, 5_000_000];
    const echoes = sizes.map(async (size, i) => {
      const stream = session.open();
      const data = Buffer.alloc(size, `stream ${i} `);
      stream.end(data);
      assert.ok(data.equals(await buffer(stream)));
    });
    await Promise.all(echoes);
    assert.equal(session.streams, 0);
    session.close();
    assert.deepEqual(await once(child, "exit"), [0, null]);
  });

  test("is echoed by ours", async () => {
    const child = spawn(peer, ["call"], { stdio: ["pipe", "pipe", "pipe"] });
    const session = new YamuxSession(Duplex.from({ readable: child.stdout, writable: child.stdin }), {
      role: "server",
      onStream: (stream) => void stream.pipe(stream).on("error", () => {}),
    });
    const [[code], complaint] = await Promise.all([once(child, "exit"), text(child.stderr)]);
    assert.equal(`${code} ${complaint}`, "0 ");
    session.close();
  });

  test("judges 2,000 connections, good and bad, as ours does", async () => {
    const random = seededRandom(7);
    const connections = Array.from({ length: 2_000 }, () => makeConnection((limit) => Math.floor(random() * limit)));
    const child = spawn(peer, ["judge"], { stdio: ["pipe", "pipe", "inherit"] });
    const output = text(child.stdout);
    for (const { bytes, pings } of connections) {
      child.stdin.write(`${JSON.stringify({ bytes: bytes.toString("base64"), pings })}\n`);
    }
    child.stdin.end();
    const theirs = (await output)
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as Verdict);
    assert.equal(theirs.length, connections.length);
    let failed = 0;
    for (const [i, { bytes }] of connections.entries()) {
      const ours = await judge(bytes);
      assert.deepEqual(ours, theirs[i], `connection ${i}: ${bytes.toString("hex")}`);
      if (ours.failed) failed++;
    }
    assert.ok(failed > 200 && failed < 1_800, `${failed} of them failed`);
  });
});

interface Verdict {
  readonly failed: boolean;
  readonly streams: Readonly<Record<string, string>>;
  readonly refused: readonly number[];
  readonly pings: readonly number[];
}

/** What our server makes of a connection's bytes, in the harness's terms. */
async function judge(bytes: Buffer): Promise<Verdict> {
  const [near, far] = duplexPair();
  const streams: Record<string, string> = {};
  const refused: number[] = [];
  const pings: number[] = [];
  let hasFailed = false;
  const session = new YamuxSession(far, {
    role: "server",
    onStream(stream) {
      const key = String(stream.id);
      streams[key] = "";
      stream.on("data", (chunk: Buffer) => (streams[key] += chunk.toString()));
      stream.on("error", () => (streams[key] = "reset"));
    },
    onClose: (error) => (hasFailed = error !== undefined),
  });
  const reader = new FrameReader();
  near.on("data", (chunk: Buffer) => {
    for (const { header, isLast } of reader.read(chunk)) {
      if (!isLast) continue;
      if (header.type === FrameType.WindowUpdate && (header.flags & Flag.RST) !== 0) refused.push(header.streamId);
      if (header.type === FrameType.Ping && (header.flags & Flag.ACK) !== 0) pings.push(header.length);
    }
  });
  near.write(bytes);
  for (let turn = 0; turn < 4; turn++) await nextTurn();
  session.close();
  await nextTurn();
  return hasFailed
    ? { failed: true, streams: {}, refused: [], pings: [] }
    : { failed: false, streams, refused, pings: pings.toSorted((a, b) => a - b) };
}

/**
 * A client's frames, most of them good. None of those on which the two differ: a
 * number of the server's, data after an end, and a window beyond 32 bits, all of
 * which ours refuses; and none after a reset, of which Go's may have read less.
 */
function makeConnection(pick: (limit: number) => number): { bytes: Buffer; pings: number } {
  let pings = 0;
  const frames: Buffer[] = [];
  const ended = new Set<number>();
  const send = (type: number, flags: number, streamId: number, length: number, payload = ""): void => {
    frames.push(encodeHeader({ type: type as FrameType, flags, streamId, length }), Buffer.from(payload));
  };
  const open = new Set<number>();
  const isRare = (): boolean => pick(40) === 0;
  const sendToStream = (type: number, id: number, length: number, payload?: string): void => {
    const isNew = isRare() || !open.has(id);
    // HashiCorp's takes the end of a stream for true before it has read the data in the same frame: what its reader gets
    // is then a matter of chance. Neither side sends such frames.
    const mayEnd = payload === undefined || payload === "";
    const flags = (isNew && !isRare() ? Flag.SYN : 0) | (mayEnd && pick(3) === 0 ? Flag.FIN : 0);
    if ((flags & Flag.SYN) !== 0) open.add(id);
    if ((flags & Flag.FIN) !== 0) ended.add(id);
    send(type, flags, id, length, payload);
  };
  const sendOddity = (kind: number, id: number): void => {
    if (kind < 4) send(FrameType.GoAway, 0, 0, kind);
    else if (kind < 8) send(kind * 16, 0, 0, 0);
    else if (kind < 12) frames.push(Buffer.from("GET / HTTP/1.1\r\n"));
    else if (kind < 16 && open.has(id)) send(FrameType.Data, 0, id, initialWindowBytes + 1 + pick(1_000));
  };
  for (let count = 1 + pick(12); count > 0; count--) {
    const id = 1 + 2 * pick(4);
    switch (pick(8)) {
      case 0:
        if (isRare()) send(FrameType.Ping, Flag.ACK, 0, pick(1_000));
        else send(FrameType.Ping, Flag.SYN, 0, 1_000 * pings++ + pick(1_000));
        break;
      case 1:
        sendToStream(FrameType.WindowUpdate, id, pick(100_000));
        break;
      case 2:
        sendOddity(pick(160), id);
        break;
      default:
        if (!ended.has(id)) sendToStream(FrameType.Data, id, ...sized("x".repeat(pick(100))));
    }
  }
  if (pick(5) === 0 && !ended.has(1)) send(FrameType.WindowUpdate, Flag.RST, 1, 0);
  return { bytes: Buffer.concat(frames), pings };
}

function sized(payload: string): [length: number, payload: string] {
  return [payload.length, payload];
}
