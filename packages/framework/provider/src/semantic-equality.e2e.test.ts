// SPDX-License-Identifier: Apache-2.0

import { TerraformProject, missing, temporaryDirectory } from "@provide-foundry/testkit";
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { fileURLToPath } from "node:url";

const program = fileURLToPath(new URL("testing/archive-provider.js", import.meta.url));

type PlanWithDrift = Awaited<ReturnType<TerraformProject["planJson"]>> & {
  readonly resource_drift?: readonly object[];
};

interface ImportChange {
  readonly actions: readonly string[];
  readonly before: Readonly<Record<string, unknown>>;
  readonly after: Readonly<Record<string, unknown>>;
}

suite("under Terraform, what means the same is no change", { skip: missing("terraform") }, () => {
  const record = (policy: string, more: string = ""): string => `
    resource "archive_record" "a" {
      name   = "a"
      policy = ${JSON.stringify(policy)}
      since  = "2024-02-29T12:00:00.5+02:00"
      owner  = "Ann"
      rules  = [{ name = "x", body = "{\\"b\\": 1, \\"a\\": [true]}" }, { name = "y", body = "[1, 2]" }]
      rule {
        name = "z"
        body = "{ \\"q\\": 1, \\"p\\": 2 }"
      }
      nets = ["2001:DB8:0::/32", "10.0.0.0/8"]
      ${more}
    }
  `;

  function createArchive(configuration: string) {
    const folder = temporaryDirectory();
    const prelude = `
      terraform {
        required_providers {
          archive = { source = "example/archive" }
        }
      }
      provider "archive" { folder = ${JSON.stringify(folder.path)} }
    `;
    const project = TerraformProject.create({
      providers: { "example/archive": [process.execPath, program] },
      files: { "main.tf": prelude + configuration },
    });
    return {
      project,
      write: (changed: string) => project.write({ "main.tf": prelude + changed }),
      async apply() {
        const { code, stdout, stderr } = await project.apply();
        assert.equal(code, 0, stdout + stderr);
      },
      async plan() {
        const plan: PlanWithDrift = await project.planJson();
        const { resource_changes: changes = [], resource_drift: drift = [] } = plan;
        return { actions: changes.map(({ change }) => change.actions.join("+")), drift: drift.length };
      },
      async values() {
        const { values } = await project.showJson();
        return values?.root_module?.resources?.[0]?.values ?? {};
      },
      async [Symbol.asyncDispose]() {
        await project[Symbol.asyncDispose]();
        folder[Symbol.dispose]();
      },
    };
  }

  test("V02 a service that rewrites everything gives an empty plan, and the state keeps what was written", async () => {
    const policy = '{ "b": 1.0,\n "a": [1, {"d": 1, "c": 2}] }';
    await using archive = createArchive(record(policy));
    await archive.apply();
    const { policy: kept, since, owner, nets } = await archive.values();
    assert.deepEqual(
      { kept, since, owner, nets },
      { kept: policy, since: "2024-02-29T12:00:00.5+02:00", owner: "Ann", nets: ["10.0.0.0/8", "2001:DB8:0::/32"] },
    );
    assert.deepEqual(await archive.plan(), { actions: ["no-op"], drift: 0 });
  });

  test("V02 a configuration that is laid out anew is no reason to replace; one of another meaning is", async () => {
    await using archive = createArchive(record('{"a":1,"b":[1,2]}'));
    await archive.apply();
    archive.write(
      record('{ "b": [1, 2.0], "a": 1 }').replace("12:00:00.5+02:00", "10:00:00.500Z").replace("Ann", "ANN"),
    );
    assert.deepEqual(await archive.plan(), { actions: ["no-op"], drift: 0 });
    archive.write(record('{"b":[2,1],"a":1}'));
    assert.deepEqual(await archive.plan(), { actions: ["delete+create"], drift: 0 });
  });

  test("V02 a real change beside it goes through, and what was not changed keeps its text", async () => {
    await using archive = createArchive(record('{"a":1}'));
    await archive.apply();
    archive.write(record('{ "a": 1 }').replace("[1, 2]", "[1,2,3]").replace('\\"b\\": 1', '\\"b\\":1'));
    assert.deepEqual(await archive.plan(), { actions: ["update"], drift: 0 });
    await archive.apply();
    const { policy, rules } = await archive.values();
    assert.equal(policy, '{"a":1}');
    assert.deepEqual((rules as { name: string; body: string }[]).map(({ body }) => body).toSorted(), [
      "[1,2,3]",
      '{"b": 1, "a": [true]}',
    ]);
    assert.deepEqual(await archive.plan(), { actions: ["no-op"], drift: 0 });
  });

  test("V02 after an import only what differs in meaning is a change", async () => {
    await using archive = createArchive(record('{"a":{"x":1,"y":2}}'));
    await archive.apply();
    const removed = await archive.project.run("state", "rm", "archive_record.a");
    assert.equal(removed.code, 0, removed.stderr);
    archive.write(`${record('{ "a": { "y": 2, "x": 1 } }')}\nimport {\n  to = archive_record.a\n  id = "a"\n}\n`);
    const { resource_changes: changes = [] } = await archive.project.planJson();
    const { actions, before, after } = changes[0]!.change as unknown as ImportChange;
    // Rules, nets and blocks are not imported, so they are to be made.
    assert.deepEqual(actions, ["update"]);
    for (const name of ["policy", "since", "owner"]) assert.equal(after[name], before[name]);
  });

  test("V05 text that means nothing is refused with its place", async () => {
    await using archive = createArchive(
      record("{oops}").replace("2024-02-29", "2023-02-29").replace("10.0.0.0/8", "10.0.0.0/33"),
    );
    const { code, stderr } = await archive.project.plan();
    assert.equal(code, 1);
    const text = stderr.replace(/[│\s]+/g, " ");
    assert.match(text, /policy must be JSON: /);
    assert.match(text, /since must be an RFC 3339 time: there is no such day\./);
    assert.match(text, /nets\[…\] must be an IP prefix: its number of bits is from 0 to 32\./);
  });
});
