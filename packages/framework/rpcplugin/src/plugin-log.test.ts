// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { formatPluginLogEntry, PluginLogReader } from "./plugin-log.ts";

/** What lines mean: level, module, message, fields, and whether they are a crash's. */
function read(...lines: readonly string[]): string[] {
  const reader = new PluginLogReader();
  return lines.map((line) => {
    const { level, module, message, fields, isCrash } = reader.read(line);
    const parts = [level, module ?? "-", message, JSON.stringify(fields), ...(isCrash ? ["crash"] : [])];
    return parts.join(" | ");
  });
}

suite("PluginLogReader", () => {
  const time = "2026-01-02T03:04:05.000000Z";
  const cases: Record<string, { lines: string[]; want: string[] }> = {
    "hclog's JSON": {
      lines: [`{"@level":"warn","@message":"slow","@module":"provider.http","@timestamp":"${time}","ms":12}`],
      want: [`warn | provider.http | slow | {"timestamp":"${time}","ms":12}`],
    },
    "without module and time": {
      lines: ['{"@level":"info","@message":"hi","@module":""}'],
      want: ["info | - | hi | {}"],
    },
    "JSON of others": { lines: ['{"level":"warn","msg":"x"}'], want: ['debug | - | {"level":"warn","msg":"x"} | {}'] },
    "JSON of others that resembles it": {
      lines: ['{"@level":3,"@message":"x"}', '{"@level":"loud","@message":"x"}', '{"@level":"info","@message":{}}'],
      want: [
        'debug | - | {"@level":3,"@message":"x"} | {}',
        'debug | - | {"@level":"loud","@message":"x"} | {}',
        'debug | - | {"@level":"info","@message":{}} | {}',
      ],
    },
    "what only begins like it": { lines: ["{", "{]"], want: ["debug | - | { | {}", "debug | - | {] | {}"] },
    "levels before the text": {
      lines: ["[WARN] careful", "[ERROR]  no space", "[LOUD] x"],
      want: ["warn | - | careful | {}", "error | - | no space | {}", "debug | - | [LOUD] x | {}"],
    },
    "a crash in Go, to its end": {
      lines: ["before", "panic: nil map", "", "goroutine 1 [running]:", '{"@level":"info","@message":"still here"}'],
      want: [
        "debug | - | before | {}",
        "error | - | panic: nil map | {} | crash",
        "error | - |  | {} | crash",
        "error | - | goroutine 1 [running]: | {} | crash",
        "info | - | still here | {}",
      ],
    },
    "crashes in other languages": {
      lines: ["Traceback (most recent call last):"],
      want: ["error | - | Traceback (most recent call last): | {} | crash"],
    },
    "a crash in Rust": {
      lines: ["thread 'main' panicked at src/main.rs:2:5:"],
      want: ["error | - | thread 'main' panicked at src/main.rs:2:5: | {} | crash"],
    },
    "a crash in Node": {
      lines: ["file:///app/main.js:12", "    throw x;"],
      want: ["error | - | file:///app/main.js:12 | {} | crash", "error | - |     throw x; | {} | crash"],
    },
    "a text that mentions a crash": { lines: ["no panic: fine"], want: ["debug | - | no panic: fine | {}"] },
  };
  for (const [name, { lines, want }] of Object.entries(cases)) {
    test(name, () => assert.deepEqual(read(...lines), want));
  }

  test("a part of a line means nothing by itself", () => {
    const reader = new PluginLogReader();
    const { level, message, isCrash } = reader.read("panic: x", true);
    assert.deepEqual({ level, message, isCrash }, { level: "debug", message: "panic: x", isCrash: false });
  });
});

test("formatPluginLogEntry writes a line for people", () => {
  const reader = new PluginLogReader();
  const format = (line: string): string => formatPluginLogEntry(reader.read(line));
  assert.equal(format("plain"), "plain");
  assert.equal(format("[WARN] careful"), "[warn] careful");
  const entry = { "@level": "error", "@message": "no", "@module": "acme", "@timestamp": "t", a: "b", c: "d e", f: [1] };
  assert.equal(format(JSON.stringify(entry)), '[error] acme: no a=b c="d e" f=[1]');
  assert.equal(format("panic: x"), "panic: x");
});
