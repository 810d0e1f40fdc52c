// SPDX-License-Identifier: Apache-2.0

/**
 * The bundled provider, in both forms, under the real Terraform.
 *
 * @module
 */

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { suite, test } from "node:test";
import { TerraformProject, type TerraformResult, missing, startFakeRegistry } from "@provide-foundry/testkit";
import type { Note } from "./service/note.ts";
import { type Service, startService } from "./service/service.ts";

const token = "the-token-of-the-test";
const example = path.join(import.meta.dirname, "..");

const header = `
terraform {
  required_providers {
    notes = { source = "provide-foundry/notes" }
  }
}
`;

const trip = (folder: string, ticked: boolean): string => `${header}
resource "notes_note" "trip" {
  title  = "Trip"
  folder = "${folder}"
  tags   = ["summer"]
  checklist = [
    { text = "passport" },
    { text = "tickets", done = ${ticked} },
  ]
}
`;

suite("the provider under Terraform", { skip: missing("terraform") }, () => {
  for (const form of ["functions", "decorators"]) {
    test(`A02 V02 a note is created, changed in place, replaced and destroyed, in ${form}`, async () => {
      await using service = await startService({ token });
      await using project = createProject(service, trip("plans", false), { form });
      expectCounts(await project.apply(), "1 added, 0 changed, 0 destroyed");
      const [created] = await listNotes(service);
      assert.equal(created!.folder, "plans");
      assert.deepEqual(
        created!.checklist.map(({ done }) => done),
        [false, false],
      );
      await expectNoChanges(project);

      project.write({ "main.tf": trip("plans", true) });
      expectCounts(await project.apply(), "0 added, 1 changed, 0 destroyed");
      const [changed] = await listNotes(service);
      assert.equal(changed!.id, created!.id);
      assert.deepEqual(
        changed!.checklist.map(({ done }) => done),
        [false, true],
      );
      await expectNoChanges(project);

      project.write({ "main.tf": trip("archive", true) });
      const { resource_changes: changes } = await project.planJson();
      assert.deepEqual(changes![0]!.change.actions, ["delete", "create"]);
      assert.deepEqual(changes![0]!.change.replace_paths, [["folder"]]);
      expectCounts(await project.apply(), "1 added, 0 changed, 1 destroyed");
      const [replaced] = await listNotes(service);
      assert.notEqual(replaced!.id, created!.id);
      assert.equal(replaced!.folder, "archive");

      expectSuccess(await project.destroy());
      assert.deepEqual(await listNotes(service), []);
    });

    test(`R04 Terraform's view of the schema is as recorded, in ${form}`, async () => {
      await using service = await startService({ token });
      await using project = createProject(service, header, { form });
      const { code, stdout } = await project.run("providers", "schema", "-json");
      assert.equal(code, 0);
      const { provider_schemas: schemas } = JSON.parse(stdout) as { provider_schemas: Record<string, unknown> };
      const golden: unknown = JSON.parse(readFileSync(path.join(example, "schema.json"), "utf8"));
      assert.deepEqual(schemas["registry.terraform.io/provide-foundry/notes"], golden);
    });
  }

  test("V02 a note that exists is imported, and then nothing is left to do", async () => {
    await using service = await startService({ token });
    const input = {
      title: "Trip",
      folder: "plans",
      tags: ["summer"],
      checklist: [{ text: "passport" }, { text: "tickets" }],
    };
    const { id } = await send<Note>(service, "POST", "/v1/notes", input);
    await using project = createProject(service, trip("plans", false));
    expectSuccess(await project.run("import", "-no-color", "-input=false", "notes_note.trip", id));
    await expectNoChanges(project);

    await using other = createProject(service, trip("plans", false));
    const { code, stderr } = await other.run("import", "-no-color", "-input=false", "notes_note.trip", "note_none");
    assert.equal(code, 1);
    assert.match(stderr, /Cannot import non-existent remote object/);
  });

  test("V02 a note that was deleted by someone else is created again, one that was changed is changed back", async () => {
    await using service = await startService({ token });
    await using project = createProject(service, trip("plans", false));
    expectSuccess(await project.apply());
    const [before] = await listNotes(service);

    const { title, folder, tags, checklist } = before!;
    await send(service, "PUT", `/v1/notes/${before!.id}`, {
      title,
      folder,
      tags,
      checklist,
      body: "by someone else",
    });
    expectCounts(await project.apply(), "0 added, 1 changed, 0 destroyed");
    assert.equal((await listNotes(service))[0]!.body, "");

    await send(service, "DELETE", `/v1/notes/${before!.id}`);
    const { resource_changes: changes } = await project.planJson();
    assert.deepEqual(changes![0]!.change.actions, ["create"]);
    expectCounts(await project.apply(), "1 added, 0 changed, 0 destroyed");
    assert.notEqual((await listNotes(service))[0]!.id, before!.id);
  });

  test("V02 the share token is never shown", async () => {
    await using service = await startService({ token });
    await using project = createProject(service, trip("plans", false), { env: { TF_LOG_PROVIDER: "trace" } });
    const applied = await project.apply();
    expectSuccess(applied);
    const planned = await project.plan("-destroy");
    const shared = (await listNotes(service))[0]!.share_token;
    for (const { stdout, stderr } of [applied, planned]) {
      assert.ok(!`${stdout}${stderr}`.includes(shared));
      assert.ok(!`${stdout}${stderr}`.includes(token));
    }
    assert.match(planned.stdout, /share_token = \(sensitive value\)/);
  });

  test("V03 V04 the data source waits for what it depends on, and the function's items are a checklist", async () => {
    await using service = await startService({ token });
    await using project = createProject(
      service,
      `${header}
resource "notes_note" "list" {
title     = "List"
tags      = ["found"]
checklist = provider::notes::checklist("- [x] milk\\n- [ ] bread")
}

data "notes_tagged" "found" {
tag        = "found"
depends_on = [notes_note.list]
}

output "found" {
value = [for note in data.notes_tagged.found.notes : "\${note.folder}/\${note.title}"]
}

output "items" {
value = provider::notes::checklist("- [ ] one")
}
`,
    );
    const { output_changes: planned } = await project.planJson();
    assert.equal(planned!["found"]!.after, undefined);
    assert.deepEqual(planned!["items"]!.after, [{ done: false, text: "one" }]);
    expectSuccess(await project.apply());
    const { values } = await project.showJson();
    assert.deepEqual(values!.outputs!["found"]!.value, ["inbox/List"]);
    const [note] = await listNotes(service);
    assert.deepEqual(note!.checklist, [
      { text: "milk", done: true },
      { text: "bread", done: false },
    ]);
    await expectNoChanges(project);
  });

  test("the README's configuration is applied and then complete", async () => {
    const readme = readFileSync(path.join(example, "README.md"), "utf8");
    const [, configuration] = /^```hcl\n(.*?)^```$/ms.exec(readme)!;
    await using service = await startService({ token });
    await using project = createProject(service, configuration!);
    expectCounts(await project.apply(), "1 added, 0 changed, 0 destroyed");
    const [note] = await listNotes(service);
    assert.deepEqual(note!.checklist, [
      { text: "Book the hut", done: true },
      { text: "Pack the boat", done: false },
    ]);
    await expectNoChanges(project);
  });

  test("V04 an argument that is wrong is marked in the call", async () => {
    await using service = await startService({ token });
    const main = `${header}\noutput "items" {\n  value = provider::notes::checklist("bread")\n}\n`;
    await using project = createProject(service, main);
    const { code, stderr } = await project.plan();
    assert.equal(code, 1);
    assert.match(
      flat(stderr),
      /Invalid value for "markdown" parameter: line 1 is no item like "- \[ \] text": "bread"/,
    );
  });

  test("V01 a wrong token and a service that is down end the plan with one error, at the attribute", async () => {
    await using service = await startService({ token });
    const main = `${header}\nprovider "notes" {\n  endpoint = "${service.url}"\n  token    = "wrong-token"\n}\n${trip("plans", false).slice(header.length)}`;
    await using project = createProject(service, main);
    const wrong = await project.plan();
    assert.equal(wrong.code, 1);
    assert.match(flat(wrong.stderr), /Error: The notes service cannot be used: check token with provider/);
    assert.match(flat(wrong.stderr), /on main\.tf line \d+, in provider "notes": \d+: token = "wrong-token"/);
    assert.equal(wrong.stderr.match(/Error: /g)?.length, 1);

    await service.close();
    const down = await project.plan();
    assert.equal(down.code, 1);
    assert.match(flat(down.stderr), /in provider "notes": \d+: endpoint = "http:.*ECONNREFUSED/);
  });

  test("V02 what the service refuses is shown at the attribute, and what was created before is kept", async () => {
    await using service = await startService({ token });
    await send(service, "POST", "/v1/notes", { title: "Taken" });
    await using project = createProject(
      service,
      `${header}
resource "notes_note" "first" {
title = "First"
}

resource "notes_note" "second" {
title      = "Taken"
depends_on = [notes_note.first]
}
`,
    );
    const { code, stderr } = await project.apply();
    assert.equal(code, 1);
    assert.match(
      flat(stderr),
      /Error: The notes service refused with notes_note\.second, on main\.tf line \d+, in resource "notes_note" "second": \d+: title = "Taken" the folder inbox has a note titled "Taken"/,
    );
    const { values } = await project.showJson();
    assert.deepEqual(
      values!.root_module!.resources!.map(({ address }) => address),
      ["notes_note.first"],
    );
  });
});

test("T03 the provider is installed from a registry, signed, and applied", { skip: missing("terraform") }, async () => {
  const bundle = path.join(example, "dist/bundle/functions");
  const names = readdirSync(bundle).filter((name) => !name.endsWith(".map"));
  const files = Object.fromEntries(names.map((name) => [name, readFileSync(path.join(bundle, name))]));
  await using registry = await startFakeRegistry({ providers: { "provide-foundry/notes": { "1.0.0": { files } } } });
  await using service = await startService({ token });
  const main = trip("plans", false).replace('"provide-foundry/notes"', `"${registry.host}/provide-foundry/notes"`);
  // The launcher says `node`.
  const PATH = [path.dirname(process.execPath), process.env["PATH"]].join(path.delimiter);
  const env = { PATH, NOTES_ENDPOINT: service.url, NOTES_TOKEN: token };
  await using project = TerraformProject.create({ files: { "main.tf": main }, registry, env });
  expectSuccess(await project.run("init", "-no-color"));
  expectCounts(await project.apply(), "1 added, 0 changed, 0 destroyed");
  assert.equal((await listNotes(service)).length, 1);
});

/** Terraform finds the service through the environment, as a practitioner's shell would have it. */
function createProject(
  service: Service,
  main: string,
  { form = "functions", env = {} }: { form?: string; env?: Record<string, string> } = {},
): TerraformProject {
  const bundle = path.join(example, "dist/bundle", form, "provider.cjs");
  return TerraformProject.create({
    files: { "main.tf": main },
    providers: { "provide-foundry/notes": [process.execPath, bundle] },
    env: { NOTES_ENDPOINT: service.url, NOTES_TOKEN: token, ...env },
  });
}

function expectSuccess({ code, stdout, stderr }: TerraformResult): void {
  assert.equal(code, 0, `${stdout}\n${stderr}`);
}

function expectCounts(result: TerraformResult, counts: string): void {
  expectSuccess(result);
  assert.match(result.stdout, new RegExp(`Apply complete! Resources: ${counts}\\.`));
}

async function expectNoChanges(project: TerraformProject): Promise<void> {
  const { code, stdout } = await project.plan("-detailed-exitcode");
  assert.equal(code, 0, stdout);
}

/** Without the frame, which breaks lines where it likes. */
function flat(text: string): string {
  return text.replaceAll(/[│╷╵\s]+/g, " ");
}

async function send<T>(service: Service, method: string, at: string, body?: unknown): Promise<T> {
  const response = await fetch(service.url + at, {
    method,
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  assert.ok(response.ok, `${response.status} for ${method} ${at}`);
  return (response.status === 204 ? undefined : await response.json()) as T;
}

async function listNotes(service: Service): Promise<readonly Note[]> {
  return (await send<{ notes: Note[] }>(service, "GET", "/v1/notes")).notes;
}
