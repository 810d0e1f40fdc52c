// SPDX-License-Identifier: Apache-2.0

/**
 * What compiles and what does not. Compiling this file is the test: a line
 * below `@ts-expect-error` that compiles is an error of its own.
 */

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import type { Dynamic, UncertainDynamic } from "./dynamic.ts";
import type { Config, Planned, PlanResult, Result, Secrets, State, Stored, UpdateResult, Upgraded } from "./models.ts";
import { type Unknown, UNKNOWN } from "./unknown.ts";
import { t } from "./vocabulary.ts";

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

/** Fails to compile unless the types are the same. */
function same<A, B>(equal: Equal<A, B>): void {
  assert.ok(equal);
}

/** Flattens intersections, so that they compare as one object. */
type Flat<T> = { [P in keyof T]: T[P] };

const schema = {
  name: t.string(),
  size: t.int().optional(),
  prefix: t.string().default("tok_"),
  region: t.string().optionalComputed(),
  tags: t.map(t.string()).optional(),
  secret: t.string().optional().writeOnly(),
  id: t.string().computed().useStateForUnknown(),
  expires: t.string().computed().nullable(),
};
type S = typeof schema;

const nested = {
  rule: t.nested.list({ port: t.int(), id: t.string().computed() }),
  limits: t.nested.single({ cpu: t.float().optional() }).optional(),
  members: t.nested.set({ user: t.string(), since: t.string().computed() }).optional(),
  login: t.block.single({ user: t.string(), password: t.string().writeOnly() }),
  zone: t.block.list({ name: t.string(), address: t.string().computed() }),
  all: t.nested.map({ at: t.string().computed() }).computed(),
};
type N = typeof nested;

suite("models", () => {
  test("configuration may be unknown anywhere, and has no computed attributes", () => {
    same<
      Config<S>,
      {
        readonly name: string | Unknown;
        readonly size: number | Unknown | null;
        readonly prefix: string | Unknown;
        readonly region: string | Unknown | null;
        readonly tags: Readonly<Record<string, string | Unknown>> | Unknown | null;
        readonly secret: string | Unknown | null;
      }
    >(true);
    same<Config<N>["rule"], Unknown | readonly ({ readonly port: number | Unknown } | Unknown)[]>(true);
    same<Config<N>["limits"], Unknown | { readonly cpu: number | Unknown | null } | null>(true);
    same<Config<N>["login"], Unknown | { readonly user: string | Unknown; readonly password: string | Unknown } | null>(
      true,
    );
  });

  test("a plan is known, and lacks what is computed or write-only", () => {
    same<
      Planned<S>,
      {
        readonly name: string;
        readonly size: number | null;
        readonly prefix: string;
        readonly region: string | null | undefined;
        readonly tags: Readonly<Record<string, string>> | null;
      }
    >(true);
    same<Planned<N>["rule"], readonly { readonly port: number }[]>(true);
    same<Planned<N>["login"], { readonly user: string } | null>(true);
    same<keyof Planned<N>, "rule" | "limits" | "members" | "login" | "zone">(true);
  });

  test("state has everything but what is write-only", () => {
    same<
      State<S>,
      {
        readonly name: string;
        readonly size: number | null;
        readonly prefix: string;
        readonly region: string;
        readonly tags: Readonly<Record<string, string>> | null;
        readonly id: string;
        readonly expires: string | null;
      }
    >(true);
    same<State<N>["rule"], readonly { readonly port: number; readonly id: string }[]>(true);
    same<State<N>["all"], Readonly<Record<string, { readonly at: string }>>>(true);
    same<State<N>["login"], { readonly user: string } | null>(true);
  });

  test("a stored state may lack what was computed at every depth, and an upgraded one too", () => {
    same<
      Stored<S>,
      {
        readonly name: string;
        readonly size: number | null;
        readonly prefix: string;
        readonly region: string | null;
        readonly tags: Readonly<Record<string, string>> | null;
        readonly id: string | null;
        readonly expires: string | null;
      }
    >(true);
    same<Stored<N>["rule"], readonly { readonly port: number; readonly id: string | null }[]>(true);
    same<Stored<N>["members"], readonly { readonly user: string; readonly since: string | null }[] | null>(true);
    same<Stored<N>["login"], { readonly user: string } | null>(true);
    same<Stored<N>["zone"], readonly { readonly name: string; readonly address: string | null }[]>(true);
    same<Stored<N>["all"], Readonly<Record<string, { readonly at: string | null }>> | null>(true);
    same<Upgraded<S>["id"], string | null | undefined>(true);
    same<Upgraded<S>["name"], string>(true);
    same<Flat<Upgraded<N>["rule"][number]>, { readonly port: number; readonly id?: string | null }>(true);
    const stored: Stored<N> | undefined = undefined;
    const upgraded: Upgraded<N> | undefined = stored;
    assert.equal(upgraded, undefined);
  });

  test("secrets are the write-only values at every depth", () => {
    same<Secrets<S>, { readonly secret: string | null }>(true);
    same<Secrets<N>, { readonly login: { readonly password: string } | null }>(true);
  });

  test("a result needs what is computed, and may repeat the rest", () => {
    same<
      Flat<Result<S>>,
      {
        readonly region: string;
        readonly id: string;
        readonly expires: string | null;
        readonly name?: string;
        readonly size?: number | null;
        readonly prefix?: string;
        readonly tags?: Readonly<Record<string, string>> | null;
      }
    >(true);
    same<
      Flat<UpdateResult<S>>,
      {
        readonly region: string;
        readonly expires: string | null;
        readonly id?: string;
        readonly name?: string;
        readonly size?: number | null;
        readonly prefix?: string;
        readonly tags?: Readonly<Record<string, string>> | null;
      }
    >(true);
    same<keyof PlanResult<S>, "region" | "id" | "expires">(true);
    same<PlanResult<S>["id"], string | Unknown | undefined>(true);
    type RuleResult = Result<N>["rule"][number];
    same<Flat<RuleResult>, { readonly id: string; readonly port?: number }>(true);
    same<Result<N>["members"], readonly { readonly user: string; readonly since: string }[] | null>(true);
    const result: Result<N> = {
      rule: [{ id: "1" }],
      zone: [{ address: "a" }],
      members: null,
      all: {},
    };
    assert.equal(result.limits, undefined);
  });

  test("what modifyPlan() plans need not be returned, what is only expected must be", () => {
    const planned = {
      name: t.string(),
      slug: t
        .string()
        .computed()
        .modifyPlan(() => "a"),
      zone: t
        .string()
        .optionalComputed()
        .modifyPlan(() => "eu"),
      size: t.int().computed().expect({ min: 0 }),
    };
    type Returns = { readonly size: number; readonly name?: string; readonly slug?: string; readonly zone?: string };
    same<Flat<Result<typeof planned>>, Returns>(true);
    same<Flat<UpdateResult<typeof planned>>, Returns>(true);
    same<Planned<typeof planned>["zone"], string | null | undefined>(true);
  });

  test("every kind of value has its type", () => {
    const kinds = {
      bool: t.bool(),
      int32: t.int32(),
      bigint: t.bigint(),
      float: t.float(),
      float32: t.float32(),
      decimal: t.decimal(),
      list: t.list(t.string()),
      set: t.set(t.int().nullable()),
      object: t.object({ a: t.string(), b: t.list(t.bool()).nullable() }),
      choice: t.string().oneOf("a", "b"),
    };
    same<
      State<typeof kinds>,
      {
        readonly bool: boolean;
        readonly int32: number;
        readonly bigint: bigint;
        readonly float: number;
        readonly float32: number;
        readonly decimal: string;
        readonly list: readonly string[];
        readonly set: readonly (number | null)[];
        readonly object: { readonly a: string; readonly b: readonly boolean[] | null };
        readonly choice: "a" | "b";
      }
    >(true);
    const mixed = {
      tuple: t.tuple([t.string(), t.int().nullable(), t.tuple([t.bool()])]),
      dynamic: t.dynamic(),
      some: t.object({ a: t.dynamic().nullable() }).optional(),
    };
    same<
      State<typeof mixed>,
      {
        readonly tuple: readonly [string, number | null, readonly [boolean]];
        readonly dynamic: Dynamic;
        readonly some: { readonly a: Dynamic | null } | null;
      }
    >(true);
    same<
      Config<typeof mixed>["tuple"],
      Unknown | readonly [string | Unknown, number | Unknown | null, Unknown | readonly [boolean | Unknown]]
    >(true);
    same<Config<typeof mixed>["dynamic"], Unknown | UncertainDynamic>(true);
  });

  test("wrong use of a model does not compile", () => {
    assert.equal(typeof misuseModels, "function");
  });
});

suite("declarations that contradict each other", () => {
  test("do not compile", () => {
    assert.equal(typeof declareContradictions, "function");
  });

  test("checks of another kind of value do not compile", () => {
    assert.equal(typeof declareForeignChecks, "function");
  });

  test("elements without a place for flags do not take any", () => {
    assert.equal(typeof declareFlaggedElements, "function");
  });

  test("values of any type have no place where all have one, and no checks", () => {
    assert.equal(typeof declareDynamicElements, "function");
  });

  test("counts of blocks that are not counted do not compile", () => {
    assert.equal(typeof declareUncountedBlocks, "function");
  });
});

function misuseModels(config: Config<S>, plan: Planned<S>, state: State<S>, secrets: Secrets<S>): void {
  // @ts-expect-error may be unknown
  config.name.toUpperCase();
  if (config.name !== UNKNOWN) config.name.toUpperCase();
  // @ts-expect-error computed: there is no configuration of it
  void config.id;
  // @ts-expect-error computed: has no value before apply
  void plan.id;
  // @ts-expect-error write-only: in secrets
  void plan.secret;
  // @ts-expect-error may be null
  plan.size.toFixed();
  // @ts-expect-error may be undecided
  plan.region.toUpperCase();
  // @ts-expect-error write-only: never stored
  void state.secret;
  // @ts-expect-error nullable
  state.expires.toUpperCase();
  // @ts-expect-error not write-only
  void secrets.name;
  // @ts-expect-error models are read-only
  state.name = "b";
  // @ts-expect-error so are their collections
  state.tags!["a"] = "b";
  // @ts-expect-error no such attribute
  void state.nme;
}

function declareContradictions(): void {
  // @ts-expect-error computed is a mode already
  t.string().computed().optional();
  // @ts-expect-error
  t.string().optional().optional();
  // @ts-expect-error
  t.string().optional().computed();
  // @ts-expect-error
  t.string().default("a").optional();
  // @ts-expect-error
  t.string().default("a").computed();
  // @ts-expect-error
  t.string().optionalComputed().computed();
  // @ts-expect-error
  t.string().optionalComputed().optional();
  // @ts-expect-error
  t.string().optional().optionalComputed();
  // @ts-expect-error a computed attribute is not configured
  t.string().computed().default("a");
  // @ts-expect-error the provider chooses, or the default does
  t.string().optionalComputed().default("a");
  // @ts-expect-error of another type
  t.string().default(1);
  // @ts-expect-error of another type
  t.int().default(1n);
  // @ts-expect-error of another type
  t.decimal().default(0.1);
  // @ts-expect-error not one of the values
  t.string().oneOf("a", "b").default("c");
  // @ts-expect-error element of another type
  t.list(t.string()).default([1]);
  // @ts-expect-error nested attributes have no default
  t.nested.single({ a: t.string() }).default({ a: "" });
  // @ts-expect-error a computed value is never written
  t.string().computed().writeOnly();
  // @ts-expect-error
  t.string().optionalComputed().writeOnly();
  // @ts-expect-error a default would be stored
  t.string().default("a").writeOnly();
  // @ts-expect-error
  t.string().writeOnly().default("a");
  // @ts-expect-error
  t.string().writeOnly().computed();
  // @ts-expect-error
  t.string().writeOnly().optionalComputed();
  // @ts-expect-error
  t.string().writeOnly().writeOnly();
  // @ts-expect-error nothing is kept that a new value could be compared with
  t.string().writeOnly().requiresReplace();
  // @ts-expect-error
  t.string().requiresReplace().writeOnly();
  // @ts-expect-error the attributes in it are
  t.nested.single({ a: t.string() }).writeOnly();
  // @ts-expect-error nobody configures it
  t.string().computed().requiresReplace();
  // @ts-expect-error
  t.string().requiresReplace().computed();
  // @ts-expect-error
  t.string().requiresReplace().requiresReplace();
  // @ts-expect-error never unknown unless configured so
  t.string().useStateForUnknown();
  // @ts-expect-error
  t.string().optional().useStateForUnknown();
  // @ts-expect-error
  t.string().default("a").useStateForUnknown();
  // @ts-expect-error
  t.string().sensitive().sensitive();
  // @ts-expect-error optional is nullable already
  t.string().optional().nullable();
  // @ts-expect-error
  t.string().nullable().optional();
  // @ts-expect-error a default is there to avoid null
  t.string().default("a").nullable();
  // @ts-expect-error a computed value has no configuration to check
  t.int().computed().min(1);
  // @ts-expect-error
  t.int().min(1).computed();
  // @ts-expect-error
  t.string().computed().validate(String);
  // @ts-expect-error
  t.string().computed().regex(/a/);
  // @ts-expect-error
  t.string().computed().oneOf("a");
  // @ts-expect-error
  t.list(t.string()).computed().minItems(1);
  // @ts-expect-error an attribute that is not computed
  t.nested.list({ a: t.string() }).computed();
}

function declareForeignChecks(): void {
  // @ts-expect-error
  t.string().min(1);
  // @ts-expect-error
  t.bool().max(1);
  // @ts-expect-error a bound of another type
  t.int().min(1n);
  // @ts-expect-error
  t.bigint().max(1);
  // @ts-expect-error
  t.int().minLength(1);
  // @ts-expect-error
  t.list(t.string()).maxLength(1);
  // @ts-expect-error
  t.int().regex(/1/);
  // @ts-expect-error
  t.string().minItems(1);
  // @ts-expect-error
  t.nested.single({ a: t.string() }).maxItems(1);
  // @ts-expect-error
  t.object({ a: t.string() }).maxItems(1);
  // @ts-expect-error
  t.list(t.string()).oneOf(["a"]);
  // @ts-expect-error
  t.int().oneOf("a");
  // @ts-expect-error takes the attribute's own type
  t.int().validate((value: string) => value);
  // @ts-expect-error returns a text or nothing
  t.int().validate(() => false);
}

function declareFlaggedElements(): void {
  // @ts-expect-error
  t.list(t.string().optional());
  // @ts-expect-error
  t.set(t.string().computed());
  // @ts-expect-error
  t.map(t.string().default("a"));
  // @ts-expect-error
  t.list(t.string().sensitive());
  // @ts-expect-error
  t.list(t.string().writeOnly());
  // @ts-expect-error
  t.list(t.string().requiresReplace());
  // @ts-expect-error
  t.object({ a: t.string().optional() });
  // @ts-expect-error
  t.list(t.nested.single({ a: t.string() }));
  // @ts-expect-error
  t.object({ a: t.block.list({ a: t.string() }) });
  // @ts-expect-error
  t.nested.single({ a: t.block.list({ a: t.string() }) });
  // @ts-expect-error
  t.nested.set({ a: t.string().writeOnly() });
  // @ts-expect-error
  t.nested.set({ a: t.nested.single({ b: t.string().writeOnly() }) });
  // @ts-expect-error
  t.block.set({ a: t.string().writeOnly() });
  // @ts-expect-error
  t.nested.single({ a: t.string().nullable() });
}

function declareDynamicElements(value: Dynamic): void {
  // @ts-expect-error
  t.list(t.dynamic());
  // @ts-expect-error
  t.set(t.dynamic());
  // @ts-expect-error
  t.map(t.dynamic());
  // @ts-expect-error as a part of an element
  t.list(t.object({ a: t.dynamic() }));
  // @ts-expect-error
  t.map(t.tuple([t.string(), t.dynamic()]));
  // @ts-expect-error
  t.nested.list({ a: t.dynamic() });
  // @ts-expect-error
  t.nested.set({ a: t.dynamic() });
  // @ts-expect-error
  t.nested.map({ a: t.nested.single({ b: t.dynamic().optional() }) });
  // @ts-expect-error
  t.block.list({ a: t.dynamic() });
  // @ts-expect-error
  t.block.set({ a: t.block.single({ b: t.object({ c: t.dynamic() }) }) });
  // @ts-expect-error
  t.block.map({ a: t.dynamic() });
  // @ts-expect-error a value of any type has no bound
  t.dynamic().min(1);
  // @ts-expect-error
  t.dynamic().oneOf("a");
  // @ts-expect-error
  t.dynamic().minItems(1);
  // @ts-expect-error null is not a value
  t.dynamic().default(null);
  // @ts-expect-error nor is a function
  t.dynamic().default(() => 1);
  // @ts-expect-error of another length
  t.tuple([t.string()]).default(["a", "b"]);
  // @ts-expect-error of another type
  t.tuple([t.string(), t.int()]).default(["a", "b"]);
  // @ts-expect-error a tuple has a number of elements of its own
  t.tuple([t.string()]).maxItems(1);
  // @ts-expect-error
  t.tuple([t.string().optional()]);
  // @ts-expect-error
  t.tuple([t.nested.single({ a: t.string() })]);
  // @ts-expect-error may be of any type
  value.toUpperCase();
  // @ts-expect-error may be another kind of number
  if (typeof value !== "string" && typeof value !== "boolean" && typeof value !== "object") value.toFixed();
}

function declareUncountedBlocks(): void {
  // @ts-expect-error
  t.block.map({ a: t.string() }).minItems(1);
  // @ts-expect-error
  t.block.group({ a: t.string() }).maxItems(1);
  // @ts-expect-error
  t.block.single({ a: t.string() }).minItems(1);
  // @ts-expect-error
  t.block.list({ a: t.string() }).required();
  // @ts-expect-error
  t.block.single({ a: t.string() }).required().required();
  // @ts-expect-error
  t.block.list({ a: t.string() }).optional();
}
