// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { missing, TerraformProject } from "@provide-foundry/testkit";
import { convert } from "../convert/convert.ts";
import { FunctionError } from "../function/errors.ts";
import type { CtyFunction } from "../function/function.ts";
import { marshal } from "../json/marshal.ts";
import { unmarshal } from "../json/unmarshal.ts";
import { PathError } from "../path-error.ts";
import { toLiteral, type Literal } from "../testing/hcl-literal.ts";
import { decodeValue } from "../subject/protocol-values.ts";
import type { JSONValue } from "../subject/value-forms.ts";
import { typeFromJSON } from "../type-json.ts";
import type { Value } from "../value.ts";
import { stdlib } from "./table.ts";

const vectorsDir = path.resolve(import.meta.dirname, "../../../../../conformance/cty");

/** How Terraform's language writes a call, by the function's name. */
type Notation = (args: readonly string[]) => string;

const renamed: Readonly<Record<string, string>> = { absolute: "abs", reverselist: "reverse", reverse: "strrev" };

const operators: Readonly<Record<string, Notation>> = {
  add: infix("+"),
  subtract: infix("-"),
  multiply: infix("*"),
  divide: infix("/"),
  modulo: infix("%"),
  equal: infix("=="),
  notequal: infix("!="),
  lessthan: infix("<"),
  lessthanorequalto: infix("<="),
  greaterthan: infix(">"),
  greaterthanorequalto: infix(">="),
  and: infix("&&"),
  or: infix("||"),
  not: ([a]) => `!(${a})`,
  negate: ([a]) => `-(${a})`,
};

/** Terraform does not have these, or has functions of its own under their names. */
const notOffered = new Set(
  "assertnotnull byteslen bytesslice coalesce hasindex index int length lookup regexreplace replace"
    .split(" ")
    .concat("sethaselement setsymmetricdifference strlen".split(" ")),
);

/** Calls with other answers in go-cty 1.16 and Go 1.23, which are in Terraform 1.11, than in go-cty 1.18 and Go 1.26. */
const answersChanged: Readonly<Record<string, (args: readonly Value[]) => boolean>> = {
  // Indexes below 0 are errors in 1.16.
  element: ([, index]) => isNegative(index!),
  // A null of no type makes the result unknown in 1.16.
  format: (args) => args.some(({ type }) => type.kind === "dynamic"),
  formatlist: (args) => args.some(({ type }) => type.kind === "dynamic"),
  // Since Go 1.25, names of Unicode are read in another way: some are new, and those of several words are not found.
  regex: ([pattern]) => namesUnicodeClass(pattern!),
  regexall: ([pattern]) => namesUnicodeClass(pattern!),
};

interface Call {
  readonly name: string;
  readonly text: string;
  readonly args: readonly Value[];
}

test("C07 Terraform answers calls of its functions as ours do", { skip: missing("terraform") }, async () => {
  const calls = [...readCalls()];
  assert.ok(calls.length > 2000, `only ${calls.length} calls`);
  const answers = await askTerraform(calls.map(({ text }) => text));
  const differences = calls.flatMap(({ name, text, args }, i) => {
    const want = answers[i]!;
    const got = answer(stdlib.get(name)!, args);
    const isSame = got === undefined || want === undefined ? got === want : got.rawEquals(want);
    return isSame || answersChanged[name]?.(args)
      ? []
      : [`${text}\n  Terraform: ${String(want)}\n  ours:      ${String(got)}`];
  });
  assert.equal(differences.length, 0, `${differences.length} of ${calls.length} differ:\n${differences.join("\n")}`);
});

/** The questions that go-cty's functions were asked, as far as Terraform's language can ask them. */
function* readCalls(): Generator<Call> {
  for (const file of readdirSync(vectorsDir)) {
    const name = /^call\.(.*)\.jsonl$/.exec(file)?.[1];
    if (name === undefined || notOffered.has(name)) continue;
    const notation = operators[name] ?? call(renamed[name] ?? name);
    for (const line of readFileSync(path.join(vectorsDir, file), "utf8").trim().split("\n").slice(1)) {
      const { args: forms } = JSON.parse(line) as { args: JSONValue[] };
      if (!fitsNotation(name, forms.length)) continue;
      const args = toLiterals(forms);
      if (args === undefined) continue;
      yield { name, text: notation(args.map(({ text }) => text)), args: args.map(({ value }) => value) };
    }
  }
}

/** A wrong number of operands is no expression, and one of arguments makes the whole configuration invalid. */
function fitsNotation(name: string, count: number): boolean {
  const { parameters, variadicParameter } = stdlib.get(name)!;
  return variadicParameter === undefined ? count === parameters.length : count >= parameters.length;
}

function toLiterals(forms: readonly JSONValue[]): Literal[] | undefined {
  try {
    return forms.map((form) => toLiteral(decodeValue(form)));
  } catch (error) {
    if (error instanceof RangeError || error instanceof FunctionError) return undefined;
    throw error;
  }
}

/** What the language makes of a call; undefined where that is an error, or nothing that a state can hold. */
function answer(fn: CtyFunction, args: readonly Value[]): Value | undefined {
  try {
    const converted = args.map((arg, i) => convert(arg, (fn.parameters[i] ?? fn.variadicParameter!).type));
    const result = fn.call(converted);
    // As it comes out of a state: a large number of 53 bits is not what its shortest text stands for.
    return unmarshal(marshal(result, result.type), result.type);
  } catch (error) {
    if (error instanceof FunctionError || error instanceof PathError) return undefined;
    throw error;
  }
}

/** The values of expressions; undefined where one is an error, or nothing that a state can hold. */
async function askTerraform(expressions: readonly string[]): Promise<(Value | undefined)[]> {
  const lines = expressions.map((text) => `    try({ value = ${text}, json = jsonencode(${text}) }, {}),\n`);
  await using project = TerraformProject.create({
    files: { "main.tf": `output "answers" {\n  value = [\n${lines.join("")}  ]\n}\n` },
  });
  const applied = await project.apply();
  assert.equal(applied.code, 0, applied.stderr);
  const all = JSON.parse((await project.run("output", "-json")).stdout) as { answers: { type: JSONValue } };
  const type = typeFromJSON(JSON.stringify(all.answers.type));
  const values = unmarshal((await project.run("output", "-json", "answers")).stdout, type).asValueSlice();
  return values.map((element) => (element.type.kind === "object" ? element.asValueMap().get("value") : undefined));
}

function infix(operator: string): Notation {
  return ([a, b]) => `(${a}) ${operator} (${b})`;
}

function call(name: string): Notation {
  return (args) => `${name}(${args.join(", ")})`;
}

function namesUnicodeClass(pattern: Value): boolean {
  return pattern.type.kind === "string" && /\\[pP]\{\^?[A-Za-z_]{2}/.test(pattern.asString());
}

function isNegative(value: Value): boolean {
  return value.type.kind === "number" && value.asBigFloat().isNegative;
}
