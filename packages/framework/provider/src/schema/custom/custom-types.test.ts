// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import type { SchemaOf } from "../declared.ts";
import { attribute } from "../../definition/schema-class.ts";
import { defineProvider } from "../../definition/provider.ts";
import { defineResource } from "../../definition/resource.ts";
import type { Document } from "../../testing/document.ts";
import { TestHost } from "../../testing/test-host.ts";
import { type Codec, normalizeText } from "../codec.ts";
import type { Fields } from "../field.ts";
import type { Config, Result, State } from "../models.ts";
import type { Unknown } from "../unknown.ts";
import { t } from "../vocabulary.ts";
import { ipAddress, ipPrefix } from "./ip.ts";
import { type JsonValue, exactJson, normalizedJson } from "./json.ts";
import { macAddress } from "./mac.ts";
import { duration, rfc3339 } from "./time.ts";

suite("V05 what texts mean", () => {
  const cases: Record<string, { codec: Codec<unknown>; text: string; want: unknown }> = {
    JSON: { codec: normalizedJson, text: ' {"a": [1, null]} ', want: { a: [1, null] } },
    "a time in a zone": {
      codec: rfc3339,
      text: "2024-01-01T01:00:00.25+01:00",
      want: new Date("2024-01-01T00:00:00.250Z"),
    },
    "a time of the first century": {
      codec: rfc3339,
      text: "0033-04-03T00:00:00Z",
      want: new Date("0033-04-03T00:00:00Z"),
    },
    "a duration": { codec: duration, text: "1h0m1.5s", want: 3_601_500 },
    nanoseconds: { codec: duration, text: "-1500ns", want: -0.0015 },
    "an address": { codec: ipAddress, text: "2001:DB8:0:0:1:0:0:0", want: "2001:db8:0:0:1::" },
    "one group of zeros is written": { codec: ipAddress, text: "1:0:2:3:4:5:6:7", want: "1:0:2:3:4:5:6:7" },
    "an address that holds another": { codec: ipAddress, text: "::FFFF:0102:0304%eth0", want: "::ffff:1.2.3.4%eth0" },
    "a prefix": { codec: ipPrefix, text: "0:0::1/128", want: "::1/128" },
    "a hardware address": { codec: macAddress, text: "0000.5E00.5301", want: "00:00:5e:00:53:01" },
  };
  for (const [name, { codec, text, want }] of Object.entries(cases)) {
    test(name, () => {
      assert.deepEqual(codec.decode(text), want);
      assert.deepEqual(codec.decode(codec.encode(want)), want);
    });
  }

  test("a length of time is written in its largest unit", () => {
    const texts = [0, 1, 1500, 90_000, 7_200_000, 0.001, -60_000].map((ms) => duration.encode(ms));
    assert.deepEqual(texts, ["0s", "1ms", "1500ms", "90s", "2h", "1us", "-1m"]);
    assert.throws(() => duration.encode(Infinity), RangeError);
  });

  test("numbers of JSON are compared exactly, however they are written", () => {
    const same = (a: string, b: string): boolean =>
      normalizeText(normalizedJson, a) === normalizeText(normalizedJson, b);
    assert.ok(same("1e2", "100.0"));
    assert.ok(same("0.10", "0.1"));
    assert.ok(!same("9007199254740993", "9007199254740992"));
    assert.ok(same('{"__proto__":1,"a":2}', '{"a":2,"__proto__":1}'));
    assert.ok(!same('{"__proto__":1}', "{}"));
    assert.ok(normalizeText(exactJson, "1") !== normalizeText(exactJson, "1.0"));
  });
});

suite("V05 custom types in a resource", () => {
  const semver: Codec<readonly number[]> = {
    name: "a version",
    decode(text) {
      if (!/^\d+(\.\d+)*$/.test(text)) throw new SyntaxError("it consists of numbers and points");
      return Object.freeze(text.split(".").map(Number));
    },
    encode: (parts) => parts.join("."),
    normalize: (text) => text.replace(/(\.0+)+$/, ""),
  };

  const schema = {
    doc: t.json<{ readonly n: number } | null>(),
    at: t.rfc3339().optional(),
    version: t.string().codec(semver).optional(),
    parts: t.list(t.json()).optional(),
    named: t.map(t.object({ net: t.ipPrefix(), note: t.string() })).optional(),
    pair: t.tuple([t.duration(), t.string()]).optional(),
    bag: t.set(t.json()).optional(),
    rounded: t
      .float()
      .equals((a, b) => Math.round(a) === Math.round(b))
      .optional(),
    words: t
      .list(t.string())
      .equals((a, b) => a.join().toLowerCase() === b.join().toLowerCase())
      .optional(),
  };
  type S = typeof schema;

  const nothing = {
    at: null,
    version: null,
    parts: null,
    named: null,
    pair: null,
    bag: null,
    rounded: null,
    words: null,
  };
  const prior = {
    doc: '{"n":1}',
    at: "2024-01-01T00:00:00.000000001Z",
    version: "1.2",
    parts: ["[1]", "[2]"],
    named: { a: { net: "10.0.0.0/8", note: "x" } },
    pair: ["1m", "x"],
    bag: ["1", '{"a":1,"b":2}'],
    rounded: "1.1",
    words: ["A", "b"],
  } as const;

  function hostOf(read: (state: State<S>) => unknown): TestHost {
    const acme = defineProvider({ name: "acme" });
    acme.resource({
      name: "thing",
      schema,
      create: ({ plan }) => plan,
      read: ({ state }) => read(state) as State<S>,
      update: ({ plan }) => plan,
    });
    return new TestHost(acme);
  }

  test("what means the same keeps its text when it is read, at every depth", async () => {
    const host = hostOf((state) => ({
      doc: { n: state.doc!.n },
      at: state.at,
      version: [1, 2, 0],
      parts: [[1.0], [2]],
      named: { a: { net: "10.0.0.0/8", note: "x" } },
      pair: [60_000, "x"],
      bag: [{ b: 2, a: 1 }, 1],
      rounded: 0.9,
      words: ["a", "B"],
    }));
    const { state, diagnostics } = await host.read("thing", prior);
    assert.deepEqual({ state, diagnostics }, { state: prior, diagnostics: [] });
  });

  test("what means something else does not", async () => {
    const host = hostOf((state) => ({
      ...state,
      doc: { n: 2 },
      at: new Date(state.at!.getTime() + 1),
      parts: [[1], [3]],
      bag: [{ a: 1 }],
      words: ["c"],
    }));
    const { state } = await host.read("thing", prior);
    assert.deepEqual(state, {
      ...prior,
      doc: '{"n":2}',
      at: "2024-01-01T00:00:00.001Z",
      parts: ["[1]", "[3]"],
      bag: ['{"a":1}'],
      words: ["c"],
    });
  });

  test("a plan keeps what means the same, and plans what does not", async () => {
    const host = hostOf((state) => state);
    const config = {
      ...prior,
      doc: '{ "n" : 1.0 }',
      version: "1.2.0",
      named: { a: { net: "10.0.0.0/8", note: "y" } },
      pair: ["60s", "x"],
      bag: ['{"b":2, "a":1}', "1.0"],
      rounded: 1.4,
    };
    const { state } = await host.plan("thing", config, { prior });
    assert.deepEqual(state, { ...prior, named: { a: { net: "10.0.0.0/8", note: "y" } } });
  });

  test("null in JSON is no lack of JSON", async () => {
    const host = hostOf((state) => ({ ...state, doc: state.doc }));
    const { state, diagnostics } = await host.read("thing", { ...nothing, doc: " null" });
    assert.deepEqual({ state, diagnostics }, { state: { ...nothing, doc: " null" }, diagnostics: [] });
    const { state: created } = await host.change("thing", { doc: "null " });
    assert.deepEqual(created, { ...nothing, doc: "null " });
  });

  test("what a handler returns and no text says is its provider's mistake", async () => {
    const host = hostOf((state) => ({ ...state, doc: undefined, at: new Date(NaN), version: 1 }));
    const { diagnostics } = await host.read("thing", prior);
    assert.deepEqual(
      diagnostics.map((text) => text.split("\n").slice(0, 3).join(" ")),
      [
        "error at doc: Provider bug: acme_thing returned a wrong value from read: Attribute: doc Expected:  JSON Got:       nothing",
        "error at at: Provider bug: acme_thing returned a wrong value from read: Attribute: at Expected:  an RFC 3339 time Got:       a Date",
        "error at version: Provider bug: acme_thing returned a wrong value from read: Attribute: version Expected:  a version Got:       the number 1",
      ],
    );
  });

  test("a text that means nothing is refused, and a sensitive one is not quoted", async () => {
    const acme = defineProvider({ name: "acme" });
    acme.resource({
      name: "thing",
      schema: { a: t.json().sensitive(), b: t.string().codec(semver), c: t.list(t.macAddress()) },
      create: () => undefined,
      read: () => null,
    });
    const config: Document = { a: "hunter2", b: "v1", c: ["00:00:5e:00:53"] };
    assert.deepEqual(await new TestHost(acme).validate("resource", "thing", config), [
      "error at a: Invalid value of a: a must be JSON.",
      "error at b: Invalid value of b: b must be a version: it consists of numbers and points.",
      "error at c[0]: Invalid value of c[0]: c[0] must be a MAC address: it has 6, 8 or 20 bytes, as in 00:00:5e:00:53:01.",
    ]);
  });

  test("a default is a plain value", async () => {
    const acme = defineProvider({ name: "acme" });
    acme.resource({
      name: "thing",
      schema: { a: t.duration().default(90_000), b: t.json<readonly number[]>().default([1]) },
      create: () => undefined,
      read: () => null,
    });
    assert.deepEqual((await new TestHost(acme).plan("thing", {})).state, { a: "90s", b: "[1]" });
  });

  test("contradictions are refused", () => {
    const js = (builder: unknown) => builder as { [name: string]: (...args: unknown[]) => never };
    const schema: Fields = {
      a: js(t.string().minLength(1))["codec"]!(semver),
      b: js(t.int())["codec"]!(semver),
      c: js(t.nested.single({ x: t.string() }))["equals"]!(() => true),
      d: t.duration().default("1m" as never),
    };
    assert.throws(
      () => defineResource({ name: "x", schema, create: () => ({}), read: () => null }),
      (error: Error) => {
        assert.deepEqual(error.message.match(/[abcd]: \w+/g), ["a: codec", "b: codec", "c: equals", "d: its"]);
        return true;
      },
    );
  });

  test("models have the types of what is read", () => {
    const state: State<S>["at"] = new Date();
    const config: Config<S>["doc"] = null as { readonly n: number } | Unknown | null;
    const result: Result<{ a: ReturnType<typeof t.json> }>["a"] = [1, { b: null }] satisfies JsonValue;
    assert.ok([state, config, result].length === 3);
    // @ts-expect-error a duration is a number
    const wrong: State<{ a: ReturnType<typeof t.duration> }>["a"] = "1m";
    assert.ok(wrong);
    // @ts-expect-error a check of text, on what is none to handlers
    assert.ok(typeof t.json().regex === "function" && t.json().regex(/x/));
    // @ts-expect-error numbers have no text to read
    assert.ok(t.int().codec(semver));
    // @ts-expect-error nested attributes each have their own
    assert.ok(t.nested.single({ x: t.string() }).equals(() => true));
  });

  test("large sets are paired without comparing all with all", async () => {
    const nets = (zeros: string): string[] =>
      Array.from({ length: 3000 }, (_, i) => `2001:${zeros}db8:${i.toString(16)}::/48`);
    const acme = defineProvider({ name: "acme" });
    acme.resource({
      name: "thing",
      schema: { nets: t.set(t.ipPrefix()) },
      create: () => undefined,
      read: ({ state }) => ({ nets: state.nets.toReversed() }),
      update: () => undefined,
    });
    const host = new TestHost(acme);
    const before = { nets: nets("0") };
    const { state } = await host.plan("thing", { nets: nets("") }, { prior: before });
    assert.deepEqual((state as typeof before).nets.toSorted(), before.nets.toSorted());
  });

  test("a member of a schema class is declared with the type that handlers see", () => {
    class Schedule {
      @attribute(t.rfc3339().optional()) accessor since!: Date | null;
      @attribute(t.duration()) accessor wait!: number;
    }
    const state: State<SchemaOf<Schedule>> = { since: new Date(0), wait: 1 };
    const since: Date | null = state.since;
    assert.ok(since);
  });
});
