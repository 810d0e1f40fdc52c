// SPDX-License-Identifier: Apache-2.0

import { FoundationError } from "@provide-foundry/foundation";
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import type { ResourceHandlers } from "../definition/contexts.ts";
import { DiagnosticError } from "../definition/diagnostic-error.ts";
import { defineProvider } from "../definition/provider.ts";
import { UNKNOWN } from "../schema/unknown.ts";
import { t } from "../schema/vocabulary.ts";
import type { Document } from "../testing/document.ts";
import { TestHost } from "../testing/test-host.ts";

const schema = {
  name: t.string(),
  size: t.int().default(3),
  region: t.string().optionalComputed(),
  secret: t.string().optional().writeOnly(),
  id: t.string().computed().useStateForUnknown(),
  token: t.string().computed().sensitive(),
};

function hostOf(handlers: Partial<ResourceHandlers<typeof schema, unknown>>): TestHost {
  const acme = defineProvider({ name: "acme" });
  acme.resource({
    name: "thing",
    schema,
    create: ({ plan }) => ({ region: plan.region ?? "eu", id: "1", token: "t" }),
    read: ({ state }) => state,
    update: ({ plan, prior }) => ({ region: plan.region ?? prior.region, token: prior.token }),
    ...handlers,
  });
  return new TestHost(acme);
}

const prior = { name: "a", size: 3, region: "eu", secret: null, id: "1", token: "t" };

suite("V02 create, update and delete", () => {
  test("create gets the plan and the secrets, and returns what is computed", async () => {
    let seen: unknown;
    const host = hostOf({
      create({ plan, secrets, private: privateState }) {
        seen = { plan, secrets, frozen: Object.isFrozen(plan) };
        privateState.set(Buffer.from("kept"));
        return { region: "us", id: "7", token: `${plan.name}-${secrets.secret}` };
      },
    });
    const outcome = await host.change("thing", { name: "a", secret: "hush" });
    assert.deepEqual(seen, {
      plan: { name: "a", size: 3 },
      secrets: { secret: "hush" },
      frozen: true,
    });
    assert.deepEqual(outcome, {
      state: { name: "a", size: 3, region: "us", secret: null, id: "7", token: "a-hush" },
      diagnostics: [],
      private: "kept",
    });
  });

  test("create may repeat the plan", async () => {
    const host = hostOf({ create: ({ plan }) => ({ ...plan, region: "eu", id: "1", token: "t" }) });
    assert.deepEqual((await host.change("thing", { name: "a" })).state, prior);
  });

  test("update gets the prior state too; stable values need not be returned", async () => {
    let seen: unknown;
    const host = hostOf({
      update({ plan, prior: before }) {
        seen = { plan, before };
        return { region: before.region, token: "new" };
      },
    });
    const outcome = await host.change("thing", { name: "b" }, { prior, private: "p" });
    assert.deepEqual(seen, {
      plan: { name: "b", size: 3, region: "eu" },
      before: { name: "a", size: 3, region: "eu", id: "1", token: "t" },
    });
    assert.deepEqual(outcome, { state: { ...prior, name: "b", token: "new" }, diagnostics: [], private: "p" });
  });

  test("what modifyPlan() or plan has told stands, whether it is returned or not", async () => {
    const acme = defineProvider({ name: "acme" });
    const upper = t
      .string()
      .optionalComputed()
      .modifyPlan(({ config }) => (config["name"] === UNKNOWN ? UNKNOWN : String(config["name"]).toUpperCase()));
    const told = {
      name: t.string(),
      upper,
      parts: t.nested.list({ name: t.string(), upper }),
      size: t.int().computed(),
    };
    let returned: object | undefined;
    acme.resource({
      name: "thing",
      schema: told,
      plan: ({ config }) => ({ size: config.name === UNKNOWN ? UNKNOWN : config.name.length }),
      create: () => returned as never,
      read: ({ state }) => state,
      update: () => returned as never,
    });
    const host = new TestHost(acme);
    const config = { name: "ab", parts: [{ name: "c" }] };
    const state = { name: "ab", upper: "AB", parts: [{ name: "c", upper: "C" }], size: 2 };
    const outcome = { state, diagnostics: [], private: "" };
    for (const result of [undefined, {}, { upper: "AB", parts: [{}] }, state]) {
      returned = result;
      assert.deepEqual(await host.change("thing", config), outcome);
      assert.deepEqual(await host.change("thing", config, { prior: { ...state, name: "x" } }), outcome);
    }
    returned = { upper: "ab" };
    const { diagnostics } = await host.change("thing", config);
    assert.match(
      diagnostics.join(),
      /^error at upper: .*Expected: {2}the string "AB", as planned\nGot: {7}the string "ab"/s,
    );
  });

  test("what modifyPlan() leaves open is still the handler's to tell", async () => {
    const acme = defineProvider({ name: "acme" });
    acme.resource({
      name: "thing",
      schema: {
        id: t
          .string()
          .computed()
          .modifyPlan(() => UNKNOWN),
      },
      create: () => {},
      read: ({ state }) => state,
    });
    const { diagnostics } = await new TestHost(acme).change("thing", {});
    assert.match(diagnostics.join(), /^error at id: Provider bug: .*Expected: {2}a string\nGot: {7}nothing/s);
  });

  test("delete gets the state; its private state goes with it", async () => {
    let seen: unknown;
    const host = hostOf({
      delete({ state, private: privateState }) {
        seen = [state.id, Buffer.from(privateState.get() ?? []).toString()];
      },
    });
    const outcome = await host.change("thing", null, { prior, private: "p" });
    assert.deepEqual(seen, ["1", "p"]);
    assert.deepEqual(outcome, { state: null, diagnostics: [], private: "" });
    assert.deepEqual((await hostOf({}).change("thing", null, { prior })).state, null);
  });

  test("an optional and computed object that is configured is in the plan, without what is open in it", async () => {
    const acme = defineProvider({ name: "acme" });
    let seen: unknown;
    acme.resource({
      name: "thing",
      schema: { parts: t.nested.list({ name: t.string(), id: t.string().computed() }).optionalComputed() },
      create({ plan }) {
        seen = plan.parts;
        return { parts: (plan.parts ?? [{ name: "any" }]).map((part) => ({ ...part, id: `#${part.name}` })) };
      },
      read: ({ state }) => state,
    });
    const host = new TestHost(acme);
    assert.deepEqual((await host.change("thing", { parts: [{ name: "a" }] })).state, {
      parts: [{ name: "a", id: "#a" }],
    });
    assert.deepEqual(seen, [{ name: "a" }]);
    assert.deepEqual((await host.change("thing", {})).state, { parts: [{ name: "any", id: "#any" }] });
    assert.equal(seen, undefined);
  });

  test("a map may have any key", async () => {
    const acme = defineProvider({ name: "acme" });
    acme.resource({
      name: "thing",
      schema: { tags: t.map(t.string()), copy: t.map(t.string()).computed() },
      create: ({ plan }) => ({ copy: Object.fromEntries(Object.entries(plan.tags)) }),
      read: ({ state }) => state,
    });
    const tags = Object.fromEntries([
      ["__proto__", "a"],
      ["constructor", "b"],
      ["a-b.c", "c"],
    ]);
    assert.deepEqual((await new TestHost(acme).change("thing", { tags })).state, { tags, copy: tags });
  });

  test("numbers keep digits that doubles do not have, whether computed or repeated", async () => {
    const acme = defineProvider({ name: "acme" });
    acme.resource({
      name: "thing",
      schema: { f: t.float(), d: t.decimal(), b: t.bigint(), list: t.list(t.float()), sum: t.decimal().computed() },
      create: ({ plan }) => ({ ...plan, sum: `${plan.d}1` }),
      read: ({ state }) => ({ ...state }),
    });
    const host = new TestHost(acme);
    const config = {
      f: "0.12345678901234567891",
      d: "0.1",
      b: "18446744073709551617",
      list: ["0.12345678901234567891"],
    };
    const { state } = await host.change("thing", config);
    assert.deepEqual(state, { ...config, sum: "0.11" });
    assert.deepEqual((await host.read("thing", state)).state, state);
  });
});

suite("V02 a handler that fails", () => {
  const fail = (): never => {
    throw new FoundationError("the service said no", { hint: "Ask again tomorrow.", cause: new Error("503") });
  };
  const message = "failed: the service said no\nCaused by: 503\n\nAsk again tomorrow.";

  const cases: Record<
    string,
    {
      handlers: Partial<ResourceHandlers<typeof schema, unknown>>;
      config: Document;
      prior?: Document;
      want: Document;
      operation: string;
    }
  > = {
    "in create leaves nothing": { handlers: { create: fail }, config: { name: "a" }, want: null, operation: "create" },
    "in create after saving something leaves that": {
      handlers: {
        create({ savePartialState }) {
          savePartialState({ id: "7" });
          savePartialState({ region: "us" });
          return fail();
        },
      },
      config: { name: "a", secret: "s" },
      want: { name: "a", size: 3, region: "us", secret: null, id: "7", token: null },
      operation: "create",
    },
    "in update leaves the prior state": {
      handlers: { update: fail },
      config: { name: "b" },
      prior,
      want: prior,
      operation: "update",
    },
    "in update after saving something leaves the prior state with that": {
      handlers: {
        update({ savePartialState }) {
          savePartialState({ name: "b" });
          return fail();
        },
      },
      config: { name: "b", size: 4 },
      prior,
      want: { ...prior, name: "b" },
      operation: "update",
    },
    "in delete leaves the resource": {
      handlers: { delete: fail },
      config: null,
      prior,
      want: prior,
      operation: "delete",
    },
  };
  for (const [name, { handlers, config, prior: before = null, want, operation }] of Object.entries(cases)) {
    test(name, async () => {
      const host = hostOf(handlers);
      const outcome = await host.change("thing", config, { prior: before, private: "p" });
      assert.deepEqual(outcome.diagnostics, [`error: acme_thing: ${operation} ${message}`]);
      assert.deepEqual(outcome.state, want);
      assert.equal(outcome.private, want === null ? "" : "p");
      assert.match(host.log.join(""), /FoundationError: the service said no/, "the stack is in the log");
    });
  }

  test("that reports errors instead of throwing fails the same", async () => {
    const host = hostOf({
      create({ diags, savePartialState }) {
        savePartialState({ id: "7" });
        diags.error("no room", { path: "size" });
        return undefined as never;
      },
    });
    const outcome = await host.change("thing", { name: "a" });
    assert.deepEqual(outcome.diagnostics, ["error at size: no room"]);
    assert.deepEqual(outcome.state, { name: "a", size: 3, region: null, secret: null, id: "7", token: null });
  });

  test("that throws a diagnostic reports just that, at its attribute", async () => {
    const thrown: Record<string, [error: DiagnosticError, want: string]> = {
      "with everything": [
        new DiagnosticError("no room", {
          detail: "The house is full.",
          path: ["size"],
          hint: "Build another one.",
          cause: new Error("507 of the server"),
        }),
        "error at size: no room: The house is full.\nCaused by: 507 of the server\n\nBuild another one.",
      ],
      bare: [new DiagnosticError("no room"), "error: no room"],
      "with a cause and no detail": [
        new DiagnosticError("no room", { cause: new Error("507") }),
        "error: no room: Caused by: 507",
      ],
      "at no attribute of the schema": [new DiagnosticError("no room", { path: "colour" }), "error: no room"],
      "with a secret in it": [
        new DiagnosticError("hush-hush is taken", { detail: "Not hush-hush." }),
        "error: (sensitive value) is taken: Not (sensitive value).",
      ],
    };
    for (const [name, [error, want]] of Object.entries(thrown)) {
      const host = hostOf({
        create({ savePartialState }) {
          savePartialState({ id: "7" });
          throw error;
        },
      });
      const outcome = await host.change("thing", { name: "a", secret: "hush-hush" });
      assert.deepEqual(outcome.diagnostics, [want], name);
      assert.deepEqual(outcome.state, { name: "a", size: 3, region: null, secret: null, id: "7", token: null });
    }
  });

  test("that throws what is no error still fails in words", async () => {
    const host = hostOf({
      create() {
        throw { status: 503 };
      },
    });
    assert.deepEqual((await host.change("thing", { name: "a" })).diagnostics, [
      "error: acme_thing: create failed: an object was thrown, not an error",
    ]);
  });

  test("does not show secrets that the error quotes", async () => {
    const host = hostOf({
      update({ secrets, prior: before }) {
        throw new Error(`401 for ${before.token} and ${secrets.secret}`);
      },
    });
    const outcome = await host.change(
      "thing",
      { name: "b", secret: "hush-hush" },
      { prior: { ...prior, token: "topsecret" } },
    );
    assert.deepEqual(outcome.diagnostics, [
      "error: acme_thing: update failed: 401 for (sensitive value) and (sensitive value)",
    ]);
  });
});

suite("D02 a result that cannot be right is a provider bug that names component, call and attribute", () => {
  const bug = (operation: string, attribute: string, expected: string, got: string): string =>
    [
      `error at ${attribute}: Provider bug: acme_thing returned a wrong value from ${operation}: Attribute: ${attribute}`,
      `Expected:  ${expected}`,
      `Got:       ${got}`,
      `Call:      ${operation === "read" ? "ReadResource" : "ApplyResourceChange"}`,
      "",
      "This is a mistake of the provider, not of the configuration. Please report it to the provider's developers.",
    ].join("\n");
  const rootBug = (operation: string, expected: string, got: string): string =>
    bug(operation, "?", expected, got).replace("error at ?:", "error:").replace("Attribute: ?\n", "");

  const created = { region: "eu", id: "1", token: "t" };
  const cases: Record<string, { result: unknown; want: string[]; state: Document }> = {
    "a wrong type": {
      result: { ...created, id: 1 },
      want: [bug("create", "id", "a string", "the number 1")],
      state: { ...prior, id: null },
    },
    "a promise that was not awaited": {
      result: { ...created, id: Promise.resolve("1") },
      want: [bug("create", "id", "a string", "a promise; is an await missing?")],
      state: { ...prior, id: null },
    },
    "a wrong type of a sensitive value, which is not shown": {
      result: { ...created, token: 12345 },
      want: [bug("create", "token", "a string", "a whole number")],
      state: { ...prior, token: null },
    },
    "a missing attribute": {
      result: { region: "eu", id: "1" },
      want: [bug("create", "token", "a string", "nothing")],
      state: { ...prior, token: null },
    },
    "several at once": {
      result: {},
      want: [
        bug("create", "region", "a string", "nothing"),
        bug("create", "id", "a string", "nothing"),
        bug("create", "token", "a string", "nothing"),
      ],
      state: { ...prior, region: null, id: null, token: null },
    },
    "an attribute that the schema does not have": {
      result: { ...created, nme: "a" },
      want: [bug("create", "nme", "no attribute of this name", "a string")],
      state: prior,
    },
    "an unknown value": {
      result: { ...created, id: UNKNOWN },
      want: [bug("create", "id", "a string, known after apply", "an unknown value")],
      state: { ...prior, id: null },
    },
    "null where null cannot be": {
      result: { ...created, id: null },
      want: [bug("create", "id", "a string", "null")],
      state: { ...prior, id: null },
    },
    "a changed configured value": {
      result: { ...created, name: "b" },
      want: [bug("create", "name", 'the string "a", as planned', 'the string "b"')],
      state: prior,
    },
    "a changed default": {
      result: { ...created, size: 4 },
      want: [bug("create", "size", "the number 3, as planned", "the number 4")],
      state: prior,
    },
    "a write-only value": {
      result: { ...created, secret: "hush-hush" },
      want: [bug("create", "secret", "nothing: it is write-only", "a string")],
      state: prior,
    },
    null: {
      result: null,
      want: [rootBug("create", "an object", "null")],
      state: { ...prior, region: null, id: null, token: null },
    },
    "something else than an object": {
      result: "created",
      want: [rootBug("create", "an object", "a string")],
      state: { ...prior, region: null, id: null, token: null },
    },
  };
  for (const [name, { result, want, state }] of Object.entries(cases)) {
    test(`create returns ${name}`, async () => {
      const host = hostOf({ create: () => result as never });
      const outcome = await host.change("thing", { name: "a" });
      assert.deepEqual(outcome.diagnostics, want);
      assert.deepEqual(outcome.state, state, "what is right is kept, and the resource with it");
    });
  }

  test("update changes a planned value", async () => {
    const host = hostOf({ update: () => ({ region: "us", id: "2", token: "t" }) });
    const outcome = await host.change("thing", { name: "b" }, { prior });
    assert.deepEqual(outcome.diagnostics, [
      bug("update", "region", 'the string "eu", as planned', 'the string "us"'),
      bug("update", "id", 'the string "1", as planned', 'the string "2"'),
    ]);
    assert.deepEqual(outcome.state, { ...prior, name: "b" });
  });

  test("update forgets a value, which then stays what it was", async () => {
    const host = hostOf({ update: () => ({ region: "eu" }) as never });
    const outcome = await host.change("thing", { name: "b" }, { prior });
    assert.deepEqual(outcome.diagnostics, [bug("update", "token", "a string", "nothing")]);
    assert.deepEqual(outcome.state, { ...prior, name: "b" });
  });

  test("delete returns something", async () => {
    const host = hostOf({ delete: () => ({ id: "1" }) as never });
    const outcome = await host.change("thing", null, { prior });
    assert.deepEqual(outcome.diagnostics, [rootBug("delete", "nothing", "an object")]);
    assert.deepEqual(outcome.state, prior);
  });

  test("savePartialState is given nonsense", async () => {
    const host = hostOf({
      create({ savePartialState }) {
        savePartialState({ id: 1, nme: 2 } as never);
        throw new Error("no");
      },
    });
    const outcome = await host.change("thing", { name: "a" });
    assert.deepEqual(outcome.diagnostics, [
      bug("savePartialState", "nme", "no attribute of this name", "a whole number"),
      bug("savePartialState", "id", "a string", "the number 1"),
      "error: acme_thing: create failed: no",
    ]);
  });

  const readCases: Record<string, { result: unknown; want: string[] }> = {
    "a missing attribute": { result: { ...prior, id: undefined }, want: [bug("read", "id", "a string", "nothing")] },
    "a wrong type": { result: { ...prior, size: "3" }, want: [bug("read", "size", intNoun(), 'the string "3"')] },
    "an unknown value": {
      result: { ...prior, id: UNKNOWN },
      want: [rootBug("read", "a state without UNKNOWN in it", "an object")],
    },
    "null where null cannot be": { result: { ...prior, name: null }, want: [bug("read", "name", "a string", "null")] },
    nothing: { result: undefined, want: [rootBug("read", "an object", "nothing")] },
  };
  for (const [name, { result, want }] of Object.entries(readCases)) {
    test(`read returns ${name}`, async () => {
      const host = hostOf({ read: () => result as never });
      const outcome = await host.read("thing", prior, "p");
      assert.deepEqual(outcome.diagnostics, want);
      assert.deepEqual(outcome.state, prior, "the state stays as it was");
      assert.equal(outcome.private, "p");
    });
  }
});

suite("D02 results inside nested objects", () => {
  const part = { name: t.string(), id: t.string().computed() };
  const nested = {
    list: t.nested.list(part).optional(),
    map: t.nested.map(part).optional(),
    set: t.block.set(part),
    one: t.nested.single(part).optional(),
    tags: t.list(t.int()).computed(),
  };
  const config = {
    list: [{ name: "a" }, { name: "b" }],
    map: { x: { name: "c" } },
    set: [{ name: "d" }],
    one: { name: "e" },
  };
  const good = {
    list: [{ id: "1" }, { id: "2" }],
    map: { x: { id: "3" } },
    set: [{ name: "d", id: "4" }],
    one: { id: "5" },
    tags: [1, 2],
  };
  const create = async (result: unknown) => {
    const acme = defineProvider({ name: "acme" });
    acme.resource({ name: "thing", schema: nested, create: () => result as never, read: ({ state }) => state });
    const { state, diagnostics } = await new TestHost(acme).change("thing", config);
    return {
      state,
      problems: diagnostics.map((line) =>
        line
          .split("\n")
          .slice(0, 3)
          .join(" ")
          .replace(/^.*?: Attribute: /, ""),
      ),
    };
  };

  test("are merged with the plan: lists by index, maps by key, sets whole", async () => {
    const { state, problems } = await create(good);
    assert.deepEqual(problems, []);
    assert.deepEqual(state, {
      list: [
        { name: "a", id: "1" },
        { name: "b", id: "2" },
      ],
      map: { x: { name: "c", id: "3" } },
      set: [{ name: "d", id: "4" }],
      one: { name: "e", id: "5" },
      tags: [1, 2],
    });
  });

  const cases: Record<string, { result: object; want: string[] }> = {
    "an element is missing": {
      result: { ...good, list: [{ id: "1" }] },
      want: ["list Expected:  a list of 2 objects, as planned Got:       a list of 1 element"],
    },
    "an element lacks its value": {
      result: { ...good, list: [{ id: "1" }, {}] },
      want: ["list[1].id Expected:  a string Got:       nothing"],
    },
    "an element has another's name": {
      result: { ...good, list: [{ id: "1", name: "b" }, { id: "2" }] },
      want: ['list[0].name Expected:  the string "a", as planned Got:       the string "b"'],
    },
    "a key was not planned": {
      result: { ...good, map: { x: { id: "3" }, y: { id: "4" } } },
      want: ['map["y"] Expected:  nothing: no such key was planned Got:       an object'],
    },
    "a key is missing": {
      result: { ...good, map: {} },
      want: ['map["x"].id Expected:  a string Got:       nothing'],
    },
    "a set lost an element and gained another": {
      result: { ...good, set: [{ name: "z", id: "4" }] },
      want: ["set Expected:  the planned elements, completed Got:       a list of 1 element"],
    },
    "an element of a set is not whole": {
      result: { ...good, set: [{ id: "4" }] },
      want: ["set[…].name Expected:  a string Got:       nothing"],
    },
    "an element of a computed list has a wrong type": {
      result: { ...good, tags: [1, "2"] },
      want: [`tags[1] Expected:  ${intNoun()} Got:       the string "2"`],
    },
    "null in the place of an object": {
      result: { ...good, one: null, list: [{ id: "1" }, null] },
      want: ["list[1] Expected:  an object Got:       null", "one Expected:  an object Got:       null"],
    },
    "a Map in the place of an object": {
      result: { ...good, map: new Map([["x", { id: "3" }]]), one: new Date(0) },
      want: [
        "map Expected:  an object of objects, for a map Got:       a Map",
        "one Expected:  an object Got:       a Date",
      ],
    },
    "objects are missing altogether": {
      result: { ...good, one: undefined, map: undefined },
      want: [
        "map Expected:  an object of objects, for a map Got:       nothing",
        "one.id Expected:  a string Got:       nothing",
      ],
    },
  };
  for (const [name, { result, want }] of Object.entries(cases)) {
    test(name, async () => assert.deepEqual((await create(result)).problems, want));
  }
});

function intNoun(): string {
  return "a whole number that a JavaScript number holds exactly";
}
