// SPDX-License-Identifier: Apache-2.0

/**
 * Length-prefixed messages, as gRPC sends them in the data of an HTTP/2 stream:
 * a flag byte, a 4-byte big-endian length and that many bytes.
 *
 * Source: gRPC over HTTP2, "Length-Prefixed-Message".
 *
 * @module
 */

import type { Http2Stream } from "../http2/http2-stream.ts";
import { GrpcError } from "./grpc-error.ts";
import { Status } from "./status.ts";

const headerBytes = 5;

/** From here on, a piece more costs less than copying the message behind its header. */
const copyLimitBytes = 64 * 1024;

/** A message ready to be written. */
export function encodeFrame(message: Uint8Array): Buffer {
  const frame = Buffer.allocUnsafe(headerBytes + message.byteLength);
  writeHeader(frame, message);
  frame.set(message, headerBytes);
  return frame;
}

/** Sends a message, and the end of its direction with it if it is the last. */
export function sendMessage(stream: Pick<Http2Stream, "send">, message: Uint8Array, isLast = false): void {
  if (message.byteLength < copyLimitBytes) {
    stream.send(encodeFrame(message), isLast);
    return;
  }
  const header = Buffer.allocUnsafe(headerBytes);
  writeHeader(header, message);
  stream.send(header);
  stream.send(message, isLast);
}

function writeHeader(target: Buffer, message: Uint8Array): void {
  target[0] = 0;
  target.writeUInt32BE(message.byteLength, 1);
}

/**
 * Cuts the chunks of a stream into messages. A chunk may hold part of a message
 * or several; one that holds exactly one is not copied.
 */
export class FrameReader {
  readonly #maxMessageBytes: number;
  readonly #chunks: Buffer[] = [];
  #bufferedBytes = 0;
  /** Length of the message whose header was taken off the chunks. */
  #messageBytes: number | undefined;

  constructor(maxMessageBytes: number) {
    this.#maxMessageBytes = maxMessageBytes;
  }

  push(chunk: Buffer): void {
    this.#chunks.push(chunk);
    this.#bufferedBytes += chunk.byteLength;
  }

  /**
   * Takes the next whole message; undefined until more chunks arrive.
   *
   * @throws GrpcError RESOURCE_EXHAUSTED for a message over the limit, before its data is kept: a peer can claim 4 GiB
   *   in five bytes. UNIMPLEMENTED for a compressed one, INTERNAL for one with flags that gRPC does not define.
   */
  read(): Buffer | undefined {
    this.#messageBytes ??= this.#readHeader();
    if (this.#messageBytes === undefined || this.#bufferedBytes < this.#messageBytes) return undefined;
    const message = this.#take(this.#messageBytes);
    this.#messageBytes = undefined;
    return message;
  }

  /** True when part of a message is waiting for the rest, or a whole one was not read. */
  get hasRest(): boolean {
    return this.#bufferedBytes > 0 || this.#messageBytes !== undefined;
  }

  #readHeader(): number | undefined {
    if (this.#bufferedBytes < headerBytes) return undefined;
    const header = this.#take(headerBytes);
    const flags = header[0]!;
    const messageBytes = header.readUInt32BE(1);
    if (flags === 1) {
      throw new GrpcError(Status.UNIMPLEMENTED, "compressed messages are not supported; send them with identity");
    }
    if (flags !== 0) throw new GrpcError(Status.INTERNAL, `a message has the unknown flags 0x${flags.toString(16)}`);
    if (messageBytes > this.#maxMessageBytes) {
      throw new GrpcError(
        Status.RESOURCE_EXHAUSTED,
        `a message of ${messageBytes} bytes exceeds the limit of ${this.#maxMessageBytes} bytes`,
      );
    }
    return messageBytes;
  }

  #take(size: number): Buffer {
    this.#bufferedBytes -= size;
    const first = this.#chunks[0] ?? Buffer.alloc(0);
    if (first.byteLength > size) {
      this.#chunks[0] = first.subarray(size);
      return first.subarray(0, size);
    }
    if (first.byteLength === size) {
      this.#chunks.shift();
      return first;
    }
    return this.#gather(size);
  }

  #gather(size: number): Buffer {
    const gathered = Buffer.allocUnsafe(size);
    let filled = 0;
    let used = 0;
    while (filled < size) {
      const chunk = this.#chunks[used]!;
      const wanted = size - filled;
      gathered.set(chunk.byteLength > wanted ? chunk.subarray(0, wanted) : chunk, filled);
      filled += Math.min(chunk.byteLength, wanted);
      if (chunk.byteLength > wanted) this.#chunks[used] = chunk.subarray(wanted);
      else used++;
    }
    this.#chunks.splice(0, used);
    return gathered;
  }
}
