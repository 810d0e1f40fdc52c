// SPDX-License-Identifier: Apache-2.0

/**
 * Questions about cty of every kind that the conformance protocol has.
 *
 * @module
 */

import type { JSONValue } from "@provide-foundry/cty/subject";
import type { Question } from "../fuzz.ts";
import type { Random } from "../random.ts";
import { call } from "./calls.ts";
import { jsonText, msgpackHex } from "./encodings.ts";
import { name, numberText, text } from "./texts.ts";
import { similarType, type, type TypeForm, type TypeOptions } from "./types.ts";
import { anyValue, integer, number, value, type ValueForm, type ValueOptions } from "./values.ts";

/** The question that a seed and a number stand for. */
export function question(random: Random): Question {
  if (random.oneIn(4)) return call(random);
  const [, op, make] = pickKind(random);
  return { op, ...make(random) };
}

type Kind = readonly [weight: number, op: string, make: (random: Random) => Inputs];
type Inputs = { readonly [name: string]: JSONValue };

const kinds: readonly Kind[] = [
  [2, "number.parse", (random) => ({ src: numberText(random) })],
  [2, "number.fromfloat", (random) => ({ bits: floatBits(random) })],
  [1, "number.fromint", (random) => ({ src: String(BigInt.asIntN(64, bits(random) >> BigInt(random.below(64)))) })],

  [1, "type.names", (random) => ({ ty: type(random, rich) })],
  [1, "type.json", (random) => ({ ty: type(random, rich) })],
  [2, "type.unmarshal", (random) => ({ src: typeText(random) })],
  [3, "type.conformance", (random) => pair(random, "given", "want", { hasDynamic: true })],

  [16, "op", operation],
  [3, "rawequals", (random) => ({ args: pairOfValues(random) })],
  [3, "predicates", (random) => ({ in: anyValue(random) })],
  [6, "set.new", setElements],
  [1, "map.order", (random) => ({ in: value(random, ["map", type(random, { depth: 1 })]) })],
  [8, "refine", refinement],
  [4, "range.includes", rangeAndValue],
  [2, "safeprefix", (random) => ({ src: text(random) })],
  [2, "normalize", (random) => ({ src: text(random) })],

  [4, "path.apply", (random) => valueAndPath(random)],
  [2, "walk", (random) => ({ in: anyValue(random) })],
  [2, "transform.strings", (random) => ({ in: anyValue(random) })],
  [2, "unmarkdeep", (random) => ({ in: anyValue(random) })],
  [2, "unmarkdeep.paths", (random) => ({ in: anyValue(random) })],

  [5, "conversion", (random) => pair(random, "from", "to", rich)],
  [14, "convert", (random) => valueAndType(random, { hasUnknown: true, hasMarks: true })],
  [6, "unify", unification],

  [5, "json.marshal", (random) => valueAndType(random, random.oneIn(8) ? { hasUnknown: true, hasMarks: true } : {})],
  [7, "json.unmarshal", (random) => encoded(random, "src", jsonText)],
  [2, "json.implied", (random) => ({ src: jsonText(random, type(random)) })],
  [6, "msgpack.marshal", (random) => valueAndType(random, { hasUnknown: true, hasMarks: random.oneIn(8) })],
  [8, "msgpack.unmarshal", (random) => encoded(random, "hex", msgpackHex)],
  [2, "msgpack.implied", (random) => ({ hex: msgpackHex(random, type(random)) })],
];

const totalWeight = kinds.reduce((sum, [weight]) => sum + weight, 0);

function pickKind(random: Random): Kind {
  let left = random.below(totalWeight);
  return kinds.find(([weight]) => (left -= weight) < 0)!;
}

/** Types with everything that a type may have. */
const rich: TypeOptions = { hasDynamic: true, hasOptional: true };

function bits(random: Random): bigint {
  return (BigInt(random.next()) << 32n) | BigInt(random.next());
}

function floatBits(random: Random): string {
  const view = new DataView(new ArrayBuffer(8));
  if (random.oneIn(2)) view.setBigUint64(0, bits(random));
  else view.setFloat64(0, (random.below(200_001) - 100_000) / random.pick([1, 2, 8, 10, 1000, 3]));
  return view.getBigUint64(0).toString(16).padStart(16, "0");
}

function typeText(random: Random): string {
  const written = JSON.stringify(type(random, rich));
  if (!random.oneIn(2)) return written;
  const at = random.below(written.length + 1);
  const piece = random.pick(["", ",", "]", "}", "[", "{", '"', "null", '"any"', "[]", '"list"', " ", '["a"]', "1"]);
  return written.slice(0, at) + piece + written.slice(at + random.below(3));
}

function pair(random: Random, first: string, second: string, options: TypeOptions): Inputs {
  const a = type(random, options);
  return { [first]: a, [second]: random.oneIn(8) ? type(random, options) : similarType(random, a, options) };
}

/** Two values, mostly of one type. */
function pairOfValues(random: Random): JSONValue {
  const form = type(random, { hasDynamic: true });
  const a = value(random, form);
  if (random.oneIn(3)) return [a, a];
  return [a, value(random, random.oneIn(4) ? similarType(random, form, { hasDynamic: true }) : form)];
}

function operation(random: Random): Inputs {
  const numberValue = (): ValueForm => (random.oneIn(8) ? value(random, "number") : { t: "number", v: number(random) });
  return random.branch<Inputs>([
    [6, () => ({ name: random.pick(arithmetic), args: [numberValue(), numberValue()] })],
    [2, () => ({ name: random.pick(comparisons), args: [value(random, "number"), value(random, "number")] })],
    [1, () => ({ name: random.pick(["Negate", "Absolute"]), args: [value(random, "number")] })],
    [1, () => ({ name: random.pick(["And", "Or"]), args: [value(random, "bool"), value(random, "bool")] })],
    [1, () => ({ name: "Not", args: [value(random, "bool")] })],
    [5, () => ({ name: random.pick(["Equals", "NotEqual"]), args: pairOfValues(random) })],
    [3, () => ({ name: random.pick(["Index", "HasIndex"]), args: [anyValue(random), keyOf(random)] })],
    [2, () => elementOfSet(random)],
    [
      1,
      () => ({
        name: "GetAttr",
        args: [value(random, ["object", { a: type(random), b: "string" }]), plainText(name(random))],
      }),
    ],
    [1, () => ({ name: random.pick(["Length", "UnknownAsNull"]), args: [anyValue(random)] })],
    // What does not fit together: which of the two is at fault is go-cty's to say.
    [
      1,
      () => ({
        name: random.pick([...arithmetic, ...comparisons, "And", "Or"]),
        args: [anyValue(random), anyValue(random)],
      }),
    ],
  ]);
}

const arithmetic = ["Add", "Subtract", "Multiply", "Divide", "Modulo"];
const comparisons = ["LessThan", "GreaterThan", "LessThanOrEqualTo", "GreaterThanOrEqualTo"];

function plainText(written: string): ValueForm {
  return { t: "string", v: written };
}

function keyOf(random: Random): ValueForm {
  return random.branch<ValueForm>([
    [4, () => ({ t: "number", v: integer(random.below(4)) })],
    [4, () => plainText(name(random))],
    [1, () => value(random, "number")],
    [1, () => value(random, "string")],
    [1, () => anyValue(random)],
  ]);
}

function elementOfSet(random: Random): Inputs {
  const element = type(random, { depth: 2, hasDynamic: true });
  const elements = value(random, ["set", element]);
  const { v } = elements as { v: { l?: readonly JSONValue[] } | null };
  const [first] = v?.l ?? [];
  const wanted = first !== undefined && random.oneIn(2) ? { t: element, v: first } : value(random, element);
  return { name: "HasElement", args: [elements, wanted] };
}

function setElements(random: Random): Inputs {
  const element = type(random, { depth: 2, hasDynamic: true });
  return { elems: random.list(1, 6, () => value(random, element)) };
}

function refinement(random: Random): Inputs {
  const form = random.pick<TypeForm>([
    "string",
    "number",
    "number",
    "bool",
    ["list", "string"],
    ["set", "number"],
    ["map", "bool"],
    type(random, { hasDynamic: true }),
  ]);
  const start: ValueForm = random.oneIn(2) ? { t: form, v: { u: {} } } : value(random, form);
  return { in: start, steps: random.list(1, 4, () => refinementStep(random, form)) };
}

function refinementStep(random: Random, form: TypeForm): JSONValue {
  const kind = typeof form === "string" ? form : form[0];
  const numeric = (): JSONValue => {
    const bound = random.oneIn(4) ? value(random, "number") : { t: "number", v: integer(random.below(7)) };
    return [random.pick(["min", "max"]), bound, random.oneIn(2)];
  };
  const length = (): JSONValue => [
    random.pick(["minLen", "maxLen", "len"]),
    random.below(6) - (random.oneIn(10) ? 3 : 0),
  ];
  const textual = (): JSONValue => [random.pick(["prefix", "prefixFull"]), text(random)];
  const fitting = kind === "number" ? numeric : kind === "string" ? textual : length;
  return random.branch<JSONValue>([
    [3, () => ["notNull"]],
    [1, () => (random.oneIn(3) ? ["null"] : ["notNull"])],
    [8, fitting],
    [1, () => random.pick([numeric, length, textual])()],
  ]);
}

function rangeAndValue(random: Random): Inputs {
  const form = random.oneIn(2)
    ? random.pick<TypeForm>(["string", "number", ["list", "string"], ["set", "number"]])
    : type(random, { hasDynamic: true });
  const options: ValueOptions = { hasUnknown: true };
  const range = random.oneIn(2) ? value(random, form, options) : { t: form, v: { u: { notNull: true } } };
  return { range, v: value(random, random.oneIn(6) ? similarType(random, form) : form, options) };
}

function valueAndPath(random: Random): Inputs {
  const start = anyValue(random);
  return {
    in: start,
    path: random.oneIn(6) ? random.list(0, 3, () => step(random)) : pathInto(random, start.t as TypeForm),
  };
}

function step(random: Random): JSONValue {
  return random.oneIn(2) ? { attr: name(random) } : { index: keyOf(random) };
}

/** Steps that the type allows, for as long as there are any. */
function pathInto(random: Random, form: TypeForm): JSONValue[] {
  if (typeof form === "string" || random.oneIn(8)) return random.oneIn(8) ? [step(random)] : [];
  switch (form[0]) {
    case "object": {
      const names = Object.keys(form[1]);
      if (names.length === 0) return [];
      const attr = random.pick(names);
      return [{ attr }, ...pathInto(random, form[1][attr]!)];
    }
    case "tuple": {
      if (form[1].length === 0) return [];
      const i = random.below(form[1].length);
      return [{ index: { t: "number", v: integer(i) } }, ...pathInto(random, form[1][i]!)];
    }
    case "map":
      return [{ index: plainText(name(random)) }, ...pathInto(random, form[1])];
    case "set":
      return [{ index: value(random, form[1]) }, ...pathInto(random, form[1])];
    default:
      return [{ index: { t: "number", v: integer(random.below(3)) } }, ...pathInto(random, form[1])];
  }
}

function valueAndType(random: Random, options: ValueOptions): Inputs {
  const form = type(random, { hasDynamic: options.hasUnknown === true });
  const target = random.oneIn(3) ? form : similarType(random, form, rich);
  return { in: value(random, form, options), ty: random.oneIn(10) ? "dynamic" : target };
}

function unification(random: Random): Inputs {
  const first = type(random, { hasDynamic: random.oneIn(3) });
  const types = random.list(0, 3, () => similarType(random, first, { hasDynamic: random.oneIn(3) }));
  return { types: [first, ...types], unsafe: random.oneIn(2) };
}

function encoded(random: Random, field: string, encode: (random: Random, form: TypeForm) => string): Inputs {
  const form = type(random, { hasDynamic: true });
  return {
    [field]: encode(random, form),
    ty: random.oneIn(10) ? similarType(random, form, { hasDynamic: true }) : form,
  };
}
