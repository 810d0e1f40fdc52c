// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { suite, test } from "node:test";
import { describeError } from "../errors/describe-error.ts";
import { errorToJSON } from "../errors/error-json.ts";
import { FoundationError } from "../errors/foundation-error.ts";
import { createLogger, type LogFormat } from "../logging/logger.ts";
import { describeCommand } from "../process/describe-command.ts";
import { createRedactor } from "./redactor.ts";
import { encodeRedacted } from "./encode-redacted.ts";
import { redactText } from "./redact-text.ts";

/** One line of the corpus; conformance/redaction/README.md says what it means. */
interface Case {
  readonly id: string;
  readonly about?: string;
  readonly text?: string;
  readonly value?: unknown;
  readonly args?: readonly string[];
  readonly secrets?: readonly string[];
}

function readCases(file: string): Case[] {
  const url = new URL(`../../../../../conformance/redaction/${file}`, import.meta.url);
  const lines = readFileSync(url, "utf8").trimEnd().split("\n");
  return lines.map((line) => JSON.parse(line.replaceAll("{cut}", "")) as Case);
}

function logLine(format: LogFormat, message: string, fields: Record<string, unknown>): string {
  let text = "";
  createLogger({ name: "test", format, write: (line) => (text += line) }).info(message, fields);
  return text;
}

/** What a program shows of a case in all the ways it has. */
function* showCase({ text, value, args }: Case): Generator<[way: string, shown: string]> {
  if (text !== undefined) {
    yield ["text", redactText(text)];
    yield ["error", describeError(new Error(text, { cause: new Error(text) }))];
    yield ["error as JSON", JSON.stringify(errorToJSON(new FoundationError(text, { context: { seen: [text] } })))];
  }
  if (value !== undefined) {
    yield ["error context", describeError(new FoundationError("failed", { context: { value } }))];
    yield ["error context as JSON", JSON.stringify(errorToJSON(new FoundationError("failed", { context: { value } })))];
  }
  if (args !== undefined) {
    const [command = "", ...rest] = args;
    yield ["command", describeCommand(command, rest, createRedactor())];
    return;
  }
  for (const format of ["json", "hclog", "people"] as const) {
    yield [`log as ${format}`, logLine(format, text ?? "message", { deep: [{ text, value }] })];
  }
}

const secrets = readCases("secrets.jsonl");
const ordinary = readCases("ordinary.jsonl");

suite("the redaction corpus", () => {
  test("Y07 no secret of it is shown, in any way", () => {
    const leaks = secrets.flatMap((one) =>
      [...showCase(one)].flatMap(([way, shown]) =>
        one.secrets!.filter((secret) => shown.includes(secret)).map(() => `${one.id} ${one.about}, ${way}: ${shown}`),
      ),
    );
    assert.deepEqual(leaks, []);
  });

  test("Y07 no ordinary text of it is changed", () => {
    const masks = ordinary.flatMap((one) =>
      [...showCase(one)]
        .filter(([, shown]) => shown.includes("[redacted]"))
        .map(([way, shown]) => `${one.id} ${way}: ${shown}`),
    );
    assert.deepEqual(masks, []);
    for (const { text, value } of ordinary) {
      if (text !== undefined) assert.equal(redactText(text), text);
      if (value !== undefined) assert.deepEqual(JSON.parse(encodeRedacted(value)!), value);
    }
  });

  test("Y07 it has at least 300 cases of each", () => {
    assert.ok(secrets.length >= 300 && ordinary.length >= 300, `${secrets.length}, ${ordinary.length}`);
    for (const { id, text, value, args, secrets: parts } of secrets) {
      const whole = text ?? JSON.stringify(value ?? args);
      for (const part of parts!)
        assert.ok(whole.includes(part) || whole.includes(JSON.stringify(part).slice(1, -1)), id);
    }
  });
});
