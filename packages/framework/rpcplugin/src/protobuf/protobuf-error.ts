// SPDX-License-Identifier: Apache-2.0

/**
 * A message that cannot be read, or a value that cannot be written.
 *
 * `typeName` and `field` name the innermost message that was at hand, and its
 * field; the field is undefined where the bytes fail outside a known one.
 */
export class ProtobufError extends Error {
  static {
    this.prototype.name = "ProtobufError";
  }

  /** With its package: `tfplugin6.Schema.Attribute`. */
  readonly typeName: string;
  /** As in the value, lowerCamelCase: `nestedType`. */
  readonly field: string | undefined;
  /** The message without the place. */
  readonly detail: string;

  constructor(typeName: string, field: string | undefined, detail: string, options?: ErrorOptions) {
    super(`${field === undefined ? typeName : `${typeName}.${field}`}: ${detail}`, options);
    this.typeName = typeName;
    this.field = field;
    this.detail = detail;
  }
}

/** What went wrong, thrown where the place is not known; `encode` and `decode` turn it into a ProtobufError. */
export class WireError extends Error {
  static {
    this.prototype.name = "WireError";
  }
}

/** `error` with its place, when it has none yet. */
export function locateError(error: unknown, typeName: string, field: string | undefined): unknown {
  return error instanceof WireError ? new ProtobufError(typeName, field, error.message, { cause: error }) : error;
}
