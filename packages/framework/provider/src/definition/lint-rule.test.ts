// SPDX-License-Identifier: Apache-2.0

/** What a lint rule may be; the lines below `@ts-expect-error` are those that must not compile. */

import { createHub } from "@provide-foundry/foundation";
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { UNKNOWN } from "../schema/unknown.ts";
import { t } from "../schema/vocabulary.ts";
import { DataSource } from "./class-form.ts";
import { dataSource, provider } from "./decorators.ts";
import { DefinitionError } from "./definition-error.ts";
import type { LintRule } from "./lint-rule.ts";
import { defineProvider } from "./provider.ts";
import { defineResource } from "./resource.ts";

const schema = { insecure: t.bool().optional(), ports: t.list(t.int()), id: t.string().computed() };
const handlers = { create: () => ({ id: "1" }), read: () => null };
const good = { id: "insecure-tls", groups: ["security"], message: "TLS is not verified", check() {} };

suite("lint rules", () => {
  test("are typed by the schema", () => {
    const resource = defineResource({
      name: "token",
      schema,
      lint: [
        {
          id: "low-port",
          message: "Low port",
          check({ config, report, logger, signal }) {
            signal.throwIfAborted();
            logger.debug("looking");
            if (config.ports === UNKNOWN) return;
            const first: number | typeof UNKNOWN | undefined = config.ports[0];
            if (typeof first === "number" && first < 1024) report({ path: ["ports", 0], detail: "Use a higher one." });
            report({ path: "insecure" });
            report();
            // @ts-expect-error no such attribute
            report({ path: "port" });
            // @ts-expect-error a list's index is a number
            report({ path: ["ports", "first"] });
            // @ts-expect-error computed
            void config.id;
          },
        },
      ],
      ...handlers,
    });
    assert.equal(resource.lint[0]?.id, "low-port");
    // @ts-expect-error a rule says what is wrong
    const mute: LintRule<typeof schema> = { id: "mute", check() {} };
    assert.ok(mute);
  });

  test("may be shared by components that have what they look at", () => {
    const shared: LintRule<{ insecure: typeof schema.insecure }> = {
      ...good,
      check: ({ config, report }) => (config.insecure === true ? report({ path: "insecure" }) : undefined),
    };
    const acme = defineProvider({ name: "acme", schema: { insecure: t.bool().optional() }, lint: [shared] });
    const token = acme.resource({ name: "token", schema, lint: [shared], ...handlers });
    assert.equal(acme.lint[0], token.lint[0]);
    // @ts-expect-error the schema has no such attribute
    const lint: readonly LintRule<{ id: typeof schema.id }>[] = [shared];
    assert.equal(lint.length, 1);
  });

  test("belong to decorated classes too", () => {
    const hub = createHub();
    @provider({ name: "linted", hub, lint: [good] })
    class Acme {
      configure() {}
    }
    @dataSource("status", { lint: [good] })
    class Status extends DataSource({ healthy: t.bool().computed() }, Acme) {
      read = this.on.read(() => ({ healthy: true }));
    }
    assert.ok(Status);
  });

  const cases: Record<string, { lint: unknown; want: RegExp }> = {
    "no array": { lint: good, want: /lint: an array of rules is needed/ },
    "no rule": { lint: [null], want: /lint\[0\]\.id: undefined is not in kebab-case/ },
    "without a check": { lint: [{ ...good, check: undefined }], want: /lint\[0\]\.check: this function is missing/ },
    "without a message": { lint: [{ ...good, message: "" }], want: /lint\[0\]\.message: what is wrong/ },
    "a name that no selection could have": { lint: [{ ...good, id: "a,!b" }], want: /id: "a,!b" is not in kebab-case/ },
    "the name of all": { lint: [{ ...good, id: "all" }], want: /id: "all" is the group of all rules/ },
    "groups that are no names": { lint: [{ ...good, groups: ["Security"] }], want: /groups: these are no names/ },
    "groups that are no array": { lint: [{ ...good, groups: "security" }], want: /groups: these are no names/ },
    twice: { lint: [good, good], want: /lint\[1\]\.id: there are two rules of the name "insecure-tls"/ },
  };
  for (const [name, { lint, want }] of Object.entries(cases)) {
    test(`are refused when wrong: ${name}`, () => {
      const isSo = (error: unknown): boolean => error instanceof DefinitionError && want.test(error.message);
      assert.throws(() => defineResource({ name: "token", schema, lint, ...handlers } as never), isSo);
      assert.throws(() => defineProvider({ name: "acme", lint } as never), isSo);
    });
  }
});
