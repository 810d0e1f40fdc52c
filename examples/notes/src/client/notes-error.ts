// SPDX-License-Identifier: Apache-2.0

import { DiagnosticError } from "@provide-foundry/provider";

/**
 * Why the service did not do what it was asked. Thrown out of a handler it
 * becomes the practitioner's error, at the attribute that the service named.
 */
export class NotesError extends DiagnosticError {
  static {
    this.define("NotesError", "notes.refused");
  }

  /** The HTTP status; undefined when there was no answer. */
  readonly status: number | undefined;

  constructor(detail: string, options: { status?: number; path?: readonly (string | number)[]; cause?: unknown } = {}) {
    const { status, path, cause } = options;
    super(status === undefined ? "The notes service cannot be reached" : "The notes service refused", {
      detail,
      path,
      cause,
    });
    this.status = status;
  }

  /** What an answer that is not 2xx says. */
  static async fromResponse(response: Response): Promise<NotesError> {
    const { status, statusText } = response;
    const answer = parseAnswer(await response.text());
    if (answer === undefined) return new NotesError(`It answered ${status} ${statusText}.`, { status });
    const { message, field } = answer.error;
    return new NotesError(message, { status, ...(field !== undefined && { path: parseField(field) }) });
  }
}

interface ErrorAnswer {
  readonly error: { readonly message: string; readonly field?: string };
}

function parseAnswer(text: string): ErrorAnswer | undefined {
  try {
    const answer = JSON.parse(text) as Partial<ErrorAnswer>;
    return typeof answer.error?.message === "string" ? (answer as ErrorAnswer) : undefined;
  } catch {
    return undefined;
  }
}

/** `checklist[2].text` as steps. */
function parseField(field: string): (string | number)[] {
  const steps = field.match(/[^.[\]]+/g) ?? [];
  return steps.map((step) => (/^\d+$/.test(step) ? Number(step) : step));
}
