// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { withLogFields } from "./context.ts";
import { createRedactor } from "../redaction/redactor.ts";
import { createEmoji, standardEmoji } from "./emoji.ts";
import { createLogger, type Logger, type LoggerOptions } from "./logger.ts";

/** 2026-11-22T10:11:12.007Z */
const time = Date.UTC(2026, 10, 22, 10, 11, 12, 7);

function capture(options: Partial<LoggerOptions> = {}): { log: Logger; lines: string[]; last: () => unknown } {
  const lines: string[] = [];
  const write = (line: string): void => void lines.push(line);
  const log = createLogger({ name: "app", level: "trace", format: "json", write, now: () => time, ...options });
  return { log, lines, last: () => JSON.parse(lines.at(-1)!) };
}

suite("createLogger", () => {
  test("F01 the hclog form is what HashiCorp's hosts read", () => {
    const { log, lines } = capture({ format: "hclog", name: "provider" });
    log.child("client").warn("slow answer", { elapsedMs: 1500, path: "/v1" });
    assert.deepEqual(lines, [
      '{"@level":"warn","@message":"slow answer","@module":"provider.client","@timestamp":"2026-11-22T10:11:12.007000Z","elapsedMs":1500,"path":"/v1"}\n',
    ]);
  });

  test("F01 the JSON form has its time, level, logger and message first", () => {
    const { log, lines } = capture();
    log.info("listening", { port: 8080 });
    assert.deepEqual(lines, [
      '{"time":"2026-11-22T10:11:12.007Z","level":"info","logger":"app","message":"listening","port":8080}\n',
    ]);
  });

  test("each level writes itself and what matters more", () => {
    const levels = ["trace", "debug", "info", "warn", "error"] as const;
    for (const [index, level] of [...levels, "off" as const].entries()) {
      const { log, lines } = capture({ level });
      for (const each of levels) log[each](each);
      assert.deepEqual(
        lines.map((line) => (JSON.parse(line) as { level: string }).level),
        levels.slice(index),
      );
      assert.deepEqual(
        levels.filter((each) => log.isEnabled(each)),
        levels.slice(index),
      );
    }
  });

  test("F02 a line of a disabled level looks at nothing, also with context, processors and emoji", () => {
    const fail = (): never => assert.fail("was called");
    const log = createLogger({ name: "app", level: "warn", write: fail, now: fail, emoji: fail, processors: [fail] });
    const untouched = new Proxy({}, { get: fail, ownKeys: fail, getOwnPropertyDescriptor: fail });
    withLogFields({ id: 1 }, () => {
      for (const level of ["trace", "debug", "info"] as const) {
        log[level]("x", untouched);
        log[level](fail, fail);
        log.child("part", { a: 1 })[level]("x", untouched);
      }
    });
  });

  test("F02 a fast line has its emoji and none of its secrets, and gives each line its own values", () => {
    const { log, lines } = capture({ emoji: createEmoji(standardEmoji), fields: { domain: "http" } });
    const password = "hunter2";
    for (const status of [200, 404, 200])
      log.info(`asked ?password=${password}`, { status, password, text: `"${status}"` });
    log.child({ domain: "file" }).info("read", { status: 200 });
    assert.deepEqual(
      lines
        .map((line) => JSON.parse(line) as Record<string, unknown>)
        .map(({ emoji, status, password: shown, text }) => [emoji, status, shown, text]),
      [
        ["🌐✅", 200, "[redacted]", '"200"'],
        ["🌐👻", 404, "[redacted]", '"404"'],
        ["🌐✅", 200, "[redacted]", '"200"'],
        ["📄✅", 200, undefined, undefined],
      ],
    );
    assert.doesNotMatch(lines.join(""), /hunter2/);
  });

  test("lazy messages and fields are made only for lines that are written", () => {
    const { log, last, lines } = capture({ level: "info" });
    const fail = (): never => assert.fail("was called");
    log.debug(fail, fail);
    assert.equal(lines.length, 0);
    log.info(
      () => "made",
      () => ({ a: 1 }),
    );
    assert.deepEqual(last(), { time: "2026-11-22T10:11:12.007Z", level: "info", logger: "app", message: "made", a: 1 });
  });

  test("a lazy message that throws shows in the log and nowhere else", () => {
    const { log, last } = capture();
    log.info(() => {
      throw new Error("no");
    });
    const { level, message, error } = last() as { level: string; message: string; error: { message: string } };
    assert.deepEqual([level, message, error.message], ["info", "a log line could not be made", "no"]);
  });

  test("a write that throws does not take its program down", () => {
    const { log } = capture({
      write() {
        throw new Error("no");
      },
    });
    log.info("x");
  });

  test("a child adds its name and fields; the fields of a call win", () => {
    const { log, lines } = capture({ fields: { a: 1, b: 1 } });
    log.child("sub", { b: 2, c: 2 }).child({ c: 3 }).info("m", { a: 4, d: 4 });
    assert.match(lines[0]!, /"logger":"app\.sub","message":"m","a":4,"b":2,"c":3,"d":4\}\n$/);
    log.info("parent");
    assert.match(lines[1]!, /"message":"parent","a":1,"b":1\}\n$/);
  });

  test("a field cannot take the place of what every line has", () => {
    const hclog = capture({ format: "hclog" });
    hclog.log.info("m", { "@level": 1, "@message": {}, "@timestamp": null, "@module": [] });
    const entry = hclog.last() as Record<string, unknown>;
    assert.deepEqual([entry["@level"], entry["@message"], entry["@module"]], ["info", "m", "app"]);
    assert.deepEqual([entry["_@level"], entry["_@message"]], [1, {}]);

    const json = capture();
    json.log.info("m", { level: "x", time: 1 });
    assert.match(json.lines[0]!, /"level":"info","logger":"app","message":"m","_level":"x","_time":1\}/);
  });

  test("a message that is no string becomes one: hosts crash otherwise", () => {
    const { log, lines } = capture({ format: "hclog" });
    for (const message of [5, null, undefined, { a: 1 }]) log.info(message as never);
    assert.deepEqual(
      lines.map((line) => (JSON.parse(line) as Record<string, unknown>)["@message"]),
      ["5", "null", "undefined", "[object Object]"],
    );
  });

  test("Y07 secrets stay out of every form: by key, by shape, in children, errors and names", () => {
    const token = `ghp_${"a1".repeat(12)}`;
    for (const format of ["json", "hclog", "people"] as const) {
      const { log, lines } = capture({ format, fields: { apiKey: "hunter2" } });
      const cause = Object.assign(new Error(`cause ${token}`), { secret: "hunter2" });
      log.child("sub", { nested: [{ password: "hunter2" }] }).error(`failed with ${token}`, {
        token: "hunter2",
        map: new Map([["authorization", "hunter2"]]),
        url: "https://ann:hunter2@host/",
        error: new Error("outer", { cause }),
      });
      const text = lines.join("");
      assert.match(text, /\[redacted\]/);
      assert.doesNotMatch(text, /hunter2|ghp_/, format);
    }
  });

  test("Y07 a logger can be given a further redactor, which it and its children use in every form", () => {
    for (const format of ["json", "hclog", "people"] as const) {
      const [first, second] = [createRedactor(), createRedactor()];
      first.addSecret("swordfish");
      const { log, lines } = capture({ format, redactor: first, processors: [(entry) => entry] });
      const careful = log.child("part", { bound: "mackerel" }).withRedactor(second);
      second.addSecret("mackerel");
      second.addSecret("4711");
      careful.child("deep").info("swordfish, mackerel", { mackerel: true, list: ["mackerel"], number: 4711 });
      assert.doesNotMatch(lines.join(""), /swordfish|mackerel|4711/);
      log.info("mackerel");
      assert.match(lines.at(-1)!, /mackerel/, "the one it was made from stays as it is");
    }
  });

  test("values that JSON lacks and values that throw do not stop a line", () => {
    for (const format of ["json", "hclog", "people"] as const) {
      const { log, lines } = capture({ format });
      const fields = {
        big: 1n,
        nan: Number.NaN,
        nothing: undefined,
        get bad(): number {
          throw new Error("no");
        },
        after: "ok",
      };
      log.info("m", fields);
      assert.match(lines[0]!, /after"?[:=]"?ok/, format);
      assert.match(lines[0]!, /unreadable/, format);
    }
  });

  test("an hclog line never exceeds the host's buffer and stays JSON", () => {
    const filler = "\u0000é".repeat(50_000);
    const wide = Object.fromEntries(Array.from({ length: 1_000 }, (_, index) => [`é${index}`, "ü".repeat(500)]));
    const cases: Record<string, unknown>[] = [
      { a: filler, b: filler, c: filler },
      wide,
      { deep: wide, after: 1 },
      { [filler]: filler, [`${filler}2`]: filler },
      { list: Array.from({ length: 1_000 }, () => filler.slice(0, 500)) },
    ];
    for (const fields of cases) {
      for (const bound of [{}, fields]) {
        const { log, lines, last } = capture({ format: "hclog", fields: bound });
        log.info(filler, fields);
        assert.ok(Buffer.byteLength(lines[0]!) <= 65_536, `${Buffer.byteLength(lines[0]!)} bytes`);
        assert.equal((last() as Record<string, unknown>)["@level"], "info");
      }
    }
  });

  test("one line stays one line", () => {
    for (const format of ["json", "hclog"] as const) {
      const { log, lines } = capture({ format });
      log.info("a\nb\r\nc", { "k\n": "v\n" });
      assert.equal(lines[0]!.indexOf("\n"), lines[0]!.length - 1);
    }
  });

  test("times are right across seconds and before 1970", () => {
    let now = 999.9;
    const { log, last } = capture({ now: () => now });
    const timeOf = (ms: number): string => {
      now = ms;
      log.info("");
      return (last() as { time: string }).time;
    };
    assert.equal(timeOf(999.9), "1970-01-01T00:00:00.999Z");
    assert.equal(timeOf(1_000), "1970-01-01T00:00:01.000Z");
    assert.equal(timeOf(999), "1970-01-01T00:00:00.999Z");
    assert.equal(timeOf(-1), "1969-12-31T23:59:59.999Z");
  });
});
