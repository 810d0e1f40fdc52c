// SPDX-License-Identifier: Apache-2.0

import type { X509Certificate } from "node:crypto";
import type { IncomingHttpHeaders, OutgoingHttpHeaders, ServerHttp2Stream } from "node:http2";
import { peerCertificateOf } from "../peer-certificate.ts";
import { endWithFrame, writeFrame } from "./framing.ts";
import { GrpcError } from "./grpc-error.ts";
import { encodeGrpcMessage } from "./grpc-message.ts";
import { untilWritable } from "./http2.ts";
import { discard } from "./incoming-messages.ts";
import { Metadata } from "./metadata.ts";
import type { CallContext } from "./service.ts";
import { Status } from "./status.ts";
import { startDeadline } from "./timeout.ts";

const responseHeaders: OutgoingHttpHeaders = { ":status": 200, "content-type": "application/grpc" };
const okTrailers: OutgoingHttpHeaders = { "grpc-status": "0" };

/**
 * The server's side of one call: the context that its handler sees, and the
 * only way to answer. A call is over once its status was sent or its caller is
 * gone; what comes later has no effect.
 */
export class ServerCall implements CallContext {
  readonly path: string;
  readonly stream: ServerHttp2Stream;
  readonly deadlineMs: number | undefined;
  readonly #headers: IncomingHttpHeaders;
  readonly #deadline: NodeJS.Timeout | undefined;
  readonly #onOver: ((reason: GrpcError | undefined) => void)[] = [];
  #trailers: OutgoingHttpHeaders = okTrailers;
  #metadata: Metadata | undefined;
  #controller: AbortController | undefined;
  #abortReason: GrpcError | undefined;
  #isOver = false;

  constructor(stream: ServerHttp2Stream, headers: IncomingHttpHeaders, timeoutMs: number | undefined) {
    this.stream = stream;
    this.#headers = headers;
    this.path = headers[":path"] ?? "";
    stream.on("close", () => {
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
    const connection = this.stream.session?.socket;
    return connection && peerCertificateOf(connection);
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
    if (this.#isOver || this.#isGone) return;
    this.#sendHeaders();
    if (!writeFrame(this.stream, message)) await untilWritable(this.stream);
  }

  /** Ends the call with OK, after a last message if there is one. */
  end(message?: Uint8Array): void {
    if (!this.#finish()) return;
    this.#sendHeaders();
    if (message) endWithFrame(this.stream, message);
    else this.stream.end();
  }

  /** Ends the call with an error. */
  fail(error: GrpcError): void {
    if (!this.#finish()) return;
    const trailers: OutgoingHttpHeaders = {
      ...error.metadata?.toHeaders(),
      "grpc-status": String(error.code),
      "grpc-message": encodeGrpcMessage(error.message),
    };
    if (this.stream.headersSent) {
      this.#trailers = trailers;
      this.stream.end();
    } else {
      this.stream.respond({ ...responseHeaders, ...trailers }, { endStream: true });
    }
  }

  get #isGone(): boolean {
    return this.stream.destroyed || this.stream.closed;
  }

  #sendHeaders(): void {
    if (this.stream.headersSent) return;
    this.stream.respond(responseHeaders, { waitForTrailers: true });
    this.stream.on("wantTrailers", () => this.stream.sendTrailers(this.#trailers));
  }

  /** Marks the call as over; false when it was, or when nobody is there to hear the answer. */
  #finish(): boolean {
    if (this.#isOver) return false;
    this.#isOver = true;
    clearTimeout(this.#deadline);
    for (const callback of this.#onOver) callback(this.#abortReason);
    if (this.#isGone) return false;
    if (!this.stream.readableEnded) discard(this.stream);
    return true;
  }
}
