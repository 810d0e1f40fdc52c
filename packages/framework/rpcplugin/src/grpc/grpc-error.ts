// SPDX-License-Identifier: Apache-2.0

import type { Metadata } from "./metadata.ts";
import { Status } from "./status.ts";

export interface GrpcErrorOptions extends ErrorOptions {
  /** Sent or received beside the status. */
  readonly metadata?: Metadata;
}

/**
 * A call that did not end with OK. A handler throws it to choose the status; a
 * client gets it with the status the server chose, or one that tells what went
 * wrong on the way.
 */
export class GrpcError extends Error {
  static {
    this.prototype.name = "GrpcError";
  }

  readonly code: Status;
  readonly metadata?: Metadata;

  /** @param message For people: hosts show it in their own error text. */
  constructor(code: Status, message: string, { metadata, ...options }: GrpcErrorOptions = {}) {
    super(message, options);
    this.code = code;
    if (metadata !== undefined) this.metadata = metadata;
  }

  /**
   * The error as a status: its own when it has one. Everything else that a
   * handler throws is UNKNOWN with the error's text, as in grpc-go.
   */
  static from(reason: unknown): GrpcError {
    if (reason instanceof GrpcError) return reason;
    const text = reason instanceof Error ? reason.message : String(reason);
    return new GrpcError(Status.UNKNOWN, text, { cause: reason });
  }
}
