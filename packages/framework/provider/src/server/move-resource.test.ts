// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { type Mover, moveFrom } from "../definition/move-from.ts";
import { defineProvider } from "../definition/provider.ts";
import { defineResource } from "../definition/resource.ts";
import { t } from "../schema/vocabulary.ts";
import { TestHost } from "../testing/test-host.ts";

const schema = {
  text: t.string(),
  length: t.decimal().optional(),
  pin: t.string().optional().writeOnly(),
  id: t.string().computed(),
};

const password = { result: t.string(), length: t.decimal(), id: t.string().computed() };

const moves: readonly Mover<{ text: string; length: string | null; id?: string }>[] = [
  moveFrom({ provider: "hashicorp/random", type: "random_password", schema: password, version: 3 }, ({ state }) => ({
    text: state.result,
    length: state.length,
    id: "moved",
  })),
  moveFrom(
    { provider: "example.com/acme/acme", type: "acme_note" },
    ({ state, version, sourcePrivate, setPrivate }) => {
      if (sourcePrivate !== undefined) setPrivate({ token: Buffer.from(sourcePrivate).toString() });
      return { text: `${(state as { note: string }).note} v${version}`, length: null };
    },
  ),
];

function hostOf(own: readonly Mover[] = moves): TestHost {
  const acme = defineProvider({ name: "acme" });
  acme.resource({
    name: "secret",
    schema,
    moves: own as typeof moves,
    private: { token: t.string() },
    create: () => ({ id: "1" }),
    read: ({ state }) => state,
  });
  return new TestHost(acme);
}

const random = { provider: "registry.terraform.io/hashicorp/random", type: "random_password", version: 3 };
const note = { provider: "example.com/acme/acme", type: "acme_note", version: 7 };

suite("V02 a resource of another type", () => {
  test("is moved by its schema, exactly, and without its private state", async () => {
    const json = '{"result":"s3cret","length":12345678901234567890.5,"bcrypt_hash":"x","id":"none"}';
    assert.deepEqual(await hostOf().move("secret", random, json, "private of random"), {
      state: { text: "s3cret", length: "12345678901234567890.5", pin: null, id: "moved" },
      diagnostics: [],
      private: "",
    });
    const opentofu = { ...random, provider: "registry.opentofu.org/hashicorp/random" };
    assert.deepEqual((await hostOf().move("secret", opentofu, json)).diagnostics, []);
  });

  test("is moved as JSON, with what its mover takes along of its private state", async () => {
    assert.deepEqual(await hostOf().move("secret", note, '{"note":"a"}', "p"), {
      state: { text: "a v7", length: null, pin: null, id: null },
      diagnostics: [],
      private: '{"token":"p"}',
    });
    assert.equal((await hostOf().move("secret", note, '{"note":"a"}')).private, "");
  });

  const refused: Record<string, { source: Parameters<TestHost["move"]>[1]; want: RegExp }> = {
    "of another type": {
      source: { ...random, type: "random_string" },
      want: /^error: random_string cannot be moved to acme_secret: The provider does not know how to turn a random_string of the provider registry.terraform.io\/hashicorp\/random into a acme_secret\.$/,
    },
    "of another namespace": {
      source: { ...random, provider: "registry.terraform.io/evil/random" },
      want: /does not know how/,
    },
    "of another host, where one is named": {
      source: { ...note, provider: "evil.com/acme/acme" },
      want: /does not know how/,
    },
    "of another version": {
      source: { ...random, version: 2 },
      want: /The state has version 2 of the schema of random_password; what can be moved is version 3\. Apply once/,
    },
  };
  for (const [name, { source, want }] of Object.entries(refused)) {
    test(`${name} is refused, and nothing of it is kept`, async () => {
      const { state, diagnostics, private: kept } = await hostOf().move("secret", source, '{"result":"x"}', "private");
      assert.deepEqual([state, kept], [null, ""]);
      assert.match(diagnostics.join(), want);
    });
  }

  test("is refused by a resource without movers", async () => {
    const { diagnostics } = await hostOf([]).move("secret", random, "{}");
    assert.match(diagnostics.join(), /random_password cannot be moved to acme_secret/);
  });

  test("that is moved wrongly is a provider bug", async () => {
    const wrong = hostOf([
      moveFrom({ provider: "a/b", type: "b_c" }, ({ setPrivate }) => (setPrivate({ token: 1 }), { text: 1 })),
    ]);
    const { state, diagnostics, private: kept } = await wrong.move("secret", { provider: "x/a/b", type: "b_c" }, "{}");
    assert.deepEqual([state, kept], [null, ""]);
    assert.deepEqual(
      diagnostics.map((line) => line.split("\n").slice(0, 2).join(" | ")),
      [
        "error: Provider bug: acme_secret returned a wrong value from private.set: Attribute: private.token | Expected:  a string",
      ],
    );
  });
});

suite("V02 movers", () => {
  test("are typed by both schemas", () => {
    const create = () => ({ id: "1" });
    const read = () => null;
    const textless = moveFrom({ provider: "a/b", type: "c" }, () => ({ length: null }));
    // @ts-expect-error text is missing
    void (() => defineResource({ name: "a", schema, moves: [textless], create, read }));
    // @ts-expect-error the source has no text
    void (() => moveFrom({ provider: "a/b", type: "c", schema: password }, ({ state }) => ({ text: state.text })));
    const idless = { provider: "a/b", type: "c", schema: password };
    // @ts-expect-error the source may not know its id
    void (() => moveFrom(idless, ({ state }) => ({ text: state.id.trim() })));
    void (() => moveFrom(idless, ({ state }) => ({ text: state.id?.trim() ?? "" })));
    // @ts-expect-error from whom?
    void (() => moveFrom({ type: "c" }, () => ({})));
    const anonymous = moveFrom({ provider: "random", type: "" }, () => ({ text: "", length: null }));
    assert.throws(
      () => defineResource({ name: "a", schema, moves: [anonymous], create, read }),
      (error: Error) => {
        assert.match(error.message, /moves: "random" is no provider's address/);
        assert.match(error.message, /moves: a source without a type/);
        return true;
      },
    );
  });
});
