// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { suite, test } from "node:test";
import type { DiagnosticJSON } from "@provide-foundry/hcl";
import { missing, TerraformProject } from "@provide-foundry/testkit";
import type { Module } from "./configuration.ts";
import { readConfiguration } from "./read-configuration.ts";
import { filesOf, linesOf, parseJudgements } from "./testing/judgements.ts";
import { badSnippets, goodSnippets, type Snippet } from "./testing/snippets.ts";

/** Terraform takes a third of a second for each, so all of them are asked where nobody waits. */
const share = (process.env["FOUNDRY_REQUIRE"] ?? "").includes("terraform") ? 1 : 8;

suite("recorded judgements are Terraform's", { skip: missing("terraform"), concurrency: 3 }, () => {
  const recorded = parseJudgements(
    readFileSync(new URL("../../src/configuration/testing/judgements.txt", import.meta.url), "utf8"),
  );
  const snippets = Object.entries({ ...badSnippets, ...goodSnippets }).filter((_, i) => i % share === 0);
  for (const [name, snippet] of snippets) {
    test(name, async () => {
      assert.deepEqual(recorded.get(name), await askTerraform(snippet));
    });
  }
});

async function askTerraform(snippet: Snippet): Promise<readonly string[]> {
  await using project = TerraformProject.create({ files: { ...filesOf(snippet), ".keep": "" } });
  const { configuration } = await readConfiguration(project.path);
  project.write({ ".terraform/modules/modules.json": JSON.stringify({ Modules: installed(configuration.root) }) });
  const { stdout } = await project.run("validate", "-json");
  return linesOf((JSON.parse(stdout) as { diagnostics: readonly DiagnosticJSON[] }).diagnostics);
}

/** What `terraform init` records of the modules that a configuration calls. */
function installed(root: Module): readonly { Key: string; Source: string; Dir: string }[] {
  const entryOf = (module: Module): { Key: string; Source: string; Dir: string } => {
    const Dir = path.relative(root.directory, module.directory);
    return { Key: module.path.join("."), Source: module.path.length > 1 ? `../${Dir}` : `./${Dir}`, Dir };
  };
  const below = (module: Module): readonly Module[] =>
    [...module.calls.values()].flatMap((call) => [call.module, ...below(call.module)]);
  return [{ Key: "", Source: "", Dir: "." }, ...below(root).map(entryOf)];
}
