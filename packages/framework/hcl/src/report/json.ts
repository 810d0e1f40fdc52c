// SPDX-License-Identifier: Apache-2.0

import type { ConfigFile } from "../config-file.ts";
import type { Diagnostic } from "../diagnostics.ts";
import type { Position, SourceRange } from "../source/position.ts";
import { coveringBytes } from "./byte-range.ts";
import { describeValue, referencedValues } from "./values.ts";
import { SourceLines } from "./source-lines.ts";

/** A diagnostic in the form in which Terraform prints it for programs: `terraform validate -json`. */
export interface DiagnosticJSON {
  readonly severity: "error" | "warning";
  readonly summary: string;
  readonly detail: string;
  readonly range?: SourceRange;
  readonly snippet?: SnippetJSON;
}

/** The lines that a diagnostic is about. */
export interface SnippetJSON {
  /** The block that they are in. */
  readonly context: string | null;
  readonly code: string;
  readonly start_line: number;
  /** Which bytes of `code` are at fault. */
  readonly highlight_start_offset: number;
  readonly highlight_end_offset: number;
  /** What the references in the expression stood for. */
  readonly values: readonly ValueJSON[];
}

export interface ValueJSON {
  readonly traversal: string;
  /** After the traversal it makes a sentence: `is "x"`. */
  readonly statement: string;
}

/**
 * A diagnostic for programs.
 *
 * @param file The file that the diagnostic is about, to show its lines.
 *
 * Source: Terraform 1.11, `internal/command/views/json/diagnostic.go`.
 */
export function diagnosticToJSON(diagnostic: Diagnostic, file?: ConfigFile): DiagnosticJSON {
  const { severity, summary, detail, subject, context } = diagnostic;
  if (!subject) return { severity, summary, detail };
  const marked = coveringBytes(subject);
  const isEmpty = subject.start.byte === subject.end.byte;
  const { line, column } = subject.end;
  const end: Position = isEmpty ? { line, column: column + 1, byte: marked.end } : subject.end;
  const range = { filename: subject.filename, start: subject.start, end };
  if (file?.source.filename !== subject.filename) return { severity, summary, detail, range };

  const shown = coveringBytes(context ?? subject, subject);
  const lines = new SourceLines(file.source);
  const found = lines.within(shown.start, shown.end);
  const code = found.map((one) => lines.text(one.start, one.end)).join("\n");
  const codeStart = found[0]?.start ?? 0;
  const length = new TextEncoder().encode(code).length;
  const offset = (byte: number): number => Math.min(Math.max(byte - codeStart, 0), length);
  const snippetStart = context && context.start.byte < subject.start.byte ? context.start : subject.start;
  return {
    severity,
    summary,
    detail,
    range,
    snippet: {
      context: file.contextAt(subject.start.byte) ?? null,
      code,
      start_line: snippetStart.line,
      highlight_start_offset: offset(marked.start),
      highlight_end_offset: offset(marked.end),
      values: valuesOf(diagnostic),
    },
  };
}

function valuesOf(diagnostic: Diagnostic): ValueJSON[] {
  return referencedValues(diagnostic)
    .map(({ reference, value }) => ({ traversal: reference, statement: `is ${describeValue(value)}` }))
    .sort((a, b) => (a.traversal < b.traversal ? -1 : 1));
}
