// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import fc from "fast-check";
import { HubError } from "./hub-error.ts";
import { createHub, type Hub } from "./hub.ts";
import { lifecycle, startComponents, type Lifecycle } from "./lifecycle.ts";
import { token } from "./token.ts";

/** Registers components that write down what happens to them. */
function createScene(components: Readonly<Record<string, Lifecycle>>): { hub: Hub; events: string[] } {
  const hub = createHub();
  const events: string[] = [];
  for (const [name, given] of Object.entries(components)) {
    const component: Lifecycle = {
      dependsOn: given.dependsOn ?? [],
      async start(signal) {
        await given.start?.(signal);
        events.push(`+${name}`);
      },
      async stop(signal) {
        events.push(`-${name}`);
        await given.stop?.(signal);
      },
    };
    hub.register(name, component, { type: lifecycle });
  }
  return { hub, events };
}

const fail = (): never => {
  throw new Error("broken");
};
const hang = (): Promise<void> => new Promise(() => undefined);

const failure = (code: string, message: RegExp) => (error: unknown) => {
  assert.ok(error instanceof HubError && error.hint, String(error));
  assert.equal(error.code, code);
  assert.match(error.message, message);
  return true;
};

suite("startComponents", () => {
  test("each starts after those that it depends on and stops before them", async () => {
    const { hub, events } = createScene({
      web: { dependsOn: ["store", "config"] },
      store: { dependsOn: ["log"] },
      log: {},
    });
    hub.register("config", {});
    const running = await startComponents(hub);
    assert.deepEqual(running.names, ["log", "store", "web"]);
    await running.stop();
    await running.stop();
    assert.deepEqual(events, ["+log", "+store", "+web", "-web", "-store", "-log"]);
  });

  test("for any dependencies without a cycle the order holds", async () => {
    const graph = fc.array(fc.array(fc.nat(9), { maxLength: 3 }), { minLength: 1, maxLength: 10 });
    await fc.assert(
      fc.asyncProperty(graph, async (graph) => {
        // Only to lower numbers, so there is no cycle; registered the highest first, so the order must be found.
        const needs = graph.map((targets, at) => targets.filter((target) => target < at).map(String));
        const entries = needs.map(
          (dependsOn, at) => [`n${at}`, { dependsOn: dependsOn.map((to) => `n${to}`) }] as const,
        );
        const { hub } = createScene(Object.fromEntries(entries.toReversed()));
        const { names } = await startComponents(hub);
        for (const [name, { dependsOn }] of entries) {
          for (const needed of dependsOn) assert.ok(names.indexOf(needed) < names.indexOf(name), `${needed} ${name}`);
        }
        assert.equal(names.length, graph.length);
      }),
    );
  });

  test("a cycle is named, and nothing starts", async () => {
    const { hub, events } = createScene({ a: { dependsOn: ["b"] }, b: { dependsOn: ["c"] }, c: { dependsOn: ["b"] } });
    await assert.rejects(startComponents(hub), failure("hub.cycle", /: b -> c -> b$/));
    assert.deepEqual(events, []);
  });

  test("a dependency that nobody registered is named, with who wants it", async () => {
    const { hub } = createScene({ web: { dependsOn: ["store"] } });
    await assert.rejects(startComponents(hub), failure("hub.not_found", /web depends on store/));
  });

  test("when one does not start, those that have are stopped", async () => {
    const { hub, events } = createScene({ log: {}, store: { start: fail }, web: {} });
    await assert.rejects(startComponents(hub), (error: Error) => {
      failure("hub.start_failed", /^store did not start$/)(error);
      assert.equal((error.cause as Error).message, "broken");
      return true;
    });
    assert.deepEqual(events, ["+log", "-log"]);
  });

  test("one that hangs is told to end and given up", async () => {
    let reason: unknown;
    const start = (signal: AbortSignal): Promise<void> => {
      signal.addEventListener("abort", () => (reason = signal.reason));
      return hang();
    };
    const { hub, events } = createScene({ log: {}, web: { start } });
    await assert.rejects(
      startComponents(hub, { timeoutMs: 5 }),
      failure("hub.timeout", /web took longer than 5 ms to start/),
    );
    assert.ok(reason instanceof HubError);
    assert.deepEqual(events, ["+log", "-log"]);
  });

  test("all are stopped also when some fail or hang", async () => {
    const { hub, events } = createScene({ log: {}, store: { stop: fail }, web: { stop: hang } });
    const running = await startComponents(hub, { timeoutMs: 5 });
    await assert.rejects(running.stop(), (error: unknown) => {
      assert.ok(error instanceof AggregateError);
      assert.deepEqual(
        error.errors.map(String).map((text) => /took longer|broken/.exec(text)?.[0]),
        ["took longer", "broken"],
      );
      return true;
    });
    assert.deepEqual(events.slice(3), ["-web", "-store", "-log"]);
  });
});

suite("loading", () => {
  const part = token<unknown>("test.part");

  test("F08 loaders that wait for each other are an error that names them", { timeout: 5_000 }, async () => {
    const hub = createHub();
    hub.registerLazy("a", part, () => hub.load("b"));
    hub.registerLazy("b", part, async () => {
      await Promise.resolve();
      return hub.load("c");
    });
    hub.registerLazy("c", part, () => hub.load("a"));
    await assert.rejects(hub.load("a"), (error: unknown) => {
      let at = error as Error;
      while (at.cause !== undefined) at = at.cause as Error;
      return failure("hub.cycle", /waits for itself: (a -> b -> c -> a|b -> c -> a -> b|c -> a -> b -> c);/)(at);
    });
  });

  test("F08 also when each was asked for by somebody else", { timeout: 5_000 }, async () => {
    const hub = createHub();
    hub.registerLazy("a", part, async () => {
      await Promise.resolve();
      return hub.load("b");
    });
    hub.registerLazy("b", part, async () => {
      await Promise.resolve();
      return hub.load("a");
    });
    const results = await Promise.allSettled([hub.load("a"), hub.load("b")]);
    assert.deepEqual(
      results.map(({ status }) => status),
      ["rejected", "rejected"],
    );
  });

  test("what two loaders share is no cycle", async () => {
    const hub = createHub();
    hub.registerLazy("shared", part, () => "s");
    hub.registerLazy("left", part, () => hub.load("shared"));
    hub.registerLazy("right", part, () => hub.load("shared"));
    hub.registerLazy("top", part, () => Promise.all([hub.load("left"), hub.load("right"), hub.load("left")]));
    assert.deepEqual(await hub.load("top"), ["s", "s", "s"]);
  });
});
