// SPDX-License-Identifier: Apache-2.0

import * as cty from "@provide-foundry/cty";
import { type Redactor, createRedactor } from "@provide-foundry/foundation";
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { FunctionError } from "../definition/function-error.ts";
import { type ProviderOf } from "../definition/class-form.ts";
import { defineProvider } from "../definition/provider.ts";
import { t } from "../schema/vocabulary.ts";
import type { Document } from "../testing/document.ts";
import { TestHost } from "../testing/test-host.ts";

/** What a careless author does: logs all that a handler gets, at every level and in every way, and quotes it in errors. */
function blabber(): ProviderOf<unknown> {
  const acme = defineProvider({
    name: "acme",
    schema: { token: t.string().sensitive(), region: t.string() },
    configure({ config, logger }) {
      logger.info(`configured with ${config.token}`, config);
      return config.token;
    },
  });
  acme.resource({
    name: "account",
    schema: {
      name: t.string(),
      password: t.string().sensitive(),
      pin: t.int().optional().sensitive(),
      keys: t
        .map(t.tuple([t.string(), t.string()]))
        .optional()
        .sensitive(),
      seed: t.string().optional().writeOnly(),
      users: t.nested.list({ name: t.string(), secret: t.string().sensitive() }).optional(),
      vault: t.nested.single({ inner: t.string() }).optional().sensitive(),
      short: t
        .string()
        .validate((value) => (value === "forbidden-word" ? `must not be ${value}` : undefined))
        .optional()
        .sensitive(),
      made: t.string().computed().sensitive(),
    },
    plan({ config, prior, logger }) {
      logger.trace("plan", { config, prior });
    },
    create({ plan, secrets, client, logger, diags, savePartialState }) {
      logger.debug(`create ${JSON.stringify({ plan, secrets })}`, { plan, secrets, client });
      diags.warning(`made with ${plan.password}`, { detail: `and ${plan.pin} and ${secrets.seed}` });
      if (plan.name === "half") {
        savePartialState({ made: "minted-half" });
        logger.info("saved", { made: "minted-half" });
        throw new Error(`minted-half, ${client}: ${JSON.stringify(plan)} ${encodeURIComponent(plan.password)}`, {
          cause: new Error(`GET https://ann:${secrets.seed}@host/ ${secrets.seed}`),
        });
      }
      return { made: `minted-${plan.name}` };
    },
    read({ state, client, logger }) {
      logger.warn("read", { state, text: `${state.made} by ${client}` });
      if (state.name === "gone") throw new Error(`404 for ${state.made}`);
      return { ...state, made: "minted-anew" };
    },
  });
  acme.resource({
    name: "plain",
    schema: { name: t.string() },
    create({ plan, client, logger }) {
      logger.info(`${plan.name} for ${client}`);
      throw new Error(`${plan.name} by ${client}`);
    },
    read: ({ state }) => state,
  });
  acme.function({
    name: "quote",
    parameters: [t.param("text", t.string())],
    returns: t.string(),
    call(text) {
      if (text.startsWith("argument")) throw new FunctionError(text, { argument: "text" });
      throw new Error(text);
    },
  });
  return acme;
}

const config = {
  name: "ann",
  password: "p\u00e4ss word/1",
  pin: 471_199,
  keys: { first: ["key-one-abc", "key-two-abc"] },
  seed: "seed-of-all",
  users: [{ name: "bob", secret: "bobs-secret" }],
  vault: { inner: "in-the-vault" },
};

const secrets = [
  "provider-token",
  "p\u00e4ss word",
  encodeURIComponent("p\u00e4ss word/1"),
  "471199",
  "key-one-abc",
  "key-two-abc",
  "seed-of-all",
  "bobs-secret",
  "in-the-vault",
  "minted-",
];

function assertClean(texts: readonly string[]): void {
  assert.ok(texts.length > 0);
  for (const secret of secrets) {
    for (const text of texts) assert.equal(text.includes(secret), false, `${secret} is in ${text}`);
  }
}

async function startedHost(redactor: Redactor = createRedactor()): Promise<TestHost> {
  const host = new TestHost(blabber(), { redactor });
  assert.deepEqual(await host.configure({ token: "provider-token", region: "eu" }), []);
  return host;
}

const stateOf = (name: string, made: string): Document => ({ ...config, name, seed: null, short: null, made });

suite("Y07 Y09 sensitive and write-only values", () => {
  test("are in no line of the log, at no level, and in no diagnostic, whatever the author does with them", async () => {
    const host = await startedHost();
    const { diagnostics } = await host.plan("account", config);
    assert.deepEqual(diagnostics, []);
    const created = await host.apply("account", { ...((await host.plan("account", config)).state as object) }, config);
    assert.equal((created.state as { made: string }).made, "minted-ann");
    assert.deepEqual(created.diagnostics, [
      "warning: made with (sensitive value): and (sensitive value) and (sensitive value)",
    ]);
    await host.read("account", created.state);
    const failed = await host.change("account", { ...config, name: "half" });
    assert.equal(failed.diagnostics.length, 2);
    assert.match(failed.diagnostics[1]!, /create failed: \(sensitive value\), \(sensitive value\): .*"name":"half"/);
    const gone = await host.read("account", stateOf("gone", "minted-old"));
    assert.deepEqual(gone.diagnostics, ["error: acme_account: read failed: 404 for (sensitive value)"]);
    assertClean([...host.log, ...failed.diagnostics]);
    assert.ok(
      host.log.some((line) => line.includes('"name":"ann"')),
      "the rest is logged",
    );
  });

  test("of the provider's configuration and of other resources are hidden in every later call", async () => {
    const host = await startedHost();
    await host.plan("account", config);
    const { diagnostics } = await host.change("plain", { name: "bobs-secret" });
    assert.deepEqual(diagnostics, ["error: acme_plain: create failed: (sensitive value) by (sensitive value)"]);
    assertClean([...host.log, ...diagnostics]);
  });

  test("are hidden in the errors of functions", async () => {
    const host = await startedHost();
    for (const text of ["got provider-token", "argument provider-token"]) {
      const { error } = await host.callFunction("quote", [[text, cty.string]], cty.string);
      assert.match(error, /\(sensitive value\)$/);
    }
    assertClean(host.log.slice(1));
  });

  test("are hidden where a rule of the schema quotes them", async () => {
    const host = await startedHost();
    const diagnostics = await host.validate("resource", "account", { ...config, short: "forbidden-word" });
    assert.deepEqual(diagnostics, ["error at short: Invalid value of short: short must not be (sensitive value)."]);
  });

  test("are not quoted where they stand in place of the whole", async () => {
    const acme = defineProvider({ name: "acme" });
    const results: unknown[] = ["hush-hush", { box: "hush-hush", list: [] }, { box: null, list: ["hush-hush"] }];
    acme.resource({
      name: "box",
      schema: {
        name: t.string(),
        box: t.nested.single({ code: t.string().computed().sensitive() }).computed(),
        list: t.nested.list({ code: t.string().computed().sensitive() }).computed(),
      },
      create: () => results.shift() as never,
      read: ({ state }) => state,
    });
    const host = new TestHost(acme);
    while (results.length > 0) {
      const { diagnostics } = await host.change("box", { name: "a" });
      assert.match(diagnostics.join(), /Got: {7}a string/);
      assert.doesNotMatch(diagnostics.join() + host.log.join(), /hush/);
    }
  });

  test("of a stored state that is damaged are not quoted", async () => {
    const host = await startedHost();
    for (const json of ['{"password": "hush-hush"', '{"password": hush-hush}', '{"password": ["hush-hush"]}']) {
      const { diagnostics } = await host.upgrade("account", { json });
      assert.equal(diagnostics.length, 1);
      assert.doesNotMatch([...diagnostics, ...host.log].join("\n"), /hush/);
    }
  });

  test("are hidden by a redactor that the program shares with whatever else it writes", async () => {
    const redactor = createRedactor();
    await startedHost(redactor);
    assert.equal(redactor.redact("provider-token and eu"), "[redacted] and eu");
  });
});
