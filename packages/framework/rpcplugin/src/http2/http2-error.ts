// SPDX-License-Identifier: Apache-2.0

/** Source: RFC 9113, section 7. */
export const ErrorCode = {
  NO_ERROR: 0x0,
  PROTOCOL_ERROR: 0x1,
  INTERNAL_ERROR: 0x2,
  FLOW_CONTROL_ERROR: 0x3,
  STREAM_CLOSED: 0x5,
  FRAME_SIZE_ERROR: 0x6,
  REFUSED_STREAM: 0x7,
  CANCEL: 0x8,
  COMPRESSION_ERROR: 0x9,
  ENHANCE_YOUR_CALM: 0xb,
} as const;

/** What a peer did wrong. It ends one stream, or the whole connection: who catches it decides by the class. */
export class Http2Error extends Error {
  static {
    this.prototype.name = "Http2Error";
  }

  /** One of `ErrorCode`, or any other number that a peer sent. */
  readonly code: number;

  constructor(code: number, message: string) {
    super(message);
    this.code = code;
  }
}

/** A mistake after which the connection's other streams go on. */
export class StreamError extends Http2Error {
  static {
    this.prototype.name = "StreamError";
  }
}

/** `"PROTOCOL_ERROR"` for 1; the number itself for one without a name. */
export function errorName(code: number): string {
  return Object.entries(ErrorCode).find(([, value]) => value === code)?.[0] ?? String(code);
}
