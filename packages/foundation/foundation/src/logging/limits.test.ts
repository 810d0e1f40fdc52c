// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { suite, test, type TestContext } from "node:test";
import { createLogger, type Logger } from "./logger.ts";
import type { LogProcessor } from "./processor.ts";
import { limitRate, type RateLimitOptions } from "./rate-limit.ts";
import { sample, type SamplingOptions } from "./sampling.ts";

/** Lets time pass; timers run only when asked to, as in a process that is busy. */
type Wait = (ms: number, timers?: "timers run" | "timers are late") => void;

/** A logger with a clock that the test turns. Timers run on it too. */
function capture(t: TestContext, processor: LogProcessor): { log: Logger; lines: string[]; wait: Wait } {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const lines: string[] = [];
  let nowMs = 0;
  const write = (line: string): void => {
    const { level, logger, message, dropped } = JSON.parse(line) as Record<string, string>;
    lines.push([level, logger, message, dropped].filter((part) => part !== undefined).join(" "));
  };
  const log = createLogger({
    name: "a",
    level: "trace",
    format: "json",
    write,
    now: () => nowMs,
    processors: [processor],
  });
  const wait: Wait = (ms, timers = "timers run") => {
    nowMs += ms;
    if (ms > 0 && timers === "timers run") t.mock.timers.tick(ms);
  };
  return { log, lines, wait };
}

const repeat = (count: number, run: () => void): void => {
  for (let at = 0; at < count; at++) run();
};

suite("limitRate", () => {
  test("a burst passes, then lines at the rate, and a summary tells of the others", (t) => {
    const { log, lines, wait } = capture(t, limitRate({ linesPerSecond: 2, burst: 3 }));
    repeat(10, () => log.info("x"));
    assert.equal(lines.length, 3);
    wait(500);
    repeat(10, () => log.warn("y"));
    assert.deepEqual(lines.slice(3), ["warn a y"]);
    wait(4_500);
    assert.deepEqual(lines.slice(4), ["warn a lines were left out 16"]);
    wait(60_000);
    assert.equal(lines.length, 5, "nothing was left out since");
  });

  test("each logger has its own bucket, with the rate of the longest prefix", (t) => {
    const { log, lines } = capture(t, limitRate({ linesPerSecond: 1, loggers: { "a.loud": { linesPerSecond: 5 } } }));
    repeat(9, () => log.info("x"));
    repeat(9, () => log.child("loud").child("er").info("x"));
    repeat(9, () => log.child("quiet").info("x"));
    const count = (name: string): number => lines.filter((line) => line === `info ${name} x`).length;
    assert.deepEqual([count("a"), count("a.loud.er"), count("a.quiet")], [1, 5, 1]);
  });

  test("fatal passes", (t) => {
    const { log, lines } = capture(t, limitRate({ linesPerSecond: 1 }));
    repeat(3, () => log.fatal("x"));
    assert.equal(lines.length, 3);
  });

  test("a clock that is set back stops nothing for longer than the rate says", (t) => {
    const { log, lines, wait } = capture(t, limitRate({ linesPerSecond: 1 }));
    log.info("x");
    wait(-1e9);
    log.info("x");
    assert.equal(lines.length, 1);
    wait(1_000);
    log.info("x");
    assert.equal(lines.filter((line) => line === "info a x").length, 2);
  });

  const bad: Record<string, RateLimitOptions> = {
    "linesPerSecond must be above 0, not 0": { linesPerSecond: 0 },
    "linesPerSecond must be above 0, not NaN": { linesPerSecond: Number.NaN },
    "burst must be at least 1, not 0.5": { linesPerSecond: 1, burst: 0.5 },
    "x.y: linesPerSecond must be above 0, not -1": { linesPerSecond: 1, loggers: { "x.y": { linesPerSecond: -1 } } },
    "summaryMs must be from 1": { linesPerSecond: 1, summaryMs: Infinity },
  };
  for (const [message, options] of Object.entries(bad)) {
    test(message, () => assert.throws(() => limitRate(options), new RegExp(`RangeError: .*${message}`)));
  }
});

suite("sample", () => {
  test("the first lines of a kind pass, then every so manieth, anew in each interval", (t) => {
    const { log, lines, wait } = capture(t, sample({ first: 2, thereafter: 5 }));
    repeat(12, () => log.info("x"));
    log.info("y");
    log.child("b").info("x");
    assert.deepEqual(lines, ["info a x", "info a x", "info a x", "info a x", "info a y", "info a.b x"]);
    wait(1_000);
    repeat(3, () => log.info("x"));
    assert.equal(lines.length, 8);
    wait(4_000);
    assert.deepEqual(lines.slice(8), ["info a lines were left out 9"]);
  });

  test("lines that matter always pass", (t) => {
    const { log, lines } = capture(t, sample({ first: 1, thereafter: 0 }));
    repeat(5, () => log.info("x"));
    repeat(5, () => log.warn("x"));
    assert.equal(lines.length, 6);
  });

  test("the summary comes with the next line when that is first", (t) => {
    const { log, lines, wait } = capture(t, sample({ first: 1, thereafter: 0, summaryMs: 3_000 }));
    repeat(3, () => log.info("x"));
    wait(3_000, "timers are late");
    log.debug("y");
    assert.deepEqual(lines, ["info a x", "info a lines were left out 2", "debug a y"]);
    wait(60_000);
    assert.equal(lines.length, 3, "the timer does not tell it again");
  });

  const bad: Record<string, SamplingOptions> = {
    "first must be a whole number, not -1": { first: -1, thereafter: 1 },
    "thereafter must be a whole number, not 0.5": { first: 1, thereafter: 0.5 },
    "intervalMs must be a whole number, not NaN": { first: 1, thereafter: 1, intervalMs: Number.NaN },
  };
  for (const [message, options] of Object.entries(bad)) {
    test(message, () => assert.throws(() => sample(options), new RangeError(message)));
  }
});
