// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { setImmediate } from "node:timers/promises";
import { suite, test } from "node:test";
import { withLogFields } from "./context.ts";
import { createLogger, type Logger, type LoggerOptions } from "./logger.ts";
import type { LogProcessor } from "./processor.ts";

type Line = Readonly<Record<string, unknown>>;

function capture(options: Partial<LoggerOptions>): { log: Logger; lines: Line[] } {
  const lines: Line[] = [];
  const write = (line: string): void => {
    const { time: _, ...rest } = JSON.parse(line) as Line;
    lines.push(rest);
  };
  return { log: createLogger({ name: "app", level: "trace", format: "json", write, ...options }), lines };
}

const addField =
  (name: string): LogProcessor =>
  (entry) => ({ ...entry, fields: { ...entry.fields, [name]: Object.keys(entry.fields).length } });

suite("log processors", () => {
  test("Z02 they form a chain: each gets what the one before it made", () => {
    const { log, lines } = capture({ processors: [addField("first"), addField("second")], fields: { bound: true } });
    log.child("part").info("m", { own: 1 });
    assert.deepEqual(lines, [
      { level: "info", logger: "app.part", message: "m", bound: true, own: 1, first: 2, second: 3 },
    ]);
  });

  test("Z02 one may leave a line out, and those behind it do not see it", () => {
    const seen: string[] = [];
    const { log, lines } = capture({
      processors: [
        (entry) => (entry.message === "noise" ? undefined : entry),
        (entry) => {
          seen.push(entry.message);
          return entry;
        },
      ],
    });
    log.info("noise");
    log.info("signal");
    assert.deepEqual(seen, ["signal"]);
    assert.equal(lines.length, 1);
  });

  test("Z02 level, name and message may be changed, and further lines be emitted to those behind", () => {
    const { log, lines } = capture({
      processors: [
        (entry, emit) => {
          emit({ ...entry, message: "before" });
          return { ...entry, level: "warn", logger: "other", message: entry.message.toUpperCase() };
        },
        addField("seen"),
      ],
    });
    log.debug("m");
    assert.deepEqual(lines, [
      { level: "debug", logger: "app", message: "before", seen: 0 },
      { level: "warn", logger: "other", message: "M", seen: 0 },
    ]);
  });

  test("Z02 concurrent tasks do not mix: each line has the fields of its own context", async () => {
    const { log, lines } = capture({ processors: [addField("count")] });
    const tasks = Array.from({ length: 50 }, (_, id) =>
      withLogFields({ id }, async () => {
        for (let step = 0; step < 4; step++) {
          await setImmediate();
          log.info("step", { of: id });
        }
      }),
    );
    await Promise.all(tasks);
    assert.equal(lines.length, 200);
    for (const { id, of, count } of lines) assert.deepEqual([id, count], [of, 2]);
  });

  test("Z02 one that throws, is async or returns no entry is passed over, and the line says so", async () => {
    const bad: Record<string, LogProcessor> = {
      broken: () => {
        throw new Error("broken");
      },
      "must not be async": (async () => {
        await setImmediate();
        throw new Error("nobody catches this");
      }) as unknown as LogProcessor,
      "must return an entry": (() => ({ level: "info" })) as unknown as LogProcessor,
      "must return an entry or": (() => null) as unknown as LogProcessor,
    };
    for (const [message, processor] of Object.entries(bad)) {
      const { log, lines } = capture({ processors: [processor, addField("after")] });
      log.info("m");
      const { processorError, after } = lines[0] as { processorError: { message: string }; after: number };
      assert.match(processorError.message, new RegExp(message));
      assert.equal(after, 1);
    }
    await setImmediate();
    await setImmediate();
  });

  test("Z02 one that logs does not call itself", () => {
    const { log, lines } = capture({
      processors: [
        (entry) => {
          log.debug("seen");
          return entry;
        },
      ],
    });
    log.info("m");
    assert.deepEqual(
      lines.map(({ message }) => message),
      ["seen", "m"],
    );
  });

  test("Y07 none can make a secret show", () => {
    const { log, lines } = capture({
      processors: [(entry) => ({ ...entry, message: "password=hunter2", fields: { token: "hunter2" } })],
    });
    log.info("m");
    assert.doesNotMatch(JSON.stringify(lines), /hunter2/);
  });

  test("they run only for lines that the level lets through", () => {
    const { log } = capture({ level: "info", processors: [() => assert.fail("was called")] });
    log.debug("m");
  });
});

suite("withLogFields", () => {
  test("fields of the call win over those of the context, and those over the logger's", () => {
    const { log, lines } = capture({ fields: { a: "logger", b: "logger", c: "logger" } });
    withLogFields({ b: "outer", c: "outer" }, () => withLogFields({ c: "inner" }, () => log.info("m", { c: "call" })));
    withLogFields({ b: "context" }, () => log.info("m"));
    log.info("m");
    assert.deepEqual(
      lines.map(({ a, b, c }) => [a, b, c]),
      [
        ["logger", "outer", "call"],
        ["logger", "context", "logger"],
        ["logger", "logger", "logger"],
      ],
    );
  });

  test("gives back what it runs, also what that throws", async () => {
    assert.equal(
      withLogFields({}, () => 5),
      5,
    );
    assert.throws(() => withLogFields({}, () => assert.fail("out")), /out/);
    await assert.rejects(
      withLogFields({}, () => Promise.reject(new Error("later"))),
      /later/,
    );
  });
});

suite("levels of parts", () => {
  test("that of the longest dotted prefix counts", () => {
    const { log } = capture({
      level: "warn",
      levels: { "app.client": "debug", "app.client.retry": "off", "app.cl": "trace", other: "trace" },
    });
    assert.equal(log.level, "warn");
    assert.equal(log.child("client").level, "debug");
    assert.equal(log.child("client").child("pool").level, "debug");
    assert.equal(log.child("client.retry").level, "off");
    assert.equal(log.child("clients").level, "warn");
    assert.equal(log.child("client").child({ a: 1 }).level, "debug");
    assert.equal(log.child("constructor").level, "warn");
  });

  test("a level for the whole program wins over `level`", () => {
    assert.equal(capture({ level: "warn", levels: { app: "trace" } }).log.level, "trace");
  });
});
