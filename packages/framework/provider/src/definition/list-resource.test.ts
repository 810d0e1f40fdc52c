// SPDX-License-Identifier: Apache-2.0

import { createHub, withHub } from "@provide-foundry/foundation";
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { t } from "../schema/vocabulary.ts";
import { ListResource, Resource } from "./class-form.ts";
import { definitionOf, listResource, provider, resource } from "./decorators.ts";
import { type ListContext, ListResourceDefinition, defineListResource } from "./list-resource.ts";
import { defineProvider } from "./provider.ts";
import { defineResource } from "./resource.ts";

const schema = { name: t.string().requiresReplace(), id: t.string().computed().useStateForUnknown() };
const identity = { id: t.string() };
const query = { prefix: t.string().default("") };

class Client {
  find(prefix: string): string[] {
    return [`${prefix}1`];
  }
}

suite("P06 list resources are declared with functions and with decorators", () => {
  test("every form lowers to the same definition", () => {
    withHub(createHub(), () => {
      @provider({ name: "acme" })
      class Acme {
        configure(): Client {
          return new Client();
        }
      }

      @resource("inferred")
      class Server extends Resource(schema, Acme, undefined, identity) {
        create = this.on.create(({ client }) => ({ id: client.find("a")[0]! }));
        read = this.on.read(({ state }) => state);
      }

      @listResource({ resource: { name: "checked", schema, identity }, schema: query, provider: Acme })
      class Checked {
        async *list({ config, client }: ListContext<typeof query, Client>) {
          for (const id of client.find(config.prefix)) yield { identity: { id }, displayName: id };
        }
      }

      @listResource("inferred")
      class Inferred extends ListResource({ name: "inferred", schema, identity }, query, Acme) {
        list = this.on.list(async function* ({ config, client, includeResource }) {
          for (const id of client.find(config.prefix)) {
            yield { identity: { id }, displayName: id, ...(includeResource && { resource: { name: id, id } }) };
          }
        });
      }

      const acme = definitionOf(Acme);
      acme.add(defineListResource({ resource: { name: "plain", schema, identity }, schema: query, async *list() {} }));
      const lists = acme.components.filter((component) => component instanceof ListResourceDefinition);
      assert.deepEqual(
        lists.map(({ kind, name, schema: fields, resource: listed }) => ({ kind, name, fields, listed })),
        ["checked", "inferred", "plain"].map((name) => {
          return { kind: "listResource", name, fields: query, listed: { name, schema, identity } };
        }),
      );
      assert.ok(lists.every((component) => Object.isFrozen(component)));
      void [Server, Checked, Inferred];
    });
  });

  test("what is wrong does not compile", () => {
    assert.equal(typeof defineWrong, "function");
  });
});

function defineWrong(): void {
  const acme = defineProvider({ name: "acme", configure: () => new Client() });
  const base = { schema, create: () => ({ id: "1" }), read: () => null } as const;
  const server = acme.resource({ ...base, name: "server", identity });
  const plain = defineResource({ ...base, name: "plain" });
  acme.listResource({
    resource: server,
    async *list({ client, limit }) {
      // @ts-expect-error no such method
      client.search();
      yield { identity: { id: "a".repeat(limit) }, displayName: "a" };
    },
  });
  acme.listResource({
    resource: server,
    // @ts-expect-error the id is text
    async *list() {
      yield { identity: { id: 1 }, displayName: "a" };
    },
  });
  acme.listResource({
    resource: server,
    // @ts-expect-error the name is missing in the state
    async *list() {
      yield { identity: { id: "1" }, displayName: "a", resource: { id: "1" } };
    },
  });
  acme.listResource({
    // @ts-expect-error it has no identity
    resource: plain,
    async *list() {},
  });
  // @ts-expect-error a query has no computed attributes
  acme.listResource({ resource: server, schema: { id: t.string().computed() }, async *list() {} });

  // @ts-expect-error list is missing
  @listResource({ resource: server })
  class NoList {
    validate() {}
  }
  void NoList;
}
