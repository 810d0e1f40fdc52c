// SPDX-License-Identifier: Apache-2.0

import type { HeaderFields } from "../http2/header-fields.ts";
import { ErrorCode, errorName } from "../http2/http2-error.ts";
import type { Http2Stream } from "../http2/http2-stream.ts";
import type { GrpcChannel } from "./channel.ts";
import { sendMessage } from "./framing.ts";
import { GrpcError } from "./grpc-error.ts";
import { decodeGrpcMessage } from "./grpc-message.ts";
import { IncomingMessages } from "./incoming-messages.ts";
import { Metadata } from "./metadata.ts";
import type { CallOptions } from "./service.ts";
import { parseStatus, Status, statusFromHttp, statusFromReset } from "./status.ts";
import { startDeadline } from "./timeout.ts";

/**
 * The client's side of one call: requests go out, responses are iterated, and
 * the iteration ends when the status is OK and throws any other.
 */
export class ClientCall<T> implements AsyncIterableIterator<T, undefined> {
  readonly #channel: GrpcChannel;
  readonly #stream: Http2Stream;
  readonly #messages: IncomingMessages;
  readonly #decode: (message: Uint8Array) => T;
  readonly #onOver: (() => void)[] = [];
  #headers: HeaderFields | undefined;
  #trailers: HeaderFields | undefined;
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
    this.#stream.onHeaders((fields) => {
      if (this.#headers) this.#trailers = fields;
      else this.#headers = fields;
    });
    this.#stream.onClose(() => this.#finish());
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
    if (this.#isOver) return;
    sendMessage(this.#stream, message);
    await this.#stream.untilWritable();
  }

  /** No more messages follow, after a last one if there is one. */
  end(message?: Uint8Array): void {
    if (this.#isOver) return;
    if (message) sendMessage(this.#stream, message, true);
    else this.#stream.end();
  }

  /** Ends the call here and at the server. */
  abort(reason: GrpcError): void {
    if (this.#isOver) return;
    this.#abortReason = reason;
    this.#messages.fail(reason);
    this.#stream.reset(ErrorCode.CANCEL);
    this.#finish();
  }

  async next(): Promise<IteratorResult<T, undefined>> {
    try {
      const result = await this.#messages.next();
      if (!result.done) return { done: false, value: this.#decodeMessage(result.value) };
    } catch (error) {
      throw this.#explain(GrpcError.from(error));
    }
    this.#checkStatus();
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
  #explain(error: GrpcError): GrpcError {
    if (this.#abortReason) return this.#abortReason;
    if (this.#stream.isClosed) return this.#status() ?? error;
    this.abort(error);
    return error;
  }

  /** Trailers come before the end, so there is a status now or never. */
  #checkStatus(): void {
    const error = this.#status();
    this.#stream.reset(ErrorCode.CANCEL); // if it is still open: the server has not read all requests, nor does it want to
    this.#finish();
    if (error) throw error;
  }

  /** Trailers, or the headers of a response that has nothing else. */
  get #statusHeaders(): HeaderFields | undefined {
    return this.#trailers ?? (this.#headers?.get("grpc-status") === undefined ? undefined : this.#headers);
  }

  /** The error that the call ended with; undefined for OK. */
  #status(): GrpcError | undefined {
    if (this.#abortReason) return this.#abortReason;
    const headers = this.#statusHeaders;
    const code = headers?.get("grpc-status");
    if (headers && code !== undefined) {
      if (code === "0") return undefined;
      const message = decodeGrpcMessage(headers.get("grpc-message") ?? "");
      return new GrpcError(parseStatus(code), message, { metadata: Metadata.fromHeaders(headers) });
    }
    const httpStatus = Number(this.#headers?.get(":status") ?? 200);
    if (httpStatus !== 200) {
      return new GrpcError(statusFromHttp(httpStatus), `the server answered with the HTTP status ${httpStatus}`);
    }
    const { isClosed, resetCode } = this.#stream;
    const isUntouched = resetCode === undefined || resetCode === ErrorCode.REFUSED_STREAM;
    if (isClosed && isUntouched && this.#channel.isClosed) return this.#channel.unavailable();
    if (resetCode !== undefined && resetCode !== ErrorCode.NO_ERROR) {
      return new GrpcError(
        statusFromReset(resetCode),
        `the call broke off with the HTTP/2 error ${errorName(resetCode)}`,
      );
    }
    return new GrpcError(Status.UNKNOWN, "the response has no status");
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
