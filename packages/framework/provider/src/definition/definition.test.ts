// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { t } from "../schema/vocabulary.ts";
import { defineDataSource } from "./data-source.ts";
import { fn, provider, resource } from "./decorators.ts";
import { DefinitionError } from "./definition-error.ts";
import { defineEphemeral } from "./ephemeral-resource.ts";
import { defineFunction } from "./function.ts";
import { defineListResource } from "./list-resource.ts";
import { defineProvider } from "./provider.ts";
import { defineResource } from "./resource.ts";

/** A function as JavaScript authors see it: it may be called with anything. */
function js(call: unknown): (...args: unknown[]) => unknown {
  return call as (...args: unknown[]) => unknown;
}

suite("V05 definitions are checked when they are made", () => {
  const cases: Record<string, { define: () => unknown; want: string }> = {
    resource: {
      define: () => defineResource({ name: "Token", schema: { a: t.string().nullable() }, version: 0.5 } as never),
      want: `resource Token:
  - name: "Token" is not lowercase letters, digits and underscores that start with a letter
  - create: this handler is missing
  - read: this handler is missing
  - a: a required attribute is never null; use optional()
  - version: 0.5 is no whole number`,
    },
    "data source": {
      define: () => defineDataSource({ name: "token", schema: {} } as never),
      want: "data source token: read: this handler is missing",
    },
    provider: {
      define: () => defineProvider({ name: "acme", schema: { version: t.string() } }),
      want: "provider acme: version: Terraform reserves this name",
    },
    function: {
      define: () =>
        defineFunction({
          name: "join",
          parameters: [
            t.param("a", t.string().optional()),
            t.param("a", t.string()),
            t.param("B", t.block.single({}) as never),
          ],
          returns: t.string().optional(),
        } as never),
      want: `function join:
  - call: this handler is missing
  - parameter a: there are two of this name
  - parameter a: a required parameter cannot follow an optional one
  - parameter B: name: "B" is not lowercase letters, digits and underscores that start with a letter
  - parameter B: a block cannot be a parameter
  - returns: an element has no flags of its own; only nullable() and checks`,
    },
    "function with optional and variadic parameters": {
      define: () =>
        defineFunction({
          name: "join",
          parameters: [t.param("a", t.string().optional())],
          variadic: t.param("rest", t.string()),
          returns: t.string(),
          call: () => "",
        }),
      want: "function join: parameter a: optional parameters and a variadic one exclude each other",
    },
  };
  for (const [name, { define, want }] of Object.entries(cases)) {
    test(name, () => {
      assert.throws(define, (error: unknown) => error instanceof DefinitionError && error.message === want);
    });
  }

  const misuse: Record<string, { define: () => unknown; want: string }> = {
    nothing: { define: () => js(defineResource)(), want: "resource: its definition is undefined" },
    "nothing for an ephemeral resource": {
      define: () => js(defineEphemeral)(),
      want: "ephemeral resource: its definition is undefined",
    },
    "nothing for a list resource": {
      define: () => js(defineListResource)(),
      want: "list resource: its definition is undefined",
    },
    "a name in place of the definition": {
      define: () => js(defineFunction)("join"),
      want: "function: its definition is a string",
    },
    "a provider that is null": { define: () => js(defineProvider)(null), want: "provider: its definition is null" },
    "a component of a provider that is a function": {
      define: () => js(defineProvider({ name: "acme" }).dataSource.bind(defineProvider({ name: "acme" })))(() => 1),
      want: "data source: its definition is a function",
    },
    "a schema that is none": {
      define: () => js(defineDataSource)({ name: "a", schema: "string", read: () => ({}) }),
      want: "data source a: schema: an object of attributes and blocks is needed",
    },
    "a function without parameters and result": {
      define: () => js(defineFunction)({ name: "join", call: () => "" }),
      want: "function join:\n  - parameters: an array of t.param(…) is needed\n  - returns: not made with t",
    },
    "parameters that are not made with t": {
      define: () =>
        js(defineFunction)({
          name: "join",
          parameters: [t.string(), undefined, js(t.param)("a"), "b"],
          returns: t.string(),
          call: () => "",
        }),
      want: `function join:${"\n  - parameters: not made with t.param and t".repeat(4)}`,
    },
    "fields that are left out": {
      define: () => js(t.object)(),
      want: "t.object() takes an object of fields, not undefined",
    },
    "nested fields that are an array": {
      define: () => js((fields: never) => t.nested.list(fields))([t.string()]),
      want: "t.nested.list() takes an object of fields, not an array",
    },
    "a block of a block": {
      define: () => js((fields: never) => t.block.set(fields))("name"),
      want: "t.block.set() takes an object of fields, not string",
    },
    "a tuple of fields": {
      define: () => js(t.tuple)({ a: t.string() }),
      want: "t.tuple() takes an array of elements, not object",
    },
    "an element that is left out": {
      define: () => js(defineResource)({ name: "a", schema: { b: js(t.list)() }, create: () => {}, read: () => null }),
      want: "resource a: b[]: not made with t",
    },
    "a computed nested attribute with a field that is none": {
      define: () => {
        const nested = js((fields: never) => t.nested.single(fields))({ c: undefined }) as { computed(): unknown };
        return js(defineResource)({ name: "a", schema: { b: nested.computed() }, create: () => {}, read: () => null });
      },
      want: `resource a:
  - b: computed() on a nested attribute needs every attribute in it to be computed()
  - b.c: not made with t`,
    },
    "a decorator without parentheses": {
      define: () => js(resource)(Date, { kind: "class" }),
      want: "@resource was given a function",
    },
    "a provider's decorator without a name": { define: () => js(provider)(), want: "@provider was given undefined" },
    "a decorator with a name on a class without a base": {
      define: () => {
        const decorate = js(fn)("join") as (
          target: unknown,
          context: { addInitializer(run: () => void): void },
        ) => void;
        decorate(Date, { addInitializer: (run) => run() });
      },
      want: `function join:
  - call: this handler is missing
  - parameters: an array of t.param(…) is needed
  - returns: not made with t`,
    },
  };
  for (const [name, { define, want }] of Object.entries(misuse)) {
    test(`JavaScript gets an error of ours for ${name}`, () => {
      assert.throws(define, (error: unknown) => {
        assert.ok(error instanceof DefinitionError, String(error));
        assert.equal(error.message, want);
        return true;
      });
    });
  }

  test("a definition is frozen and knows where it was made", () => {
    const token = defineResource({ name: "token", schema: {}, create: () => {}, read: () => ({}) });
    assert.ok(Object.isFrozen(token));
    assert.match(token.source(), /definition\.test\.[jt]s:\d+$/);
    const acme = defineProvider({ name: "acme" });
    const upper = acme.function({ name: "upper", parameters: [], returns: t.string(), call: () => "" });
    assert.match(upper.source(), /definition\.test\.[jt]s:\d+$/);
    assert.deepEqual(acme.components, [upper]);
  });
});
