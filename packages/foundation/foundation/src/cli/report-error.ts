// SPDX-License-Identifier: Apache-2.0

import { errorToDiagnostic } from "../errors/diagnostic.ts";
import { errorToJSON } from "../errors/error-json.ts";
import { isFoundationError } from "../errors/foundation-error.ts";

/**
 * An error for the user of a command: what happened, why, and what to do. Without a stack, which `--log-level debug`
 * brings, and without secrets.
 */
export function renderError(error: unknown, color: boolean): string {
  const { summary, detail } = errorToDiagnostic(error);
  const code = isFoundationError(error) ? ` (${error.code})` : "";
  const head = color ? "\u001B[1;31merror:\u001B[0m" : "error:";
  const lines = detail === "" ? [] : detail.split("\n").map((line) => (line === "" ? "" : `  ${line}`));
  return [`${head} ${summary}${code}`, ...lines, ""].join("\n");
}

/** The same for programs, on one line: `{"error":{"message":...,"code":...,"hint":...,"cause":...}}`, without stacks. */
export function renderErrorJson(error: unknown): string {
  const dropStack = (key: string, value: unknown): unknown => (key === "stack" ? undefined : value);
  return `${JSON.stringify({ error: errorToJSON(error) }, dropStack)}\n`;
}
