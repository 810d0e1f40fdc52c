// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { createProgress, type ProgressView, type Step } from "./progress.ts";
import { describeDuration } from "./step-duration.ts";

interface Lines {
  readonly progress: ReturnType<typeof createProgress>;
  readonly lines: string[];
}

/** Each look at the clock is `tickMs` later than the last one. */
function showLines({
  tickMs = 0,
  signal = new AbortController().signal,
  kind = "lines",
}: Partial<ProgressView> & { tickMs?: number } = {}): Lines {
  const lines: string[] = [];
  let now = 0;
  const write = (line: string): void => void lines.push(line);
  const view = { kind, color: false, unicode: true, write, signal, now: () => (now += tickMs) };
  return { progress: createProgress(view), lines };
}

const step = (title: string, run: Step["run"] = () => undefined): Step => ({ title, run });

suite("progress", () => {
  test("each step is a line at its beginning and one at its end, steps below others too", async () => {
    const { progress, lines } = showLines();
    await progress([step("Download"), step("Install", () => [step("Unpack"), step("Check")])]);
    assert.deepEqual(lines, [
      "Download: begins\n",
      "Download: done\n",
      "Install: begins\n",
      "Install > Unpack: begins\n",
      "Install > Unpack: done\n",
      "Install > Check: begins\n",
      "Install > Check: done\n",
      "Install: done\n",
    ]);
  });

  test("a step says how far it is, but not all the time, and how long it took", async () => {
    const { progress, lines } = showLines({ tickMs: 700 });
    const run: Step["run"] = ({ update }) => {
      for (let file = 1; file <= 6; file++) update(`${file} of 6`);
    };
    await progress([step("Download", run)]);
    assert.deepEqual(lines, [
      "Download: begins\n",
      "Download: 3 of 6\n",
      "Download: 6 of 6\n",
      "Download: done in 6 s\n",
    ]);
  });

  test("a step that has nothing to do says why", async () => {
    const { progress, lines } = showLines();
    await progress([step("Sign", ({ skip }) => skip("there is no key"))]);
    assert.deepEqual(lines, ["Sign: begins\n", "Sign: skipped: there is no key\n"]);
  });

  test("the first failure ends it, and is thrown as it is", async () => {
    const { progress, lines } = showLines();
    const failure = new Error("no disk");
    const steps = [
      step("Download", () => {
        throw failure;
      }),
      step("Install"),
    ];
    await assert.rejects(progress(steps), (error) => error === failure);
    assert.deepEqual(lines, ["Download: begins\n", "Download: failed\n"]);
  });

  test("steps at the same time: a failure stops the others, and is not thrown before they have ended", async () => {
    const { progress } = showLines();
    const ended: string[] = [];
    const steps = [
      step("long", async ({ signal }) => {
        await sleep(60_000, undefined, { signal }).catch(() => sleep(10));
        ended.push("long");
      }),
      step("bad", () => {
        throw new Error("bad");
      }),
      step("never", () => void ended.push("never")),
    ];
    await assert.rejects(progress(steps, { concurrency: 2 }), /^Error: bad$/);
    assert.deepEqual(ended, ["long"]);
  });

  test("Ctrl-C reaches the step that runs, and no other begins", async () => {
    const stop = new AbortController();
    const { progress, lines } = showLines({ signal: stop.signal });
    const steps = [
      step("wait", async ({ signal }) => {
        stop.abort();
        signal.throwIfAborted();
      }),
      step("never"),
    ];
    await assert.rejects(progress(steps), { name: "AbortError" });
    assert.deepEqual(lines, ["wait: begins\n", "wait: failed\n"]);
  });

  test("beside JSON there is nothing, and the steps are done all the same", async () => {
    const { progress, lines } = showLines({ kind: "none" });
    let isDone = false;
    await progress([step("Work", () => void (isDone = true))]);
    assert.deepEqual([isDone, lines], [true, []]);
  });

  test("secrets in titles and updates are hidden", async () => {
    const { progress, lines } = showLines({ tickMs: 3_000 });
    await progress([step("Get https://ann:hunter2@example.com", ({ update }) => update("--token hunter2"))]);
    assert.doesNotMatch(lines.join(""), /hunter2/);
    assert.equal(lines.length, 3);
  });
});

test("a duration is told from two seconds on", () => {
  const told = [0, 1_999, 2_000, 59_400, 60_000, 150_000].map(describeDuration);
  assert.deepEqual(told, [undefined, undefined, "2 s", "59 s", "1 min 0 s", "2 min 30 s"]);
});
