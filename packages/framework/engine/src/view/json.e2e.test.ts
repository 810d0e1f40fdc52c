// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { missing, TerraformProject } from "@provide-foundry/testkit";
import { openEngine } from "../engine.ts";
import type { Plan } from "../plan/plan.ts";
import { planToJson } from "./plan-json.ts";
import { stateToJson } from "./state-json.ts";

const first = `
variable "v" { default = "x" }
resource "terraform_data" "a" {
  count = 2
  input = { a = var.v, s = sensitive("k"), l = [1, timestamp()], e = [], big = 12345678901234567890.5 }
}
resource "terraform_data" "replaced" {
  input            = [sensitive("<x>")]
  triggers_replace = "one"
}
resource "terraform_data" "gone" { input = 1 }
resource "terraform_data" "moved" { input = null }
module "m" {
  source = "./m"
  for_each = toset(["p", "q"])
}
output "o" { value = terraform_data.a[0].output }
output "k" { value = { list = tolist(["known"]) } }
output "s" {
  value     = "secret"
  sensitive = true
}
`;

const second = first
  .replace("count = 2", "count = 1")
  .replace('"one"', '"two"')
  .replace(/resource "terraform_data" "gone".*/, "")
  .replace(
    '"moved" { input = null }',
    '"new" { input = terraform_data.replaced.id }\nmoved {\n  from = terraform_data.moved\n  to = terraform_data.new\n}',
  )
  .replace('toset(["p", "q"])', 'toset(["q"])');

const module = 'resource "terraform_data" "i" {\n  input = 1\n}\nmodule "n" {\n  source = "../n"\n}';
const inner = 'resource "terraform_data" "j" { input = true }';

/** What Terraform says of the configuration, of what it refers to and of defaults of variables is not part of ours. */
const leftOut: ReadonlySet<string> = new Set([
  "configuration",
  "relevant_attributes",
  "variables",
  "checks",
  "timestamp",
]);

function parse(text: string): unknown {
  const whole = JSON.parse(text) as Record<string, unknown>;
  return Object.fromEntries(Object.entries(whole).filter(([name]) => !leftOut.has(name)));
}

suite("the JSON of plans and states", { skip: missing("terraform") }, () => {
  test("is Terraform's, for what is created, updated, replaced, moved and destroyed", async () => {
    await using project = TerraformProject.create({
      files: { "main.tf": first, "m/main.tf": module, "n/main.tf": inner },
    });
    assert.equal((await project.run("init")).code, 0);
    const engine = openEngine({ directory: project.path });
    const same = async (): Promise<Plan> => {
      const theirs = await project.planJson();
      const ours = await engine.plan();
      assert.deepEqual(parse(planToJson(ours)), parse(JSON.stringify(theirs)));
      return ours;
    };
    await same();
    assert.equal((await project.apply()).code, 0);
    await same();
    project.write({ "main.tf": second });
    await same();
    assert.equal((await project.apply()).code, 0);
    const { priorState, schemas } = await same();
    assert.deepEqual(parse(stateToJson(priorState, schemas)), await project.showJson());
  });

  test("keeps all digits of a number", async () => {
    await using project = TerraformProject.create({ files: { "main.tf": first.replace(/module "m"[^}]*}/, "") } });
    const plan = await openEngine({ directory: project.path }).plan();
    assert.match(planToJson(plan), /"big":12345678901234567890\.5/);
  });
});
