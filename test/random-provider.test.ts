// SPDX-License-Identifier: Apache-2.0

/**
 * The provider of examples/random beside the one in Go that it rebuilds: both under our host, with the same questions.
 *
 * @module
 */

import assert from "node:assert/strict";
import path from "node:path";
import { after, before, suite, test } from "node:test";
import type * as cty from "@provide-foundry/cty";
import * as json from "@provide-foundry/cty/json";
import { buildGoProgram, missing } from "@provide-foundry/testkit";
import { root } from "../scripts/workspace.ts";
import { GoProvider as HostedProvider } from "./go-provider.ts";

type Plain = Readonly<Record<string, unknown>>;

const resources = ["random_password", "random_uuid4", "random_shuffle"];
const letters = ["a", "b", "c", "d", "e", "f", "g"];

/** Valid configurations, by type. */
const configurations: Record<string, Record<string, Plain>> = {
  random_password: {
    "a length": { length: 16 },
    "the shortest": { length: 1 },
    "more than bcrypt takes": { length: 100 },
    "no special characters": { length: 20, special: false },
    "only upper case": { length: 20, special: false, lower: false, numeric: false },
    "only lower case": { length: 20, special: false, upper: false, numeric: false },
    "only digits": { length: 20, special: false, upper: false, lower: false },
    "only special characters": { length: 20, upper: false, lower: false, numeric: false },
    "digits by their old name": { length: 20, number: false },
    "digits by their new name": { length: 20, numeric: false },
    "digits by both names": { length: 20, number: true, numeric: true },
    "no digits by both names": { length: 20, number: false, numeric: false },
    "at least some of each": { length: 20, min_upper: 5, min_lower: 5, min_numeric: 5, min_special: 5 },
    "at least some of what is not allowed": { length: 12, upper: false, min_upper: 6 },
    "digits although none are allowed": { length: 6, numeric: false, min_numeric: 6 },
    "special characters of one's own": { length: 20, override_special: "_%@", min_special: 4 },
    "one special character beyond ASCII": { length: 10, override_special: "°", min_special: 5 },
    "special characters beyond the BMP": {
      length: 10,
      override_special: "🙂🙃",
      upper: false,
      lower: false,
      numeric: false,
    },
    "no special characters of one's own": { length: 10, override_special: "", min_special: 10 },
    keepers: { length: 8, keepers: { ami: "a", zone: "ä" } },
    "keepers without values": { length: 8, keepers: { ami: null } },
    "empty keepers": { length: 8, keepers: {} },
  },
  random_uuid4: {
    nothing: {},
    keepers: { keepers: { a: "1" } },
    "empty keepers": { keepers: {} },
    "keepers, some without values": { keepers: { a: "1", b: null } },
  },
  random_shuffle: {
    "no seed": { input: letters },
    "an empty seed": { input: letters, seed: "" },
    "a seed": { input: letters, seed: "foundry" },
    "another seed": { input: letters, seed: "-" },
    "a seed beyond ASCII": { input: letters, seed: "größe 🙂" },
    "a long seed": { input: letters, seed: "x".repeat(1_000) },
    "a seed and one element": { input: ["a"], seed: "s" },
    "a seed and nothing to shuffle": { input: [], seed: "s" },
    "a seed and a null": { input: ["a", null, "c"], seed: "s" },
    "the same element twice": { input: ["a", "a", "b"], seed: "s" },
    "no results": { input: letters, result_count: 0, seed: "s" },
    "fewer results": { input: letters, result_count: 3, seed: "s" },
    "more results": { input: letters, result_count: 30, seed: "s" },
    "many elements": { input: Array.from({ length: 1_000 }, (_, i) => `${i}`), seed: "s" },
    "more results of nothing": { input: [], result_count: 3 },
    keepers: { input: letters, seed: "s", keepers: { a: "1" } },
    ...Object.fromEntries(
      Array.from({ length: 20 }, (_, i) => [`the seed ${i}`, { input: letters, seed: `${i}`, result_count: 20 }]),
    ),
  },
};

/** Configurations that both refuse, by type. */
const refused: Record<string, Record<string, Plain>> = {
  random_password: {
    "no length": {},
    "a length of 0": { length: 0 },
    "a length below 0": { length: -1 },
    "more required than there is room": { length: 3, min_upper: 2, min_special: 2 },
    "too short by one": { length: 3, min_upper: 1, min_lower: 1, min_numeric: 1, min_special: 1 },
    "nothing allowed": { length: 3, special: false, upper: false, lower: false, numeric: false },
    "nothing allowed, by the old name": { length: 3, special: false, upper: false, lower: false, number: false },
    "nothing allowed, by both names": {
      length: 3,
      special: false,
      upper: false,
      lower: false,
      number: false,
      numeric: false,
    },
    "names that disagree": { length: 3, number: true, numeric: false },
    "names that disagree the other way": { length: 3, number: false, numeric: true },
  },
  random_shuffle: { "no input": {} },
};

/** Changes of what exists: of its configuration, from one to another. */
const changes: Record<string, Record<string, readonly [from: Plain, to: Plain]>> = {
  random_password: {
    nothing: [{ length: 8 }, { length: 8 }],
    "another length": [{ length: 8 }, { length: 9 }],
    "what was the default anyway": [{ length: 8 }, { length: 8, upper: true, min_upper: 0, numeric: true }],
    "no upper case": [{ length: 8 }, { length: 8, upper: false }],
    "more digits": [{ length: 8 }, { length: 8, min_numeric: 2 }],
    "no digits, by the new name": [{ length: 8 }, { length: 8, numeric: false }],
    "no digits, by the old name": [{ length: 8 }, { length: 8, number: false }],
    "the new name for the old": [
      { length: 8, number: false },
      { length: 8, numeric: false },
    ],
    "digits again": [{ length: 8, numeric: false }, { length: 8 }],
    "other special characters": [
      { length: 8, override_special: "a" },
      { length: 8, override_special: "b" },
    ],
    "the usual special characters": [{ length: 8, override_special: "a" }, { length: 8 }],
    "empty special characters to none": [{ length: 8, override_special: "" }, { length: 8 }],
    "no special characters to empty": [{ length: 8 }, { length: 8, override_special: "" }],
    keepers: [{ length: 8 }, { length: 8, keepers: { a: "1" } }],
  },
  random_uuid4: {
    "keepers that come": [{}, { keepers: { a: "1" } }],
    "keepers that come without values": [{}, { keepers: { a: null } }],
    "keepers that go": [{ keepers: { a: "1" } }, {}],
    "empty keepers that go": [{ keepers: {} }, {}],
    "keepers without values that go": [{ keepers: { a: null } }, {}],
    "another value": [{ keepers: { a: "1" } }, { keepers: { a: "2" } }],
    "no value any more": [{ keepers: { a: "1" } }, { keepers: { a: null } }],
    "a value where there was none": [{ keepers: { a: null } }, { keepers: { a: "1" } }],
    "another key": [{ keepers: { a: "1" } }, { keepers: { a: "1", b: "2" } }],
    "another key without a value": [{ keepers: { a: "1" } }, { keepers: { a: "1", b: null } }],
    "one key less": [{ keepers: { a: "1", b: "2" } }, { keepers: { a: "1" } }],
    "keys that are names of methods": [{ keepers: { a: "1" } }, { keepers: { a: "1", toString: "x" } }],
  },
  random_shuffle: {
    "another seed": [
      { input: letters, seed: "a" },
      { input: letters, seed: "b" },
    ],
    "another order of the input": [{ input: ["a", "b"] }, { input: ["b", "a"] }],
    "the count that it has": [{ input: ["a", "b"] }, { input: ["a", "b"], result_count: 2 }],
    "keepers without values": [{ input: ["a"] }, { input: ["a"], keepers: { b: null } }],
  },
};

const stored = {
  id: "none",
  keepers: { a: "1" },
  length: 3,
  special: false,
  upper: true,
  lower: true,
  number: true,
  min_numeric: 1,
  min_upper: 0,
  min_lower: 0,
  min_special: 0,
  override_special: "",
  result: "aB3",
};
const bare = Object.fromEntries(Object.keys(stored).map((name) => [name, null]));
const wrongHash = `$2a$10$${"a".repeat(53)}`;

/** States that earlier versions of the provider stored. */
const oldStates: Record<string, { version: bigint; state: Plain }> = {
  "version 0": { version: 0n, state: stored },
  "version 0 without digits": { version: 0n, state: { ...stored, number: false } },
  "version 0, imported": { version: 0n, state: { ...bare, id: "none", result: "pä€ss" } },
  "version 1": { version: 1n, state: { ...stored, bcrypt_hash: wrongHash } },
  "version 2": { version: 2n, state: { ...stored, numeric: true, bcrypt_hash: wrongHash } },
  "version 2, whose names disagree": {
    version: 2n,
    state: { ...stored, number: false, numeric: true, bcrypt_hash: wrongHash },
  },
  "version 2, imported": {
    version: 2n,
    state: { ...bare, id: "none", result: "x", numeric: null, bcrypt_hash: wrongHash },
  },
};

/** What is imported, by id. */
const imports: Record<string, readonly string[]> = {
  random_password: ["secret", "pä€ss🙂", "x".repeat(100), 'with spaces and "quotes"'],
  random_uuid4: [
    "6b0f8e7c-7f0b-4e57-9a53-0f4c7d1b9d2e",
    "6B0F8E7C-7F0B-4E57-9A53-0F4C7D1B9D2E",
    "urn:uuid:6b0f8e7c-7f0b-4e57-9a53-0f4c7d1b9d2e",
    "{6b0f8e7c-7f0b-4e57-9a53-0f4c7d1b9d2e}",
    "6b0f8e7c7f0b4e579a530f4c7d1b9d2e",
    "00000000-0000-0000-0000-000000000000",
  ],
};

const refusedImports: Record<string, readonly string[]> = {
  random_uuid4: ["x", "6b0f8e7c-7f0b-4e57-9a53-0f4c7d1b9d2", "6b0f8e7c-7f0b-4e57-9a53-0f4c7d1b9d2g", "urn:uid:x"],
  random_shuffle: ["a"],
};

suite("examples/random and random in Go", { skip: missing("go") }, () => {
  let go: HostedProvider;
  let ours: HostedProvider;
  let command: string;

  before(async () => {
    const module = path.join(root, "harnesses/go/providers");
    const goPackage = "github.com/terraform-providers/terraform-provider-random";
    command = await buildGoProgram(module, path.join(root, "out/go"), goPackage);
    go = await HostedProvider.start(command);
    ours = await HostedProvider.start(process.execPath, [path.join(root, "examples/random/dist/main.js")]);
  });

  after(async () => {
    await Promise.all([go?.plugin.close(), ours?.plugin.close()]);
  });

  /** What both answer, Go first. */
  const both = <T>(ask: (provider: HostedProvider) => Promise<T>): Promise<[T, T]> => Promise.all([ask(go), ask(ours)]);

  test("V02 the schemas have the same attributes", () => {
    for (const name of resources) {
      const [theirs, own] = [go, ours].map(({ schema }) => {
        const { version, block } = schema.resourceSchemas.get(name)!;
        const attributes = block!.attributes.map(({ name: attribute, type, sensitive, ...rest }) => {
          const { required, optional, computed, deprecated } = rest;
          return [
            attribute,
            { type: Buffer.from(type).toString(), sensitive, required, optional, computed, deprecated },
          ];
        });
        return { version, attributes: Object.fromEntries(attributes) as object };
      });
      assert.deepEqual(own, theirs);
    }
  });

  for (const [typeName, cases] of Object.entries(configurations)) {
    for (const [name, config] of Object.entries(cases)) {
      test(`V02 ${typeName} is created alike with ${name}`, async () => {
        const [theirs, own] = await both((provider) => provider.create(typeName, config));
        assert.deepEqual(knownOf(own.planned), knownOf(theirs.planned));
        assert.deepEqual(own.read, own.state);
        assert.deepEqual(describe(typeName, own.state, config), describe(typeName, theirs.state, config));
      });
    }
  }

  for (const [typeName, cases] of Object.entries(refused)) {
    for (const [name, config] of Object.entries(cases)) {
      test(`V02 ${typeName} is refused alike with ${name}`, async () => {
        const [theirs, own] = await both((provider) => provider.findErrors(typeName, config));
        assert.notEqual(theirs.length, 0);
        assert.deepEqual(own, theirs);
      });
    }
  }

  for (const [typeName, cases] of Object.entries(changes)) {
    for (const [name, [from, to]] of Object.entries(cases)) {
      test(`V02 ${typeName} is replaced or not, alike, with a change of ${name}`, async () => {
        const { state } = await go.create(typeName, from);
        const [theirs, own] = await both((provider) => provider.replacing(typeName, state, to));
        assert.deepEqual(own.toSorted(), theirs.toSorted());
      });
    }
  }

  for (const [name, { version, state }] of Object.entries(oldStates)) {
    test(`V02 a password of ${name} is upgraded alike`, async () => {
      const [theirs, own] = await both((provider) => provider.upgrade("random_password", version, state));
      assert.deepEqual({ ...own, bcrypt_hash: "" }, { ...theirs, bcrypt_hash: "" });
      await expectHash(go, own);
    });
  }

  for (const version of [1n, 2n]) {
    test(`V02 a password of version ${version} without a hash gets one, but not in Go`, async () => {
      const state = { ...stored, bcrypt_hash: null };
      await expectHash(go, await ours.upgrade("random_password", version, state));
      if (version === 1n) assert.equal((await go.upgrade("random_password", version, state)).bcrypt_hash, null);
      else await assert.rejects(go.upgrade("random_password", version, state), /Version 3 State Upgrade Error/);
    });
  }

  test("V02 a hash that is right stays, whoever made it", async () => {
    const [theirs, own] = await both((provider) => provider.create("random_password", { length: 100 }));
    for (const { state } of [theirs, own]) {
      assert.match(state.bcrypt_hash, /^\$2a\$10\$[./\w]{53}$/);
      await expectHash(go, state);
      await expectHash(ours, state);
    }
  });

  for (const [typeName, ids] of Object.entries(imports)) {
    for (const id of ids) {
      test(`V02 ${typeName} ${JSON.stringify(id.slice(0, 50))} is imported alike`, async () => {
        const [theirs, own] = await both((provider) => provider.import(typeName, id));
        assert.deepEqual({ ...own, bcrypt_hash: "" }, { ...theirs, bcrypt_hash: "" });
        const isPassword = typeName === "random_password";
        if (isPassword) await expectHash(go, own);
        assert.deepEqual(await ours.replacing(typeName, own, isPassword ? { length: own.length } : {}), []);
      });
    }
  }

  for (const [typeName, ids] of Object.entries(refusedImports)) {
    for (const id of ids) {
      test(`V02 ${typeName} ${JSON.stringify(id)} is imported by neither`, async () => {
        for (const provider of [go, ours]) {
          const { diagnostics } = await provider.client.importResourceState({ typeName, id });
          assert.deepEqual(
            diagnostics.map(({ severity }) => severity),
            [1],
          );
        }
      });
    }
  }

  for (const [typeName, config, at] of [
    ["random_password", { length: 3, min_upper: -1 }, "min_upper"],
    ["random_shuffle", { input: ["a"], result_count: -1 }, "result_count"],
  ] as const) {
    test(`V02 a negative ${at} is refused, which ends the provider in Go`, async () => {
      await using crashing = await HostedProvider.start(command);
      await assert.rejects(crashing.create(typeName, config), { code: "plugin.ended" });
      assert.deepEqual(await ours.findErrors(typeName, config), [at]);
    });
  }
});

/** What was planned, without what is not known yet. */
function knownOf(planned: cty.Value): Record<string, unknown> {
  const known = [...planned.asValueMap()].filter(([, value]) => value.isWhollyKnown());
  return Object.fromEntries(known.map(([name, value]) => [name, json.marshal(value, value.type)]));
}

/** What must be the same whatever chance decides. */
function describe(typeName: string, state: any, config: any): unknown {
  const { result, ...rest } = state;
  if (typeName === "random_uuid4") {
    assert.match(result, /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
    return { ...rest, id: rest.id === result };
  }
  if (typeName === "random_shuffle") return { ...rest, result: config.seed ? result : result.toSorted() };
  const counts = count(result, config.override_special || "!@#$%&*()-_=+[]{}<>:?");
  const required = [rest.min_upper, rest.min_lower, rest.min_numeric, rest.min_special];
  const allowed = [rest.upper, rest.lower, rest.numeric, rest.special];
  return {
    ...rest,
    bcrypt_hash: rest.bcrypt_hash.length,
    length: Array.from(result as string).length,
    total: counts.reduce((sum, each) => sum + each, 0),
    isEnough: counts.map((each, i) => each >= required[i]),
    // What is not allowed there is only as much of as is required.
    isNotTooMuch: counts.map((each, i) => allowed[i] || each === required[i]),
  };
}

/** How many of each kind of character there are. */
function count(text: string, special: string): number[] {
  const pools = [/[A-Z]/, /[a-z]/, /\d/].map((pattern) => (character: string) => pattern.test(character));
  return [...pools, (character: string) => special.includes(character)].map(
    (isOfPool) => Array.from(text).filter((character) => isOfPool(character)).length,
  );
}

/** Asserts that the provider takes the hash for one of the password: its upgrade replaces others. */
async function expectHash(provider: HostedProvider, { bcrypt_hash, ...state }: any): Promise<void> {
  const upgraded = await provider.upgrade("random_password", 2n, { ...state, bcrypt_hash });
  assert.equal(upgraded.bcrypt_hash, bcrypt_hash);
}
