// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { typeFromJSON, type Value } from "@provide-foundry/cty";
import { unmarshal } from "@provide-foundry/cty/json";
import { TerraformProject } from "@provide-foundry/testkit";

/**
 * What Terraform makes of expressions, all of them in one output; undefined where one is an error, or nothing that a state
 * can hold.
 *
 * @param files Of the configuration besides.
 */
export async function askTerraform(
  expressions: readonly string[],
  files: Readonly<Record<string, string>>,
): Promise<(Value | undefined)[]> {
  const lines = expressions.map(
    (text) => `    try([for it in [${text}] : { value = it, json = jsonencode(it) }][0], {}),\n`,
  );
  await using project = TerraformProject.create({
    files: { ...files, "answers.tf": `output "answers" {\n  sensitive = true\n  value = [\n${lines.join("")}  ]\n}\n` },
  });
  const applied = await project.apply();
  assert.equal(applied.code, 0, applied.stderr);
  const output = JSON.parse((await project.run("output", "-json")).stdout) as { answers: { type: unknown } };
  const type = typeFromJSON(JSON.stringify(output.answers.type));
  const values = unmarshal((await project.run("output", "-json", "answers")).stdout, type).asValueSlice();
  return values.map((element) => (element.type.kind === "object" ? element.asValueMap().get("value") : undefined));
}
