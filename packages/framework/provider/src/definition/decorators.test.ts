// SPDX-License-Identifier: Apache-2.0

import { HubError, createHub, getHub, withHub } from "@provide-foundry/foundation";
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { t } from "../schema/vocabulary.ts";
import { DataSource, Fn, Provider, Resource } from "./class-form.ts";
import type { Component } from "./component.ts";
import type { ConfigureContext, CreateContext, DataContext, ReadContext } from "./contexts.ts";
import { DataSourceDefinition } from "./data-source.ts";
import { dataSource, definitionOf, fn, provider, resource } from "./decorators.ts";
import { DefinitionError } from "./definition-error.ts";
import { FunctionDefinition, defineFunction } from "./function.ts";
import { defineProvider } from "./provider.ts";
import { ResourceDefinition, defineResource } from "./resource.ts";

const schema = { length: t.int().requiresReplace(), id: t.string().computed() };
type S = typeof schema;

class Client {
  mint(length: number): string {
    return "x".repeat(length);
  }
}

suite("P06 components are declared with decorators as well as with functions", () => {
  test("checked classes lower to the same definitions", () => {
    withHub(createHub(), () => {
      const providerSchema = { endpoint: t.string().default("https://api.acme.dev") };

      @provider({ name: "acme", version: "1.2.3", schema: providerSchema })
      class Acme {
        configure({ config }: ConfigureContext<typeof providerSchema>): Client {
          assert.equal(config.endpoint, "https://api.acme.dev");
          return new Client();
        }
      }

      @resource({ name: "token", schema, description: "A token.", provider: Acme })
      class Token {
        readonly #pad = "-";
        create({ plan, client }: CreateContext<S, Client>) {
          return { id: client.mint(plan.length) + this.#pad };
        }
        read({ state }: ReadContext<S>) {
          return state;
        }
      }

      const data = { id: t.string().computed() };
      @dataSource({ name: "token", schema: data, provider: Acme })
      class TokenData {
        read({ client }: DataContext<typeof data, Client>) {
          return { id: client.mint(1) };
        }
      }

      @fn({ name: "upper", parameters: [t.param("text", t.string())], returns: t.string(), provider: Acme })
      class Upper {
        call(text: string) {
          return text.toUpperCase();
        }
      }

      const acme = definitionOf(Acme);
      assert.deepEqual([acme.name, acme.version, Object.keys(acme.schema)], ["acme", "1.2.3", ["endpoint"]]);
      assert.deepEqual(acme.components.map(describe), ["resource token", "dataSource token", "function upper"]);
      const [token] = acme.components as [ResourceDefinition<S, Client>];
      assert.ok(Object.isFrozen(token));
      assert.equal(token.description, "A token.");
      assert.equal(token.schema, schema);
      const context = { plan: { length: 2 }, client: new Client() } as CreateContext<S, Client>;
      assert.deepEqual(token.handlers.create(context), { id: "xx-" });
      assert.match(token.source(), /decorators\.test\.[jt]s:\d+$/);
      void [Token, TokenData, Upper];
    });
  });

  test("classes whose base is made from a schema need no annotations", () => {
    withHub(createHub(), () => {
      @provider("acme", { version: "1.2.3" })
      class Acme extends Provider({ endpoint: t.string() }) {
        configure = this.on.configure(({ config }) => ({ url: new URL(config.endpoint) }));
      }

      @resource("token", { version: 2 })
      class Token extends Resource({ ...schema, tags: t.map(t.string()).optional() }, Acme) {
        readonly #pad = "-";
        create = this.on.create(({ plan, client }) => ({ id: this.#mint(client.url.host, plan.length) }));
        read = this.on.read(({ state }) => (state.tags === null ? null : state));
        #mint(host: string, length: number) {
          return host + this.#pad.repeat(length);
        }
      }

      @dataSource("host")
      class Host extends DataSource({ host: t.string().computed() }, Acme) {
        read = this.on.read(({ client }) => ({ host: client.url.host }));
      }

      @fn("join")
      class Join extends Fn({
        parameters: [t.param("by", t.string())],
        variadic: t.param("parts", t.string()),
        returns: t.string(),
      }) {
        call = this.on.call((by, ...parts) => parts.join(by));
      }

      const acme = definitionOf(Acme);
      // In the order of registration, where the outer hub comes first: `join` names no provider.
      assert.deepEqual(acme.components.map(describe), ["function join", "resource token", "dataSource host"]);
      const token = acme.components[1] as ResourceDefinition;
      assert.equal(token.version, 2);
      const context = { plan: { length: 2 }, client: { url: new URL("https://api.acme.dev") } };
      assert.deepEqual(token.handlers.create(context as never), { id: "api.acme.dev--" });
      assert.equal((acme.components[0] as FunctionDefinition).call(...(["-", "a", "b"] as never[])), "a-b");
      void [Token, Host, Join];
    });
  });

  test("wrong classes do not compile", () => {
    assert.equal(typeof declareWrongClasses, "function");
  });

  test("a definition error names the class's component", () => {
    withHub(createHub(), () => {
      assert.throws(
        () => {
          @resource({ name: "Token", schema })
          class Token {
            create = () => ({ id: "1" });
            read = () => null;
          }
          void Token;
        },
        (error: unknown) => error instanceof DefinitionError && error.message.startsWith(`resource Token: name: `),
      );
    });
  });

  test("a class without the provider decorator is no provider", () => {
    class Acme {
      configure = () => {};
    }
    assert.throws(() => definitionOf(Acme), { code: "provider.definition", message: "Acme is not a provider" });
  });
});

suite("P01 components are registered with a hub", () => {
  test("under their kind and name; a decorated one that names no provider with the hub of getHub()", () => {
    withHub(createHub(), () => {
      @resource({ name: "token", schema })
      class Token {
        create() {
          return { id: "1" };
        }
        read({ state }: ReadContext<S>) {
          return state;
        }
      }
      void Token;
      const token = getHub().get("resource token", ResourceDefinition);
      assert.equal(token.name, "token");

      const acme = defineProvider({ name: "acme", hub: getHub() });
      assert.deepEqual(acme.components, [token]);
      assert.deepEqual(defineProvider({ name: "other" }).components, []);
    });
  });

  test("two of one kind and name are an error that names both places", () => {
    const token = { name: "token", schema: {}, create: () => {}, read: () => ({}) };
    const acme = defineProvider({ name: "acme", components: [defineResource(token)] });
    assert.throws(
      () => acme.resource(token),
      (error: unknown) =>
        error instanceof HubError &&
        /^resource token is registered twice: at .*decorators\.test\.[jt]s:\d+ and at .*decorators\.test\.[jt]s:\d+$/.test(
          error.message,
        ),
    );
    acme.dataSource({ name: "token", schema: {}, read: () => {} });
  });
});

test("P02 components are discovered by type", () => {
  const upper = defineFunction({ name: "upper", parameters: [], returns: t.string(), call: () => "" });
  const acme = defineProvider({ name: "acme", components: [upper] });
  const token = acme.resource({ name: "token", schema: {}, create: () => {}, read: () => ({}) });
  const found = (type: typeof ResourceDefinition | typeof FunctionDefinition | typeof DataSourceDefinition) =>
    acme.hub.discoverByType<Component>(type).map(({ component }) => component);
  assert.deepEqual(found(ResourceDefinition), [token]);
  assert.deepEqual(found(FunctionDefinition), [upper]);
  assert.deepEqual(found(DataSourceDefinition), []);
});

function describe({ kind, name }: Component): string {
  return `${kind} ${name}`;
}

function declareWrongClasses(): void {
  // @ts-expect-error read is missing
  @resource({ name: "a", schema })
  class NoRead {
    create() {
      return { id: "1" };
    }
  }

  // @ts-expect-error id is text
  @resource({ name: "b", schema })
  class WrongResult {
    create() {
      return { id: 1 };
    }
    read({ state }: ReadContext<S>) {
      return state;
    }
  }

  // @ts-expect-error the context of another schema
  @resource({ name: "c", schema })
  class WrongContext {
    create({ plan }: CreateContext<{ size: S["length"] }>) {
      return { id: "x".repeat(plan.size) };
    }
    read({ state }: ReadContext<S>) {
      return state;
    }
  }

  // @ts-expect-error read is missing
  @resource("d")
  class NoInferredRead extends Resource(schema) {
    create = this.on.create(() => ({ id: "1" }));
  }

  class WrongInferredResult extends Resource(schema) {
    // @ts-expect-error id is text
    create = this.on.create(() => ({ id: 1 }));
    // @ts-expect-error there is no length of it
    read = this.on.read(({ state }) => ({ ...state, id: state.id.size }));
  }

  // @ts-expect-error no base class tells the schema
  @resource("e")
  class NoBase {
    create() {
      return { id: "1" };
    }
    read({ state }: ReadContext<S>) {
      return state;
    }
  }

  // @ts-expect-error read is missing
  @dataSource({ name: "f", schema: { id: t.string().computed() } })
  class NoDataRead {
    validate() {}
  }

  // @ts-expect-error the parameter is text
  @fn({ name: "g", parameters: [t.param("text", t.string())], returns: t.string() })
  class WrongParameter {
    call(text: number) {
      return String(text);
    }
  }

  // @ts-expect-error returns text
  @fn({ name: "h", parameters: [], returns: t.int() })
  class WrongReturn {
    call() {
      return "";
    }
  }

  // @ts-expect-error a number is no handler
  @provider({ name: "i" })
  class WrongConfigure {
    configure = 1;
  }

  void [NoRead, WrongResult, WrongContext, NoInferredRead, WrongInferredResult, NoBase, NoDataRead];
  void [WrongParameter, WrongReturn, WrongConfigure];
}
