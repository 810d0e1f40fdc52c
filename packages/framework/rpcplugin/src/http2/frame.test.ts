// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import * as fc from "fast-check";
import { encodeFrame, type Frame, FrameReader } from "./frame.ts";
import { FrameWriter } from "./frame-writer.ts";

const anyFrame: fc.Arbitrary<Frame> = fc.record(
  {
    type: fc.nat(255),
    flags: fc.nat(255),
    streamId: fc.nat(2 ** 31 - 1),
    payload: fc.uint8Array({ maxLength: 5_000 }).map((bytes) => Buffer.from(bytes)),
  },
  { noNullPrototype: true },
);

function read(chunks: readonly Buffer[]): Frame[] {
  const reader = new FrameReader();
  const frames: Frame[] = [];
  for (const chunk of chunks) reader.push(chunk, (frame) => frames.push(frame));
  return frames;
}

/** Cuts bytes into pieces whose lengths come in turns. */
function cut(bytes: Buffer, lengths: readonly number[]): Buffer[] {
  const chunks: Buffer[] = [];
  for (let at = 0; at < bytes.byteLength;) {
    const length = lengths[chunks.length % lengths.length]!;
    chunks.push(bytes.subarray(at, at + length));
    at += length;
  }
  return chunks;
}

suite("FrameReader", () => {
  test("gives back the frames, however the connection is cut", () => {
    const lengths = fc.array(fc.integer({ min: 1, max: 3_000 }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(fc.array(anyFrame, { maxLength: 8 }), lengths, (frames, pieces) => {
        assert.deepEqual(read(cut(Buffer.concat(frames.map(encodeFrame)), pieces)), frames);
      }),
    );
  });

  test("byte by byte", () => {
    const frame: Frame = { type: 6, flags: 1, streamId: 0, payload: Buffer.from("12345678") };
    assert.deepEqual(read(cut(encodeFrame(frame), [1])), [frame]);
  });

  test("the first bit of a stream's number is nobody's", () => {
    const bytes = encodeFrame({ type: 0, flags: 0, streamId: 1, payload: Buffer.alloc(0) });
    bytes[5] = 0x80;
    assert.equal(read([bytes])[0]?.streamId, 1);
  });

  test("refuses a frame over the limit, by its header", () => {
    const header = Buffer.from("004001000000000001", "hex");
    assert.throws(() => read([header]), { code: 6, message: "a frame of 16385 bytes exceeds the limit" });
    assert.deepEqual(read([Buffer.from("004000000000000001", "hex")]), []);
  });
});

suite("FrameWriter", () => {
  test("gives the frames in order, small and large, taken at any time", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(anyFrame, fc.boolean()), { maxLength: 20 }), (steps) => {
        const writer = new FrameWriter();
        const parts: Uint8Array[] = [];
        for (const [{ payload, ...header }, isTaken] of steps) {
          writer.add(header, payload);
          if (isTaken) parts.push(...writer.take());
        }
        const waiting = writer.bytes;
        const rest = writer.take();
        assert.equal(waiting, Buffer.concat(rest).byteLength);
        assert.equal(writer.bytes, 0);
        assert.deepEqual(Buffer.concat([...parts, ...rest]), Buffer.concat(steps.map(([frame]) => encodeFrame(frame))));
      }),
    );
  });

  test("small frames are one piece", () => {
    const writer = new FrameWriter();
    for (let streamId = 1; streamId < 10; streamId++) {
      writer.add({ type: 0, flags: 0, streamId }, Buffer.alloc(100));
    }
    assert.equal(writer.take().length, 1);
  });
});
