// SPDX-License-Identifier: Apache-2.0

import { FoundationError } from "@provide-foundry/foundation";

/**
 * Bytes that are no message of the type (`protobuf.decode`), or a value that
 * cannot be written as one (`protobuf.encode`).
 *
 * The context names the innermost message that was at hand, with its package,
 * and its field as in the value; the field is undefined where the bytes fail
 * outside a known one. The values themselves, which may be secret, are not told.
 */
export class ProtobufError extends FoundationError<{ readonly typeName: string; readonly field: string | undefined }> {
  static {
    this.define("ProtobufError", "protobuf.decode");
  }
}

/** What went wrong, thrown where the place is not known; `encode` and `decode` turn it into a ProtobufError. */
export class WireError extends Error {
  static {
    this.prototype.name = "WireError";
  }
}

/** `error` with its place, when it has none yet. */
export function locateError(error: unknown, code: string, typeName: string, field: string | undefined): unknown {
  if (!(error instanceof WireError)) return error;
  const place = field === undefined ? typeName : `${typeName}.${field}`;
  const hint =
    code === "protobuf.encode"
      ? "Give the field a value that its type in the .proto file has."
      : "Use versions of plugin and host that speak the same protocol.";
  return new ProtobufError(`${place}: ${error.message}`, { code, context: { typeName, field }, hint, cause: error });
}
