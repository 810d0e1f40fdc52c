// SPDX-License-Identifier: Apache-2.0

/**
 * The frames of yamux: twelve bytes, big-endian, and the payload of those that
 * carry data.
 *
 * ```
 * version 8 | type 8 | flags 16 | stream 32 | length 32
 * ```
 *
 * The length means what the type says: bytes of payload, growth of a window,
 * what a ping carries, or why a session ends.
 *
 * Source: yamux 0.1.2, spec.md and const.go.
 *
 * @module
 */

import { yamuxError } from "./yamux-error.ts";

export const FrameType = { Data: 0, WindowUpdate: 1, Ping: 2, GoAway: 3 } as const;
export type FrameType = (typeof FrameType)[keyof typeof FrameType];

export const Flag = { SYN: 1, ACK: 2, FIN: 4, RST: 8 } as const;

export const GoAwayCode = { Normal: 0, ProtocolError: 1, InternalError: 2 } as const;

export interface FrameHeader {
  readonly type: FrameType;
  /** A sum of `Flag`. */
  readonly flags: number;
  /** 0: the session. */
  readonly streamId: number;
  readonly length: number;
}

/** A frame, or a part of one: payload is handed on as it arrives. */
export interface FramePart {
  readonly header: FrameHeader;
  /** Empty when the header came alone. */
  readonly payload: Buffer;
  readonly isFirst: boolean;
  readonly isLast: boolean;
}

export const headerBytes = 12;

const version = 0;

const noPayload: Buffer = Buffer.alloc(0);

export function encodeHeader({ type, flags, streamId, length }: FrameHeader): Buffer {
  const header = Buffer.allocUnsafe(headerBytes);
  header[0] = version;
  header[1] = type;
  header.writeUInt16BE(flags, 2);
  header.writeUInt32BE(streamId, 4);
  header.writeUInt32BE(length, 8);
  return header;
}

/** Cuts a connection's chunks into frames. Keeps nothing but the bytes of an unfinished header. */
export class FrameReader {
  #rest: Buffer = noPayload;
  #header: FrameHeader | undefined;
  #missingBytes = 0;

  /** True when a frame has begun whose end has not come. */
  get isInsideFrame(): boolean {
    return this.#header !== undefined || this.#rest.byteLength > 0;
  }

  /** @throws PluginError `plugin.multiplex` at a header that is none. What follows it cannot be read. */
  *read(chunk: Buffer): Generator<FramePart, void> {
    let buffer = this.#rest.byteLength > 0 ? Buffer.concat([this.#rest, chunk]) : chunk;
    this.#rest = noPayload;
    while (buffer.byteLength > 0) {
      const isFirst = this.#header === undefined;
      if (isFirst) {
        if (buffer.byteLength < headerBytes) {
          this.#rest = Buffer.from(buffer); // a copy, which does not keep the chunk
          return;
        }
        this.#header = decodeHeader(buffer);
        this.#missingBytes = this.#header.type === FrameType.Data ? this.#header.length : 0;
        buffer = buffer.subarray(headerBytes);
      }
      const header = this.#header!;
      const payload = buffer.subarray(0, this.#missingBytes);
      buffer = buffer.subarray(payload.byteLength);
      this.#missingBytes -= payload.byteLength;
      const isLast = this.#missingBytes === 0;
      if (isLast) this.#header = undefined;
      yield { header, payload, isFirst, isLast };
    }
  }
}

function decodeHeader(buffer: Buffer): FrameHeader {
  if (buffer[0] !== version) throw yamuxError(`a frame has the unknown version ${buffer[0]}`);
  const type = buffer[1]!;
  if (type > FrameType.GoAway) throw yamuxError(`a frame has the unknown type ${type}`);
  return {
    type: type as FrameType,
    flags: buffer.readUInt16BE(2),
    streamId: buffer.readUInt32BE(4),
    length: buffer.readUInt32BE(8),
  };
}
