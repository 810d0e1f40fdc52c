// SPDX-License-Identifier: Apache-2.0

import type { ConfigFile } from "../config-file.ts";
import type { Diagnostic, Diagnostics } from "../diagnostics.ts";
import { coveringBytes, type ByteRange } from "./byte-range.ts";
import { escapeControls } from "./escape-controls.ts";
import { describeValue, referencedValues } from "./values.ts";
import { SourceLines } from "./source-lines.ts";
import { wrapText } from "./wrap-text.ts";

export interface TextOptions {
  /** The files that are shown, found by the names in ranges. */
  readonly files?: Iterable<ConfigFile>;
  /** How many characters a line of detail may have. As many as it takes, by default. */
  readonly width?: number;
  /** Whether to mark severities and subjects with ANSI escape sequences. */
  readonly hasColor?: boolean;
  /** Whether to write control characters of the source as they are. */
  readonly isRaw?: boolean;
}

/**
 * Diagnostics as texts for a terminal, each with the lines that it is about:
 *
 *     Error: Unsupported argument
 *
 *       on main.hcl line 2, in server "web":
 *        2:   nmae = "x"
 *
 *     An argument named "nmae" is not expected here. Did you mean "name"?
 *
 * Control characters of the source are shown as escapes, so that a configuration cannot speak to the terminal.
 *
 * Source: hcl 2.24, `diagnostic_text.go`.
 */
export function formatDiagnostics(diagnostics: Diagnostics, options: TextOptions = {}): string {
  const writer = new TextWriter(options);
  return diagnostics.map((diagnostic) => writer.format(diagnostic)).join("");
}

class TextWriter {
  readonly #files: ReadonlyMap<string, ConfigFile>;
  readonly #lines: Map<ConfigFile, SourceLines> = new Map();
  readonly #width: number | undefined;
  readonly #hasColor: boolean;
  readonly #clean: (text: string) => string;

  constructor({ files = [], width, hasColor = false, isRaw = false }: TextOptions) {
    this.#files = new Map(Array.from(files, (file) => [file.source.filename, file]));
    this.#width = width;
    this.#hasColor = hasColor;
    this.#clean = isRaw ? (text) => text : escapeControls;
  }

  format(diagnostic: Diagnostic): string {
    const { severity, summary, detail, subject } = diagnostic;
    const isError = severity === "error";
    const title = this.#paint(isError ? "Error" : "Warning", isError ? "31" : "33");
    const paragraphs = [`${title}: ${this.#clean(summary)}`];
    if (subject) paragraphs.push(this.#formatSource(diagnostic, subject.filename, subject.start.line));
    const values = this.#formatValues(diagnostic);
    if (subject && values !== "") paragraphs.push(values);
    if (detail !== "") paragraphs.push(this.#clean(this.#width ? wrapText(detail, this.#width) : detail));
    return paragraphs.map((paragraph) => `${paragraph}\n\n`).join("");
  }

  #formatSource({ subject, context }: Diagnostic, filename: string, line: number): string {
    const place = `  on ${this.#clean(filename)} line ${line}`;
    const file = this.#files.get(filename);
    if (!file || !subject) return `${place}:\n  (source code not available)`;
    const within = file.contextAt(subject.start.byte);
    const header = `${place}${within === undefined ? "" : `, in ${this.#clean(within)}`}:`;

    const shown = coveringBytes(subject, context);
    const marked = coveringBytes(subject);
    const lines = this.#linesOf(file);
    const snippet = lines.within(shown.start, shown.end).map((line) => {
      return `${String(line.number).padStart(4)}: ${this.#formatLine(lines, line, marked)}`;
    });
    return [header, ...snippet].join("\n");
  }

  /** A line with what is marked in it. Of a very long one only what is around that. */
  #formatLine(lines: SourceLines, line: ByteRange, marked: ByteRange): string {
    const mark = overlap(line, marked);
    const { start, end } = excerpt(line, mark);
    const text = (from: number, to: number): string => this.#clean(lines.text(from, to));
    const markEnd = mark && Math.min(mark.end, end);
    const content =
      mark && markEnd !== undefined
        ? text(start, mark.start) + this.#paint(text(mark.start, markEnd), "1;4") + text(markEnd, end)
        : text(start, end);
    return `${start > line.start ? "…" : ""}${content}${end < line.end ? "…" : ""}`;
  }

  /** What the references in the expression stood for, each on its line. */
  #formatValues(diagnostic: Diagnostic): string {
    const statements = referencedValues(diagnostic).map(({ reference, value }) => {
      return value.isNull() ? `${reference} set to null` : `${reference} as ${describeValue(value)}`;
    });
    if (statements.length === 0) return "";
    return `with ${statements.sort(compareTexts).map(this.#clean).join(",\n     ")}.`;
  }

  #linesOf(file: ConfigFile): SourceLines {
    let lines = this.#lines.get(file);
    if (!lines) this.#lines.set(file, (lines = new SourceLines(file.source)));
    return lines;
  }

  #paint(text: string, code: string): string {
    return this.#hasColor ? `\x1b[${code}m${text}\x1b[0m` : text;
  }
}

const longLine = 4000;

/** What to show of a line: all of it, unless it is so long that it has not been written by hand. */
function excerpt(line: ByteRange, mark: ByteRange = { start: line.start, end: line.start }): ByteRange {
  if (line.end - line.start <= longLine) return line;
  const start = Math.max(line.start, mark.start - longLine / 4);
  return { start, end: Math.min(line.end, start + longLine / 2) };
}

/** What two ranges have in common, if that is not nothing. */
function overlap(a: ByteRange, b: ByteRange): ByteRange | undefined {
  const start = Math.max(a.start, b.start);
  const end = Math.min(a.end, b.end);
  return start < end ? { start, end } : undefined;
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
