// SPDX-License-Identifier: Apache-2.0

/**
 * What holds for every schema and configuration, from plan to apply to the next
 * plan. The demands are core's: what it would refuse would fail here.
 */

import * as cty from "@provide-foundry/cty";
import * as fc from "fast-check";
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { At } from "../codec/at.ts";
import { type Block, type Member, compileBlock, isComputedHere } from "../codec/block.ts";
import { Findings } from "../codec/findings.ts";
import { fromState, toModel } from "../codec/plain.ts";
import { completeState } from "../result/complete-state.ts";
import type { Field, Fields, Nesting } from "../schema/field.ts";
import { t } from "../schema/vocabulary.ts";
import { type Document, toValue } from "../testing/document.ts";
import { resolveDefaults } from "./defaults.ts";
import { proposeState } from "./propose.ts";
import { findReplacements } from "./replace.ts";

/** A builder with everything callable; the generator knows what is legal. */
interface Loose {
  readonly [word: string]: (...args: readonly unknown[]) => Loose;
}

const scalars = {
  string: fc.constantFrom("", "a", "b", "é"),
  bool: fc.boolean(),
  int: fc.integer({ min: -2, max: 2 }),
  decimal: fc.constantFrom("0.1", "12345678901234567890.5", "-3"),
} satisfies Record<string, fc.Arbitrary<Document>>;

type ScalarWord = keyof typeof scalars;

interface Case {
  readonly fields: Record<string, Field>;
  /** A configuration that core would accept. */
  readonly config: fc.Arbitrary<Record<string, Document>>;
}

const modes = ["required", "optional", "default", "computed", "optionalComputed", "writeOnly"] as const;

/** A leaf and its configuration. */
function leaf(inSet: boolean): fc.Arbitrary<{ field: Field; config: fc.Arbitrary<Document> }> {
  const words = Object.keys(scalars) as ScalarWord[];
  return fc
    .record({
      word: fc.constantFrom(...words),
      shape: fc.constantFrom("scalar", "list", "set", "map"),
      mode: fc.constantFrom(...(inSet ? modes.slice(0, 5) : modes)),
      stable: fc.boolean(),
      replaces: fc.boolean(),
    })
    .map(({ word, shape, mode, stable, replaces }) => {
      const element = t[word]() as unknown as Loose;
      const one: fc.Arbitrary<Document> = scalars[word];
      const [attribute, value, standard] = {
        scalar: [element, one, fc.sample(one, { numRuns: 1, seed: 1 })[0]],
        list: [t.list(element as never), fc.array(one, { maxLength: 2 }), []],
        set: [t.set(element as never), fc.array(one, { maxLength: 2 }), []],
        map: [t.map(element as never), fc.dictionary(fc.constantFrom("x", "y"), one, { maxKeys: 2 }), {}],
      }[shape] as [Loose, fc.Arbitrary<Document>, Document];
      let field = attribute;
      if (mode === "default") field = field["default"]!(standard);
      else if (mode === "writeOnly") field = field["optional"]!()["writeOnly"]!();
      else if (mode !== "required") field = field[mode]!();
      if (stable && (mode === "computed" || mode === "optionalComputed")) field = field["useStateForUnknown"]!();
      if (replaces && mode !== "computed" && mode !== "writeOnly") field = field["requiresReplace"]!();
      const config = mode === "computed" ? fc.constant(null) : mode === "required" ? value : fc.option(value);
      return { field: field as unknown as Field, config };
    });
}

/** A nested attribute or block, and its configuration. */
function nested(depth: number, inSet: boolean): fc.Arbitrary<{ field: Field; config: fc.Arbitrary<Document> }> {
  return fc
    .record({ isBlock: fc.boolean(), nesting: fc.constantFrom<Nesting>("single", "list", "set", "map", "group") })
    .chain(({ isBlock, nesting }) =>
      schema(depth - 1, inSet || nesting === "set", !isBlock).map(({ fields, config }) => {
        const block = isBlock || nesting === "group";
        const field = block
          ? (t.block[nesting] as (fields: Fields) => Field)(fields as Fields)
          : (t.nested[nesting as "list"] as unknown as (fields: object) => Loose)(fields)["optional"]!();
        const objects = {
          single: fc.option(config),
          group: config,
          list: fc.array(config, { maxLength: 3 }),
          set: fc.array(config, { maxLength: 3 }),
          map: fc.dictionary(fc.constantFrom("x", "y", "z"), config, { maxKeys: 3 }),
        }[nesting] as fc.Arbitrary<Document>;
        return { field: field as unknown as Field, config: block ? objects : fc.option(objects) };
      }),
    );
}

function schema(depth: number, inSet: boolean, attributesOnly: boolean): fc.Arbitrary<Case> {
  const inner = depth === 0 || attributesOnly ? leaf(inSet) : fc.oneof(leaf(inSet), nested(depth, inSet));
  return fc.array(inner, { minLength: 1, maxLength: 4 }).map((members) => {
    const named = members.map(({ field, config }, i) => ({ name: `a${i}`, field, config }));
    return {
      fields: Object.fromEntries(named.map(({ name, field }) => [name, field])),
      config: fc.record(Object.fromEntries(named.map(({ name, config }) => [name, config]))),
    };
  });
}

const lives = schema(2, false, false).chain(({ fields, config }) =>
  fc.record({ fields: fc.constant(fields), first: config, second: config }),
);

/** What a handler would return: everything whole, with something in every open place. */
function supply(value: cty.Value): Document {
  if (!value.isKnown()) return invent(value.type);
  if (value.isNull()) return null;
  switch (value.type.kind) {
    case "object":
    case "map":
      return Object.fromEntries([...value.asValueMap()].map(([name, part]) => [name, supply(part)]));
    case "list":
    case "set":
      return value.asValueSlice().map(supply);
    case "number":
      return value.asBigFloat().toString();
    default:
      return value.type.kind === "bool" ? value.asBool() : value.asString();
  }
}

function invent(type: cty.Type): Document {
  switch (type.kind) {
    case "string":
      return "made";
    case "bool":
      return true;
    case "number":
      return "7";
    case "list":
      return [invent(type.elementType)];
    case "set":
      return [];
    case "map":
      return { made: invent(type.elementType) };
    default:
      return {};
  }
}

/** From a document to what handlers see. */
function plainOf(block: Block, document: Document): unknown {
  return toModel(block, toValue(document, block.type), "state");
}

function apply(block: Block, prior: cty.Value, config: cty.Value): cty.Value {
  const planned = proposeState(block, prior, config, new Findings());
  assertPlan(block, config, planned);
  const findings = new Findings();
  const state = completeState(block, planned, prior, plainOf(block, supply(planned)), findings);
  assert.deepEqual(
    findings.list.map(({ at, expected, got }) => `${at.path}: ${expected}, ${got}`),
    [],
  );
  assert.ok(state.isWhollyKnown());
  // Elements of a set that the provider makes equal become one; then the configuration has one more for ever.
  fc.pre(countSetElements(state) === countSetElements(planned));
  return state;
}

function countSetElements(value: cty.Value): number {
  if (value.isNull() || !value.isKnown() || !value.canIterateElements()) return 0;
  const isNamed = value.type.kind === "object" || value.type.kind === "map";
  const parts = isNamed ? [...value.asValueMap().values()] : value.asValueSlice();
  const own = value.type.kind === "set" ? parts.length : 0;
  return parts.reduce((sum, part) => sum + countSetElements(part), own);
}

/** What core demands of a plan. Source: Terraform 1.11, "AssertPlanValid". */
function assertPlan(block: Block, config: cty.Value, planned: cty.Value): void {
  for (const member of block.members) {
    const [configured, value] = [config.getAttr(member.name), planned.getAttr(member.name)];
    if (member.kind === "leaf" && member.spec.writeOnly) assert.ok(value.isNull(), "write-only values are not planned");
    else if (isComputedHere(member, configured)) continue;
    else if (member.kind === "leaf" || configured.isNull())
      assert.ok(value.rawEquals(configured), `${member.name} as configured`);
    else if (member.nesting !== "set") assertNestedPlans(member, configured, value);
  }
}

function assertNestedPlans(member: Member & { kind: "nested" }, config: cty.Value, planned: cty.Value): void {
  if (member.nesting === "single" || member.nesting === "group") return assertPlan(member.block, config, planned);
  if (member.nesting === "map") {
    const objects = planned.asValueMap();
    assert.deepEqual([...objects.keys()], [...config.asValueMap().keys()]);
    for (const [key, object] of config.asValueMap()) assertPlan(member.block, object, objects.get(key)!);
    return undefined;
  }
  const objects = planned.asValueSlice();
  assert.equal(objects.length, config.lengthInt());
  config.asValueSlice().forEach((object, i) => assertPlan(member.block, object, objects[i]!));
  return undefined;
}

suite("V02 for every schema and configuration", () => {
  test("a plan is what core accepts, a state is what was planned, and the same configuration changes nothing", () => {
    fc.assert(
      fc.property(lives, ({ fields, first, second }) => {
        const block = compileBlock(fields);
        const read = (document: Document): cty.Value => resolveDefaults(block, toValue(document, block.type));
        const created = apply(block, cty.nullVal(block.type), read(first));
        assert.equal(proposeState(block, created, read(first), new Findings()), created);
        const updated = apply(block, created, read(second));
        assert.equal(proposeState(block, updated, read(second), new Findings()), updated);
        assert.deepEqual(findReplacements(block, { prior: updated, planned: updated, config: read(second) }, true), []);
      }),
      { numRuns: 300 },
    );
  });

  test("a state becomes plain values and the same state again", () => {
    fc.assert(
      fc.property(lives, ({ fields, first }) => {
        const block = compileBlock(fields);
        const config = resolveDefaults(block, toValue(first, block.type));
        const state = apply(block, cty.nullVal(block.type), config);
        const findings = new Findings();
        // A clone, as what handlers were given is recognised and not encoded again.
        const returned = fromState(block, structuredClone(toModel(block, state, "state")), At.root, findings, state);
        assert.deepEqual(findings.list, []);
        assert.ok(returned.rawEquals(state));
      }),
      { numRuns: 300 },
    );
  });
});
