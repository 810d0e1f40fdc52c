// SPDX-License-Identifier: Apache-2.0

import path from "node:path";
import * as cty from "@provide-foundry/cty/subject";
import { readJson, root } from "../../../scripts/workspace.ts";
import { answerLine, type Subject } from "../../subject/serve.ts";
import type { Answer, Question, Target } from "../fuzz.ts";
import { Random } from "../random.ts";
import { question } from "./questions.ts";

const differences = readJson<cty.Differences>(path.join(root, "conformance/cty/differences.json"));
const subject: Subject = { name: "ours", language: "TypeScript", version: "", areas: { cty } };

/** Our cty, asked as a subject is: in JSON. */
export const ctyTarget: Target = {
  questions: (seed, indices) => indices.map((index) => harmlessQuestion(new Random(seed, index))),
  ask(asked) {
    const { id: _, ...answer } = JSON.parse(
      answerLine(subject, JSON.stringify({ ...asked, op: `cty.${asked.op}` })),
    ) as Answer;
    return answer;
  },
  isLeftOut,
  agree: ({ op }, ours, theirs) => cty.agree(differences, op, ours as cty.Answer, theirs as cty.Answer),
};

function harmlessQuestion(random: Random): Question {
  for (;;) {
    const asked = question(random);
    if (!isLeftOut(asked)) return asked;
  }
}

function isLeftOut(asked: Question): boolean {
  return isLethal(asked) || isMiscomposed(asked);
}

function isLethal(asked: Question): boolean {
  return hugeNumber.test(JSON.stringify(asked)) || claimsTooMuch(asked["hex"]) || indentsTooFar(asked);
}

/**
 * Go's NFC looks at the lower 16 bits of a character that an accent follows, and takes U+E003D for an equals sign. (Of
 * golang.org/x/text up to 0.32.) Ours leaves the character as it is.
 */
function isMiscomposed({ hex = "", ...inputs }: Question): boolean {
  return [JSON.stringify(inputs), Buffer.from(hex as string, "hex").toString()].some((text) => accented.test(text));
}

const accented = /[\u{10000}-\u{10ffff}]\p{M}/u;

/** Go writes out all the digits, which takes minutes; ours refuses. */
const hugeNumber = /[eEpP][+-]?\d{5}/;

/** A header of an array or a map of millions, for which Go takes the memory before it looks for the elements. */
function claimsTooMuch(hex: unknown): boolean {
  if (typeof hex !== "string") return false;
  const bytes = Buffer.from(hex, "hex");
  return bytes.some((code, i) => (code === 0xdd || code === 0xdf) && (bytes[i + 1] !== 0 || bytes[i + 2]! > 1));
}

/** Go makes the spaces first, and may have the memory for them. */
function indentsTooFar({ op, ...inputs }: Question): boolean {
  return op === "call.indent" && /"n":"\d{6}/.test(JSON.stringify(inputs));
}
