// SPDX-License-Identifier: Apache-2.0

import { createHub, withHub } from "@provide-foundry/foundation";
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { UNKNOWN } from "../schema/unknown.ts";
import { t } from "../schema/vocabulary.ts";
import { ActionDefinition, type InvokeContext, defineAction } from "./action.ts";
import { Action } from "./class-form.ts";
import { action, definitionOf, provider } from "./decorators.ts";
import { defineProvider } from "./provider.ts";

const schema = { machine: t.string(), key: t.string().optional().writeOnly() };
type S = typeof schema;

class Client {
  reboot(machine: string, key: string | null): string {
    return `${machine} with ${key}`;
  }
}

suite("P06 actions are declared with functions and with decorators", () => {
  test("every form lowers to the same definition", () => {
    withHub(createHub(), () => {
      @provider({ name: "acme" })
      class Acme {
        configure(): Client {
          return new Client();
        }
      }

      @action({ name: "checked", schema, description: "Reboots.", provider: Acme })
      class Checked {
        async *invoke({ config, secrets, client }: InvokeContext<S, Client>) {
          yield client.reboot(config.machine, secrets.key);
        }
      }

      @action("inferred", { description: "Reboots." })
      class Inferred extends Action(schema, Acme) {
        plan = this.on.plan(({ config, diags }) => {
          if (config.machine === UNKNOWN) diags.warning("Which one?", { path: "machine" });
        });
        invoke = this.on.invoke(async function* ({ config, secrets, client }) {
          yield client.reboot(config.machine, secrets.key);
        });
      }

      const acme = definitionOf(Acme);
      acme.add(defineAction({ name: "plain", schema, description: "Reboots.", invoke: async () => {} }));
      const components = acme.components as ActionDefinition[];
      assert.deepEqual(
        components.map(({ kind, name, description, schema: fields }) => ({ kind, name, description, fields })),
        ["checked", "inferred", "plain"].map((name) => {
          return { kind: "action", name, description: "Reboots.", fields: schema };
        }),
      );
      assert.ok(components.every((component) => Object.isFrozen(component)));
      void [Checked, Inferred];
    });
  });

  test("what is wrong does not compile", () => {
    assert.equal(typeof defineWrong, "function");
  });
});

function defineWrong(): void {
  const acme = defineProvider({ name: "acme", configure: () => new Client() });
  acme.action({
    name: "a",
    schema,
    plan({ config, defer }) {
      // @ts-expect-error may be unknown
      config.machine.trim();
      // @ts-expect-error no reason for an action
      defer("absentPrereq");
    },
    async *invoke({ config, client }) {
      // @ts-expect-error write-only
      void config.key;
      // @ts-expect-error no such method
      client.halt();
      yield config.machine.trim();
    },
  });
  acme.action({
    name: "b",
    schema,
    // @ts-expect-error progress is text
    async *invoke() {
      yield 1;
    },
  });
  // @ts-expect-error an action returns nothing
  defineAction({ name: "c", schema: { id: t.string().computed() }, invoke() {} });

  // @ts-expect-error invoke is missing
  @action({ name: "d", schema })
  class NoInvoke {
    plan() {}
  }
  void NoInvoke;
}
