// SPDX-License-Identifier: Apache-2.0

import type { X509Certificate } from "node:crypto";
import type { ClientHttp2Session, ClientHttp2Stream } from "node:http2";
import type { Duplex } from "node:stream";
import { peerCertificateOf } from "../peer-certificate.ts";
import { FullDuplex } from "./full-duplex.ts";
import { GrpcError } from "./grpc-error.ts";
import { loadHttp2, sessionOptions, tuneSession } from "./http2.ts";
import { defaultMaxMessageBytes } from "./incoming-messages.ts";
import type { CallOptions } from "./service.ts";
import { Status } from "./status.ts";
import { formatTimeout } from "./timeout.ts";

export interface ChannelOptions {
  /** For one message from the peer. Default 256 MiB. */
  readonly maxMessageBytes?: number | undefined;
}

/**
 * The client's side of one connection. Nothing is dialled again: a plugin that
 * is gone has lost its state, and whoever started it has to know.
 */
export class GrpcChannel {
  readonly maxMessageBytes: number;
  /** The server's certificate, as TLS has shown it; undefined when the connection is not encrypted. */
  readonly peerCertificate: X509Certificate | undefined;
  readonly #session: ClientHttp2Session;
  #failure: Error | undefined;

  /** @param connection An open connection, which the channel owns from here on. */
  constructor(connection: Duplex, { maxMessageBytes = defaultMaxMessageBytes }: ChannelOptions = {}) {
    this.maxMessageBytes = maxMessageBytes;
    this.peerCertificate = peerCertificateOf(connection);
    const createConnection = (): Duplex => new FullDuplex(connection);
    this.#session = loadHttp2().connect("http://localhost", { ...sessionOptions, createConnection });
    this.#session.on("error", (error) => (this.#failure = error));
    this.#session.once("remoteSettings", () => tuneSession(this.#session));
  }

  get isClosed(): boolean {
    return this.#session.closed || this.#session.destroyed;
  }

  /**
   * Opens the stream of a call.
   *
   * @throws GrpcError UNAVAILABLE when the connection is gone.
   */
  open(path: string, { timeoutMs, metadata }: CallOptions): ClientHttp2Stream {
    if (this.isClosed) throw this.unavailable();
    return this.#session.request({
      ...metadata?.toHeaders(),
      ":method": "POST",
      ":path": path,
      "content-type": "application/grpc",
      te: "trailers",
      ...(timeoutMs === undefined ? undefined : { "grpc-timeout": formatTimeout(timeoutMs) }),
    });
  }

  /** Why no call gets through any more. */
  unavailable(): GrpcError {
    const reason = this.#failure ? `: ${this.#failure.message}` : "";
    return new GrpcError(Status.UNAVAILABLE, `the connection to the plugin is closed${reason}`, {
      cause: this.#failure,
    });
  }

  /** Calls back when the connection is gone; at once if it is. */
  onClose(callback: () => void): void {
    if (this.isClosed) callback();
    else this.#session.once("close", callback);
  }

  /** Breaks off all calls. */
  close(): void {
    this.#session.destroy();
  }
}
