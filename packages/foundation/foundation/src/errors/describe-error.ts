// SPDX-License-Identifier: Apache-2.0

import { encodeMember, encodeRedacted, readMember } from "../redaction/encode-redacted.ts";
import { redactText } from "../redaction/redact-text.ts";

/**
 * Everything that an error says, for a person: its stack, its fields, its hint and its causes, without secrets.
 *
 * @returns Several lines, without a newline at the end.
 */
export function describeError(error: unknown): string {
  const lines: string[] = [];
  const seen: unknown[] = [];
  for (let at = error; at !== undefined && !seen.includes(at) && seen.length < maxCauses; at = causeOf(at)) {
    lines.push(`${seen.length === 0 ? "" : "Caused by: "}${describeSafely(at)}`);
    seen.push(at);
  }
  return lines.join("\n");
}

const maxCauses = 10;

/** An error whose every getter throws is still worth a line. */
function describeSafely(error: unknown): string {
  try {
    return describeOne(error);
  } catch {
    return "[unreadable]";
  }
}

function describeOne(error: unknown): string {
  if (!(error instanceof Error)) return encodeRedacted(error) ?? "undefined";
  const stack = readMember(error, "stack");
  const lines = [redactText(typeof stack === "string" ? stack : String(error))];
  if (error instanceof AggregateError) {
    for (const one of error.errors) lines.push(`  - ${redactText(String(one))}`);
  }
  for (const key of Object.keys(error)) {
    const value = readMember(error, key);
    const isEmptyContext = key === "context" && encodeRedacted(value) === "{}";
    if (!hidden.includes(key) && !isEmptyContext) lines.push(`    ${key}: ${encodeMember(key, value)}`);
  }
  return lines.join("\n");
}

const hidden: readonly string[] = ["name", "message", "stack", "cause", "errors"];

function causeOf(error: unknown): unknown {
  return error instanceof Error ? readMember(error, "cause") : undefined;
}
