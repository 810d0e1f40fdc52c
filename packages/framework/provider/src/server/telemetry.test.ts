// SPDX-License-Identifier: Apache-2.0

import type { SpanOptions, Telemetry } from "@provide-foundry/foundation/telemetry";
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { defineProvider, t } from "../index.ts";
import { TestHost } from "../testing/test-host.ts";

interface Recorded {
  readonly name: string;
  readonly options: SpanOptions;
  failed: boolean;
  ended: boolean;
}

/** Telemetry that keeps its spans, in the order of their beginning; each is known by its number. */
function recordSpans(): { spans: Recorded[]; telemetry: Telemetry } {
  const spans: Recorded[] = [];
  const telemetry: Pick<Telemetry, "withSpan"> = {
    withSpan(name, options, run) {
      const span: Recorded = { name, options, failed: false, ended: false };
      spans.push(span);
      const end = (): void => void (span.ended = true);
      const fail = (): void => void ([span.ended, span.failed] = [true, true]);
      try {
        const result = run({ traceparent: `#${spans.indexOf(span)}`, setAttributes() {}, addEvent() {} });
        if (result instanceof Promise) result.then(end, fail);
        else end();
        return result;
      } catch (error) {
        fail();
        throw error;
      }
    },
  };
  return { spans, telemetry: telemetry as Telemetry };
}

function createAcme() {
  const acme = defineProvider({ name: "acme" });
  acme.resource({
    name: "token",
    schema: { title: t.string(), length: t.int().computed() },
    plan({ config }) {
      if (config.title === "broken") throw new Error("it broke");
      return {};
    },
    create: ({ plan }) => ({ length: plan.title.length }),
    read: ({ state }) => state,
  });
  return acme;
}

suite("a span for each call", () => {
  test("D01 PlanResourceChange shows its steps in their order, as its children", async () => {
    const { spans, telemetry } = recordSpans();
    const host = new TestHost(createAcme(), { telemetry });
    const { diagnostics } = await host.plan("token", { title: "abc" });
    assert.deepEqual(diagnostics, []);
    const names = spans.map(({ name }) => name);
    assert.deepEqual(
      // What the configuration says is converted for the handler in two parts.
      names.filter((name, at) => name !== names[at - 1]),
      ["PlanResourceChange", "decode", "validate", "convert", "user", "check", "encode"],
    );
    const [rpc, ...steps] = spans;
    assert.deepEqual(rpc!.options, {
      kind: "server",
      attributes: { "rpc.system": "grpc", "rpc.method": "PlanResourceChange", "terraform.subject": "acme_token" },
    });
    for (const step of steps) assert.equal(step.options.traceparent, "#0", step.name);
    assert.ok(spans.every(({ ended, failed }) => ended && !failed));
  });

  test("D01 a handler that throws shows as its step, and the call is answered all the same", async () => {
    const { spans, telemetry } = recordSpans();
    const { diagnostics } = await new TestHost(createAcme(), { telemetry }).plan("token", { title: "broken" });
    assert.match(diagnostics[0]!, /it broke/);
    assert.deepEqual(
      spans.filter(({ failed }) => failed).map(({ name }) => name),
      ["user"],
    );
    assert.ok(spans.every(({ ended }) => ended));
  });

  test("D01 calls at the same time keep their steps apart", async () => {
    const { spans, telemetry } = recordSpans();
    const host = new TestHost(createAcme(), { telemetry });
    await Promise.all([host.plan("token", { title: "a" }), host.plan("token", { title: "b" })]);
    const parents = Map.groupBy(spans, ({ options }) => options.traceparent);
    assert.deepEqual(
      [...parents.values()].map((children) => new Set(children.map(({ name }) => name)).size),
      [1, 6, 6],
    );
  });

  test("D01 a stream's span lasts until its reader has all", async () => {
    const acme = defineProvider({ name: "acme" });
    acme.action({
      name: "ring",
      schema: {},
      async *invoke() {
        yield "one";
        yield "two";
      },
    });
    const { spans, telemetry } = recordSpans();
    const host = new TestHost(acme, { telemetry });
    const messages = host.stream("invokeAction", {
      actionType: "acme_ring",
      config: host.encode("action", "ring", {}),
    });
    await messages.next();
    assert.deepEqual([spans[0]!.name, spans[0]!.ended], ["InvokeAction", false]);
    for await (const _ of messages);
    assert.ok(spans.every(({ ended }) => ended));
  });
});
