// SPDX-License-Identifier: Apache-2.0

import { isDeepStrictEqual } from "node:util";
import { isExplained, type Differences } from "@provide-foundry/cty/subject";
import type { Answer, Question } from "./subject.ts";

/** Whether all fields of two answers in JSON are equal, save for what is known to differ. */
export function agree(differences: Differences, op: string, question: Question, got: Answer, want: Answer): boolean {
  // Where the original panics we do not, unless it is for a spec that makes no sense.
  if ("panic" in want) return op === "hcldec" || !("panic" in got);
  return isDeepStrictEqual(got, want) || isExplained(differences, op, legible(question), got, want);
}

/** With the bytes of a source that is not UTF-8 as characters up to U+00FF, for patterns. */
function legible({ src_base64: bytes, ...rest }: Question): Parameters<typeof isExplained>[2] {
  const inputs = rest as Parameters<typeof isExplained>[2];
  return bytes === undefined
    ? inputs
    : { ...inputs, src_bytes: Buffer.from(bytes as string, "base64").toString("latin1") };
}
