// SPDX-License-Identifier: Apache-2.0

import type { SourceRange } from "@provide-foundry/hcl";
import type { Diagnostic } from "../diagnostic.ts";

export function problem(summary: string, detail: string, subject: SourceRange, context?: SourceRange): Diagnostic {
  return { severity: "error", summary, detail, subject, ...(context && { context }) };
}

export function warning(summary: string, detail: string, subject: SourceRange): Diagnostic {
  return { severity: "warning", summary, detail, subject };
}

/** What Terraform has and the engine has not. */
export function refusal(what: string, subject: SourceRange): Diagnostic {
  return problem(
    "Not in the embedded engine's language",
    `${what} is not part of the embedded engine's language; use Terraform or OpenTofu for it.`,
    subject,
  );
}

export const badName: string =
  "A name must start with a letter or underscore and may contain only letters, digits, underscores, and dashes.";
