// SPDX-License-Identifier: Apache-2.0

/**
 * How far two answers to a question of the conformance protocol agree.
 *
 * @module
 */

import { isDeepStrictEqual } from "node:util";
import type { JSONValue } from "./value-forms.ts";
import type { Answer } from "./subject.ts";

/**
 * 0: one has a result and the other has none, or another; 1: the same result, or an error on both sides; 2: numbers
 * have the same precision too; 3: errors have the same text, argument and path too.
 *
 * Where go-cty panics, any kind of refusal will do.
 */
export function strengthOf(got: Answer, want: Answer): 0 | 1 | 2 | 3 {
  if ("panic" in want) return "err" in got || "panic" in got ? 3 : 0;
  if ("err" in want) {
    if ("panic" in got) return 2;
    if (!("err" in got)) return 0;
    const isSame = got.err === want.err && got.arg === want.arg && isDeepStrictEqual(got.path, want.path);
    return isSame ? 3 : 2;
  }
  if (!("out" in got) || !("out" in want)) return 0;
  if (isDeepStrictEqual(got.out, want.out)) return 3;
  return isDeepStrictEqual(withoutPrecision(got.out), withoutPrecision(want.out)) ? 1 : 0;
}

function withoutPrecision(form: JSONValue): JSONValue {
  if (typeof form !== "object" || form === null) return form;
  if (Array.isArray(form)) return form.map(withoutPrecision);
  const entries = Object.entries(form).filter(([name]) => name !== "p" || !("n" in form));
  return Object.fromEntries(entries.map(([name, part]) => [name, withoutPrecision(part)]));
}
