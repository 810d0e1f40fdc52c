// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import * as fc from "fast-check";
import { encodeFrame, FrameReader } from "./framing.ts";
import { GrpcError } from "./grpc-error.ts";
import { Status } from "./status.ts";

suite("FrameReader", () => {
  test("gives back the messages, however the stream is cut", () => {
    fc.assert(
      fc.property(
        fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 8 }),
        fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 1 }),
        (messages, cuts) => {
          const reader = new FrameReader(300);
          const got: Uint8Array[] = [];
          for (const chunk of cut(Buffer.concat(messages.map(encodeFrame)), cuts)) {
            reader.push(chunk);
            for (let message = reader.read(); message; message = reader.read()) got.push(Uint8Array.from(message));
          }
          assert.deepEqual(got, messages);
          assert.equal(reader.hasRest, false);
        },
      ),
    );
  });

  test("a message that came in one chunk is not copied", () => {
    const frame = encodeFrame(Buffer.from("abc"));
    const reader = new FrameReader(10);
    reader.push(frame);
    assert.equal(reader.read()?.buffer, frame.buffer);
  });

  test("tells of a message that is not complete", () => {
    const frame = encodeFrame(Buffer.from("abc"));
    for (let size = 1; size < frame.byteLength; size++) {
      const reader = new FrameReader(10);
      reader.push(frame.subarray(0, size));
      assert.equal(reader.read(), undefined);
      assert.equal(reader.hasRest, true, `${size} bytes`);
    }
  });

  const refused: Record<string, { header: number[]; code: Status }> = {
    "a message over the limit, by its header": { header: [0, 0, 0, 0, 11], code: Status.RESOURCE_EXHAUSTED },
    "4 GiB, claimed in five bytes": { header: [0, 0xff, 0xff, 0xff, 0xff], code: Status.RESOURCE_EXHAUSTED },
    "a compressed message": { header: [1, 0, 0, 0, 1], code: Status.UNIMPLEMENTED },
    "unknown flags": { header: [0x80, 0, 0, 0, 1], code: Status.INTERNAL },
  };
  for (const [name, { header, code }] of Object.entries(refused)) {
    test(`refuses ${name}`, () => {
      const reader = new FrameReader(10);
      reader.push(Buffer.from(header));
      assert.throws(
        () => reader.read(),
        (error) => error instanceof GrpcError && error.code === code,
      );
    });
  }

  test("a message of just the limit is read", () => {
    const reader = new FrameReader(10);
    reader.push(encodeFrame(Buffer.alloc(10)));
    assert.equal(reader.read()?.byteLength, 10);
  });
});

function* cut(bytes: Buffer, sizes: readonly number[]): Generator<Buffer> {
  for (let start = 0, turn = 0; start < bytes.byteLength; turn++) {
    // A size of 0 stands for an empty chunk; only a list of nothing else would never end.
    const size = sizes[turn % sizes.length]! || (turn % (sizes.length + 1) === sizes.length ? 1 : 0);
    yield bytes.subarray(start, start + size);
    start += size;
  }
}
