// SPDX-License-Identifier: Apache-2.0

import { readMember } from "../redaction/encode-redacted.ts";
import { redactText } from "../redaction/redact-text.ts";

/** Steps from the root of a configuration: an attribute's name, a map's key, or an index from 0. */
export type AttributeSteps = readonly (string | number)[];

/** A problem as Terraform shows it: a title, an explanation, and the attribute that it marks. */
export interface ErrorDiagnostic {
  readonly severity: "error" | "warning";
  /** One line. */
  readonly summary: string;
  /** Several lines; empty when there is no more to say than the summary. */
  readonly detail: string;
  readonly attribute?: AttributeSteps;
}

/**
 * The diagnostic of whatever was thrown, without secrets and without stacks.
 *
 * The summary is the message's first line. The detail is its other lines, `context.detail`, the messages of the causes
 * and the hint. The attribute is that of `context.path`, as steps or as the name of one.
 */
export function errorToDiagnostic(error: unknown, severity: "error" | "warning" = "error"): ErrorDiagnostic {
  const [summary = "", ...rest] = messageOf(error).split("\n");
  const context = memberOf(error, "context");
  const hint = memberOf(error, "hint");
  const detail = memberOf(context, "detail");
  const paragraphs = [rest.join("\n").trim(), detail, ...causesOf(error), hint];
  const attribute = toSteps(memberOf(context, "path"));
  return {
    severity,
    summary: summary.trim() || "An error without a message",
    detail: paragraphs
      .filter((text) => typeof text === "string" && text !== "")
      .map((text) => redactText(text as string))
      .join("\n\n"),
    ...(attribute !== undefined && { attribute }),
  };
}

const maxCauses = 10;

function causesOf(error: unknown): string[] {
  const texts: string[] = [];
  const seen: unknown[] = [error];
  let cause = memberOf(error, "cause");
  while (cause !== undefined && cause !== null && !seen.includes(cause) && seen.length <= maxCauses) {
    texts.push(`Caused by: ${messageOf(cause)}`);
    seen.push(cause);
    cause = memberOf(cause, "cause");
  }
  return texts;
}

function messageOf(error: unknown): string {
  const message = memberOf(error, "message");
  if (typeof message === "string") return redactText(message);
  // An object's own text says nothing, and a symbol has none.
  return typeof error === "string" ? redactText(error) : "Something that is no error was thrown";
}

function memberOf(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null ? readMember(value, key) : undefined;
}

function toSteps(path: unknown): AttributeSteps | undefined {
  if (typeof path === "string" && path !== "") return [path];
  const isSteps =
    Array.isArray(path) && path.length > 0 && path.every((step) => ["string", "number"].includes(typeof step));
  return isSteps ? (path as AttributeSteps) : undefined;
}
