// SPDX-License-Identifier: Apache-2.0

import { FoundationError, type FoundationErrorOptions } from "@provide-foundry/foundation";

interface DiagnosticErrorContext extends Readonly<Record<string, unknown>> {
  readonly detail: string;
  readonly path: string | readonly (string | number)[] | undefined;
}

export interface DiagnosticErrorOptions extends FoundationErrorOptions {
  /** What happened and what to do about it; shown below the summary. */
  readonly detail?: string | undefined;
  /**
   * The attribute at fault, as for `diags.error`. Not checked by the compiler,
   * since a client that throws knows no schema: a path that the schema does not
   * have is left out of the message.
   */
  readonly path?: string | readonly (string | number)[] | undefined;
}

/**
 * The error that a practitioner is to read, thrown from wherever it is found.
 * Out of a handler it ends the operation as `diags.error` would, without the
 * handler having to find its way back.
 *
 * @example
 * throw new DiagnosticError("The title is taken", { path: "title", detail: "Another note has it." });
 */
export class DiagnosticError extends FoundationError<DiagnosticErrorContext> {
  static {
    this.define("DiagnosticError", "provider.diagnostic");
  }

  /** @param summary One line, without a full stop. */
  constructor(summary: string, { detail = "", path, ...options }: DiagnosticErrorOptions = {}) {
    super(summary, { ...options, context: { ...options.context, detail, path } });
  }
}
