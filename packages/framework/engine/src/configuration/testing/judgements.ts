// SPDX-License-Identifier: Apache-2.0

import { diagnosticToJSON, formatRange, type DiagnosticJSON } from "@provide-foundry/hcl";
import { temporaryDirectory } from "@provide-foundry/testkit";
import { readConfiguration } from "../read-configuration.ts";
import type { Snippet } from "./snippets.ts";

/** What is said about a snippet in `judgements.txt`, by its name. */
export function parseJudgements(text: string): ReadonlyMap<string, readonly string[]> {
  const parts = text.split(/^# (?=.)/m).slice(1);
  return new Map(
    parts.map((part) => {
      const [name = "", ...lines] = part.trimEnd().split("\n");
      return [name, lines.map(unescape)];
    }),
  );
}

export function formatJudgements(judgements: ReadonlyMap<string, readonly string[]>): string {
  return [...judgements]
    .map(([name, lines]) => `# ${name}\n${lines.map((line) => `${escape(line)}\n`).join("")}`)
    .join("\n");
}

/** A diagnostic has a line, of several sentences or not. */
function escape(line: string): string {
  return line.replaceAll("\n", "\\n");
}

function unescape(line: string): string {
  return line.replaceAll("\\n", "\n");
}

export function filesOf(snippet: Snippet): Readonly<Record<string, string>> {
  return typeof snippet === "string" ? { "main.tf": snippet } : snippet;
}

/** What reading a snippet has to say. */
export async function judge(snippet: Snippet): Promise<readonly string[]> {
  using directory = temporaryDirectory();
  directory.write({ ...filesOf(snippet) });
  const { diagnostics } = await readConfiguration(directory.path);
  return linesOf(diagnostics.map((found) => diagnosticToJSON(found)));
}

/**
 * Diagnostics, a problem a line. In the order of the texts, since Go's is that of maps, and once: Terraform reads some
 * blocks several times.
 */
export function linesOf(diagnostics: readonly DiagnosticJSON[]): readonly string[] {
  const lines = diagnostics.map(({ severity, summary, detail, range }) => {
    // The conversion of a newer go-cty tells the type that it was given.
    const comparable = detail.replace(/(?<= required), but have \w+$/, "");
    return `${severity} ${range === undefined ? "" : formatRange(range)} ${summary}: ${comparable}`;
  });
  return [...new Set(lines)].toSorted();
}
