// SPDX-License-Identifier: Apache-2.0

import { FoundationError, type FoundationErrorOptions } from "@provide-foundry/foundation";

interface FunctionErrorContext extends Readonly<Record<string, unknown>> {
  /** The parameter's name, or the argument's index from 0. */
  readonly argument?: string | number | undefined;
}

export interface FunctionErrorOptions extends FoundationErrorOptions<FunctionErrorContext> {
  /** Which argument is at fault: the parameter's name, or an index from 0. Terraform marks it in the call. */
  readonly argument?: string | number;
}

/**
 * A problem with the arguments of a function. The message is for whoever wrote
 * the call.
 *
 * @example
 * throw new FunctionError("must not be negative", { argument: "count" });
 */
export class FunctionError extends FoundationError<FunctionErrorContext> {
  static {
    this.define("FunctionError", "provider.function");
  }

  constructor(message: string, options: FunctionErrorOptions = {}) {
    super(message, { ...options, context: options.context ?? { argument: options.argument } });
  }
}
