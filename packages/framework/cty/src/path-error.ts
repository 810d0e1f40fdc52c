// SPDX-License-Identifier: Apache-2.0

import { formatPath, type Path, type PathStep } from "./path.ts";

/**
 * A problem with one value inside a larger one. The message is for whoever wrote the configuration: cty words
 * ("a number is required"), never JavaScript ones.
 */
export class PathError extends Error {
  static {
    this.prototype.name = "PathError";
  }

  /** From the root value to the faulty one; empty when the root itself is at fault. */
  readonly path: Path;
  /** The message without the path. */
  readonly detail: string;

  constructor(path: Path, detail: string, options?: ErrorOptions) {
    super(path.length === 0 ? detail : `${formatPath(path)}: ${detail}`, options);
    this.path = path;
    this.detail = detail;
  }

  /**
   * Moves an error found in a nested value out to its parent, keeping one flat path. Errors of other kinds, which are
   * not about the value, stay what they are.
   */
  static within(step: PathStep, error: unknown): unknown {
    if (!(error instanceof PathError)) return error;
    return new PathError([step, ...error.path], error.detail, { cause: error.cause });
  }
}
