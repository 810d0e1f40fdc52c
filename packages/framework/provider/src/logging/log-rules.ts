// SPDX-License-Identifier: Apache-2.0

import { type LogEntry, type LogProcessor, redacted } from "@provide-foundry/foundation";

/** A text that is looked for as it is, or a pattern. */
type Pattern = string | RegExp;

/** Which lines of the log are left out, and what is masked in the others. Beside the secrets of the schema. */
export interface LogRules {
  /** Only lines of this subsystem, a name that `logger.child` was given, and of those within it. Unless told all. */
  readonly subsystem?: string;
  readonly omit?: {
    /** Lines with one of these fields. */
    readonly keys?: readonly string[];
    /** Lines whose message contains one of these. */
    readonly messages?: readonly Pattern[];
  };
  readonly mask?: {
    /** The whole values of these fields. */
    readonly keys?: readonly string[];
    /** What matches in a message. */
    readonly messages?: readonly Pattern[];
    /** What matches in a field that is a text. */
    readonly values?: readonly Pattern[];
  };
}

/**
 * A processor for the log that follows rules, for `serve`.
 *
 * @example
 * await serve(acme, { logProcessors: [logRules({ mask: { keys: ["iban"], messages: [/\d{16}/] } })] });
 */
export function logRules({ subsystem, omit = {}, mask = {} }: LogRules): LogProcessor {
  return (entry) => {
    if (subsystem !== undefined && !entry.logger.split(".").includes(subsystem)) return entry;
    if (omit.keys?.some((key) => Object.hasOwn(entry.fields, key))) return undefined;
    if (omit.messages?.some((pattern) => contains(entry.message, pattern))) return undefined;
    return { ...entry, message: maskText(entry.message, mask.messages), fields: maskFields(entry.fields, mask) };
  };
}

function maskFields(fields: LogEntry["fields"], { keys, values }: NonNullable<LogRules["mask"]>): LogEntry["fields"] {
  if (keys === undefined && values === undefined) return fields;
  const masked = Object.entries(fields).map(([key, value]) => {
    if (keys?.includes(key)) return [key, redacted];
    return [key, typeof value === "string" ? maskText(value, values) : value];
  });
  return Object.fromEntries(masked) as LogEntry["fields"];
}

function maskText(text: string, patterns: readonly Pattern[] = []): string {
  return patterns.reduce<string>((masked, pattern) => masked.replaceAll(everywhere(pattern), () => redacted), text);
}

function contains(text: string, pattern: Pattern): boolean {
  // Not `test`, which begins where a global pattern has ended the last time.
  return typeof pattern === "string" ? text.includes(pattern) : text.search(pattern) !== -1;
}

function everywhere(pattern: Pattern): Pattern {
  return typeof pattern === "string" || pattern.global ? pattern : new RegExp(pattern, `${pattern.flags}g`);
}
