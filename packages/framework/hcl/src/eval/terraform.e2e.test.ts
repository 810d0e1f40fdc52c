// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { suite, test } from "node:test";
import { objectVal, type Value } from "@provide-foundry/cty";
import { marshal, unmarshal } from "@provide-foundry/cty/json";
import { missing } from "@provide-foundry/testkit";
import { hasErrors } from "../diagnostics.ts";
import { typeString } from "../ext/type-string.ts";
import { parseTemplate } from "../syntax/parse.ts";
import { syntaxVariables, walk } from "../syntax/walk.ts";
import { evaluationContext, vectorsDir } from "../subject/evaluation-context.ts";
import { askTerraform } from "../testing/terraform-answers.ts";
import type { EvalContext } from "./eval-context.ts";
import { evaluate } from "./evaluate.ts";

/** Terraform has none of these, or others under their names. */
const ownFunctions = /^(?:fail|failarg|zero|convert|length|coalesce|ns::.*|provider::.*)$/u;

suite("Terraform gives the same answers", { skip: missing("terraform") }, () => {
  test("H03 to expressions", async () => {
    await compare(
      readSources("expr").map((text) => `\${[\n${text}\n]}`),
      3000,
    );
  });

  test("H04 to templates", async () => {
    await compare(readSources("template"), 600);
  });
});

/** The sources that the original was asked about. */
function readSources(kind: string): string[] {
  const lines = readFileSync(path.join(vectorsDir, `${kind}.jsonl`), "utf8")
    .trim()
    .split("\n")
    .slice(1);
  return lines
    .map((line) => JSON.parse(line) as { src: string; src_base64?: string })
    .filter(({ src_base64: bytes }) => bytes === undefined)
    .map(({ src }) => src);
}

/** Asks Terraform for the values of templates, all in one output. */
async function compare(sources: readonly string[], least: number): Promise<void> {
  const context = knownContext();
  const templates = sources.filter((text) => canAsk(text, context));
  assert.ok(templates.length >= least, `only ${templates.length} templates`);
  const answers = await askAll(templates, context);
  const values = answers.filter((value) => value !== undefined).length;
  assert.ok(values > least / 4, `only ${values} values`);
  const differences = templates.flatMap((text, i) => {
    const want = answers[i];
    const got = answer(text, context);
    const isSame = got === undefined || want === undefined ? got === want : got.rawEquals(want);
    return isSame || answerChanged(text) ? [] : [`${text}\n  Terraform: ${String(want)}\n  ours:      ${String(got)}`];
  });
  assert.equal(
    differences.length,
    0,
    `${differences.length} of ${templates.length} differ:\n${differences.join("\n")}`,
  );
}

/** The variables that a configuration can give a value, and the functions that are Terraform's too. */
function knownContext(): EvalContext {
  const { variables, functions } = evaluationContext();
  return {
    variables: new Map([...variables!].filter(([, value]) => value.isWhollyKnown() && !value.containsMarked())),
    functions: new Map([...functions!].filter(([name]) => !ownFunctions.test(name))),
  };
}

/** Whether a template only uses what is the same on both sides. One that is no template is an error on both. */
function canAsk(text: string, { variables, functions }: EvalContext): boolean {
  const { result, diagnostics } = parseTemplate(text, "t.tmpl");
  if (diagnostics.length > 0) return true;
  const all = evaluationContext();
  // Terraform asks for all variables before it evaluates anything.
  let isSame = syntaxVariables(result).every(([root]) => root?.kind === "root" && variables!.has(root.name));
  walk(result, {
    enter(node) {
      if (node.kind !== "FunctionCallExpr" || functions!.has(node.name)) return;
      isSame &&= !all.functions!.has(node.name) && !node.name.startsWith("core::");
    },
  });
  return isSame;
}

/** What becomes of a template; undefined where that is an error, or nothing that a state can hold. */
function answer(text: string, context: EvalContext): Value | undefined {
  const { result, diagnostics } = parseTemplate(text, "t.tmpl");
  if (diagnostics.length > 0) return undefined;
  const { value, diagnostics: problems } = evaluate(result, context);
  // The result of a template must not be null.
  if (hasErrors(problems) || value.isNull()) return undefined;
  try {
    return unmarshal(marshal(value, value.type), value.type);
  } catch {
    return undefined;
  }
}

/** Terraform 1.11 has HCL 2.23, in which `&&` and `||` refuse a null that the other operand makes pointless. */
function answerChanged(text: string): boolean {
  return /&&|\|\|/u.test(text) && /nul/u.test(text);
}

async function askAll(templates: readonly string[], { variables }: EvalContext): Promise<(Value | undefined)[]> {
  // A type cannot say that an attribute is called "0"; the type that JSON implies can.
  const typed = new Map(variables);
  const implied = objectVal({ o: typed.get("o")! });
  typed.delete("o");
  const all = objectVal(typed);
  return askTerraform(
    templates.map((_, i) => `templatefile("\${path.module}/templates/${i}.tmpl", local.all)`),
    {
      ...Object.fromEntries(templates.map((text, i) => [`templates/${i}.tmpl`, text])),
      "implied.json": marshal(implied, implied.type),
      "terraform.tfvars.json": `{"typed": ${marshal(all, all.type)}}`,
      "main.tf": `variable "typed" {
  type = ${typeString(all.type)}
}

locals {
  all = merge(var.typed, jsondecode(file("\${path.module}/implied.json")))
}
`,
    },
  );
}
