// SPDX-License-Identifier: Apache-2.0

import type { X509Certificate } from "node:crypto";
import { encodeHeaders } from "../http2/header-encoder.ts";
import type { HeaderField, HeaderFields } from "../http2/header-fields.ts";
import type { Http2Stream } from "../http2/http2-stream.ts";
import { peerCertificateOf } from "../peer-certificate.ts";
import { sendMessage } from "./framing.ts";
import { GrpcError } from "./grpc-error.ts";
import { encodeGrpcMessage } from "./grpc-message.ts";
import { Metadata } from "./metadata.ts";
import type { CallContext } from "./service.ts";
import { Status } from "./status.ts";
import { startDeadline } from "./timeout.ts";

const responseHeaders: readonly HeaderField[] = [
  [":status", "200"],
  ["content-type", "application/grpc"],
];

/** What every call that ends well sends, encoded once. */
let okBlocks: { readonly headers: Uint8Array; readonly trailers: Uint8Array } | undefined;

function ok(): { readonly headers: Uint8Array; readonly trailers: Uint8Array } {
  return (okBlocks ??= { headers: encodeHeaders(responseHeaders), trailers: encodeHeaders([["grpc-status", "0"]]) });
}

/**
 * The server's side of one call: the context that its handler sees, and the
 * only way to answer. A call is over once its status was sent or its caller is
 * gone; what comes later has no effect.
 */
export class ServerCall implements CallContext {
  readonly path: string;
  readonly stream: Http2Stream;
  readonly deadlineMs: number | undefined;
  readonly #headers: HeaderFields;
  readonly #deadline: NodeJS.Timeout | undefined;
  readonly #onOver: ((reason: GrpcError | undefined) => void)[] = [];
  #metadata: Metadata | undefined;
  #controller: AbortController | undefined;
  #abortReason: GrpcError | undefined;
  #isOver = false;

  constructor(stream: Http2Stream, headers: HeaderFields, timeoutMs: number | undefined) {
    this.stream = stream;
    this.#headers = headers;
    this.path = headers.get(":path") ?? "";
    stream.onClose(() => {
      if (!this.#isOver) this.abort(new GrpcError(Status.CANCELLED, "the caller cancelled the call"));
    });
    if (timeoutMs !== undefined) {
      this.deadlineMs = Date.now() + timeoutMs;
      this.#deadline = startDeadline(timeoutMs, () =>
        this.abort(new GrpcError(Status.DEADLINE_EXCEEDED, "the call took longer than its caller allows")),
      );
    }
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  // Made on demand, like the metadata: most handlers look at neither.
  get signal(): AbortSignal {
    if (!this.#controller) {
      this.#controller = new AbortController();
      if (this.#abortReason) this.#controller.abort(this.#abortReason);
    }
    return this.#controller.signal;
  }

  get metadata(): Metadata {
    return (this.#metadata ??= Metadata.fromHeaders(this.#headers));
  }

  get peerCertificate(): X509Certificate | undefined {
    return peerCertificateOf(this.stream.duplex);
  }

  /** Calls back once when the call is over, with the reason if it was aborted. */
  onOver(callback: (reason: GrpcError | undefined) => void): void {
    if (this.#isOver) callback(this.#abortReason);
    else this.#onOver.push(callback);
  }

  /** Ends the call from outside its handler, which learns it from the signal. */
  abort(reason: GrpcError): void {
    if (this.#isOver) return;
    this.#abortReason = reason;
    this.fail(reason);
    this.#controller?.abort(reason);
  }

  /** Sends one message of a stream. Ends when the peer is ready for more. */
  async write(message: Uint8Array): Promise<void> {
    if (this.#isOver) return;
    this.#sendHeaders();
    sendMessage(this.stream, message);
    await this.stream.untilWritable();
  }

  /** Ends the call with OK, after a last message if there is one. */
  end(message?: Uint8Array): void {
    if (!this.#finish()) return;
    this.#sendHeaders();
    if (message) sendMessage(this.stream, message);
    this.stream.end(ok().trailers);
  }

  /** Ends the call with an error. */
  fail(error: GrpcError): void {
    if (!this.#finish()) return;
    const trailers: HeaderField[] = [
      ["grpc-status", String(error.code)],
      ["grpc-message", encodeGrpcMessage(error.message)],
      ...(error.metadata?.toHeaders() ?? []),
    ];
    if (this.stream.hasSentHeaders) this.stream.end(encodeHeaders(trailers));
    else this.stream.sendHeaders(encodeHeaders([...responseHeaders, ...trailers]), true);
  }

  #sendHeaders(): void {
    if (!this.stream.hasSentHeaders) this.stream.sendHeaders(ok().headers);
  }

  /** Marks the call as over; false when it was, or when nobody is there to hear the answer. */
  #finish(): boolean {
    if (this.#isOver) return false;
    this.#isOver = true;
    clearTimeout(this.#deadline);
    for (const callback of this.#onOver) callback(this.#abortReason);
    return !this.stream.isClosed;
  }
}
