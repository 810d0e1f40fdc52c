// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import type { EmojiOf, LogFields } from "./line-format.ts";
import { createPeopleLineFormat } from "./people-line.ts";

/** Local, because the form shows local time. */
const time = new Date(2026, 10, 22, 10, 11, 12, 7).getTime();

const line = (message: string, fields?: LogFields): string =>
  createPeopleLineFormat("app", {}, { color: false, nameWidth: 0 })("info", time, message, fields);

suite("log lines for people", () => {
  test("F01 fields stand below each other", () => {
    assert.equal(
      line("listening", { port: 8080, host: "::1" }),
      `10:11:12.007 INFO  app  listening${" ".repeat(31)}  port=8080 host=::1\n`,
    );
    assert.equal(line("done"), "10:11:12.007 INFO  app  done\n");
  });

  test("a value is quoted where it could be taken for more than one", () => {
    assert.match(
      line("m", { a: "x y", b: "", c: 'q"', d: { e: 1 }, f: "1,2" }),
      / a="x y" b="" c="q\\"" d=\{"e":1\} f=1,2\n$/,
    );
  });

  test("an error stands below its line with stack, fields and cause", () => {
    const error = Object.assign(new TypeError("bad", { cause: new Error("why") }), { status: 500 });
    const lines = line("failed", { error, id: 1 }).split("\n");
    assert.match(lines[0]!, /^10:11:12\.007 INFO {2}app {2}failed +id=1$/);
    assert.equal(lines[1], "    TypeError: bad");
    assert.match(lines[2]!, /^ {8}at /);
    assert.ok(lines.includes("        status: 500"));
    assert.ok(lines.includes("    Caused by: Error: why"));
  });

  test("further lines of a message are indented, so that none can pose as a line of its own", () => {
    assert.equal(
      line("a\n10:00:00.000 ERROR app  fake"),
      "10:11:12.007 INFO  app  a\n    10:00:00.000 ERROR app  fake\n",
    );
  });

  test("control characters cannot steer the terminal", () => {
    const text = line("a\u001b[31mb\u202ec\r\b", { "k\u001b": "v\u001b]0;x\u0007" });
    // oxlint-disable-next-line no-control-regex -- they are what must not be there
    assert.doesNotMatch(text.slice(0, -1), /[\u0000-\u001f\u202e]/);
    assert.match(text, /a\\u001b\[31mb\\u202ec\\u000d\\u0008/);
  });

  test("F01 colours come only when asked for", () => {
    const painted = createPeopleLineFormat("app", {}, { color: true, nameWidth: 0 })("error", time, "m", { a: 1 });
    assert.ok(painted.includes("\u001b[1;31mERROR\u001b[0m"));
    assert.equal(line("m").includes("\u001b"), false);
  });

  test("F01 messages stand below each other whatever the names and emoji", () => {
    const emoji: EmojiOf = (fields) => fields?.["mark"] as string;
    const style = { color: false, emoji, nameWidth: 0 };
    const formats = ["app", "app.client", "n".repeat(30)].map((name) => createPeopleLineFormat(name, {}, style));
    const columns = formats.flatMap((format) =>
      ["", "✅", "🔑👋❌"].map((mark) => {
        const text = format("info", time, "message", { mark });
        return text.slice(0, text.indexOf("message")).replace(/\p{Emoji_Presentation}/gu, "xx").length;
      }),
    );
    assert.deepEqual(
      columns.slice(0, 6),
      Array.from({ length: 6 }, () => columns[0]),
    );
    assert.deepEqual(
      new Set(columns.slice(6)),
      new Set([columns[0]! + 6]),
      "a very long name pushes its own lines only",
    );
  });
});
