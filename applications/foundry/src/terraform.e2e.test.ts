// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { test } from "node:test";
import { missing, TerraformProject } from "@provide-foundry/testkit";
import { openDesk } from "./testing/desk.ts";

const configuration = `
resource "terraform_data" "a" {
  input = { list = ["x"], text = "a\\nb\\n" }
}
output "values" {
  value = {
    number = 1.5, yes = true, none = null, typed = tostring(null), "odd key" = "q\\"\${"x"}",
    lines  = "a\\nb\\n", nested = { lines = "x\\nEOT\\ny" }, empty = {}, list = tolist(["a"]), set = toset([2, 1]),
    map    = tomap({ k = ["v"] }), tuple = [1, "two", []],
  }
}
output "lines" {
  value = "several\\nlines"
}
output "hidden" {
  value     = "secret"
  sensitive = true
}
`;

test(
  "what foundry has applied Terraform takes over without changes, and shows the same outputs",
  {
    skip: missing("terraform"),
  },
  async () => {
    using desk = openDesk({ "main.tf": configuration });
    assert.equal((await desk.run("apply", "-auto-approve")).code, 0);
    await using project = TerraformProject.create({ files: { "main.tf": configuration }, providers: {} });
    project.write({ "terraform.tfstate": (await desk.run("state", "pull")).stdout });
    assert.match((await project.plan()).stdout, /No changes\./);
    const theirs = await project.run("output", "-no-color");
    assert.equal((await desk.run("output")).stdout, theirs.stdout);
    assert.deepEqual(
      JSON.parse((await desk.run("output", "--json")).stdout),
      JSON.parse((await project.run("output", "-json")).stdout),
    );
  },
);

test("what Terraform has applied foundry takes over without changes", { skip: missing("terraform") }, async () => {
  await using project = TerraformProject.create({ files: { "main.tf": configuration }, providers: {} });
  await project.apply();
  const state = (await project.run("state", "pull")).stdout;
  using desk = openDesk({ "main.tf": configuration, "terraform.tfstate": state });
  const { code, stdout } = await desk.run("plan", "-detailed-exitcode");
  assert.equal(code, 0, stdout);
  assert.match(stdout, /No changes\. Your infrastructure matches the configuration\./);
});
