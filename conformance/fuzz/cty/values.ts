// SPDX-License-Identifier: Apache-2.0

/**
 * Values in the form of the conformance protocol.
 *
 * @module
 */

import type { JSONValue } from "@provide-foundry/cty/subject";
import type { Random } from "../random.ts";
import { name, text } from "./texts.ts";
import { type, type TypeForm } from "./types.ts";

export type ValueForm = { readonly t: JSONValue; readonly v: JSONValue };

export interface ValueOptions {
  readonly hasUnknown?: boolean;
  readonly hasMarks?: boolean;
}

/** A value of any type. */
export function anyValue(random: Random, options: ValueOptions = everything): ValueForm {
  return value(random, type(random, { hasDynamic: options.hasUnknown === true }), options);
}

export function value(random: Random, form: TypeForm, options: ValueOptions = everything): ValueForm {
  return { t: form, v: payload(random, form, options) };
}

const everything: ValueOptions = { hasUnknown: true, hasMarks: true };

function payload(random: Random, form: TypeForm, options: ValueOptions): JSONValue {
  const plain = random.branch<JSONValue>([
    [1, () => null],
    [options.hasUnknown === true ? 1 : 0, () => ({ u: random.oneIn(2) ? {} : refinements(random, form) })],
    [14, () => knownPayload(random, form, options)],
  ]);
  if (options.hasMarks !== true || !random.oneIn(14)) return plain;
  return { m: random.pick([["m1"], ["m2"], ["m1", "m2"]]), v: plain };
}

function knownPayload(random: Random, form: TypeForm, options: ValueOptions): JSONValue {
  if (form === "bool") return random.oneIn(2);
  if (form === "number") return number(random);
  if (form === "string") return text(random);
  if (form === "dynamic") return options.hasUnknown === true ? { u: {} } : null;
  switch (form[0]) {
    case "tuple":
      return { l: form[1].map((element) => payload(random, element, options)) };
    case "object": {
      const attributes = Object.entries(form[1]).map(([key, inner]) => [key, payload(random, inner, options)]);
      return { o: Object.fromEntries(attributes) as JSONValue };
    }
    case "map": {
      const [, element] = form;
      return {
        o: Object.fromEntries(random.list(0, 4, () => [name(random), payload(random, element, options)])) as JSONValue,
      };
    }
    default: {
      const [, element] = form;
      const elements = random.list(0, 4, () => payload(random, element, options));
      // The same element again is of interest to sets.
      return { l: random.oneIn(4) && elements.length > 0 ? [...elements, elements[0]!] : elements };
    }
  }
}

export function number(random: Random): JSONValue {
  return random.branch<JSONValue>([
    [6, () => integer(random.below(20) - 5)],
    [2, () => ({ n: String(random.next() * 2 ** random.below(33)), p: 64 })],
    [2, () => ({ n: String((random.below(4001) - 2000) / 8), p: 53 })],
    [2, () => ({ n: `${random.below(2000) - 1000}.${random.next()}`, p: random.pick([53, 64, 512]) })],
    [1, () => ({ n: decimal(random), p: random.pick(precisions) })],
    [1, () => ({ n: random.pick(cornerNumbers), p: random.pick(precisions) })],
    [1, () => ({ n: random.pick(["+Inf", "-Inf"]) })],
  ]);
}

export function integer(n: number): JSONValue {
  return { n: String(n), p: 64 };
}

function decimal(random: Random): string {
  const digits = random.list(1, 60, () => random.below(10)).join("");
  return `${random.pick(["", "-"])}${digits}e${random.below(200) - 120}`;
}

const precisions = [1, 2, 24, 53, 53, 64, 64, 65, 100, 128, 512, 512, 512, 513, 600];

const cornerNumbers = [
  ["0", "-0", "1", "-1", "0.1", "0.5", "1.5", "2.5", "9007199254740991", "9007199254740992", "9007199254740993"],
  [
    "9223372036854775807",
    "9223372036854775808",
    "-9223372036854775808",
    "-9223372036854775809",
    "18446744073709551615",
  ],
  [
    "18446744073709551616",
    "4294967295",
    "4294967296",
    "2147483648",
    "-2147483649",
    "127",
    "128",
    "-32",
    "-33",
    "-129",
    "255",
    "256",
    "65535",
    "65536",
  ],
  [
    "1e21",
    "1e22",
    "1e100",
    "1e-7",
    "2.3e-308",
    "1.7976931348623157e308",
    "1e400",
    "1e-400",
    "0.333333333333333333333333333333333",
  ],
].flat();

/** What is known of an unknown value: mostly what its type allows. */
export function refinements(random: Random, form: TypeForm): JSONValue {
  const known: Record<string, JSONValue> = {};
  if (random.oneIn(2)) known["notNull"] = true;
  switch (typeof form === "string" ? form : form[0]) {
    case "string":
      if (random.oneIn(2)) known["prefix"] = text(random);
      break;
    case "number": {
      const least = random.below(7) - 3;
      if (random.oneIn(2)) known["min"] = [random.oneIn(8) ? number(random) : integer(least), random.oneIn(2)];
      if (random.oneIn(2))
        known["max"] = [random.oneIn(8) ? number(random) : integer(least + random.below(5)), random.oneIn(2)];
      break;
    }
    case "list":
    case "set":
    case "map": {
      const least = random.below(4);
      if (random.oneIn(2)) known["minLen"] = least;
      if (random.oneIn(2)) known["maxLen"] = least + random.below(4);
      break;
    }
    default:
      break;
  }
  return known;
}
