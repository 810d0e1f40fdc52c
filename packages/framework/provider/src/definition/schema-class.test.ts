// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import type { Computed, OptionalComputed, WriteOnly } from "../schema/declared.ts";
import type { Dynamic } from "../schema/dynamic.ts";
import type { Config, Planned, Result, Secrets, State, UpdateResult } from "../schema/models.ts";
import type { Unknown } from "../schema/unknown.ts";
import { t } from "../schema/vocabulary.ts";
import { Resource } from "./class-form.ts";
import { DefinitionError } from "./definition-error.ts";
import { defineResource } from "./resource.ts";
import { attribute, block, schemaOf } from "./schema-class.ts";

const rule = { port: t.int(), id: t.string().computed() };

const nextRevision = ({ prior }: { prior: number | null | undefined }): number => (prior ?? 0) + 1;
const keepHost = ({ planned }: { planned: string | null | Unknown }): string | null | Unknown => planned;

class Timed {
  @attribute(t.string().computed().nullable()) accessor expires!: Computed<string | null>;
}

class TokenSchema extends Timed {
  @attribute(t.int().min(1).requiresReplace().describe("How long it is.")) accessor length!: number;
  @attribute(t.string().default("tok_")) prefix!: string;
  @attribute(t.map(t.string()).optional()) accessor keepers!: Readonly<Record<string, string>> | null;
  @attribute(t.string().optional().writeOnly()) accessor seed!: WriteOnly<string | null>;
  @attribute(t.string().oneOf("a", "b").optionalComputed()) accessor kind!: OptionalComputed<"a" | "b">;
  @attribute(t.string().computed().useStateForUnknown()) accessor id!: Computed<string, "stable">;
  @attribute(t.bool().computed()) accessor ready!: Computed<boolean>;
  @attribute(t.int().computed().modifyPlan(nextRevision)) accessor revision!: Computed<number, "planned">;
  @attribute(t.string().optionalComputed().useStateForUnknown().modifyPlan(keepHost))
  accessor host!: OptionalComputed<string, "planned" | "stable">;
  @attribute(t.dynamic().optional()) accessor notes!: Dynamic | null;
  @attribute(t.tuple([t.string(), t.int().nullable()])) accessor pair!: readonly [string, number | null];
  @attribute(t.nested.map(rule)) accessor rules!: Readonly<
    Record<string, { readonly port: number; readonly id: Computed<string> }>
  >;
  @block(t.block.list(rule).minItems(1)) accessor rule!: readonly {
    readonly port: number;
    readonly id: Computed<string>;
  }[];
  @block(t.block.single({ user: t.string(), password: t.string().writeOnly() })) accessor login!: {
    readonly user: string;
    readonly password: WriteOnly<string>;
  } | null;

  describe(): string {
    return `${this.prefix}: methods are not of the schema`;
  }
}

/** The same, as it is written otherwise. */
const fields = {
  expires: t.string().computed().nullable(),
  length: t.int().min(1).requiresReplace().describe("How long it is."),
  prefix: t.string().default("tok_"),
  keepers: t.map(t.string()).optional(),
  seed: t.string().optional().writeOnly(),
  kind: t.string().oneOf("a", "b").optionalComputed(),
  id: t.string().computed().useStateForUnknown(),
  ready: t.bool().computed(),
  revision: t.int().computed().modifyPlan(nextRevision),
  host: t.string().optionalComputed().useStateForUnknown().modifyPlan(keepHost),
  notes: t.dynamic().optional(),
  pair: t.tuple([t.string(), t.int().nullable()]),
  rules: t.nested.map(rule),
  rule: t.block.list(rule).minItems(1),
  login: t.block.single({ user: t.string(), password: t.string().writeOnly() }),
};

type F = typeof fields;
const schema = schemaOf(TokenSchema);
type S = typeof schema;

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
function same<A, B>(equal: Equal<A, B>): void {
  assert.ok(equal);
}

suite("P06 schemas as classes", () => {
  test("hold the same fields as those that are written as objects", () => {
    const plain = (of: object): unknown =>
      JSON.parse(JSON.stringify(of, (_, value) => (typeof value === "bigint" ? `${value}n` : (value as unknown))));
    assert.deepEqual(Object.keys(schema).toSorted(), Object.keys(fields).toSorted());
    assert.deepEqual(plain(schema), plain(fields));
    assert.ok(Object.isFrozen(schema));
    assert.equal(schemaOf(TokenSchema), schema);
    assert.deepEqual(Object.keys(schemaOf(Timed)), ["expires"]);
  });

  test("have the same models", () => {
    same<keyof Config<S>, keyof Config<F>>(true);
    same<Config<S>["length"], number | Unknown>(true);
    same<Config<S>["kind"], Config<F>["kind"]>(true);
    same<Config<S>["keepers"], Config<F>["keepers"]>(true);
    same<Config<S>["rule"], Config<F>["rule"]>(true);
    same<Config<S>["pair"], Config<F>["pair"]>(true);
    same<Config<S>["notes"], Config<F>["notes"]>(true);
    same<keyof Planned<S>, keyof Planned<F>>(true);
    same<Planned<S>["kind"], Planned<F>["kind"]>(true);
    same<Planned<S>["rules"], Planned<F>["rules"]>(true);
    same<Planned<S>["login"], Planned<F>["login"]>(true);
    same<Planned<S>["pair"], Planned<F>["pair"]>(true);
    same<keyof State<S>, keyof State<F>>(true);
    same<State<S>["expires"], State<F>["expires"]>(true);
    same<State<S>["ready"], State<F>["ready"]>(true);
    same<State<S>["rule"], State<F>["rule"]>(true);
    same<Secrets<S>["seed"], Secrets<F>["seed"]>(true);
    same<Secrets<S>["login"], Secrets<F>["login"]>(true);
    same<keyof Result<S>, keyof Result<F>>(true);
    same<Result<S>["id"], string>(true);
    same<UpdateResult<S>["id"], UpdateResult<F>["id"]>(true);
    same<Result<S>["rules"], Result<F>["rules"]>(true);
    same<Result<S>["revision"], number | undefined>(true);
    same<UpdateResult<S>["host"], UpdateResult<F>["host"]>(true);
  });

  test("go wherever a schema goes", () => {
    class Small {
      @attribute(t.string()) accessor name!: string;
      @attribute(t.string().computed()) accessor id!: Computed<string>;
    }
    const written = defineResource({
      name: "small",
      schema: schemaOf(Small),
      create: ({ plan }) => ({ id: plan.name.toUpperCase() }),
      read: ({ state }) => state,
    });
    assert.deepEqual(Object.keys(written.schema), ["name", "id"]);
    class Handlers extends Resource(schemaOf(Small)) {
      create = this.on.create(({ plan }) => ({ id: plan.name.toUpperCase() }));
      read = this.on.read(({ state }) => state);
    }
    assert.equal(Handlers.schema, written.schema);
  });

  test("are told of members that are none of a schema", () => {
    class Loose {
      @attribute(t.string()) accessor name!: string;
      other = 1;
    }
    class Getter {
      @attribute(t.string()) accessor name!: string;
      get size(): number {
        return 1;
      }
    }
    const wrongs: readonly (readonly [new () => object, string])[] = [
      [Loose, "Loose.other: is neither attribute nor block"],
      [Getter, "Getter.size: is neither attribute nor block"],
    ];
    for (const [wrong, message] of wrongs) {
      assert.throws(
        () => schemaOf(wrong),
        (error) => error instanceof DefinitionError && error.message === message,
      );
    }
    assert.throws(() => {
      class Private {
        @attribute(t.string()) accessor #name!: string;
        name = (): string => this.#name;
      }
      void Private;
    }, DefinitionError);
    assert.throws(() => {
      class Method {
        // @ts-expect-error a method is no attribute
        @attribute(t.string()) name(): string {
          return "";
        }
      }
      void Method;
    }, DefinitionError);
  });

  test("whose members are declared wrongly do not compile", () => {
    assert.equal(typeof declareWrongly, "function");
  });
});

function declareWrongly(): void {
  class Wrong {
    // @ts-expect-error of another type
    @attribute(t.int()) accessor size!: string;
    // @ts-expect-error narrower than the attribute
    @attribute(t.string()) accessor kind!: "a" | "b";
    // @ts-expect-error wider than the attribute
    @attribute(t.string()) accessor name!: string | number;
    // @ts-expect-error may be null
    @attribute(t.string().optional()) accessor title!: string;
    // @ts-expect-error is never null
    @attribute(t.string()) accessor label!: string | null;
    // @ts-expect-error computed
    @attribute(t.string().computed()) accessor id!: string;
    // @ts-expect-error not computed
    @attribute(t.string()) accessor given!: Computed<string>;
    // @ts-expect-error optional as well
    @attribute(t.string().optionalComputed()) accessor region!: Computed<string>;
    // @ts-expect-error write-only
    @attribute(t.string().writeOnly()) accessor secret!: string;
    // @ts-expect-error stays through updates
    @attribute(t.string().computed().useStateForUnknown()) accessor key!: Computed<string>;
    // @ts-expect-error handlers see frozen arrays
    @attribute(t.list(t.string())) accessor names!: string[];
    // @ts-expect-error a bigint
    @attribute(t.bigint()) accessor large!: number;
    // @ts-expect-error exact text
    @attribute(t.decimal()) accessor price!: number;
    // @ts-expect-error an element of another type
    @attribute(t.map(t.int())) accessor counts!: Readonly<Record<string, string>>;
    // @ts-expect-error a part is computed
    @attribute(t.nested.single(rule)) accessor rule!: { readonly port: number; readonly id: string };
    // @ts-expect-error a part is missing
    @block(t.block.list(rule)) accessor rules!: readonly { readonly port: number }[];
    // @ts-expect-error there may be none
    @block(t.block.single({ a: t.string() })) accessor one!: { readonly a: string };
    // @ts-expect-error a block is no attribute
    @attribute(t.block.list({ a: t.string() })) accessor blocks!: readonly { readonly a: string }[];
    // @ts-expect-error an attribute is no block
    @block(t.nested.list({ a: t.string() })) accessor attributes!: readonly { readonly a: string }[];
    // @ts-expect-error required and nullable contradict each other
    @attribute(t.string().nullable()) accessor both!: string | null;
    // @ts-expect-error a field of another type
    @attribute(t.bool()) field!: string;
  }
  defineResource({
    name: "x",
    schema: schemaOf(TokenSchema),
    // @ts-expect-error computed values are missing
    create: () => ({ id: "1" }),
    read: ({ state }) => state,
  });
  void Wrong;
}
