// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { formatDiagnostic } from "@provide-foundry/hcl";
import { temporaryDirectory } from "@provide-foundry/testkit";
import { readConfiguration } from "./read-configuration.ts";
import { missingVariables, readVariableValues, type VariableSources } from "./variable-values.ts";

interface Outcome {
  readonly values: Readonly<Record<string, string>>;
  readonly problems: readonly string[];
}

async function read(files: Readonly<Record<string, string>>, sources: VariableSources = {}): Promise<Outcome> {
  using directory = temporaryDirectory();
  directory.write({ ...files });
  const { configuration } = await readConfiguration(directory.path);
  const given = await readVariableValues(configuration.root, { workingDirectory: directory.path, ...sources });
  return {
    values: Object.fromEntries([...given.values].map(([name, { value }]) => [name, String(value)])),
    problems: [...given.diagnostics, ...missingVariables(given.missing)].map(formatDiagnostic),
  };
}

const declare = (...names: readonly string[]): string => names.map((name) => `variable "${name}" {}\n`).join("");

suite("readVariableValues", () => {
  test("later sources win", async () => {
    const all = "abcdefgh".split("");
    const set = (from: string, by: string): string =>
      all
        .filter((name) => name >= from)
        .map((name) => `${name} = "${by}"\n`)
        .join("");
    const { values, problems } = await read(
      {
        "main.tf": declare(...all),
        "terraform.tfvars": set("b", "default file"),
        "terraform.tfvars.json": JSON.stringify(
          Object.fromEntries(all.slice(2).map((name) => [name, "default JSON file"])),
        ),
        "y.auto.tfvars": set("e", "y"),
        "x.auto.tfvars": set("d", "x"),
        "my.vars": set("f", "named file"),
      },
      {
        environment: Object.fromEntries(all.map((name) => [`TF_VAR_${name}`, "environment"])),
        options: [
          { kind: "var", text: "f=too early" },
          { kind: "var-file", path: "my.vars" },
          { kind: "var", text: "g=option=1" },
        ],
        answers: new Map([["h", "answer"]]),
      },
    );
    assert.deepEqual(problems, []);
    assert.deepEqual(
      Object.values(values),
      ["environment", "default file", "default JSON file", "x", "y", "named file", "option=1", "answer"].map(
        (text) => `cty.stringVal("${text}")`,
      ),
    );
  });

  test("texts are read as the type wants: as they stand, or as expressions", async () => {
    const { values, problems } = await read(
      { "main.tf": 'variable "n" {\n  type = number\n}\nvariable "l" {\n  type = list(string)\n}\nvariable "a" {}' },
      { environment: { TF_VAR_n: "12", TF_VAR_l: '["x"]', TF_VAR_a: "[1]" } },
    );
    assert.deepEqual(problems, []);
    assert.deepEqual(values, {
      n: 'cty.stringVal("12")',
      l: 'cty.tupleVal([cty.stringVal("x")])',
      a: 'cty.stringVal("[1]")',
    });
  });

  const cases: Record<string, { files: Readonly<Record<string, string>>; sources?: VariableSources; want: string }> = {
    missing: {
      files: { "main.tf": declare("a") },
      want: 'main.tf:1,1-13: No value for required variable; The root module input variable "a" is not set, and has no default value. Use a -var or -var-file command line argument to provide a value for this variable.',
    },
    "undeclared in a file": {
      files: { "terraform.tfvars": "a = 1\n" },
      want: 'Value for undeclared variable; The root module does not declare a variable named "a" but a value was found in file "terraform.tfvars". If you meant to use this value, add a "variable" block to the configuration.\n\nTo silence these warnings, use TF_VAR_... environment variables to provide certain "global" settings to all configurations in your organization. To reduce the verbosity of these warnings, use the -compact-warnings option.',
    },
    "undeclared option": {
      files: {},
      sources: { options: [{ kind: "var", text: "a=1" }] },
      want: 'Value for undeclared variable; A variable named "a" was assigned on the command line, but the root module does not declare a variable of that name. To use this value, add a "variable" block to the configuration.',
    },
    "option without a value": {
      files: {},
      sources: { options: [{ kind: "var", text: "a" }] },
      want: 'Invalid -var option; The given -var option "a" is not correctly specified. Must be a variable name and value separated by an equals sign, like -var="key=value".',
    },
    "option with a space": {
      files: {},
      sources: { options: [{ kind: "var", text: "a = 1" }] },
      want: 'Invalid -var option; Variable name "a " is invalid due to trailing space. Did you mean -var="a=1"?',
    },
    "no such file": {
      files: {},
      sources: { options: [{ kind: "var-file", path: "x.tfvars" }] },
      want: "Failed to read variables file; Given variables file x.tfvars does not exist.",
    },
    "declaration in a file": {
      files: { "terraform.tfvars": 'variable "a" {}\n' },
      want: 'terraform.tfvars:1,1-9: Variable declaration in .tfvars file; A .tfvars file is used to assign values to variables that have already been declared in .tf files, not to declare new variables. To declare variable "a", place this block in one of your .tf files, such as variables.tf.\n\nTo set a value for this variable in terraform.tfvars, use the definition syntax instead:\n    a = <value>',
    },
    "reference in a file": {
      files: { "main.tf": declare("a"), "terraform.tfvars": "a = var.b\n" },
      want: "terraform.tfvars:1,5-8: Variables not allowed; Variables may not be used here.",
    },
    "syntax error in an option": {
      files: { "main.tf": 'variable "a" {\n  type = list(string)\n}' },
      sources: { options: [{ kind: "var", text: "a=[" }] },
      want: "<value for var.a>:1,2-2: Missing expression; Expected the start of an expression, but found the end of the file.",
    },
  };
  for (const [name, { files, sources, want }] of Object.entries(cases)) {
    test(name, async () => assert.deepEqual((await read(files, sources)).problems, [want]));
  }

  test("of many that are undeclared in files two are named", async () => {
    const { problems } = await read({ "terraform.tfvars": "a = 1\nb = 1\nc = 1\nd = 1\n" });
    assert.equal(problems.length, 3);
    assert.match(problems[2]!, /2 other variable\(s\) defined without being declared/);
  });

  test("the environment may have what nobody declares", async () => {
    assert.deepEqual(await read({}, { environment: { TF_VAR_x: "1", TF_VAR_y: undefined, OTHER: "1" } }), {
      values: {},
      problems: [],
    });
  });
});
