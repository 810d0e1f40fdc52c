// SPDX-License-Identifier: Apache-2.0

import type { JSONValue } from "@provide-foundry/cty/subject";
import type { Question } from "./fuzz.ts";

/**
 * A question as small as can be found, by taking away its parts one after another, that still holds what `holds` tests.
 *
 * Knows nothing of what questions mean: parts are removed from arrays, objects and strings, and simpler ones are put in
 * their places.
 */
export async function minimise(
  question: Question,
  holds: (candidate: Question) => Promise<boolean>,
): Promise<Question> {
  const { op } = question;
  let best = question;
  let left = mostTries;
  for (let hasImproved = true; hasImproved && left > 0;) {
    hasImproved = false;
    for (const part of smaller(best)) {
      const candidate = { ...(part as Question), op };
      if (left-- <= 0) break;
      if (!(await holds(candidate))) continue;
      best = candidate;
      hasImproved = true;
      break;
    }
  }
  return best;
}

const mostTries = 3000;

function* smaller(form: JSONValue): Generator<JSONValue> {
  if (typeof form === "string") {
    if (form.length > 3) yield* [form.slice(0, form.length / 2), form.slice(form.length / 2)];
    if (form.length > 0)
      yield* Array.from({ length: Math.min(form.length, 40) }, (_, i) => form.slice(0, i) + form.slice(i + 1));
    if (form.length > 0 && /[^a]/.test(form))
      yield* ["", "a", "0", "1"].filter((simple) => simple.length <= form.length && simple !== form);
  } else if (Array.isArray(form)) {
    const items = form as readonly JSONValue[];
    for (const i of items.keys()) yield items.toSpliced(i, 1);
    for (const [i, item] of items.entries()) for (const part of smaller(item)) yield items.with(i, part);
  } else if (typeof form === "object" && form !== null) {
    const entries = Object.entries(form);
    for (const i of entries.keys()) yield Object.fromEntries(entries.toSpliced(i, 1));
    yield* bothSides(form as { readonly [name: string]: JSONValue });
    for (const [i, [name, item]] of entries.entries())
      for (const part of smaller(item)) yield Object.fromEntries(entries.with(i, [name, part]));
  }
}

/** Attributes of a type and of its value go together. */
function* bothSides(form: { readonly [name: string]: JSONValue }): Generator<JSONValue> {
  const { t, v } = form as { t?: readonly JSONValue[]; v?: { o?: object; l?: readonly JSONValue[] } };
  if (!Array.isArray(t) || typeof v !== "object" || v === null) return;
  if (t[0] === "object" && v.o !== undefined) {
    for (const name of Object.keys(v.o))
      yield { t: ["object", without(t[1] as object, name)], v: { o: without(v.o, name) } };
  }
  if (t[0] === "tuple" && v.l !== undefined) {
    for (const i of v.l.keys())
      yield { t: ["tuple", (t[1] as JSONValue[]).toSpliced(i, 1)], v: { l: v.l.toSpliced(i, 1) } };
  }
  for (const [inner, payload] of parts(t, v)) yield { t: inner, v: payload };
}

/** The values inside, each as a value of its own. */
function parts(t: readonly JSONValue[], v: { o?: object; l?: readonly JSONValue[] }): [JSONValue, JSONValue][] {
  const of = (key: string | number): JSONValue =>
    t[0] === "object" || t[0] === "tuple" ? (t[1] as Record<string | number, JSONValue>)[key]! : t[1]!;
  const members = Object.entries(v.o ?? {}) as [string, JSONValue][];
  return [
    ...members.map(([key, part]): [JSONValue, JSONValue] => [of(key), part]),
    ...(v.l ?? []).map((part, i): [JSONValue, JSONValue] => [of(i), part]),
  ];
}

function without(members: object, name: string): JSONValue {
  return Object.fromEntries(Object.entries(members).filter(([key]) => key !== name));
}
