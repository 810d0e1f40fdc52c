// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { suite, test } from "node:test";
import { temporaryDirectory } from "@provide-foundry/testkit";
import { openEngine } from "./engine.ts";
import type { EngineEvent } from "./events.ts";

const configuration = `
resource "terraform_data" "a" {
  input = "one"
}
resource "terraform_data" "b" {
  input = terraform_data.a.id
}
output "o" {
  value = terraform_data.b.output
}
`;

suite("Engine", () => {
  test("plans, applies, finds nothing to do, changes and destroys", async () => {
    using directory = temporaryDirectory();
    directory.write({ "main.tf": configuration });
    const engine = openEngine({ directory: directory.path });
    const first = await engine.plan();
    assert.deepEqual(
      first.changes.map(({ action }) => action),
      ["create", "create"],
    );
    assert.deepEqual(await engine.apply(first), []);
    const second = await engine.plan();
    assert.equal(second.isApplyable, false);
    assert.equal(
      (await engine.output()).get("o")?.value.asString(),
      first && second.changes[0]?.after.getAttr("id").asString(),
    );
    directory.write({ "main.tf": configuration.replace("one", "two") });
    const third = await engine.plan();
    assert.deepEqual(
      third.changes.map(({ action }) => action),
      ["update", "no-op"],
    );
    assert.deepEqual(await engine.apply(third), []);
    assert.deepEqual(await engine.destroy(), []);
    assert.equal((await engine.state()).resources.size, 0);
  });

  test("destroys what is made from others before those", async () => {
    using directory = temporaryDirectory();
    directory.write({ "main.tf": configuration });
    const events: EngineEvent[] = [];
    const engine = openEngine({ directory: directory.path, onEvent: (event) => events.push(event) });
    await engine.apply(await engine.plan());
    await engine.destroy();
    const steps = events.flatMap((event) =>
      event.kind === "step-end" ? [`${event.action} ${event.address.name}`] : [],
    );
    assert.deepEqual(steps, ["create a", "create b", "delete b", "delete a"]);
  });

  test("refuses a plan that was made from another state", async () => {
    using directory = temporaryDirectory();
    directory.write({ "main.tf": configuration });
    const engine = openEngine({ directory: directory.path });
    const [one, other] = [await engine.plan(), await engine.plan()];
    await engine.apply(one);
    const before = readFileSync(path.join(directory.path, "terraform.tfstate"), "utf8");
    assert.deepEqual(
      (await engine.apply(other)).map(({ summary }) => summary),
      ["Saved plan is stale"],
    );
    assert.equal(readFileSync(path.join(directory.path, "terraform.tfstate"), "utf8"), before);
  });

  test("refuses a plan that was made from another configuration", async () => {
    using directory = temporaryDirectory();
    directory.write({ "main.tf": configuration });
    const engine = openEngine({ directory: directory.path });
    const plan = await engine.plan();
    directory.write({ "main.tf": configuration.replace("one", "two") });
    assert.deepEqual(
      (await engine.apply(plan)).map(({ summary }) => summary),
      ["Saved plan is stale"],
    );
    assert.equal((await engine.state()).resources.size, 0);
  });

  test("imports, and evaluates what is typed at a prompt", async () => {
    using directory = temporaryDirectory();
    directory.write({ "main.tf": 'resource "terraform_data" "a" {}\nlocals {\n  n = 2\n}\n' });
    const engine = openEngine({ directory: directory.path });
    assert.deepEqual(await engine.import("terraform_data.a", "given"), []);
    const again = await engine.import("terraform_data.a", "given");
    assert.deepEqual(
      again.map(({ summary }) => summary),
      ["Resource already managed by Terraform"],
    );
    const nowhere = await engine.import("terraform_data.b", "given");
    assert.match(nowhere[0]!.summary, /does not exist in the configuration/);
    const { value, diagnostics } = await engine.evaluate('"${terraform_data.a.id} ${local.n}"');
    assert.deepEqual([diagnostics, value.asString()], [[], "given 2"]);
  });

  test("tells what depends on what", async () => {
    using directory = temporaryDirectory();
    directory.write({ "main.tf": configuration });
    const { dependencies } = await openEngine({ directory: directory.path }).graph();
    assert.deepEqual([...dependencies.get("output.o (expand)")!], ["terraform_data.b"]);
    assert.equal(dependencies.get("terraform_data.b")?.has("terraform_data.a"), true);
  });

  test("does nothing with a configuration that is wrong", async () => {
    using directory = temporaryDirectory();
    directory.write({ "main.tf": 'output "o" { value = local.a }\nlocals {\n  a = local.b\n  b = local.a\n}\n' });
    const engine = openEngine({ directory: directory.path });
    const summaries = (await engine.validate()).map(({ summary }) => summary);
    assert.deepEqual(summaries, ["Cycle: local.a (expand), local.b (expand)"]);
    const plan = await engine.plan();
    assert.equal(plan.isErrored, true);
    assert.deepEqual(
      (await engine.apply(plan)).map(({ summary }) => summary),
      ["Plan has errors"],
    );
  });

  test("begins no further step after an abort, and keeps what was done", async () => {
    using directory = temporaryDirectory();
    directory.write({ "main.tf": configuration });
    const controller = new AbortController();
    const onEvent = (event: EngineEvent): void => {
      if (event.kind === "step-end") controller.abort();
    };
    const engine = openEngine({ directory: directory.path, signal: controller.signal, onEvent });
    await engine.apply(await engine.plan());
    assert.deepEqual([...(await engine.state()).resources.keys()], ["terraform_data.a"]);
  });
});
