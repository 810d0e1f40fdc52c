// SPDX-License-Identifier: Apache-2.0

import type { X509Certificate } from "node:crypto";
import type { Duplex } from "node:stream";
import { encodeHeaders } from "../http2/header-encoder.ts";
import { Http2Connection } from "../http2/http2-connection.ts";
import type { HeaderField } from "../http2/header-fields.ts";
import type { Http2Stream } from "../http2/http2-stream.ts";
import { peerCertificateOf } from "../peer-certificate.ts";
import { GrpcError } from "./grpc-error.ts";
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
  readonly #connection: Http2Connection;
  readonly #onClose: (() => void)[] = [];
  /** By path: what calls without a deadline and metadata begin with. Methods are few. */
  readonly #blocks = new Map<string, Uint8Array>();

  /** @param connection An open connection, which the channel owns from here on. */
  constructor(connection: Duplex, { maxMessageBytes = defaultMaxMessageBytes }: ChannelOptions = {}) {
    this.maxMessageBytes = maxMessageBytes;
    this.peerCertificate = peerCertificateOf(connection);
    this.#connection = new Http2Connection(connection, {
      role: "client",
      onClose: () => {
        for (const callback of this.#onClose) callback();
      },
    });
  }

  get isClosed(): boolean {
    return this.#connection.isEnding;
  }

  /**
   * Opens the stream of a call.
   *
   * @throws GrpcError UNAVAILABLE when the connection is gone.
   */
  open(path: string, { timeoutMs, metadata }: CallOptions): Http2Stream {
    if (this.isClosed) throw this.unavailable();
    let block = this.#blocks.get(path);
    if (!block) this.#blocks.set(path, (block = encodeHeaders(requestHeaders(path))));
    const timeout: HeaderField[] = timeoutMs === undefined ? [] : [["grpc-timeout", formatTimeout(timeoutMs)]];
    const own = [...timeout, ...(metadata?.toHeaders() ?? [])];
    return this.#connection.request(own.length === 0 ? block : Buffer.concat([block, encodeHeaders(own)]));
  }

  /** Why no call gets through any more. */
  unavailable(): GrpcError {
    const { failure } = this.#connection;
    const reason = failure ? `: ${failure.message}` : "";
    return new GrpcError(Status.UNAVAILABLE, `the connection to the plugin is closed${reason}`, { cause: failure });
  }

  /** Calls back when the connection is gone; at once if it is. */
  onClose(callback: () => void): void {
    if (this.isClosed) callback();
    else this.#onClose.push(callback);
  }

  /** Breaks off all calls. */
  close(): void {
    this.#connection.destroy();
  }
}

function requestHeaders(path: string): HeaderField[] {
  return [
    [":method", "POST"],
    [":scheme", "http"],
    [":path", path],
    [":authority", "localhost"],
    ["content-type", "application/grpc"],
    ["te", "trailers"],
  ];
}
