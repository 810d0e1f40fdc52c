// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { suite, test } from "node:test";
import { createEmoji, standardEmoji } from "./emoji.ts";
import { createLogger, type Logger, type LoggerOptions } from "./logger.ts";

/** Beside the sources, also when this runs from `dist`. */
const folder = new URL("../../test/golden/", import.meta.url);

/** Local time, because the form for people shows that; the JSON forms get the same hour in UTC. */
const localTime = new Date(2026, 10, 22, 10, 11, 12, 345).getTime();
const utcTime = Date.UTC(2026, 10, 22, 10, 11, 12, 345);

/** A short life of a program, with everything that a line may have. */
function tell(log: Logger): void {
  const client = log.child("client", { domain: "http" });
  const error = new TypeError("x is not a function");
  error.stack = "TypeError: x is not a function\n    at handle (server.ts:7:3)";
  log.trace("reading", { path: "/etc/app.toml" });
  log.info("listening", { domain: "server", action: "start", status: "success", port: 8080 });
  for (const status of [101, 200, 302, 404, 418, 503]) client.info("answered", { action: "request", status });
  client.debug("sent", { authorization: "Bearer abc123def456", nested: { token: "hunter2", list: [1, null, "a b"] } });
  log.child("auth").warn("login failed", { domain: "auth", action: "login", status: "denied", user: "ann" });
  log.info("a message that is longer than the column of the messages", { a: 1 });
  log.info("two\nlines", { status: "no set knows this" });
  log.error("request failed", { error, path: "/health" });
  log.fatal("giving up", { status: "failed", exitCode: 1 });
}

const forms: Readonly<Record<string, Partial<LoggerOptions>>> = {
  "people.txt": { format: "people", now: () => localTime },
  "people-color-emoji.txt": {
    format: "people",
    now: () => localTime,
    color: true,
    emoji: createEmoji(standardEmoji),
  },
  "json.jsonl": { format: "json", now: () => utcTime },
  "json-emoji.jsonl": { format: "json", now: () => utcTime, emoji: createEmoji(standardEmoji) },
  "hclog.jsonl": { format: "hclog", now: () => utcTime },
};

suite("log lines, as files to be read; UPDATE_GOLDEN=1 writes them anew", () => {
  for (const [file, options] of Object.entries(forms)) {
    test(`F01 ${file}`, () => {
      let text = "";
      tell(createLogger({ name: "app", level: "trace", write: (line) => (text += line), ...options }));
      const url = new URL(file, folder);
      if (process.env["UPDATE_GOLDEN"]) {
        mkdirSync(folder, { recursive: true });
        writeFileSync(url, text);
      }
      assert.equal(text, readFileSync(url, "utf8"));
    });
  }
});
