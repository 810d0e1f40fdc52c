// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { after, before, suite, test } from "node:test";
import { dynamic, typeFromJSON, typeToJSON, type Type, type Value } from "@provide-foundry/cty";
import { FunctionError, type CtyFunction, type Parameter } from "@provide-foundry/cty/function";
import { marshal, unmarshal } from "@provide-foundry/cty/json";
import { missing, temporaryDirectory, TerraformProject } from "@provide-foundry/testkit";
import type { Diagnostic } from "../diagnostics.ts";
import { evaluate } from "../eval/evaluate.ts";
import { parseExpression } from "../syntax/parse.ts";
import { terraformFunctions } from "./index.ts";
import { questionFiles, questionsAbout } from "./testing/questions.ts";

const skip = missing("terraform");
const isUnderCore = (name: string): boolean => name.startsWith("core::");

/** Answers differ each time, or where they are asked. */
const unpredictableNames = new Set(["abspath", "bcrypt", "plantimestamp", "timestamp", "uuid"]);

/** Errors in what they read are told in other words. */
const ownWords = new Set(["jsondecode"]);

/** Calls that go-cty 1.16, which is in Terraform 1.11, answers in another way than go-cty 1.18. */
const answersChanged: Readonly<Record<string, RegExp>> = {
  // It is an error to look for null in 1.16.
  contains: /null/,
  // Indexes below 0 are errors in 1.16.
  element: /, (-|sensitive\(-)/,
  // A null of no type makes the result unknown in 1.16.
  format: /null/,
  formatlist: /null/,
};

suite("Terraform 1.11", () => {
  // Paths in answers and errors are relative ones, which start from the current directory.
  const directory = temporaryDirectory();
  const home = process.cwd();
  before(() => {
    directory.write(questionFiles);
    process.chdir(directory.path);
  });
  after(() => {
    process.chdir(home);
    directory[Symbol.dispose]();
  });

  test("has the functions and parameters that ours has", { skip }, async () => {
    await using project = TerraformProject.create({ files: { "main.tf": "" } });
    const { stdout } = await project.run("metadata", "functions", "-json");
    const theirs = new Map(
      Object.entries((JSON.parse(stdout) as { function_signatures: Record<string, Signature> }).function_signatures),
    );
    const ours = terraformFunctions({ baseDirectory: "." });
    const names = [...ours.keys()].filter((name) => !/^(core::)?(list|map)$/.test(name));
    assert.deepEqual(
      names.filter((name) => !theirs.has(name)),
      [],
    );
    const differences = names.filter((name) => {
      return JSON.stringify(signatureOf(ours.get(name)!)) !== JSON.stringify(withoutWords(theirs.get(name)!));
    });
    // What newer versions of go-cty say: contains takes null, and the type of a formatted result is always known.
    // A template must be a reference, which Terraform shows as a string.
    const changed = ["contains", "format", "formatlist", "templatestring"];
    assert.deepEqual(
      differences,
      changed.flatMap((name) => [name, `core::${name}`]),
    );
  });

  test("answers calls as our functions do", { skip }, async () => {
    const calls = [...allQuestions()];
    assert.ok(calls.length > 3000, `only ${calls.length} calls`);
    const answers = await askForValues(calls.map(({ text }) => text));
    const functions = terraformFunctions({ baseDirectory: "." });
    const differences = calls.flatMap(({ name, text }, i) => {
      const want = answers[i];
      const got = answer(text, functions);
      const isSame = got === undefined || want === undefined ? got === want : got.rawEquals(want);
      return isSame || answersChanged[name]?.test(text)
        ? []
        : [`${text}\n  Terraform: ${String(want)}\n  ours:      ${String(got)}`];
    });
    assert.equal(differences.length, 0, `${differences.length} of ${calls.length} differ:\n${differences.join("\n")}`);
  });

  test("says of wrong calls what ours says, and where", { skip }, async () => {
    const calls = [...allQuestions()];
    const complaints = await askForErrors(calls.map(({ text }) => text));
    const functions = terraformFunctions({ baseDirectory: ".", isPlanning: true });
    let wrong = 0;
    const differences = calls.flatMap(({ name, text }, i) => {
      const want = complaints[i] ?? [];
      if (want.length > 0) wrong++;
      const got = evaluate(parseExpression(text, "main.tf").result, {
        variables: new Map(),
        functions,
      }).diagnostics.map(describe);
      // Where the original panics, ours says what is wrong.
      const isPanic = want.some((complaint) => complaint.includes("panic in function implementation"));
      const isSame = isPanic || ownWords.has(name) ? got.length === want.length : comparable(got) === comparable(want);
      return isSame || answersChanged[name]?.test(text)
        ? []
        : [`${text}\n  Terraform: ${want.join("\n             ")}\n  ours:      ${got.join("\n             ")}`];
    });
    assert.ok(wrong > 1000, `only ${wrong} errors`);
    assert.equal(differences.length, 0, `${differences.length} of ${calls.length} differ:\n${differences.join("\n")}`);
  });
});

/** Of several elements of a map that are wrong, Go names one at random. */
function comparable(complaints: readonly string[]): string {
  return complaints
    .map((complaint) => complaint.replaceAll(/element "[^"]*"/g, 'element "*"'))
    .toSorted()
    .join("\n");
}

interface Question {
  readonly name: string;
  readonly text: string;
}

function* allQuestions(): Generator<Question> {
  for (const [name, fn] of terraformFunctions({ baseDirectory: "." })) {
    if (isUnderCore(name) || unpredictableNames.has(name)) continue;
    for (const text of questionsAbout(name, fn, 60)) yield { name, text };
  }
}

interface Signature {
  readonly return_type: unknown;
  readonly parameters?: readonly SignatureParameter[];
  readonly variadic_parameter?: SignatureParameter;
}

interface SignatureParameter {
  readonly name: string;
  readonly type: unknown;
  readonly is_nullable?: boolean;
}

/** As `terraform metadata functions -json` prints it. */
function signatureOf(fn: CtyFunction): Signature {
  const { parameters, variadicParameter } = fn;
  return {
    return_type: JSON.parse(typeToJSON(shown(returnTypeOf(fn)))),
    ...(parameters.length > 0 && { parameters: parameters.map(parameterOf) }),
    ...(variadicParameter !== undefined && { variadic_parameter: parameterOf(variadicParameter) }),
  };
}

/** For arguments of which nothing is known but what the parameters say. */
function returnTypeOf(fn: CtyFunction): Type {
  try {
    const { parameters, variadicParameter } = fn;
    return fn.returnType([...parameters, ...(variadicParameter ? [variadicParameter] : [])].map(({ type }) => type));
  } catch (error) {
    if (error instanceof FunctionError) return dynamic;
    throw error;
  }
}

function parameterOf({ name, type, allowNull }: Parameter): SignatureParameter {
  return { name, type: JSON.parse(typeToJSON(shown(type))), ...(allowNull === true && { is_nullable: true }) };
}

/** Parameters that get an expression are shown as if they took any value. */
function shown(type: Type): Type {
  return type.kind === "capsule" ? dynamic : type;
}

function withoutWords(signature: Signature): Signature {
  const { return_type, parameters, variadic_parameter } = signature;
  const parameter = ({ name, type, is_nullable }: SignatureParameter): SignatureParameter => ({
    name,
    type,
    ...(is_nullable === true && { is_nullable }),
  });
  return {
    return_type,
    ...(parameters !== undefined && { parameters: parameters.map(parameter) }),
    ...(variadic_parameter !== undefined && { variadic_parameter: parameter(variadic_parameter) }),
  };
}

/** What the language makes of a call; undefined where that is an error, or nothing that a state can hold. */
function answer(text: string, functions: ReadonlyMap<string, CtyFunction>): Value | undefined {
  const { value, diagnostics } = evaluate(parseExpression(text, "main.tf").result, { variables: new Map(), functions });
  if (diagnostics.length > 0) return undefined;
  const [plain] = value.unmarkDeep();
  try {
    // As it comes out of a state: a large number of 53 bits is not what its shortest text stands for.
    return unmarshal(marshal(plain, plain.type), plain.type);
  } catch {
    return undefined;
  }
}

/** In outputs of some length, because the time for one grows with the square of that. */
async function askForValues(expressions: readonly string[]): Promise<(Value | undefined)[]> {
  const files: Record<string, string> = { ...questionFiles };
  const names: string[] = [];
  for (let start = 0; start < expressions.length; start += outputLength) {
    const lines = expressions
      .slice(start, start + outputLength)
      .map((text) => `    try({ value = ${text}, json = jsonencode(${text}) }, {}),\n`);
    files[`o${start}.tf`] = `output "o${start}" {\n  sensitive = true\n  value = [\n${lines.join("")}  ]\n}\n`;
    names.push(`o${start}`);
  }
  await using project = TerraformProject.create({ files });
  const applied = await project.apply();
  assert.equal(applied.code, 0, applied.stderr);
  const types = JSON.parse((await project.run("output", "-json")).stdout) as Record<string, { type: unknown }>;
  const values: Value[] = [];
  for (const name of names) {
    const type = typeFromJSON(JSON.stringify(types[name]!.type));
    values.push(...unmarshal((await project.run("output", "-json", name)).stdout, type).asValueSlice());
  }
  return values.map((element) => (element.type.kind === "object" ? element.asValueMap().get("value") : undefined));
}

const outputLength = 500;

/** What is wrong with each expression. Small files, because Terraform reads the whole one for each complaint. */
async function askForErrors(expressions: readonly string[]): Promise<string[][]> {
  const files: Record<string, string> = { ...questionFiles };
  for (let start = 0; start < expressions.length; start += fileLength) {
    const lines = expressions.slice(start, start + fileLength).map((text) => `${text},\n`);
    files[`f${start}.tf`] = `output "o${start}" {\nsensitive = true\nvalue = [\n${lines.join("")}]\n}\n`;
  }
  await using project = TerraformProject.create({ files });
  const { stdout } = await project.run("validate", "-json");
  const complaints = expressions.map((): string[] => []);
  for (const { summary, detail, range } of (JSON.parse(stdout) as { diagnostics: PrintedDiagnostic[] }).diagnostics) {
    const { start, end, filename } = range;
    const index = Number.parseInt(filename.slice(1)) + start.line - linesBefore;
    complaints[index]!.push(`${start.column}-${end.column} ${summary}: ${shorten(detail)}`);
  }
  return complaints;
}

const fileLength = 50;
/** Lines count from 1, and the expressions start on the fourth. */
const linesBefore = 4;

interface PrintedDiagnostic {
  readonly summary: string;
  readonly detail: string;
  readonly range: { readonly filename: string; readonly start: PrintedPosition; readonly end: PrintedPosition };
}

interface PrintedPosition {
  readonly line: number;
  readonly column: number;
}

function describe({ subject, summary, detail }: Diagnostic): string {
  const { start, end } = subject!;
  // Terraform shows one column of a range that has none.
  return `${start.column}-${Math.max(end.column, start.column + 1)} ${summary}: ${shorten(detail)}`;
}

/** Errors of conversions end with the type that was given since go-cty 1.17. */
function shorten(detail: string): string {
  return detail.replace(/, but have [^.\n]*/, "");
}
