// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { withKit, type Kit } from "./kit.ts";

/** A fixture that notes when it is disposed. */
function fixture(name: string, gone: string[], fails = false): Disposable {
  return {
    [Symbol.dispose]() {
      gone.push(name);
      if (fails) throw new Error(`${name} does not go`);
    },
  };
}

/** Other tests of the process may be in the middle of something. */
const run = (body: (kit: Kit) => void | Promise<void>, signal?: AbortSignal): Promise<void> =>
  withKit(body, { mayLeak: true })(signal && { signal });

suite("withKit", () => {
  test("T02 fixtures go in reverse order, those that are still on their way too", async () => {
    const gone: string[] = [];
    await run(async (kit) => {
      kit.use(fixture("first", gone));
      kit.defer(() => void gone.push("deferred"));
      void kit.use(new Promise<Disposable>((resolve) => setTimeout(() => resolve(fixture("late", gone)), 5)));
      kit.use({ [Symbol.asyncDispose]: async () => void gone.push("last") });
    });
    assert.deepEqual(gone, ["last", "late", "deferred", "first"]);
  });

  test("T02 what a test uses is what it gave", async () => {
    await run(async (kit) => {
      const a = fixture("a", []);
      assert.equal(kit.use(a), a);
      assert.equal(await kit.use(Promise.resolve(a)), a);
    });
  });

  test("T02 the failure of the test is thrown as it is, and all fixtures go", async () => {
    const gone: string[] = [];
    const failure = new Error("its own");
    const failing = run((kit) => {
      kit.use(fixture("first", gone));
      throw failure;
    });
    await assert.rejects(failing, (error) => error === failure);
    assert.deepEqual(gone, ["first"]);
  });

  test("T02 a fixture that does not go fails the test, and keeps no other from going", async () => {
    const gone: string[] = [];
    const both = (kit: Kit): void => {
      kit.use(fixture("first", gone));
      kit.use(fixture("second", gone, true));
    };
    await assert.rejects(run(both), /^Error: second does not go$/);
    assert.deepEqual(gone, ["second", "first"]);
    const failing = run((kit) => {
      both(kit);
      throw new Error("its own");
    });
    await assert.rejects(failing, (error: AggregateError) => {
      assert.match(error.message, /^its own; then the clean-up failed/);
      return error.errors.length === 2;
    });
  });

  test("T02 a fixture that could not be made is the error of who waits for it", async () => {
    const failing = run(async (kit) => {
      await kit.use(Promise.reject<Disposable>(new Error("no port")));
    });
    await assert.rejects(failing, /^Error: no port$/);
  });

  test("T05 the signal is aborted by the runner, and at the end", async () => {
    const runner = new AbortController();
    let signal: AbortSignal | undefined;
    await run((kit) => {
      signal = kit.signal;
      assert.equal(signal.aborted, false);
    }, runner.signal);
    assert.equal(signal!.aborted, true);
    await run((kit) => {
      runner.abort();
      assert.equal(kit.signal.aborted, true);
    }, runner.signal);
  });
});
