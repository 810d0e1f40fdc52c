// SPDX-License-Identifier: Apache-2.0

/**
 * The same questions to our validators and to those of
 * terraform-plugin-framework-validators 0.19: which values are refused, and
 * which are warned of, in configurations with nulls and unknowns.
 */

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { missing, seededRandom } from "@provide-foundry/testkit";
import { type Attribute, createAttribute } from "../schema/attribute.ts";
import type { Field, Shape, ValueSpec } from "../schema/field.ts";
import { UNKNOWN } from "../schema/unknown.ts";
import { t } from "../schema/vocabulary.ts";
import { compileBlock } from "../codec/block.ts";
import { type Document, toValue } from "../testing/document.ts";
import { askFrameworkRules } from "../testing/framework-rules.ts";
import { judgeConfig } from "../validation/judge-config.ts";
import type { Reference, ReferenceStep, Rule, Validator } from "../validation/validator.ts";
import * as v from "./index.ts";

type Spec = readonly [name: string, ...args: unknown[]];
interface Question {
  readonly place: readonly (string | number)[];
  readonly validator: Spec;
  readonly config: Document;
}

interface RuleQuestion {
  readonly rule: Spec;
  readonly config: Document;
}

type AnyValidator = Validator<never>;
const library = { ...v } as unknown as Readonly<Record<string, (...args: never[]) => unknown>>;

const fields: Readonly<Record<string, Attribute<Shape>>> = {
  s: attribute({ kind: "string" }),
  s2: attribute({ kind: "string" }),
  i: attribute({ kind: "int" }),
  i2: attribute({ kind: "int" }),
  i3: attribute({ kind: "int" }),
  f: attribute({ kind: "float" }),
  n: attribute({ kind: "decimal" }),
  b: attribute({ kind: "bool" }),
  ls: attribute({ kind: "list", element: t.string().nullable() }),
  li: attribute({ kind: "list", element: t.int().nullable() }),
  ss: attribute({ kind: "set", element: t.string().nullable() }),
  ms: attribute({ kind: "map", element: t.string().nullable() }),
  o: attribute({ kind: "nested", nesting: "single", fields: pair() }),
  nl: attribute({ kind: "nested", nesting: "list", fields: pair() }),
  nm: attribute({ kind: "nested", nesting: "map", fields: pair() }),
};

/** Of a type that no validator is known to fit: what fits is the business of the type tests. */
function attribute(value: ValueSpec): Attribute<Shape> {
  return (createAttribute(value) as unknown as { optional(): Attribute<Shape> }).optional();
}

function pair(of: Field = t.string().optional()): Record<string, Field> {
  return { a: of, b: t.string().optional() };
}

suite("terraform-plugin-framework-validators refuses and warns of the same", { skip: missing("go") }, () => {
  test("V05 of 12,000 values", async () => {
    const random = new Chance(seededRandom(19));
    const questions = Array.from({ length: 12_000 }, (): Question => {
      const [place, validator] = random.validator();
      return { place, validator, config: random.config(place) };
    });
    const answers = await askFrameworkRules<Answer>(
      questions.map(({ place, validator, config }) => ({
        op: "rules.validator",
        path: place,
        validator,
        config: encode(config),
      })),
    );
    compare(questions, answers, ({ place, validator, config }) => {
      const schema = attach(place, build(validator) as AnyValidator);
      return judge(schema, [], config, place);
    });
  });

  test("V05 of 6,000 configurations", async () => {
    const random = new Chance(seededRandom(20));
    const questions = Array.from({ length: 6000 }, (): RuleQuestion => ({
      rule: random.rule(),
      config: random.config([]),
    }));
    const answers = await askFrameworkRules<Answer>(
      questions.map(({ rule, config }) => ({ op: "rules.rule", rule, config: encode(config) })),
    );
    compare(questions, answers, ({ rule, config }) => judge(fields, [build(rule) as Rule<unknown>], config));
  });

  interface Answer {
    readonly refused: boolean;
    readonly warned: boolean;
  }

  function compare<Q>(questions: readonly Q[], answers: readonly Answer[], judgeOurs: (question: Q) => Answer): void {
    const differences = questions.flatMap((question, i) => {
      const [ours, theirs] = [judgeOurs(question), answers[i]];
      return ours.refused === theirs?.refused && ours.warned === theirs.warned
        ? []
        : [
            `${JSON.stringify(question, (_, part: unknown) => (part === UNKNOWN ? "?" : part))} ${JSON.stringify({ ours, theirs })}`,
          ];
    });
    assert.deepEqual(differences.slice(0, 10), []);
    for (const side of ["refused", "warned"] as const) {
      assert.ok(answers.filter((answer) => answer[side]).length > 50, `hardly anything was ${side}`);
    }
  }
});

/** The schema with a validator at one place. */
function attach(place: readonly (string | number)[], validator: AnyValidator): Record<string, Field> {
  const [name, ...rest] = place as [string, ...(string | number)[]];
  const field = fields[name]!;
  if (rest.length === 0) return { ...fields, [name]: validated(field, validator) };
  const { value } = field.spec as unknown as { value: { nesting: "single" | "list" | "map" } };
  const inner = pair(validated(t.string().optional(), validator));
  return { ...fields, [name]: attribute({ kind: "nested", nesting: value.nesting, fields: inner }) };
}

function validated(field: object, validator: AnyValidator): Field {
  return (field as { validate(of: AnyValidator): Field }).validate(validator);
}

function judge(
  schema: Readonly<Record<string, Field>>,
  rules: readonly Rule<unknown>[],
  config: Document,
  place: readonly (string | number)[] = [],
): { refused: boolean; warned: boolean } {
  const block = compileBlock(schema);
  const verdicts = judgeConfig(block, toValue(config, block.type), { rules, writeOnlyAllowed: true });
  const at = place.map((step, i) => (i === 0 ? step : typeof step === "number" ? `[${step}]` : `.${step}`)).join("");
  // The same validator also judges other elements, which the original was not asked about.
  const ours = verdicts.filter((verdict) => place.length < 3 || verdict.at.path === at);
  return {
    refused: ours.some(({ severity }) => severity === "error"),
    warned: ours.some(({ severity }) => severity === "warning"),
  };
}

/** Our validator or rule for a specification. */
function build([name, ...args]: Spec): unknown {
  if (name === "regexMatches") return v.regexMatches(new RegExp(args[0] as string, "u"));
  if (name === "int64sAre") return v.valuesAre(...args.map((part) => build(part as Spec) as AnyValidator));
  const create = library[name]!;
  const parts = args.map((arg) => (isSpec(arg) ? build(arg) : arg));
  return create(...(parts.map(decodeReference) as never[]));
}

function isSpec(arg: unknown): arg is Spec {
  return Array.isArray(arg) && typeof arg[0] === "string" && arg[0] in library;
}

/** References are written as JSON, for both sides. */
function decodeReference(arg: unknown): unknown {
  if (!Array.isArray(arg)) return arg;
  return arg.map((step: unknown): ReferenceStep => {
    if (typeof step !== "object" || step === null) return step as string;
    const { $: kind, key } = step as { $: string; key?: string };
    return kind === "outer" ? v.outer : kind === "key" ? key! : v.anyElement;
  }) satisfies Reference;
}

function encode(document: Document): unknown {
  if (document === UNKNOWN) return { $: "unknown" };
  if (Array.isArray(document)) return document.map(encode);
  if (typeof document !== "object" || document === null) return document;
  return Object.fromEntries(Object.entries(document).map(([name, part]) => [name, encode(part)]));
}

/** Random configurations and validators; small ranges, so that bounds are hit. */
class Chance {
  readonly #random: () => number;

  constructor(random: () => number) {
    this.#random = random;
  }

  /** @param place Is there, so that there is something to judge. */
  config(place: readonly (string | number)[]): Document {
    const config: Record<string, Document> = {
      s: this.#maybe(() => this.#text()),
      s2: this.#maybe(() => this.#text()),
      i: this.#maybe(() => this.#int(8)),
      i2: this.#maybe(() => this.#int(4)),
      i3: this.#maybe(() => this.#int(4)),
      f: this.#maybe(() => this.#pick([0, 0.1, 0.5, 1, -2.5, 3, 0.30000000000000004])),
      n: this.#maybe(() => this.#pick(["0", "0.1", "1", "1.50", "12345678901234567890", "-3"])),
      b: this.#maybe(() => this.#chance(0.5)),
      ls: this.#maybe(() => this.#many(() => this.#maybe(() => this.#text()))),
      li: this.#maybe(() => this.#many(() => this.#maybe(() => this.#int(4)))),
      ss: this.#maybe(() => [...new Set(this.#many(() => this.#maybe(() => this.#text())))]),
      ms: this.#maybe(() => this.#named(() => this.#maybe(() => this.#text()))),
      o: this.#maybe(() => this.#pair()),
      nl: this.#maybe(() => this.#many(() => this.#pair())),
      nm: this.#maybe(() => this.#named(() => this.#pair())),
    };
    if (place[0] === "o" && place.length > 1) config["o"] = this.#pair();
    if (place[0] === "nl") config["nl"] = [this.#pair(), this.#pair()];
    return config;
  }

  validator(): [place: (string | number)[], validator: Spec] {
    const place = this.#pick<(string | number)[]>([
      ...["s", "i", "i", "f", "n", "b", "ls", "li", "ss", "ms", "o"].map((name) => [name]),
      ["s"],
      ["o", "a"],
      ["nl", 0, "a"],
      ["nl", 1, "a"],
    ]);
    const [name] = place as [string];
    if (place.length > 1) return [place, this.#relation(name)];
    return [place, this.#validatorOf(name)];
  }

  rule(depth: number = 0): Spec {
    if (depth < 2 && this.#chance(0.25)) {
      const parts = this.#many(() => this.rule(depth + 1));
      return [
        this.#pick(["all", "any", "anyWithAllWarnings"]),
        ...(parts.length === 0 ? [this.rule(depth + 1)] : parts),
      ];
    }
    const places = [
      "s",
      "s2",
      "i",
      "b",
      "ls",
      "o",
      ["o", "a"],
      ["nl", { $: "list" }, "a"],
      ["nl", 1, "b"],
      ["ms", { $: "key", key: "k1" }],
    ];
    const name = this.#pick([
      "conflicting",
      "requiredTogether",
      "atLeastOneOf",
      "exactlyOneOf",
      "preferWriteOnlyAttribute",
    ]);
    if (name === "preferWriteOnlyAttribute") return [name, this.#pick(places), "s2"];
    return [name, ...this.#some(places, 4)];
  }

  #validatorOf(name: string): Spec {
    const size = (): Spec => this.#bounds("size", this.#int(3));
    const texts = (): Spec => this.#textValidator();
    // The original does not tell validators of elements what the host can take, so these ask for nothing write-only.
    const elements = (): Spec => this.#textValidator("", 1, false);
    switch (name) {
      case "s":
        return this.#pick([texts, texts, () => this.#relation("s")])();
      case "i":
        return this.#pick([
          () => this.#intValidator(),
          () => [this.#pick(["alsoRequires", "conflictsWith"]), "s", "i2"] as Spec,
        ])();
      case "f":
        return this.#pick<() => Spec>([
          () => [this.#pick(["atLeast", "atMost"]), this.#pick([0, 0.1, 0.5, 0.3])],
          () => ["between", -1, this.#pick([0, 0.1, 3])],
          // The original takes 0.1 as text for another number than 0.1 as a double; for us they are the same.
          () => [this.#pick(["oneOf", "noneOf"]), 0.5, 3, -2.5],
        ])();
      case "n":
        return [this.#pick(["oneOf", "noneOf"]), "0.1", "1.5", "12345678901234567890"];
      case "b":
        return this.#pick<Spec>([
          ["equals", this.#chance(0.5)],
          ["exactlyOneOf", "s", "i"],
        ]);
      case "ls":
        return this.#pick<() => Spec>([
          size,
          () => ["uniqueValues"],
          () => ["noNullValues"],
          () => ["isRequired"],
          () => ["valuesAre", elements()],
          () => ["conflictsWith", "s", ["o", "a"]],
        ])();
      case "li":
        return ["int64sAre", this.#intValidator(false), this.#intValidator(false)];
      case "ss":
        return this.#pick<() => Spec>([size, () => ["noNullValues"], () => ["valuesAre", elements(), elements()]])();
      case "ms":
        return this.#pick<() => Spec>([
          size,
          () => ["noNullValues"],
          () => ["keysAre", this.#textValidator("k")],
          () => ["valuesAre", elements()],
        ])();
      default:
        return this.#pick<Spec>([["isRequired"], ["alsoRequires", "s", "i"], ["exactlyOneOf", "s", "i"]]);
    }
  }

  #relation(name: string): Spec {
    const inside: unknown[] = [
      "b",
      [{ $: "outer" }, "s"],
      [{ $: "outer" }, "o", "b"],
      [{ $: "outer" }, "nl", { $: "list" }, "a"],
    ];
    const outside: unknown[] = [
      "s2",
      "i",
      "b",
      "s",
      ["o", "a"],
      ["nl", { $: "list" }, "b"],
      ["nl", 0],
      ["nm", { $: "key", key: "k0" }, "a"],
      ["ms", { $: "key", key: "k1" }],
    ];
    const isOutside = name === "s";
    const kind = this.#pick([
      "alsoRequires",
      "atLeastOneOf",
      "conflictsWith",
      "exactlyOneOf",
      "preferWriteOnlyAttribute",
    ]);
    if (kind === "preferWriteOnlyAttribute") return isOutside ? [kind, "s2"] : ["conflictsWith", "b"];
    // Any element of a map is not asked for: the original takes them in random order, and ends at the first unknown one.
    // The original's step outwards from a single object is one step, from an element two: only the latter is asked.
    const places = isOutside ? outside : name === "o" ? ["b"] : inside;
    return [kind, ...this.#some(places, 3)];
  }

  #textValidator(prefix: string = "", depth: number = 0, warns: boolean = prefix === ""): Spec {
    if (depth < 2 && this.#chance(0.2)) {
      const parts = [1, 2].map(() => this.#textValidator(prefix, depth + 1, warns));
      if (warns && this.#chance(0.5)) parts.push(["preferWriteOnlyAttribute", "s2"]);
      return [this.#pick(["all", "any", "anyWithAllWarnings"]), ...parts];
    }
    return this.#pick<() => Spec>([
      () => this.#bounds("length", this.#int(4)),
      () => this.#bounds("utf8Length", this.#int(4)),
      () => [this.#pick(["oneOf", "noneOf", "oneOfCaseInsensitive", "noneOfCaseInsensitive"]), ...this.#some(texts, 3)],
      () => ["regexMatches", this.#pick(["^a", "b$", "^[a-zA-Z]*$", "é", `^${prefix}\\d`])],
    ])();
  }

  #intValidator(isInObject: boolean = true): Spec {
    const sums = ["atLeastSumOf", "atMostSumOf", "equalToSumOf", "equalToProductOf"];
    return this.#pick<() => Spec>([
      () => [this.#pick(["atLeast", "atMost"]), this.#int(8)],
      () => ["between", this.#int(3), 3 + this.#int(4)],
      () => [this.#pick(["oneOf", "noneOf"]), this.#int(8), this.#int(8), 3],
      () =>
        isInObject ? [this.#pick(sums), ...this.#some(["i", "i2", "i3", ["li", { $: "list" }]], 3)] : ["atLeast", 1],
      () => [this.#pick(["all", "any", "anyWithAllWarnings"]), ["atLeast", this.#int(8)], ["atMost", this.#int(8)]],
    ])();
  }

  #bounds(prefix: string, bound: number): Spec {
    return this.#pick<Spec>([
      [`${prefix}AtLeast`, bound],
      [`${prefix}AtMost`, bound],
      [`${prefix}Between`, bound, bound + this.#int(2)],
    ]);
  }

  #pair(): Document {
    return { a: this.#maybe(() => this.#text()), b: this.#maybe(() => this.#text()) };
  }

  #text(): string {
    return this.#pick(texts);
  }

  #maybe<T extends Document>(make: () => T): Document {
    const chance = this.#random();
    return chance < 0.3 ? null : chance < 0.4 ? UNKNOWN : make();
  }

  #many<T>(make: () => T): T[] {
    return Array.from({ length: this.#int(4) }, make);
  }

  #named(make: () => Document): Record<string, Document> {
    return Object.fromEntries(this.#many(make).map((value, i) => [`k${i}`, value]));
  }

  #some<T>(from: readonly T[], most: number): T[] {
    return Array.from({ length: 1 + this.#int(most - 1) }, () => this.#pick(from));
  }

  /** From 0 to `max`. */
  #int(max: number): number {
    return Math.floor(this.#random() * (max + 1));
  }

  #chance(of: number): boolean {
    return this.#random() < of;
  }

  #pick<T>(from: readonly T[]): T {
    return from[Math.floor(this.#random() * from.length)]!;
  }
}

const texts = [
  "",
  "a",
  "A",
  "ab",
  "aB",
  "é",
  "É",
  "straße",
  "STRASSE",
  "ſ",
  "s",
  "K",
  "k",
  "😀",
  "😀b",
  "1a",
  "ς",
  "Σ",
  "a\nb",
];
