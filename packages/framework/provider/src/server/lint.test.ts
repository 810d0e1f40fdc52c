// SPDX-License-Identifier: Apache-2.0

import { createHub } from "@provide-foundry/foundation";
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { DiagnosticError } from "../definition/diagnostic-error.ts";
import type { LintRule } from "../definition/lint-rule.ts";
import { componentKey } from "../definition/component.ts";
import { DataSourceDefinition, defineDataSource } from "../definition/data-source.ts";
import { defineProvider } from "../definition/provider.ts";
import { defineResource } from "../definition/resource.ts";
import { UNKNOWN } from "../schema/unknown.ts";
import { t } from "../schema/vocabulary.ts";
import { TestHost, line } from "../testing/test-host.ts";

const fields = { mode: t.string().optional() };

/** Finds fault with every configuration. */
const anyway = (id: string, ...groups: string[]): LintRule<typeof fields> => ({
  id,
  groups,
  message: `Think of ${id}`,
  check: ({ report }) => report({ path: "mode" }),
});

const told = (id: string, place = " at mode"): string =>
  `warning${place}: Think of ${id}: Lint rule: ${id}; !${id} in ACME_LINT leaves it out.`;

/** A provider whose resource has the given rules. */
function createHost(lint: readonly LintRule<typeof fields>[], selection?: string): TestHost {
  const provider = defineProvider({ name: "acme" });
  provider.resource({ name: "file", schema: fields, lint, create() {}, read: () => null });
  return new TestHost(provider, selection === undefined ? {} : { lint: selection });
}

suite("lint rules", () => {
  test("are off unless selected", async () => {
    let count = 0;
    const counted = { ...anyway("mode-set"), check: () => void count++ };
    for (const selection of [undefined, "", "  ", ",", "!mode-set"]) {
      assert.deepEqual(await createHost([counted], selection).validate("resource", "file", {}), []);
    }
    assert.equal(count, 0);
    await createHost([counted], "mode-set").validate("resource", "file", {});
    assert.equal(count, 1);
  });

  test("warn at the attribute, in the order of their definition, and name themselves", async () => {
    const rules = [anyway("b-rule", "security"), anyway("a-rule"), anyway("c-rule", "security")];
    assert.deepEqual(await createHost(rules, "all,!a-rule").validate("resource", "file", {}), [
      told("b-rule"),
      told("c-rule"),
    ]);
    assert.deepEqual(await createHost(rules, "a-rule").validate("resource", "file", {}), [told("a-rule")]);
  });

  test("see defaults and what is unknown, and warn of several places", async () => {
    const provider = defineProvider({ name: "acme" });
    provider.resource({
      name: "rules",
      schema: { port: t.nested.list({ number: t.int().default(80), host: t.string().optional() }) },
      lint: [
        {
          id: "low-port",
          message: "Low port",
          async check({ config, report }) {
            await Promise.resolve();
            if (config.port === UNKNOWN) return report({ detail: "Nobody knows." });
            config.port.forEach((port, i) => {
              if (port !== UNKNOWN && port.number !== UNKNOWN && port.number < 1024)
                report({ path: ["port", i, "number"], detail: `${port.number} is low.` });
            });
          },
        },
      ],
      create() {},
      read: () => null,
    });
    const host = new TestHost(provider, { lint: "low-port" });
    const advice = "Lint rule: low-port; !low-port in ACME_LINT leaves it out.";
    assert.deepEqual(await host.validate("resource", "rules", { port: [{}, { number: UNKNOWN }, { number: 22 }] }), [
      `warning at port[0].number: Low port: 80 is low.\n\n${advice}`,
      `warning at port[2].number: Low port: 22 is low.\n\n${advice}`,
    ]);
    assert.deepEqual(await host.validate("resource", "rules", { port: UNKNOWN }), [
      `warning: Low port: Nobody knows.\n\n${advice}`,
    ]);
  });

  test("are not asked about what is wrong, nor again when it is planned", async () => {
    const provider = defineProvider({ name: "acme" });
    provider.resource({
      name: "file",
      schema: { mode: t.string().minLength(2) },
      lint: [{ ...anyway("mode-set"), check: ({ report }) => report({ path: "mode" }) }],
      validate: ({ config, diags }) => (config.mode === "no" ? diags.error("Never") : undefined),
      create() {},
      read: () => null,
    });
    const host = new TestHost(provider, { lint: "all" });
    assert.doesNotMatch(String(await host.validate("resource", "file", { mode: "x" })), /Think/);
    assert.deepEqual(await host.validate("resource", "file", { mode: "no" }), ["error: Never"]);
    assert.deepEqual(await host.validate("resource", "file", { mode: "ok" }), [told("mode-set")]);
    assert.deepEqual((await host.plan("file", { mode: "ok" })).diagnostics, []);
  });

  const failures: Record<string, LintRule<typeof fields>["check"]> = {
    "that throw": () => {
      throw new Error("the rule is broken");
    },
    "that throw after they have found something": ({ report }) => {
      report({ path: "mode" });
      throw new DiagnosticError("the rule is broken");
    },
    "that reject": async () => Promise.reject(new Error("the rule is broken")),
    "that report what cannot be a text": ({ report }) => report({ detail: Object.create(null) as never }),
    "that throw nothing": () => {
      // oxlint-disable-next-line typescript/only-throw-error -- JavaScript throws anything.
      throw undefined;
    },
  };
  for (const [which, check] of Object.entries(failures)) {
    test(`${which} are logged and left out`, async () => {
      const host = createHost([{ ...anyway("broken"), check }, anyway("sound")], "all");
      assert.deepEqual(await host.validate("resource", "file", {}), [told("sound")]);
      const lines = host.log.filter((text) => text.includes("the lint rule broken failed and is left out"));
      assert.equal(lines.length, 1);
      if (which.includes("throw after")) assert.match(lines[0]!, /the rule is broken/);
    });
  }

  test("that name a place that there is not, or nothing at all, warn all the same", async () => {
    const check: LintRule<typeof fields>["check"] = ({ report }) => report({ path: ["mood", 1] as never });
    const absent: LintRule<typeof fields>["check"] = ({ report }) => report(null as never);
    const nothing = createHost([{ ...anyway("lost"), check: absent }], "all");
    assert.deepEqual(await nothing.validate("resource", "file", {}), [told("lost", "")]);
    const host = createHost([{ ...anyway("lost"), check }], "all");
    assert.deepEqual(await host.validate("resource", "file", {}), [told("lost", "")]);
  });

  test("tell no secret", async () => {
    const provider = defineProvider({ name: "acme" });
    provider.resource({
      name: "user",
      schema: { password: t.string().sensitive(), token: t.string().optional().writeOnly() },
      lint: [
        {
          id: "weak",
          message: "Weak password",
          check: ({ config, report }) =>
            report({ path: "password", detail: `${String(config.password)} ${String(config.token)}` }),
        },
        {
          id: "broken",
          message: "?",
          check({ config }) {
            throw new Error(`cannot judge ${String(config.password)}`);
          },
        },
      ],
      create() {},
      read: () => null,
    });
    const host = new TestHost(provider, { lint: "all" });
    const lines = await host.validate("resource", "user", { password: "hunter-two", token: "minted-one" });
    assert.equal(lines.length, 1);
    assert.doesNotMatch([...lines, ...host.log].join("\n"), /hunter-two|minted-one/);
  });
});

suite("the selection of lint rules", () => {
  test("V07 holds for every kind of component and for the provider", async () => {
    const lint = [anyway("mode-set")];
    const provider = defineProvider({ name: "acme", schema: fields, lint, experiments: ["stateStores"] });
    const file = defineResource({
      name: "file",
      schema: { ...fields, id: t.string().computed() },
      identity: { id: t.string() },
      lint,
      create: () => ({ id: "1" }),
      read: () => null,
    });
    provider.add(file);
    provider.dataSource({ name: "file", schema: fields, lint, read() {} });
    provider.ephemeral({ name: "file", schema: fields, lint, open() {} });
    provider.action({ name: "file", schema: fields, lint, invoke() {} });
    provider.listResource({ resource: file, schema: fields, lint, async *list() {} });
    provider.stateStore({ name: "file", schema: fields, lint, configure: () => ({}) as never });
    const host = new TestHost(provider, { lint: "mode-set" });
    const typeName = "acme_file";
    const config = host.encode("dataSource", "file", {});
    const answers = {
      provider: host.call("validateProviderConfig", { config: host.encodeConfig({}) }),
      resource: host.call("validateResourceConfig", { typeName, config: host.encodeResource("file", {}) }),
      dataSource: host.call("validateDataResourceConfig", { typeName, config }),
      ephemeral: host.call("validateEphemeralResourceConfig", { typeName, config }),
      action: host.call("validateActionConfig", { actionType: typeName, config }),
      list: host.call("validateListResourceConfig", { typeName, config }),
      stateStore: host.call("validateStateStoreConfig", { typeName, config }),
    };
    for (const [kind, answer] of Object.entries(answers)) {
      assert.deepEqual((await answer).diagnostics.map(line), [told("mode-set")], kind);
    }
  });

  test("warns once of the names that are none, with the nearest", async () => {
    const host = createHost([anyway("insecure-tls", "security")], "insecure-tsl,!secrity,security,nonsense");
    const config = { config: host.encodeConfig({}) };
    const { diagnostics } = await host.call("validateProviderConfig", config);
    assert.deepEqual(diagnostics.map(line), [
      [
        "warning: ACME_LINT selects lint rules that do not exist: ",
        '"insecure-tsl" is no rule and no group; did you mean insecure-tls?\n',
        '"nonsense" is no rule and no group\n',
        '"secrity" is no rule and no group; did you mean security?\n',
        "\n",
        "There are: all, security, insecure-tls",
      ].join(""),
    ]);
    assert.deepEqual((await host.call("validateProviderConfig", config)).diagnostics, []);
    assert.deepEqual(await host.validate("resource", "file", {}), [told("insecure-tls")]);
  });

  test("of a provider without rules says so", async () => {
    const host = new TestHost(defineProvider({ name: "acme" }), { lint: "all,securty" });
    const { diagnostics } = await host.call("validateProviderConfig", { config: host.encodeConfig({}) });
    assert.match(line(diagnostics[0]!), /"securty" is no rule and no group\n\nThe provider has no lint rules\.$/);
  });

  test("knows the rules of components that are loaded by need, and does without those that cannot be", async () => {
    const hub = createHub();
    const lint = [anyway("mode-set")];
    const status = defineDataSource({ name: "status", schema: fields, lint, read() {} });
    hub.registerLazy(componentKey("dataSource", "status"), DataSourceDefinition, () => status as never);
    const validate = async (): Promise<readonly string[]> => {
      const host = new TestHost(defineProvider({ name: "acme", hub }), { lint: "mode-set,other" });
      const { diagnostics } = await host.call("validateProviderConfig", { config: host.encodeConfig({}) });
      return [...diagnostics.map(line), ...host.log];
    };
    assert.match(String(await validate()), /"other" is no rule and no group\n\nThere are: all, mode-set$/);

    hub.registerLazy(componentKey("dataSource", "lost"), DataSourceDefinition, () => {
      throw new Error("the file is gone");
    });
    const [only, ...none] = await validate();
    assert.match(only!, /nobody knows whether ACME_LINT is right.*the file is gone/);
    assert.deepEqual(none, []);
  });
});
