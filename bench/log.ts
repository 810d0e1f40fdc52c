// SPDX-License-Identifier: Apache-2.0

/**
 * What a log line costs, beside pino in the same run.
 *
 * Both write JSON synchronously to /dev/null. "Redaction" means for us what we
 * always do (secrets by key at every depth and by their shape in text), for
 * pino a list of paths one and two levels deep, which is less. Times are CPU
 * time, the best of several rounds that take turns, so that other programs on
 * the machine disturb them little.
 *
 * @module
 */

import { openSync } from "node:fs";
import { createLineWriter, createLogger, createRedactor } from "@provide-foundry/foundation";
import { createEmoji, standardEmoji } from "@provide-foundry/foundation/logging";
import { pino } from "pino";
import type { BenchContext, BenchResult, Benchmark, Row } from "./benchmark.ts";
import { growthExponent } from "./statistics.ts";

const sink = openSync("/dev/null", "w");
const secretKeys = ["password", "token", "secret", "authorization", "apiKey"];

/** What a logger does by itself, but not to stderr. */
const write = createLineWriter(sink);
const ours = createLogger({ name: "bench", format: "json", write });
const hclog = createLogger({ name: "bench", format: "hclog", write });
const withEmoji = createLogger({ name: "bench", format: "json", write, emoji: createEmoji(standardEmoji) });
const redactor = createRedactor();
for (let at = 0; at < 5_000; at++) redactor.addSecret(`secret-${(at * 7_919).toString(36).padStart(12, "xq")}`);
const withSecrets = withEmoji.withRedactor(redactor);
const destination = pino.destination({ fd: sink, sync: true });
const plainPino = pino({ name: "bench" }, destination);
const redactingPino = pino({ name: "bench", redact: secretKeys.flatMap((key) => [key, `*.${key}`]) }, destination);

interface Case {
  readonly name: string;
  /** Runs once; the number keeps the engine from knowing the answer beforehand. */
  readonly run: (round: number) => void;
}

const six = (round: number): Record<string, unknown> => ({
  requestId: "req-8f3a2b",
  path: `/v1/resources/${round}`,
  status: 200,
  durationMs: 12.5,
  cached: false,
  user: "alice",
});

const nested = (round: number): Record<string, unknown> => ({
  request: { id: round, path: "/v1", authorization: "Bearer abc123def456" },
  user: "alice",
});

const wide = (count: number): Record<string, unknown> =>
  Object.fromEntries(Array.from({ length: count }, (_, at) => [`field${at}`, `value ${at}`]));

/** Sizes 10 apart, to see how the cost grows. */
const sizes = [3, 30, 300];
const widths = new Map(sizes.map((size) => [size, wide(size)]));

const emojiGroup = "6 fields";
const wideningGroup = "more and more fields";

const groups: Readonly<Record<string, readonly Case[]>> = {
  "disabled level": [
    { name: "ours", run: () => ours.debug("request finished") },
    { name: "pino", run: () => plainPino.debug("request finished") },
  ],
  "1 field": [
    { name: "ours", run: (round) => ours.info("request finished", { round }) },
    { name: "pino, no redaction", run: (round) => plainPino.info({ round }, "request finished") },
    { name: "pino, redaction", run: (round) => redactingPino.info({ round }, "request finished") },
  ],
  [emojiGroup]: [
    { name: "ours, emoji", run: (round) => withEmoji.info("request finished", six(round)) },
    { name: "ours, emoji, 5,000 known secrets", run: (round) => withSecrets.info("request finished", six(round)) },
    { name: "ours", run: (round) => ours.info("request finished", six(round)) },
    { name: "ours, hclog", run: (round) => hclog.info("request finished", six(round)) },
    { name: "pino, no redaction", run: (round) => plainPino.info(six(round), "request finished") },
    { name: "pino, redaction", run: (round) => redactingPino.info(six(round), "request finished") },
  ],
  "a nested object with a secret": [
    { name: "ours", run: (round) => ours.info("request finished", nested(round)) },
    { name: "pino, redaction", run: (round) => redactingPino.info(nested(round), "request finished") },
  ],
  [wideningGroup]: sizes.map((size) => ({
    name: `ours, ${size} fields`,
    run: () => ours.info("request finished", widths.get(size)),
  })),
};

const benchmark: Benchmark = { name: "log", summary: "log lines, beside pino", run };
export default benchmark;

async function run({ quick, progress }: BenchContext): Promise<BenchResult> {
  const times = new Map<string, readonly number[]>();
  for (const [group, cases] of Object.entries(groups)) {
    progress(group);
    times.set(group, measure(cases, quick ? 1 : 7));
  }
  const first = (group: string): number => times.get(group)![0]!;
  const widening = times.get(wideningGroup)!;
  return {
    tables: Object.entries(groups).map(([group, cases]) => ({
      title: `${group}: CPU time of a line`,
      columns: ["logger", "ns", "lines/s", "x the first"],
      rows: cases.map(({ name }, at): Row => {
        const ns = times.get(group)![at]!;
        return { name, values: [ns, Math.round(1e9 / ns).toLocaleString("en-US"), ns / first(group)] };
      }),
    })),
    targets: [
      { what: "a line that is not written, ns", limit: 20, measured: first("disabled level") },
      {
        what: "lines with 6 fields, redaction and emoji a second",
        limit: 300_000,
        atLeast: true,
        measured: 1e9 / first(emojiGroup),
      },
      {
        what: "6 fields, ours with redaction and emoji / pino with redaction",
        limit: 1,
        measured: first(emojiGroup) / times.get(emojiGroup)!.at(-1)!,
      },
      {
        what: "growth with the number of fields, exponent",
        limit: 1.1,
        measured: growthExponent(sizes.map((size, at) => ({ size, cost: widening[at]! }))),
      },
    ],
  };
}

/** Nanoseconds of CPU time for one run of each case. */
function measure(cases: readonly Case[], turns: number): number[] {
  const counts = cases.map(countFor);
  const best = cases.map(() => Infinity);
  for (let turn = 0; turn < turns; turn++) {
    for (const [at, { run }] of cases.entries()) best[at] = Math.min(best[at]!, time(run, counts[at]!));
  }
  return best;
}

/** So many runs that they take about a tenth of a second; finding out warms the code up. */
function countFor({ run }: Case): number {
  let count = 1_000;
  while (time(run, count) * count < 1e8) count *= 2;
  return count;
}

function time(run: (round: number) => void, count: number): number {
  const start = process.cpuUsage();
  for (let round = 0; round < count; round++) run(round);
  const { user, system } = process.cpuUsage(start);
  return ((user + system) * 1_000) / count;
}
