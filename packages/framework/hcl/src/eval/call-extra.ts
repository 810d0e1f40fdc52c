// SPDX-License-Identifier: Apache-2.0

import type { FunctionError } from "@provide-foundry/cty/function";

/** What programs may want to know about a call that failed; `extra` of its diagnostics. */
export class FunctionCallExtra {
  /** As written, with `::` between its parts. */
  readonly functionName: string;
  /** What the function itself threw; undefined if it was never called. */
  readonly error: FunctionError | undefined;

  constructor(functionName: string, error?: FunctionError) {
    this.functionName = functionName;
    this.error = error;
  }
}

/** What programs may want to know about a call of a function that does not exist; `extra` of its diagnostic. */
export class UnknownFunctionExtra {
  /** Without its namespace. */
  readonly functionName: string;
  /** Ends with `::`; empty for a function without one. */
  readonly namespace: string;

  constructor(functionName: string, namespace: string) {
    this.functionName = functionName;
    this.namespace = namespace;
  }
}
