// SPDX-License-Identifier: Apache-2.0

import { TerraformProject, missing } from "@provide-foundry/testkit";
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { fileURLToPath } from "node:url";

const program = fileURLToPath(new URL("testing/ledger-provider.js", import.meta.url));

const configuration = `terraform {
  required_providers {
    ledger = { source = "example/ledger" }
  }
}
provider "ledger" {
  insecure_tls = true
}
data "ledger_account" "a" {
  iban = "DE12345678"
}
data "ledger_account" "b" {
  iban = "DE12345678"
  days = 200
}
`;

function createProject(env: Readonly<Record<string, string>>) {
  return TerraformProject.create({
    providers: { "example/ledger": [process.execPath, program] },
    files: { "main.tf": configuration },
    env,
  });
}

interface Validation {
  readonly valid: boolean;
  readonly diagnostics: readonly {
    readonly severity: string;
    readonly summary: string;
    readonly detail: string;
    readonly range?: { readonly start: { readonly line: number } };
  }[];
}

/** What `terraform validate` warns of, by its line, without what Terraform says itself. */
async function validate(selection: string): Promise<string[]> {
  await using project = createProject({ LEDGER_LINT: selection });
  const { stdout } = await project.run("validate", "-json");
  const { valid, diagnostics } = JSON.parse(stdout) as Validation;
  assert.ok(valid, stdout);
  return diagnostics
    .filter(({ detail }) => detail.includes("LEDGER_LINT") || detail.includes("There are:"))
    .map(({ severity, summary, range }) => `${severity} ${range?.start.line}: ${summary}`);
}

/** The messages of the provider's log, under Terraform, in their order. */
async function messages(env: Readonly<Record<string, string>>): Promise<{ messages: string[]; log: string }> {
  await using project = createProject(env);
  project.write({ "main.tf": configuration.replace(/data "ledger_account" "b"[^]*/, "") });
  const { code, stdout, stderr } = await project.run("plan", "-no-color");
  assert.equal(code, 0, stdout + stderr);
  const ours = stderr.split("\n").filter((line) => / provider\.\S*(ledger|node)\S*:/.test(line));
  const found = ours.flatMap((line) => /looking up|is asked for|heartbeat|GET|connected/.exec(line)?.[0] ?? []);
  return { messages: found, log: stderr };
}

suite("under Terraform", { skip: missing("terraform") }, () => {
  test("V07 selected lint rules warn where the attribute is written", async () => {
    const tls = "warning 7: TLS certificates are not verified";
    // A default is written nowhere, so the block is shown.
    const period = ["warning 9: A long period is slow", "warning 14: A long period is slow"];
    assert.deepEqual(await validate(""), []);
    assert.deepEqual(await validate("security"), [tls]);
    assert.deepEqual((await validate("all")).toSorted(), [tls, ...period].toSorted());
    assert.deepEqual((await validate("all,!insecure-tls")).toSorted(), period.toSorted());
    const [stranger, ...rest] = await validate("insecure-tsl");
    assert.match(stranger!, /^warning \S+: LEDGER_LINT selects lint rules that do not exist$/);
    assert.deepEqual(rest, []);
  });

  const levels: Record<string, { env: Record<string, string>; want: readonly string[] }> = {
    "none is written unless asked for": { env: {}, want: [] },
    "TF_LOG_PROVIDER asks for all": {
      env: { TF_LOG_PROVIDER: "DEBUG" },
      want: ["looking up", "is asked for", "GET", "connected"],
    },
    "a subsystem may say more than the rest": {
      env: { TF_LOG_PROVIDER: "DEBUG", TF_LOG_PROVIDER_LEDGER: "WARN", TF_LOG_PROVIDER_LEDGER_HTTP: "DEBUG" },
      want: ["GET", "connected"],
    },
    "a subsystem may say less than the rest": {
      env: { TF_LOG: "DEBUG", TF_LOG_PROVIDER_LEDGER_HTTP: "OFF" },
      want: ["looking up", "is asked for"],
    },
    "a part of a subsystem has a level too": {
      env: { TF_LOG_PROVIDER: "TRACE", TF_LOG_PROVIDER_LEDGER_POOL: "ERROR" },
      want: ["looking up", "is asked for", "GET"],
    },
  };
  for (const [name, { env, want }] of Object.entries(levels)) {
    test(`of the provider's log: ${name}`, async () => {
      assert.deepEqual((await messages(env)).messages, want);
    });
  }

  test("rules of the log leave out and mask what Terraform gets to write", async () => {
    const { messages: written, log } = await messages({ TF_LOG_PROVIDER: "TRACE" });
    assert.ok(written.includes("looking up") && !written.includes("heartbeat"), log);
    assert.match(log, /account \S+ is asked for/);
    assert.doesNotMatch(log, /DE12345678/);
  });
});
