// SPDX-License-Identifier: Apache-2.0

import * as fc from "fast-check";
import assert from "node:assert/strict";
import { test } from "node:test";
import { compileBlock } from "../codec/block.ts";
import { Findings } from "../codec/findings.ts";
import { UNKNOWN } from "../schema/unknown.ts";
import { t } from "../schema/vocabulary.ts";
import { type Document, toDocument, toValue } from "../testing/document.ts";
import { resolveDefaults } from "./defaults.ts";
import { proposeState } from "./propose.ts";

const inputs = ["a", "b", "c"] as const;
type Input = (typeof inputs)[number];
type Inputs = Readonly<Record<Input, Document>>;

const dependencies = { of_a: ["a"], of_b_and_c: ["b", "c"], of_all: inputs } as const;

const fields = {
  a: t.string(),
  b: t.int().default(1),
  c: t.nested.list({ d: t.string().optional() }).optional(),
  of_a: t.string().computed().dependsOn("a"),
  of_b_and_c: t.string().optionalComputed().dependsOn("b", "c"),
  of_all: t.string().computed(),
  stable: t.string().computed().useStateForUnknown(),
};
const kept = { of_a: "1", of_b_and_c: "2", of_all: "3", stable: "4" };

const config: fc.Arbitrary<Inputs> = fc.record({
  a: fc.constantFrom<Document>("x", "y", UNKNOWN),
  b: fc.constantFrom<Document>(null, 1, 2, UNKNOWN),
  c: fc.oneof(
    fc.constantFrom<Document>(null, UNKNOWN),
    fc.array(fc.record({ d: fc.constantFrom<Document>(null, "z", UNKNOWN) }, { noNullPrototype: true }), {
      maxLength: 2,
    }),
  ),
});
const known = config.filter((inputs) => !holdsUnknown(inputs));

function holdsUnknown(document: Document): boolean {
  if (typeof document !== "object" || document === null) return document === UNKNOWN;
  return Object.values(document).some(holdsUnknown);
}

/** A configuration as it is planned. */
function resolved({ a, b, c }: Inputs): Inputs {
  return { a, b: b ?? 1, c };
}

test("V02 a computed value is unknown if and only if something that it depends on changes", () => {
  const block = compileBlock(fields);
  const outer = compileBlock({ parts: t.nested.map(fields) });
  const same = (one: Document, other: Document): boolean =>
    !holdsUnknown(other) && JSON.stringify(one) === JSON.stringify(other);
  fc.assert(
    fc.property(fc.constantFrom<"root" | "element">("root", "element"), known, config, (where, before, after) => {
      const [from, to] = [resolved(before), resolved(after)];
      const changed = new Set(inputs.filter((name) => !same(from[name], to[name])));
      const want = Object.fromEntries(
        Object.entries(dependencies).map(([name, on]) => [
          name,
          on.some((input) => changed.has(input)) ? UNKNOWN : kept[name as keyof typeof dependencies],
        ]),
      );
      const schema = where === "root" ? block : outer;
      const wrap = (document: Readonly<Record<string, Document>>): Document =>
        where === "root" ? document : { parts: { x: document } };
      const prior = toValue(wrap({ ...from, ...kept }), schema.type);
      const written = resolveDefaults(schema, toValue(wrap({ ...after }), schema.type));
      const planned = toDocument(proposeState(schema, prior, written, new Findings()));
      assert.deepEqual(planned, wrap({ ...to, ...want, stable: kept.stable }));
    }),
  );
});
