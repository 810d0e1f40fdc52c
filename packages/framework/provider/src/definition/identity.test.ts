// SPDX-License-Identifier: Apache-2.0

import { createHub, withHub } from "@provide-foundry/foundation";
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { t } from "../schema/vocabulary.ts";
import { Resource } from "./class-form.ts";
import type { IdentifyContext, ImportContext } from "./contexts.ts";
import { definitionOf, provider, resource } from "./decorators.ts";
import { importBy } from "./import-by.ts";
import { ResourceDefinition, defineResource } from "./resource.ts";

const schema = {
  project: t.string().requiresReplace(),
  port: t.int().requiresReplace(),
  id: t.string().computed().useStateForUnknown(),
};
const identity = { project: t.string(), port: t.int().optional() };
type S = typeof schema;
type I = typeof identity;

suite("P06 identities are declared with functions and with decorators", () => {
  test("every form lowers to the same definition", () => {
    withHub(createHub(), () => {
      @provider({ name: "acme" })
      class Acme {
        configure() {}
      }

      @resource({ name: "checked", schema, identity, identityVersion: 1, provider: Acme })
      class Checked {
        create() {
          return { id: "1" };
        }
        read({ state }: { state: { project: string; port: number; id: string } }) {
          return state;
        }
        import({ id, identity: target }: ImportContext<S, unknown, undefined, I>) {
          return id === undefined ? { project: target.project } : { id };
        }
        identify({ state }: IdentifyContext<S>) {
          return { project: state.project, port: null };
        }
      }

      @resource("inferred", { identityVersion: 1 })
      class Inferred extends Resource(schema, Acme, undefined, identity) {
        create = this.on.create(() => ({ id: "1" }));
        read = this.on.read(({ state }) => state);
        import = this.on.import(({ id, identity: target }) =>
          id === undefined ? { project: target.project, port: target.port ?? 80 } : { id },
        );
      }

      const acme = definitionOf(Acme);
      acme.add(
        defineResource({
          name: "plain",
          schema,
          identity,
          identityVersion: 1,
          create: () => ({ id: "1" }),
          read: ({ state }) => state,
          import: importBy("{project}/{port:int}"),
        }),
      );
      const components = acme.components as ResourceDefinition[];
      assert.deepEqual(
        components.map(({ name, identity: fields, identityVersion, mutableIdentity }) => {
          return { name, fields, identityVersion, mutableIdentity };
        }),
        ["checked", "inferred", "plain"].map((name) => {
          return { name, fields: identity, identityVersion: 1, mutableIdentity: false };
        }),
      );
      void [Checked, Inferred];
    });
  });

  test("what is wrong does not compile", () => {
    assert.equal(typeof defineWrong, "function");
  });
});

function defineWrong(): void {
  const base = { name: "a", schema, create: () => ({ id: "1" }), read: () => null } as const;
  defineResource({
    ...base,
    identity,
    // @ts-expect-error the port may be null
    import({ id, identity: target }) {
      // @ts-expect-error there may be none
      id.trim();
      // @ts-expect-error there may be none
      void target.project;
      return id === undefined ? { port: target.port } : { id };
    },
    // @ts-expect-error project is required
    identify: () => ({ port: 80 }),
  });
  defineResource({
    ...base,
    import({ id, identity: target }) {
      // @ts-expect-error there is none
      void target.project;
      return { id };
    },
  });
  // @ts-expect-error an identity is not computed
  defineResource({ ...base, identity: { id: t.string().computed() } });
  // @ts-expect-error an identity has no maps
  defineResource({ ...base, identity: { tags: t.map(t.string()) } });
  // @ts-expect-error a whole number is needed
  defineResource({ ...base, import: importBy("{project}/{port}") });
}
