// SPDX-License-Identifier: Apache-2.0

import type { ClientHttp2Stream, IncomingHttpHeaders } from "node:http2";
import type { GrpcChannel } from "./channel.ts";
import { endWithFrame, writeFrame } from "./framing.ts";
import { GrpcError } from "./grpc-error.ts";
import { decodeGrpcMessage } from "./grpc-message.ts";
import { untilWritable } from "./http2.ts";
import { IncomingMessages } from "./incoming-messages.ts";
import { Metadata } from "./metadata.ts";
import type { CallOptions } from "./service.ts";
import { parseStatus, Status, statusFromHttp, statusFromReset } from "./status.ts";
import { startDeadline } from "./timeout.ts";

const cancelCode = 0x8; // RFC 9113, section 7

/**
 * The client's side of one call: requests go out, responses are iterated, and
 * the iteration ends when the status is OK and throws any other.
 */
export class ClientCall<T> implements AsyncIterableIterator<T, undefined> {
  readonly #channel: GrpcChannel;
  readonly #stream: ClientHttp2Stream;
  readonly #messages: IncomingMessages;
  readonly #decode: (message: Uint8Array) => T;
  readonly #closed: Promise<void>;
  readonly #onOver: (() => void)[] = [];
  #headers: IncomingHttpHeaders | undefined;
  #trailers: IncomingHttpHeaders | undefined;
  /** Why we ended the call ourselves. */
  #abortReason: GrpcError | undefined;
  #isOver = false;

  /** @throws GrpcError if the call cannot even begin. */
  constructor(channel: GrpcChannel, path: string, options: CallOptions, decode: (message: Uint8Array) => T) {
    const { signal, timeoutMs, maxMessageBytes = channel.maxMessageBytes } = options;
    if (signal?.aborted) throw cancelled(signal);
    if (timeoutMs !== undefined && timeoutMs <= 0) throw deadlineExceeded(timeoutMs);
    this.#channel = channel;
    this.#decode = decode;
    this.#stream = channel.open(path, options);
    this.#stream.on("response", (headers: IncomingHttpHeaders) => (this.#headers = headers));
    this.#stream.on("trailers", (trailers: IncomingHttpHeaders) => (this.#trailers = trailers));
    this.#stream.on("error", () => {}); // "close" follows, where all ends come together
    this.#closed = new Promise((resolve) => {
      this.#stream.on("close", () => {
        this.#finish();
        resolve();
      });
    });
    this.#messages = new IncomingMessages(this.#stream, maxMessageBytes);
    if (timeoutMs !== undefined) {
      const deadline = startDeadline(timeoutMs, () => this.abort(deadlineExceeded(timeoutMs)));
      this.onOver(() => clearTimeout(deadline));
    }
    if (signal) {
      const onAbort = (): void => this.abort(cancelled(signal));
      signal.addEventListener("abort", onAbort);
      this.onOver(() => signal.removeEventListener("abort", onAbort));
    }
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  /** Calls back once when the call is over; at once if it is. */
  onOver(callback: () => void): void {
    if (this.#isOver) callback();
    else this.#onOver.push(callback);
  }

  /** Sends one message of a stream. Ends when the peer is ready for more. */
  async write(message: Uint8Array): Promise<void> {
    if (this.#isOver || this.#stream.destroyed) return;
    if (!writeFrame(this.#stream, message)) await untilWritable(this.#stream);
  }

  /** No more messages follow, after a last one if there is one. */
  end(message?: Uint8Array): void {
    if (this.#isOver || this.#stream.destroyed) return;
    if (message) endWithFrame(this.#stream, message);
    else this.#stream.end();
  }

  /** Ends the call here and at the server. */
  abort(reason: GrpcError): void {
    if (this.#isOver) return;
    this.#abortReason = reason;
    this.#messages.fail(reason);
    this.#stream.close(cancelCode);
    this.#finish();
  }

  async next(): Promise<IteratorResult<T, undefined>> {
    try {
      const result = await this.#messages.next();
      if (!result.done) return { done: false, value: this.#decodeMessage(result.value) };
    } catch (error) {
      throw await this.#explain(GrpcError.from(error));
    }
    await this.#checkStatus();
    return { done: true, value: undefined };
  }

  /** Cancels a call whose responses are not wanted any more. */
  return(): Promise<IteratorResult<T, undefined>> {
    this.abort(new GrpcError(Status.CANCELLED, "the call was cancelled"));
    return Promise.resolve({ done: true, value: undefined });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  #decodeMessage(message: Uint8Array): T {
    try {
      return this.#decode(message);
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error);
      throw new GrpcError(Status.INTERNAL, `the response cannot be read: ${text}`, { cause: error });
    }
  }

  /** A failure on our side cancels the call; one of the stream is replaced by the status that explains it. */
  async #explain(error: GrpcError): Promise<GrpcError> {
    if (this.#abortReason) return this.#abortReason;
    if (!this.#stream.closed) {
      this.abort(error);
      return error;
    }
    await this.#closed;
    return this.#status() ?? error;
  }

  async #checkStatus(): Promise<void> {
    // Trailers come before the end. Without them only the way in which the stream closes tells what happened.
    if (this.#statusHeaders === undefined) await this.#closed;
    const error = this.#status();
    // The server need not have read all requests: what it left is not sent any more.
    if (!this.#stream.writableFinished) this.#stream.close(cancelCode);
    this.#finish();
    if (error) throw error;
  }

  /** Trailers, or the headers of a response that has nothing else. */
  get #statusHeaders(): IncomingHttpHeaders | undefined {
    return this.#trailers ?? (this.#headers?.["grpc-status"] === undefined ? undefined : this.#headers);
  }

  /** The error that the call ended with; undefined for OK. */
  #status(): GrpcError | undefined {
    if (this.#abortReason) return this.#abortReason;
    const headers = this.#statusHeaders;
    const code = headers?.["grpc-status"];
    if (typeof code === "string") {
      if (code === "0") return undefined;
      const message = decodeGrpcMessage(String(headers?.["grpc-message"] ?? ""));
      return new GrpcError(parseStatus(code), message, { metadata: Metadata.fromHeaders(headers!) });
    }
    if (this.#channel.isClosed) return this.#channel.unavailable();
    const httpStatus = this.#headers?.[":status"] as number | undefined;
    if (httpStatus !== undefined && httpStatus !== 200) {
      return new GrpcError(statusFromHttp(httpStatus), `the server answered with the HTTP status ${httpStatus}`);
    }
    const { rstCode } = this.#stream;
    return rstCode === 0
      ? new GrpcError(Status.UNKNOWN, "the response has no status")
      : new GrpcError(statusFromReset(rstCode), `the server broke the call off with the HTTP/2 error ${rstCode}`);
  }

  #finish(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    for (const callback of this.#onOver) callback();
  }
}

function cancelled(signal: AbortSignal): GrpcError {
  return new GrpcError(Status.CANCELLED, "the call was cancelled", { cause: signal.reason });
}

function deadlineExceeded(timeoutMs: number): GrpcError {
  return new GrpcError(Status.DEADLINE_EXCEEDED, `no answer within ${timeoutMs} ms`);
}
