// SPDX-License-Identifier: Apache-2.0

import { encodeMember, encodeRedacted } from "../redaction/encode-redacted.ts";
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
    lines.push(`${seen.length === 0 ? "" : "Caused by: "}${describeOne(at)}`);
    seen.push(at);
  }
  return lines.join("\n");
}

const maxCauses = 10;

function describeOne(error: unknown): string {
  if (!(error instanceof Error)) return encodeRedacted(error) ?? "undefined";
  try {
    const lines = [redactText(error.stack ?? `${error.name}: ${error.message}`)];
    if (error instanceof AggregateError) {
      for (const one of error.errors) lines.push(`  - ${redactText(String(one))}`);
    }
    for (const [key, value] of Object.entries(error)) {
      if (hidden.includes(key) || isEmpty(value)) continue;
      lines.push(`    ${key}: ${encodeMember(key, value)}`);
    }
    return lines.join("\n");
  } catch {
    return "[unreadable error]";
  }
}

const hidden: readonly string[] = ["name", "message", "stack", "cause", "errors"];

function isEmpty(value: unknown): boolean {
  return value === undefined || (typeof value === "object" && value !== null && Object.keys(value).length === 0);
}

function causeOf(error: unknown): unknown {
  try {
    return error instanceof Error ? error.cause : undefined;
  } catch {
    return undefined;
  }
}
