// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { createLogger } from "@provide-foundry/foundation";
import { defineResource } from "../definition/resource.ts";
import { FunctionError } from "../definition/function-error.ts";
import { importBy } from "../definition/import-by.ts";
import { defineProvider } from "../definition/provider.ts";
import { addManifest } from "../discovery/manifest.ts";
import { UNKNOWN } from "../schema/unknown.ts";
import { t } from "../schema/vocabulary.ts";
import { startInProcess } from "./index.ts";

const silent = { logger: createLogger({ name: "acme", level: "error", format: "json", write: () => {} }) };

function createAcme() {
  const boxes = new Map<string, string>();
  const acme = defineProvider({
    name: "acme",
    schema: { prefix: t.string().minLength(1) },
    configure: ({ config }) => config.prefix,
  });
  acme.resource({
    name: "box",
    schema: {
      label: t.string().minLength(2),
      kind: t.string().default("small").requiresReplace(),
      price: t.decimal().optional(),
      since: t.rfc3339().optional(),
      pin: t.string().optional().writeOnly(),
      parts: t.block.set({ n: t.bigint(), id: t.string().computed() }),
      lid: t.nested.map({ height: t.float() }).optional(),
      base: t.block.group({ note: t.string().optional() }),
      id: t.string().computed().useStateForUnknown(),
    },
    private: { pin: t.string() },
    create({ plan, secrets, client, private: kept }) {
      const id = `${client}${boxes.size}`;
      boxes.set(id, plan.label);
      kept.set({ pin: secrets.pin ?? "none" });
      return { id, parts: plan.parts.map((part) => ({ ...part, id: `p${part.n}` })) };
    },
    read: ({ state, private: kept }) =>
      boxes.has(state.id) ? { ...state, label: `${boxes.get(state.id)} ${kept.get()?.pin ?? ""}`.trim() } : null,
    update({ plan, prior }) {
      if (plan.label === "bad") throw new Error("no such label");
      boxes.set(prior.id, plan.label);
      return { parts: plan.parts.map((part) => ({ ...part, id: `p${part.n}` })) };
    },
    delete: ({ state }) => void boxes.delete(state.id),
    import: importBy("id"),
  });
  acme.dataSource({
    name: "count",
    schema: { least: t.int().optional(), boxes: t.int().computed() },
    read: ({ config }) => ({ boxes: Math.max(boxes.size, config.least ?? 0) }),
  });
  acme.function({
    name: "sum",
    parameters: [t.param("first", t.decimal())],
    variadic: t.param("more", t.decimal()),
    returns: t.decimal(),
    call(first, ...more) {
      if (more.length > 2) throw new FunctionError("too many", { argument: 3 });
      return [first, ...more]
        .map(Number)
        .reduce((a, b) => a + b)
        .toString();
    },
  });
  return { boxes, acme: startInProcess(acme, silent) };
}

suite("a provider in the process of its tests", () => {
  test("V02 lives through its resource's life", async () => {
    const { boxes, acme } = createAcme();
    assert.deepEqual(await acme.configure({ prefix: "b" }), { diagnostics: [] });

    const config = { label: "ab", pin: "1234", price: "0.1", since: "2026-01-01T00:00:00Z", parts: [{ n: 2n ** 70n }] };
    const planned = await acme.plan("box", config);
    assert.deepEqual(planned.diagnostics, []);
    const part = { n: 2n ** 70n, id: UNKNOWN };
    const shared = {
      kind: "small",
      price: 0.1,
      since: "2026-01-01T00:00:00Z",
      pin: null,
      lid: null,
      base: { note: null },
    };
    assert.deepEqual(planned.state, { ...shared, label: "ab", parts: [part], id: UNKNOWN });
    assert.equal(boxes.size, 0);

    const created = await acme.change("box", config);
    assert.deepEqual(created.diagnostics, []);
    assert.deepEqual(created.state, { ...shared, label: "ab", parts: [{ ...part, id: `p${2n ** 70n}` }], id: "b0" });
    assert.equal((await acme.read("box", created)).state?.["label"], "ab 1234");

    const updated = await acme.change("box", { ...config, label: "cd", lid: { a: { height: 0.5 } } }, created);
    assert.deepEqual([updated.state?.["label"], updated.state?.["lid"]], ["cd", { a: { height: 0.5 } }]);
    assert.deepEqual((await acme.plan("box", { ...config, kind: "large" }, updated)).replaces, ["kind"]);

    const imported = await acme.import("box", "b0");
    assert.equal(imported.state?.["label"], null);
    assert.equal((await acme.read("box", imported)).state?.["label"], "cd");

    const gone = await acme.change("box", null, updated);
    assert.deepEqual([gone.state, boxes.size], [null, 0]);
    assert.equal((await acme.read("box", updated)).state, null);
    await acme[Symbol.asyncDispose]();
  });

  test("V03 V04 answers for data sources and functions", async () => {
    const { acme } = createAcme();
    await acme.configure({ prefix: "b" });
    assert.deepEqual(await acme.readData("count", { least: 3 }), { diagnostics: [], state: { least: 3, boxes: 3 } });
    assert.deepEqual(await acme.call("sum", "0.5", 1, 2n), { result: 3.5, error: undefined });
    assert.deepEqual(await acme.call("sum", 1, 2, 3, 4), { result: undefined, error: "argument 3: too many" });
    assert.match((await acme.call("sum")).error!, /1 argument is required, not 0/);
  });

  test("P07 says what a configuration lacks, and then changes nothing", async () => {
    const { boxes, acme } = createAcme();
    const tooShort = "error at prefix: Invalid value of prefix: prefix must be at least 1 character long, not 0.";
    assert.deepEqual(await acme.configure({ prefix: "" }), { diagnostics: [tooShort] });
    await acme.configure({ prefix: "b" });
    const refused = await acme.change("box", { label: "a" });
    assert.deepEqual(refused.diagnostics, [
      "error at label: Invalid value of label: label must be at least 2 characters long, not 1.",
    ]);
    assert.deepEqual([refused.state, boxes.size], [null, 0]);
    const created = await acme.change("box", { label: "ab" });
    const failed = await acme.change("box", { label: "bad" }, created);
    assert.deepEqual(failed.diagnostics, ["error: acme_box: update failed: no such label"]);
    assert.deepEqual(failed.state, created.state);
    assert.deepEqual((await acme.plan("box", { label: "a" }, created)).replaces, []);
    assert.match((await acme.readData("count", { least: 0.5 })).diagnostics.join(), /least must be a whole number/);
  });

  test("V06 loads what a manifest names", async () => {
    const acme = defineProvider({ name: "acme" });
    const load = async () =>
      defineResource({
        name: "box",
        schema: { id: t.string().computed() },
        create: () => ({ id: "1" }),
        read: ({ state }) => state,
      });
    addManifest(acme, [{ kind: "resource", name: "box", source: "box.ts", load }]);
    assert.deepEqual((await startInProcess(acme, silent).change("box", {})).state, { id: "1" });
  });

  const impossible: Record<string, { config: Record<string, unknown>; want: string }> = {
    "an attribute that there is not": { config: { labl: "ab" }, want: "labl: there is no such attribute" },
    "one inside": { config: { parts: [{ m: 1 }] }, want: "parts[…].m: there is no such attribute" },
    "a list of no objects": { config: { parts: ["a"] }, want: "parts[…]: an object is required" },
    "no list": { config: { parts: {} }, want: "parts: an array of objects is required" },
    "no map": { config: { lid: [] }, want: "lid: an object of objects is required" },
    "another type": { config: { price: "much" }, want: "price: a number is required, not a string" },
    "what is no value": {
      config: { label: () => 1 },
      want: "label: must be a string, number, boolean, array or object, not a function",
    },
  };
  for (const [name, { config, want }] of Object.entries(impossible)) {
    test(`refuses what no configuration could say: ${name}`, async () => {
      await assert.rejects(createAcme().acme.plan("box", config), TypeError(want));
    });
  }

  test("refuses a component that there is not", async () => {
    const { acme } = createAcme();
    await assert.rejects(acme.change("crate", {}), TypeError("the provider acme has no resource crate"));
    await assert.rejects(acme.readData("box"), TypeError("the provider acme has no data source box"));
  });
});
