// SPDX-License-Identifier: Apache-2.0

import { encodeMember, encodeRedacted, readMember } from "../redaction/encode-redacted.ts";
import { redactText } from "../redaction/redact-text.ts";
import type { Redactor } from "../redaction/redactor.ts";

/**
 * Everything that an error says, for a person: its stack, its fields, its hint and its causes, without secrets.
 *
 * @param redactor Hides secrets that show by neither key nor shape.
 * @returns Several lines, without a newline at the end.
 */
export function describeError(error: unknown, redactor?: Redactor): string {
  const lines: string[] = [];
  const seen: unknown[] = [];
  for (let at = error; at !== undefined && !seen.includes(at) && seen.length < maxCauses; at = causeOf(at)) {
    lines.push(`${seen.length === 0 ? "" : "Caused by: "}${describeSafely(at, redactor)}`);
    seen.push(at);
  }
  return lines.join("\n");
}

const maxCauses = 10;

/** An error whose every getter throws is still worth a line. */
function describeSafely(error: unknown, redactor: Redactor | undefined): string {
  try {
    return describeOne(error, redactor);
  } catch {
    return "[unreadable]";
  }
}

function describeOne(error: unknown, redactor: Redactor | undefined): string {
  const options = redactor === undefined ? {} : { redactor };
  const redact = (text: string): string => (redactor === undefined ? redactText(text) : redactor.redact(text));
  if (!(error instanceof Error)) return encodeRedacted(error, options) ?? "undefined";
  const stack = readMember(error, "stack");
  const lines = [redact(typeof stack === "string" ? stack : String(error))];
  if (error instanceof AggregateError) {
    for (const one of error.errors) lines.push(`  - ${redact(String(one))}`);
  }
  for (const key of Object.keys(error)) {
    const value = readMember(error, key);
    const isEmptyContext = key === "context" && encodeRedacted(value) === "{}";
    if (!hidden.includes(key) && !isEmptyContext)
      lines.push(`    ${redact(key)}: ${encodeMember(key, value, options)}`);
  }
  return lines.join("\n");
}

const hidden: readonly string[] = ["name", "message", "stack", "cause", "errors"];

function causeOf(error: unknown): unknown {
  return error instanceof Error ? readMember(error, "cause") : undefined;
}
