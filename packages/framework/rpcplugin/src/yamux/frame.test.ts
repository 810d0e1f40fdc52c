// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { fuzz } from "@provide-foundry/testkit";
import * as fc from "fast-check";
import { PluginError } from "../plugin-error.ts";
import { encodeHeader, type FrameHeader, FrameReader, FrameType, headerBytes } from "./frame.ts";

interface Frame {
  readonly header: FrameHeader;
  readonly payload: Buffer;
}

const uint32 = fc.oneof(fc.integer({ min: 0, max: 2 ** 32 - 1 }), fc.constantFrom(0, 1, 2 ** 32 - 1));

const arbitraryFrame: fc.Arbitrary<Frame> = fc
  .record({
    type: fc.constantFrom(...Object.values(FrameType)),
    flags: fc.integer({ min: 0, max: 0xffff }),
    streamId: uint32,
    length: uint32,
    data: fc.uint8Array({ maxLength: 40 }),
  })
  .map(({ data, ...header }) =>
    header.type === FrameType.Data
      ? { header: { ...header, length: data.byteLength }, payload: Buffer.from(data) }
      : { header, payload: Buffer.alloc(0) },
  );

/** Whole frames again, from what a reader makes of chunks. */
function readFrames(chunks: readonly Buffer[]): { frames: Frame[]; isInsideFrame: boolean } {
  const reader = new FrameReader();
  const frames: Frame[] = [];
  let payload: Buffer[] = [];
  let isOpen = false;
  for (const chunk of chunks) {
    for (const part of reader.read(chunk)) {
      assert.equal(part.isFirst, !isOpen);
      payload.push(part.payload);
      isOpen = !part.isLast;
      if (!part.isLast) continue;
      frames.push({ header: part.header, payload: Buffer.concat(payload) });
      payload = [];
    }
  }
  return { frames, isInsideFrame: reader.isInsideFrame };
}

function cut(bytes: Buffer, at: readonly number[]): Buffer[] {
  const ends = [...at.map((place) => place % (bytes.byteLength + 1)), bytes.byteLength].toSorted((a, b) => a - b);
  return ends.map((end, i) => bytes.subarray(ends[i - 1] ?? 0, end));
}

suite("yamux frames", () => {
  test("a header has twelve bytes, big-endian", () => {
    const header = encodeHeader({
      type: FrameType.WindowUpdate,
      flags: 0x0102,
      streamId: 0x03040506,
      length: 0x0708090a,
    });
    assert.equal(header.toString("hex"), "00010102030405060708090a");
  });

  test("what is written is read again, however it is cut", () => {
    fc.assert(
      fc.property(fc.array(arbitraryFrame, { maxLength: 8 }), fc.array(fc.nat(), { maxLength: 12 }), (frames, at) => {
        const bytes = Buffer.concat(frames.flatMap(({ header, payload }) => [encodeHeader(header), payload]));
        assert.deepEqual(readFrames(cut(bytes, at)), { frames, isInsideFrame: false });
      }),
    );
  });

  test("knows whether it is inside a frame", () => {
    fc.assert(
      fc.property(arbitraryFrame, fc.nat(), ({ header, payload }, place) => {
        const bytes = Buffer.concat([encodeHeader(header), payload]);
        const begun = bytes.subarray(0, place % bytes.byteLength);
        assert.equal(readFrames([begun]).isInsideFrame, begun.byteLength > 0);
      }),
    );
  });

  const refused: Record<string, { bytes: readonly number[]; message: RegExp }> = {
    "another version": { bytes: [1, 0], message: /unknown version 1/ },
    "another type": { bytes: [0, 4], message: /unknown type 4/ },
    "HTTP/2 without multiplexing": { bytes: [...Buffer.from("PRI * HTTP/2.0")], message: /unknown version 80/ },
  };
  for (const [name, { bytes, message }] of Object.entries(refused)) {
    test(`${name} is refused`, () => {
      const header = Buffer.alloc(headerBytes);
      header.set(bytes.slice(0, headerBytes));
      assert.throws(() => readFrames([header]), { code: "plugin.multiplex", message });
    });
  }

  test("Y04 hostile input is read or refused", () => {
    fuzz((bytes: Uint8Array) => void readFrames(cut(Buffer.from(bytes), [bytes[0] ?? 0, 13])), {
      seeds: fc
        .sample(arbitraryFrame, { numRuns: 10, seed: 1 })
        .map(({ header, payload }) => Buffer.concat([encodeHeader(header), payload])),
      refusals: [PluginError],
    });
  });
});
