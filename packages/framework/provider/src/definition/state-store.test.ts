// SPDX-License-Identifier: Apache-2.0

import { createHub, withHub } from "@provide-foundry/foundation";
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { t } from "../schema/vocabulary.ts";
import { StateStore } from "./class-form.ts";
import { definitionOf, provider, stateStore } from "./decorators.ts";
import { defineProvider } from "./provider.ts";
import {
  type ConfigureStateStoreContext,
  type StateStorage,
  StateStoreDefinition,
  defineStateStore,
} from "./state-store.ts";

const schema = { bucket: t.string() };

class Client {
  open(_bucket: string): StateStorage {
    return { read: () => undefined, write() {}, list: () => [], delete() {} };
  }
}

suite("P06 state stores are declared with functions and with decorators", () => {
  test("every form lowers to the same definition", () => {
    withHub(createHub(), () => {
      @provider({ name: "acme", experiments: ["stateStores"] })
      class Acme {
        configure(): Client {
          return new Client();
        }
      }

      @stateStore({ name: "checked", schema, description: "A bucket.", provider: Acme })
      class Checked {
        configure({ config, client }: ConfigureStateStoreContext<typeof schema, Client>) {
          return client.open(config.bucket);
        }
      }

      @stateStore("inferred", { description: "A bucket." })
      class Inferred extends StateStore(schema, Acme) {
        configure = this.on.configure(({ config, client }) => client.open(config.bucket));
      }

      const acme = definitionOf(Acme);
      const configure = (): StateStorage => new Client().open("");
      acme.add(defineStateStore({ name: "plain", schema, description: "A bucket.", configure }));
      const components = acme.components as StateStoreDefinition[];
      assert.deepEqual(
        components.map(({ kind, name, description, schema: fields }) => ({ kind, name, description, fields })),
        ["checked", "inferred", "plain"].map((name) => {
          return { kind: "stateStore", name, description: "A bucket.", fields: schema };
        }),
      );
      assert.ok(components.every((component) => Object.isFrozen(component)));
      assert.deepEqual(acme.experiments, ["stateStores"]);
      void [Checked, Inferred];
    });
  });

  test("what is wrong does not compile", () => {
    assert.equal(typeof defineWrong, "function");
  });
});

function defineWrong(): void {
  // @ts-expect-error no such experiment
  const acme = defineProvider({ name: "acme", experiments: ["timeTravel"], configure: () => new Client() });
  // @ts-expect-error a storage lists and deletes too
  acme.stateStore({ name: "a", schema, configure: () => ({ read: () => undefined, write() {} }) });
  acme.stateStore({
    name: "b",
    schema,
    // @ts-expect-error no such attribute
    configure: ({ config, client }) => client.open(config.buckets),
  });
  // @ts-expect-error nothing of it is kept where it could be seen
  defineStateStore({ name: "c", schema: { a: t.string().sensitive() }, configure: () => new Client().open("") });
}
