// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { t } from "../schema/vocabulary.ts";
import { defineDataSource } from "./data-source.ts";
import { DefinitionError } from "./definition-error.ts";
import { defineFunction } from "./function.ts";
import { defineProvider } from "./provider.ts";
import { defineResource } from "./resource.ts";

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
