// SPDX-License-Identifier: Apache-2.0

import type { EvalContext } from "./eval/eval-context.ts";
import type { Expression } from "./expression.ts";
import { formatRange, type SourceRange } from "./source/position.ts";

/** A problem in a configuration, told to whoever wrote it. */
export interface Diagnostic {
  readonly severity: "error" | "warning";
  /** One line, without a full stop. */
  readonly summary: string;
  /** Sentences; paragraphs are separated by an empty line. */
  readonly detail: string;
  /** The part of the source that is at fault, as tight as possible. */
  readonly subject?: SourceRange;
  /** What to show around the subject. */
  readonly context?: SourceRange;
  /** The expression whose evaluation failed, with the values it had. */
  readonly expression?: Expression;
  readonly evalContext?: EvalContext;
  /** More about the problem, for programs; each kind has its own class. */
  readonly extra?: unknown;
}

/** Diagnostics, in the order in which the problems were found. */
export type Diagnostics = readonly Diagnostic[];

export function hasErrors(diagnostics: Diagnostics): boolean {
  return diagnostics.some((diagnostic) => diagnostic.severity === "error");
}

/** A diagnostic on one line: `main.tf:1,5-6: Invalid expression; Expected the start of an expression, ...`. */
export function formatDiagnostic({ subject, summary, detail }: Diagnostic): string {
  return `${subject ? `${formatRange(subject)}: ` : ""}${summary}; ${detail}`;
}
