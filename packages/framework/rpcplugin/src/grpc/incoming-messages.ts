// SPDX-License-Identifier: Apache-2.0

import type { Http2Stream, StreamReader } from "../http2/http2-stream.ts";
import { FrameReader } from "./framing.ts";
import { GrpcError } from "./grpc-error.ts";
import { Status } from "./status.ts";

/** The default limit, as in Terraform's Go plugins. */
export const defaultMaxMessageBytes: number = 256 * 1024 * 1024;

/**
 * The messages of one direction of a call. Lets the peer send more only while
 * somebody waits for a message, so that a slow reader slows its peer down.
 */
export class IncomingMessages implements AsyncIterableIterator<Buffer>, StreamReader {
  readonly #stream: Http2Stream;
  readonly #frames: FrameReader;
  /** What has come since somebody waited. */
  #unreadBytes = 0;
  #hasEnded = false;
  #error: GrpcError | undefined;
  #wake: (() => void) | undefined;

  constructor(stream: Http2Stream, maxMessageBytes: number) {
    this.#stream = stream;
    this.#frames = new FrameReader(maxMessageBytes);
    stream.read(this);
    stream.onClose(() => {
      if (!this.#hasEnded) this.fail(cancelledByPeer());
    });
  }

  onData(chunk: Buffer): void {
    this.#frames.push(chunk);
    this.#unreadBytes += chunk.byteLength;
    this.#notify();
  }

  onEnd(): void {
    this.#hasEnded = true;
    this.#notify();
  }

  /** @throws GrpcError when the frames are malformed or too long, and what `fail` was called with. */
  async next(): Promise<IteratorResult<Buffer, undefined>> {
    for (;;) {
      if (this.#error) throw this.#error;
      const message = this.#read();
      if (message) return { done: false, value: message };
      if (this.#hasEnded) {
        if (this.#frames.hasRest) throw this.fail(incompleteMessage());
        return { done: true, value: undefined };
      }
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
        this.#stream.consume(this.#unreadBytes);
        this.#unreadBytes = 0;
      });
    }
  }

  /** The reader wants no more: whatever still comes is dropped. */
  return(): Promise<IteratorResult<Buffer, undefined>> {
    this.discard();
    this.#hasEnded = true;
    return Promise.resolve({ done: true, value: undefined });
  }

  /** Ends the iteration with an error, now and for ever; the first one counts. */
  fail(error: GrpcError): GrpcError {
    this.#error ??= error;
    this.#notify();
    return this.#error;
  }

  /** Drops what still comes, instead of keeping it. */
  discard(): void {
    this.#stream.consume(this.#unreadBytes);
    this.#unreadBytes = 0;
    discard(this.#stream);
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  #read(): Buffer | undefined {
    try {
      return this.#frames.read();
    } catch (error) {
      this.discard();
      throw this.fail(GrpcError.from(error));
    }
  }

  #notify(): void {
    const wake = this.#wake;
    this.#wake = undefined;
    wake?.();
  }
}

/**
 * The message of a direction that has exactly one.
 *
 * @throws GrpcError as the table of status codes has it: UNIMPLEMENTED for none or several, INTERNAL for a broken one.
 */
export function readSingleMessage(stream: Http2Stream, maxMessageBytes: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const frames = new FrameReader(maxMessageBytes);
    let message: Buffer | undefined;
    let hasEnded = false;
    const fail = (error: unknown): void => {
      discard(stream);
      reject(GrpcError.from(error));
    };
    stream.read({
      onData(chunk) {
        frames.push(chunk);
        stream.consume(chunk.byteLength);
        try {
          message ??= frames.read();
          if (message && frames.hasRest && frames.read()) fail(wrongCount("several"));
        } catch (error) {
          fail(error);
        }
      },
      onEnd() {
        hasEnded = true;
        if (frames.hasRest) reject(incompleteMessage());
        else if (message) resolve(message);
        else reject(wrongCount("none"));
      },
    });
    if (!hasEnded) {
      stream.onClose(() => {
        if (!hasEnded) reject(cancelledByPeer());
      });
    }
  });
}

function discard(stream: Http2Stream): void {
  stream.read({ onData: (chunk) => stream.consume(chunk.byteLength), onEnd() {} });
}

function cancelledByPeer(): GrpcError {
  return new GrpcError(Status.CANCELLED, "the peer cancelled the call");
}

function incompleteMessage(): GrpcError {
  return new GrpcError(Status.INTERNAL, "the stream ended in the middle of a message");
}

function wrongCount(got: "none" | "several"): GrpcError {
  return new GrpcError(Status.UNIMPLEMENTED, `exactly one message was expected, got ${got}`);
}
