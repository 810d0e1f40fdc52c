// SPDX-License-Identifier: Apache-2.0

import { PathError } from "../path-error.ts";

/** A call that has no answer. The message is for whoever wrote the call. */
export class FunctionError extends Error {
  static {
    this.prototype.name = "FunctionError";
  }

  /** @internal What a callback of a function threw, as the error that a caller sees. */
  static from(error: unknown): FunctionError {
    if (error instanceof FunctionError) return error;
    if (error instanceof PathError) return new FunctionError(error.detail, { cause: error });
    return new FunctionPanicError(error);
  }
}

/** A call that has no answer because of one argument. If a part of it is at fault, `cause` is a `PathError`. */
export class ArgumentError extends FunctionError {
  static {
    this.prototype.name = "ArgumentError";
  }

  /** The position of the argument, counted from 0. */
  readonly index: number;

  constructor(index: number, message: string, options?: ErrorOptions) {
    super(message, options);
    this.index = index;
  }

  /** The error of an argument, for a reason that was found without knowing that it is one. */
  static because(index: number, cause: Error): ArgumentError {
    return new ArgumentError(index, cause instanceof PathError ? cause.detail : cause.message, { cause });
  }
}

/** A mistake in the function itself, which `cause` is. */
export class FunctionPanicError extends FunctionError {
  static {
    this.prototype.name = "FunctionPanicError";
  }

  constructor(cause: unknown) {
    super(`panic in function implementation: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}
