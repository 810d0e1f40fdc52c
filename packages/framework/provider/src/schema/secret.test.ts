// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { DefinitionError } from "../definition/definition-error.ts";
import { defineProvider } from "../definition/provider.ts";
import { defineResource } from "../definition/resource.ts";
import { TestHost } from "../testing/test-host.ts";
import { rotatedSecret } from "./secret.ts";
import { t } from "./vocabulary.ts";

const schema = {
  user: t.string(),
  ...t.secret("password"),
  token: t.nested.single({ ...t.secret("key", { required: true }), note: t.string().optional() }).optional(),
  digest: t.string().computed().dependsOn("password_wo_version"),
};

const log: unknown[] = [];
const acme = defineProvider({ name: "acme" });
acme.resource({
  name: "login",
  schema,
  create({ plan, secrets }) {
    const password: string | null | undefined = rotatedSecret({ plan, secrets }, "password");
    const key = plan.token && secrets.token && rotatedSecret({ plan: plan.token, secrets: secrets.token }, "key");
    log.push(["create", password, key]);
    return { digest: `#${password}` };
  },
  read: ({ state }) => state,
  update({ plan, prior, secrets }) {
    const password = rotatedSecret({ plan, prior, secrets }, "password");
    log.push(["update", password]);
    return { digest: password === undefined ? prior.digest : `#${password}` };
  },
});
const host = new TestHost(acme);

suite("V02 t.secret()", () => {
  test("is stored nowhere, and is set again only when its version changes", async () => {
    log.length = 0;
    const first = { user: "ann", password_wo: "one", password_wo_version: 1 };
    const created = await host.change("login", first);
    assert.deepEqual(
      [created.diagnostics, created.state],
      [[], { user: "ann", password_wo: null, password_wo_version: 1, token: null, digest: "#one" }],
    );
    const prior = created.state;
    const unnoticed = await host.plan("login", { ...first, password_wo: "two" }, { prior });
    assert.deepEqual(unnoticed.state, prior);
    const renamed = await host.change("login", { ...first, user: "eve", password_wo: "two" }, { prior });
    assert.deepEqual(renamed.state, { ...(prior as object), user: "eve" });
    const rotated = await host.change("login", { ...first, password_wo: "two", password_wo_version: 2 }, { prior });
    assert.equal((rotated.state as { digest: string }).digest, "#two");
    const removed = await host.change("login", { user: "ann" }, { prior });
    assert.deepEqual(removed.diagnostics, []);
    assert.deepEqual(log, [
      ["create", "one", null],
      ["update", undefined],
      ["update", "two"],
      ["update", null],
    ]);
  });

  test("that is not given is not set", async () => {
    log.length = 0;
    await host.change("login", { user: "ann", token: { key_wo: "k", key_wo_version: 7 } });
    assert.deepEqual(log, [["create", undefined, "k"]]);
  });

  test("is given with its version, or not at all", async () => {
    const errors = async (config: object): Promise<readonly string[]> =>
      host.validate("resource", "login", { user: "ann", ...config });
    assert.deepEqual(await errors({ password_wo: "x" }), [
      "error at password_wo: Invalid value of password_wo: password_wo needs password_wo_version to be set too.",
    ]);
    assert.deepEqual(await errors({ password_wo_version: 1 }), [
      "error at password_wo_version: Invalid value of password_wo_version: password_wo_version needs password_wo to be set too.",
    ]);
    assert.deepEqual(await errors({ token: { key_wo: "x" } }), [
      "error at token.key_wo_version: Invalid value of token.key_wo_version: token.key_wo_version is required.",
    ]);
    assert.deepEqual(await errors({}), []);
  });

  test("is typed by its name", () => {
    const context = { plan: { pin_wo_version: 1 }, secrets: { pin_wo: "1234" } };
    assert.equal(rotatedSecret(context, "pin"), "1234");
    // @ts-expect-error there is no password
    void (() => rotatedSecret(context, "password"));
    const { password_wo: half } = t.secret("password");
    const define = (): unknown =>
      defineResource({ name: "a", schema: { password_wo: half }, create: () => {}, read: () => null });
    assert.throws(define, DefinitionError);
  });
});
