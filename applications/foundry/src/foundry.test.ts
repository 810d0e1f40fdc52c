// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { suite, test } from "node:test";
import { withDoubleDashes } from "./double-dashes.ts";
import { openDesk } from "./testing/desk.ts";

const configuration = `
variable "greeting" {
  default = "hello"
}
resource "terraform_data" "a" {
  input = var.greeting
}
output "greeting" {
  value = terraform_data.a.output
}
output "secret" {
  value     = "s3cret"
  sensitive = true
}
`;

suite("foundry", () => {
  test("plans, applies, shows, changes and destroys", async () => {
    using desk = openDesk({ "main.tf": configuration });
    const planned = await desk.run("plan", "-detailed-exitcode");
    assert.equal(planned.code, 2, planned.stderr);
    assert.match(planned.stdout, /\+ resource "terraform_data" "a" \{/);
    assert.match(planned.stdout, /Plan: 1 to add, 0 to change, 0 to destroy\./);

    const applied = await desk.run("apply", "-auto-approve");
    assert.equal(applied.code, 0, applied.stderr);
    assert.match(applied.stdout, /^terraform_data\.a: Creating\.\.\.$/m);
    assert.match(applied.stdout, /^terraform_data\.a: Creation complete after 0s \[id=[0-9a-f-]{36}\]$/m);
    assert.match(
      applied.stdout,
      /Resources: 1 added, 0 changed, 0 destroyed\.\n\nOutputs:\n\ngreeting = "hello"\nsecret = <sensitive>\n$/,
    );

    assert.equal((await desk.run("plan", "-detailed-exitcode")).code, 0);
    assert.equal((await desk.run("state", "list")).stdout, "terraform_data.a\n");
    assert.equal((await desk.run("output", "-raw", "secret")).stdout, "s3cret");

    const changed = await desk.run("apply", "-auto-approve", "-var=greeting=bye");
    assert.match(changed.stdout, /~ input {2}= "hello" -> "bye"/);
    assert.match(changed.stdout, /0 added, 1 changed, 0 destroyed/);

    const destroyed = await desk.run("destroy", "-auto-approve");
    assert.match(destroyed.stdout, /Destroy complete! Resources: 1 destroyed\.\n$/);
    assert.equal((await desk.run("state", "list")).stdout, "\n");
  });

  test("with --json nothing but the result is on standard output", async () => {
    using desk = openDesk({ "main.tf": configuration });
    const plan = JSON.parse((await desk.run("plan", "--json")).stdout) as { changes: unknown };
    assert.deepEqual(plan.changes, [{ address: "terraform_data.a", action: "create" }]);
    const applied = JSON.parse((await desk.run("apply", "--json", "-auto-approve")).stdout) as Record<string, unknown>;
    assert.deepEqual(applied["outputs"], {
      greeting: { sensitive: false, type: "string", value: "hello" },
      secret: { sensitive: true, type: "string", value: "s3cret" },
    });
    assert.equal(applied["added"], 1);
    const outputs = JSON.parse((await desk.run("output", "--json")).stdout) as object;
    assert.deepEqual(outputs, applied["outputs"]);
  });

  test("does nothing where nobody can be asked", async () => {
    using desk = openDesk({ "main.tf": configuration });
    const { code, stderr } = await desk.run("apply");
    assert.equal(code, 1);
    assert.match(stderr, /Use -auto-approve/);
    assert.equal((await desk.run("state", "list")).stdout, "\n");
  });

  test("shows a mistake with its lines, and ends with 1", async () => {
    using desk = openDesk({ "main.tf": 'resource "terraform_data" "a" {\n  inptu = 1\n}\n' });
    for (const command of ["validate", "plan", "apply"]) {
      const { code, stderr } = await desk.run(command);
      assert.equal(code, 1, command);
      assert.match(
        stderr,
        /Error: Unsupported argument\n\n {2}on main\.tf line 2, in resource "terraform_data" "a":\n {3}2: {3}inptu = 1/,
      );
      assert.match(stderr, /Did you mean "input"\?/);
    }
    const report = JSON.parse((await desk.run("validate", "--json")).stdout) as { valid: boolean; error_count: number };
    assert.deepEqual([report.valid, report.error_count], [false, 1]);
  });

  test("variables: files, the environment and the command line, and those that are missing", async () => {
    using desk = openDesk(
      {
        "main.tf":
          'variable "a" {}\nvariable "b" {\n  type = list(number)\n}\noutput "o" {\n  value = [var.a, var.b]\n}\n',
      },
      { TF_VAR_b: "[1, 2]" },
    );
    const missing = await desk.run("plan");
    assert.equal(missing.code, 1);
    assert.match(missing.stderr, /No value for required variable[^]*variable "a" is not set/);
    desk.write({ "terraform.tfvars": 'a = "file"\n' });
    assert.match((await desk.run("plan")).stdout, /"file"/);
    assert.match((await desk.run("plan", "-var", "a=line")).stdout, /"line"/);
    assert.equal((await desk.run("plan", "-var=c=1")).code, 1);
  });

  test("an object is imported, moved aside by refresh, and the whole state can be had", async () => {
    using desk = openDesk({ "main.tf": 'resource "terraform_data" "a" {}\n' });
    const imported = await desk.run("import", "terraform_data.a", "some-id");
    assert.equal(imported.code, 0, imported.stderr);
    assert.equal((await desk.run("refresh")).code, 0);
    const pulled = await desk.run("state", "pull");
    assert.equal(pulled.stdout, readFileSync(path.join(desk.path, "terraform.tfstate"), "utf8"));
    assert.match(pulled.stdout, /"id": "some-id"/);
  });

  test("graph tells what depends on what", async () => {
    using desk = openDesk({ "main.tf": configuration });
    const { stdout } = await desk.run("graph");
    assert.match(stdout, /^digraph G \{\n/);
    assert.match(stdout, /"terraform_data\.a" -> "var\.greeting/);
  });

  test("an output that is not there is said, with those that are", async () => {
    using desk = openDesk({ "main.tf": configuration });
    await desk.run("apply", "-auto-approve");
    const { code, stderr } = await desk.run("output", "none");
    assert.equal(code, 1);
    assert.match(stderr, /there is no output "none"[^]*There are: greeting, secret/);
  });

  test("fmt rewrites what is not in its layout, and with -check only tells", async () => {
    const untidy = 'resource "a" "b" {\n x=1\n}\n';
    using desk = openDesk({ "main.tf": untidy, "sub/more.tf": untidy, "tidy.tf": "" });
    const file = path.join(desk.path, "main.tf");
    const checked = await desk.run("fmt", "-check", desk.path);
    assert.deepEqual([checked.code, checked.stdout], [3, `${file}\n`]);
    assert.equal(readFileSync(file, "utf8"), untidy);
    const written = await desk.run("fmt", "-recursive", desk.path);
    assert.equal(written.code, 0);
    assert.equal(readFileSync(file, "utf8"), 'resource "a" "b" {\n  x = 1\n}\n');
    assert.equal((await desk.run("fmt", "-recursive", "-check", desk.path)).code, 0);
    desk.write({ "main.tf": "resource {" });
    const broken = await desk.run("fmt", desk.path);
    assert.equal(broken.code, 1);
    assert.equal(readFileSync(file, "utf8"), "resource {");
  });

  test("options have one dash or two, and single letters stay as they are", () => {
    assert.deepEqual(withDoubleDashes(["plan", "-var=a=-b", "--json", "-h", "-", "--", "-x-y"]), [
      "plan",
      "--var=a=-b",
      "--json",
      "-h",
      "-",
      "--",
      "-x-y",
    ]);
  });
});
