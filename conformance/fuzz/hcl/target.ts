// SPDX-License-Identifier: Apache-2.0

import path from "node:path";
import type { Differences } from "@provide-foundry/cty/subject";
import * as hcl from "@provide-foundry/hcl/subject";
import { readJson, root } from "../../../scripts/workspace.ts";
import { answerLine, type Subject } from "../../subject/serve.ts";
import type { Answer, Question, Target } from "../fuzz.ts";
import type { Oracle } from "../oracle.ts";

const differences = readJson<Differences>(path.join(root, "conformance/hcl/differences.json"));
const subject: Subject = { name: "ours", language: "TypeScript", version: "", areas: { hcl } };

/** Our HCL, asked as a subject is: in JSON. The original's program makes the questions. */
export const hclTarget: Target = {
  async questions(seed, indices, oracle) {
    const questions = await randomQuestions(oracle, seed, indices);
    for (const [i, question] of questions.entries())
      questions[i] = isLethal(question) ? await harmlessQuestion(oracle, seed, indices[i]!) : question;
    return questions;
  },
  ask,
  isLeftOut: isLethal,
  agree: ({ op, ...inputs }, ours, theirs) =>
    hcl.agree(differences, op, inputs, ours as hcl.Answer, theirs as hcl.Answer),
};

function ask(question: Question): Answer {
  const line = answerLine(subject, JSON.stringify({ ...question, op: `hcl.${question.op}` }));
  const { id: _, ...answer } = JSON.parse(line) as Answer;
  return answer;
}

async function randomQuestions(oracle: Oracle, seed: number, indices: readonly number[]): Promise<Question[]> {
  const made = await oracle.ask(indices.map((index) => ({ op: "random", seed, index })));
  return made.map(({ out }) => out as Question);
}

/** In place of one that is left out: of the same kind, from other seeds. */
async function harmlessQuestion(oracle: Oracle, seed: number, index: number): Promise<Question> {
  for (let other = seed + 2 ** 32; ; other += 2 ** 32) {
    const [question] = await randomQuestions(oracle, other, [index]);
    if (!isLethal(question!)) return question!;
  }
}

function isLethal(question: Question): boolean {
  return hugeNumber.test(JSON.stringify(question)) || neverEnds(question);
}

/** Go writes out all the digits, which takes long; ours refuses. */
const hugeNumber = /[eE][+-]?\d{5}/;

/** Functions that call themselves without end, which ends Go's program too; ours says so for each level of calls. */
function neverEnds(question: Question): boolean {
  if (question.op !== "userfunc") return false;
  return JSON.stringify(ask(question)).split("Error in function call;").length > 50;
}
