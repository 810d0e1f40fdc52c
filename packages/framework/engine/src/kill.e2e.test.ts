// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { suite, test } from "node:test";
import { temporaryDirectory } from "@provide-foundry/testkit";
import type { Diagnostic } from "./diagnostic.ts";
import { openEngine } from "./engine.ts";

const program = path.join(import.meta.dirname, "testing", "killed-program.js");
const configuration = `
terraform {
  required_providers {
    tap = { source = "example/tap" }
  }
}
resource "tap_thing" "a" {
  count = 3
  name  = "a\${count.index}"
}
resource "tap_thing" "b" {
  name = "b after \${tap_thing.a[0].name}"
  lifecycle {
    create_before_destroy = true
  }
}
`;

function run(directory: string, killAt: number): { signal: string | null; diagnostics: readonly Diagnostic[] } {
  const { signal, stdout, stderr } = spawnSync(process.execPath, [program, directory, String(killAt)], {
    encoding: "utf8",
  });
  if (signal === null) assert.notEqual(stdout, "", stderr);
  return { signal, diagnostics: signal === null ? (JSON.parse(stdout) as Diagnostic[]) : [] };
}

/** Names of the things that the provider has created, and of those that the state has. */
async function compareWorlds(directory: string): Promise<{ created: readonly string[]; known: readonly string[] }> {
  const world = path.join(directory, "world");
  const created = existsSync(world) ? readFileSync(world, "utf8").trimEnd().split("\n") : [];
  const { resources } = await openEngine({ directory }).state();
  const known = [...resources.values()].flatMap(({ instances }) => {
    return [...instances.values()].map(({ current }) => (JSON.parse(current!.attributes) as { name: string }).name);
  });
  return { created, known };
}

suite("an apply that is killed", () => {
  // Four things make eight steps: the beginning and the end of each.
  for (let step = 1; step <= 8; step++) {
    test(`at step ${step} of 8 loses no knowledge of what was created, and can be continued`, async () => {
      using directory = temporaryDirectory();
      directory.write({ "main.tf": configuration });
      assert.equal(run(directory.path, step).signal, "SIGKILL");
      const { created, known } = await compareWorlds(directory.path);
      const lost = created.filter((name) => !known.includes(name));

      const { signal, diagnostics } = run(directory.path, 0);
      assert.equal(signal, null);
      assert.deepEqual(
        diagnostics.filter(({ severity }) => severity === "error"),
        [],
      );
      // Whatever the state could not have is named at least.
      const told = diagnostics.map(({ detail }) => detail).join("\n");
      for (const name of lost) {
        const address = name.startsWith("a") ? `tap_thing.a[${name.slice(1)}]` : "tap_thing.b";
        assert.ok(told.includes(address), `${name} is lost, and nobody says so: ${told}`);
      }
      assert.equal((await compareWorlds(directory.path)).known.length, 4);
    });
  }

  test("can tell what its end has told to be done", async () => {
    using directory = temporaryDirectory();
    directory.write({ "main.tf": configuration });
    // The last event is the end of the last step.
    run(directory.path, 8);
    assert.equal((await compareWorlds(directory.path)).known.length, 4);
  });
});
