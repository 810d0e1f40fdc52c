// SPDX-License-Identifier: Apache-2.0

/**
 * The frames of HTTP/2: nine bytes, big-endian, and the payload.
 *
 * ```
 * length 24 | type 8 | flags 8 | stream 32 | payload
 * ```
 *
 * Source: RFC 9113, sections 4 and 6.
 *
 * @module
 */

import { ErrorCode, Http2Error } from "./http2-error.ts";

export const FrameType = {
  DATA: 0x0,
  HEADERS: 0x1,
  PRIORITY: 0x2,
  RST_STREAM: 0x3,
  SETTINGS: 0x4,
  PUSH_PROMISE: 0x5,
  PING: 0x6,
  GOAWAY: 0x7,
  WINDOW_UPDATE: 0x8,
  CONTINUATION: 0x9,
} as const;

/** ACK and END_STREAM are the same bit, on different types. */
export const Flag = { ACK: 0x1, END_STREAM: 0x1, END_HEADERS: 0x4, PADDED: 0x8, PRIORITY: 0x20 } as const;

export interface Frame {
  /** One of `FrameType`, or one that nobody here knows. */
  readonly type: number;
  /** A sum of `Flag`. */
  readonly flags: number;
  /** 0: the connection. */
  readonly streamId: number;
  readonly payload: Buffer;
}

export const frameHeaderBytes = 9;

/** What a payload may have at most in both directions, unless a side allows more, which we neither do nor use. */
export const maxPayloadBytes: number = 16 * 1024;

/** What a client's connection begins with. */
export const preface: Buffer = Buffer.from("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");

/** Writes a frame's header. */
export function writeFrameHeader(
  target: Buffer,
  at: number,
  payloadBytes: number,
  { type, flags, streamId }: Omit<Frame, "payload">,
): void {
  target.writeUIntBE(payloadBytes, at, 3);
  target[at + 3] = type;
  target[at + 4] = flags;
  target.writeUInt32BE(streamId, at + 5);
}

/** One frame by itself. */
export function encodeFrame({ payload, ...header }: Frame): Buffer {
  const frame = Buffer.allocUnsafe(frameHeaderBytes + payload.byteLength);
  writeFrameHeader(frame, 0, payload.byteLength, header);
  frame.set(payload, frameHeaderBytes);
  return frame;
}

/**
 * Cuts the chunks of a connection into frames. A chunk may hold part of a frame or several; payloads of whole ones
 * are views of it.
 */
export class FrameReader {
  /** Of a frame whose rest has not come. */
  #parts: Buffer[] = [];
  #partBytes = 0;
  /** How many bytes it takes to go on: those of a header, or of a frame. */
  #wantedBytes = frameHeaderBytes;

  /**
   * @param onFrame Called for each frame that is whole, in order.
   * @throws Http2Error FRAME_SIZE_ERROR for a frame over the limit, before its payload is kept.
   */
  push(chunk: Buffer, onFrame: (frame: Frame) => void): void {
    this.#partBytes += chunk.byteLength;
    if (this.#partBytes < this.#wantedBytes) {
      this.#parts.push(chunk);
      return;
    }
    const bytes = this.#parts.length === 0 ? chunk : Buffer.concat([...this.#parts, chunk], this.#partBytes);
    let at = 0;
    this.#wantedBytes = frameHeaderBytes;
    while (bytes.byteLength - at >= frameHeaderBytes) {
      const payloadBytes = bytes.readUIntBE(at, 3);
      if (payloadBytes > maxPayloadBytes) {
        throw new Http2Error(ErrorCode.FRAME_SIZE_ERROR, `a frame of ${payloadBytes} bytes exceeds the limit`);
      }
      const end = at + frameHeaderBytes + payloadBytes;
      if (end > bytes.byteLength) {
        this.#wantedBytes = end - at;
        break;
      }
      onFrame({
        type: bytes[at + 3]!,
        flags: bytes[at + 4]!,
        streamId: bytes.readUInt32BE(at + 5) & 0x7fff_ffff, // the first bit is reserved
        payload: bytes.subarray(at + frameHeaderBytes, end),
      });
      at = end;
    }
    this.#partBytes = bytes.byteLength - at;
    this.#parts = this.#partBytes === 0 ? [] : [bytes.subarray(at)];
  }
}
