// SPDX-License-Identifier: Apache-2.0

/**
 * gRPC status codes, and what stands for one when the peer did not send any.
 *
 * Source: gRPC "Status codes and their use", "HTTP to gRPC Status Code Mapping"
 * and the error table of "gRPC over HTTP2".
 *
 * @module
 */

export const Status = {
  OK: 0,
  CANCELLED: 1,
  UNKNOWN: 2,
  INVALID_ARGUMENT: 3,
  DEADLINE_EXCEEDED: 4,
  NOT_FOUND: 5,
  ALREADY_EXISTS: 6,
  PERMISSION_DENIED: 7,
  RESOURCE_EXHAUSTED: 8,
  FAILED_PRECONDITION: 9,
  ABORTED: 10,
  OUT_OF_RANGE: 11,
  UNIMPLEMENTED: 12,
  INTERNAL: 13,
  UNAVAILABLE: 14,
  DATA_LOSS: 15,
  UNAUTHENTICATED: 16,
} as const;

export type Status = (typeof Status)[keyof typeof Status];

/** `"NOT_FOUND"` for 5; the number itself for one that gRPC does not define. */
export function statusName(code: number): string {
  return Object.entries(Status).find(([, value]) => value === code)?.[0] ?? String(code);
}

/** Reads a `grpc-status` header. Anything but a known code is UNKNOWN. */
export function parseStatus(text: string): Status {
  return /^(?:\d|1[0-6])$/.test(text) ? (Number(text) as Status) : Status.UNKNOWN;
}

/** For a response without `grpc-status`: it came from something that does not speak gRPC. */
export function statusFromHttp(httpStatus: number | undefined): Status {
  switch (httpStatus) {
    case 400:
      return Status.INTERNAL;
    case 401:
      return Status.UNAUTHENTICATED;
    case 403:
      return Status.PERMISSION_DENIED;
    case 404:
      return Status.UNIMPLEMENTED;
    case 429:
    case 502:
    case 503:
    case 504:
      return Status.UNAVAILABLE;
    default:
      return Status.UNKNOWN;
  }
}

/** For a stream that ended with RST_STREAM: the HTTP/2 error codes of RFC 9113, section 7. */
export function statusFromReset(http2ErrorCode: number): Status {
  switch (http2ErrorCode) {
    case 0x7: // REFUSED_STREAM
      return Status.UNAVAILABLE;
    case 0x8: // CANCEL
      return Status.CANCELLED;
    case 0xb: // ENHANCE_YOUR_CALM
      return Status.RESOURCE_EXHAUSTED;
    case 0xc: // INADEQUATE_SECURITY
      return Status.PERMISSION_DENIED;
    default:
      return Status.INTERNAL;
  }
}
