// SPDX-License-Identifier: Apache-2.0

import { FoundationError } from "@provide-foundry/foundation";

interface OpenApiErrorContext extends Readonly<Record<string, unknown>> {
  readonly problems: readonly string[];
}

/** A document or an override file that no provider can be made of; everything that is wrong with it at once. */
export class OpenApiError extends FoundationError<OpenApiErrorContext> {
  static {
    this.define("OpenApiError", "provider.openapi");
  }

  /** @param subject The file. */
  static of(subject: string, problems: readonly string[], hint: string, cause?: unknown): OpenApiError {
    const shown = problems.slice(0, maxShown).map((problem) => `\n  ${problem}`);
    const rest = problems.length > maxShown ? [`\n  and ${problems.length - maxShown} more`] : [];
    const list = problems.length === 1 ? ` ${problems[0]}` : [...shown, ...rest].join("");
    return new OpenApiError(`${subject}:${list}`, {
      context: { problems },
      hint,
      ...(cause !== undefined && { cause }),
    });
  }
}

/** Whoever sees so many knows enough. */
const maxShown = 20;
