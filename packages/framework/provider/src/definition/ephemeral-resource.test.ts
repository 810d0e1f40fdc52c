// SPDX-License-Identifier: Apache-2.0

import { createHub, withHub } from "@provide-foundry/foundation";
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { t } from "../schema/vocabulary.ts";
import { Ephemeral } from "./class-form.ts";
import { definitionOf, ephemeral, provider } from "./decorators.ts";
import { type CloseContext, EphemeralDefinition, type OpenContext, defineEphemeral } from "./ephemeral-resource.ts";
import { defineProvider } from "./provider.ts";

const schema = { path: t.string(), token: t.string().computed() };
const kept = { id: t.string() };
type S = typeof schema;

class Client {
  lease(path: string): string {
    return `lease of ${path}`;
  }
}

suite("P06 ephemeral resources are declared with functions and with decorators", () => {
  test("every form lowers to the same definition", () => {
    withHub(createHub(), () => {
      @provider({ name: "acme" })
      class Acme {
        configure(): Client {
          return new Client();
        }
      }

      @ephemeral({ name: "checked", schema, private: kept, description: "A lease.", provider: Acme })
      class Checked {
        open({ config, client, private: values }: OpenContext<S, typeof kept, Client>) {
          values.set({ id: config.path });
          return { token: client.lease(config.path), [Symbol.dispose]() {} };
        }
        close({ private: values }: CloseContext<typeof kept, Client>) {
          assert.ok(values.get()?.id);
        }
      }

      @ephemeral("inferred", { description: "A lease." })
      class Inferred extends Ephemeral(schema, Acme, kept) {
        open = this.on.open(({ config, client, private: values }) => {
          values.set({ id: config.path });
          return { token: client.lease(config.path) };
        });
        close = this.on.close(({ private: values }) => assert.ok(values.get()?.id.length));
      }

      const acme = definitionOf(Acme);
      acme.add(defineEphemeral({ name: "plain", schema, private: kept, description: "A lease.", open: openPlain }));
      const components = acme.components as EphemeralDefinition[];
      assert.deepEqual(
        components.map(({ kind, name, description, schema: fields, private: values }) => {
          return { kind, name, description, fields, values };
        }),
        ["checked", "inferred", "plain"].map((name) => {
          return { kind: "ephemeralResource", name, description: "A lease.", fields: schema, values: kept };
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

function openPlain(): { token: string } {
  return { token: "1" };
}

function defineWrong(): void {
  const acme = defineProvider({ name: "acme", configure: () => new Client() });
  // @ts-expect-error token is missing
  acme.ephemeral({ name: "a", schema, open: () => ({}) });
  acme.ephemeral({
    name: "b",
    schema,
    private: kept,
    open({ config, client, private: values, renewAt }) {
      // @ts-expect-error computed
      void config.token;
      // @ts-expect-error id is text
      values.set({ id: 1 });
      // @ts-expect-error a Date is needed
      renewAt(1);
      // @ts-expect-error no such method
      client.rent();
      return { token: client.lease(config.path) };
    },
    close({ private: values }) {
      // @ts-expect-error may be undefined
      void values.get().id;
      // @ts-expect-error nothing comes after
      values.set({ id: "1" });
    },
  });
  // @ts-expect-error nothing of it is stored anyway
  defineEphemeral({ name: "c", schema: { a: t.string().writeOnly() }, open() {} });

  // @ts-expect-error open is missing
  @ephemeral({ name: "d", schema })
  class NoOpen {
    close() {}
  }

  // @ts-expect-error token is text
  @ephemeral({ name: "e", schema })
  class WrongResult {
    open() {
      return { token: 1 };
    }
  }
  void [NoOpen, WrongResult];
}
