// SPDX-License-Identifier: Apache-2.0

import { TerraformProject, missing, temporaryDirectory } from "@provide-foundry/testkit";
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { suite, test } from "node:test";
import { fileURLToPath } from "node:url";
import type { HistorySettings } from "./testing/history-provider.ts";

const program = fileURLToPath(new URL("testing/history-provider.js", import.meta.url));

const prelude = `
  terraform {
    required_providers {
      history = { source = "example/history" }
    }
  }
`;

interface StateFile {
  readonly resources: { readonly instances: { schema_version: number; attributes: object; private?: string }[] }[];
}

function createHistory(configuration: string) {
  const folder = temporaryDirectory();
  const settingsFile = path.join(folder.path, "settings.json");
  const project = TerraformProject.create({
    providers: { "example/history": [process.execPath, program] },
    files: { "main.tf": prelude + configuration },
    env: { HISTORY_SETTINGS: settingsFile },
  });
  const stateFile = path.join(project.path, "terraform.tfstate");
  return {
    project,
    stateFile,
    setUp: (settings: HistorySettings) => writeFileSync(settingsFile, JSON.stringify(settings)),
    write: (changed: string) => project.write({ "main.tf": prelude + changed }),
    instance: () => (JSON.parse(readFileSync(stateFile, "utf8")) as StateFile).resources[0]!.instances[0]!,
    async apply() {
      const { code, stdout, stderr } = await project.apply();
      assert.equal(code, 0, stdout + stderr);
    },
    async actions() {
      const { resource_changes: changes = [] } = await project.planJson();
      return changes.map(({ address, change }) => `${address} ${change.actions.join("+")}`);
    },
    async [Symbol.asyncDispose]() {
      await project[Symbol.asyncDispose]();
      folder[Symbol.dispose]();
    },
  };
}

suite("what is stored, under Terraform", { skip: missing("terraform") }, () => {
  test("V02 a state of an old version is upgraded on the way, to the digit", async () => {
    const ratio = "0.12345678901234567890123456789";
    await using history = createHistory(`resource "history_disk" "a" {\n  size = "2048"\n  ratio = ${ratio}\n}\n`);
    history.setUp({ version: 0 });
    await history.apply();
    assert.equal(history.instance().schema_version, 0);

    history.setUp({ version: 2 });
    history.write(`resource "history_disk" "a" {\n  size_gb = 2\n  ratio = ${ratio}\n}\n`);
    assert.deepEqual(await history.actions(), ["history_disk.a no-op"]);
    history.write(`resource "history_disk" "a" {\n  size_gb = 3\n  ratio = ${ratio}\n}\n`);
    assert.deepEqual(await history.actions(), ["history_disk.a update"]);
    await history.apply();
    const { schema_version: version, attributes } = history.instance();
    assert.deepEqual([version, Object.keys(attributes).toSorted()], [2, ["id", "ratio", "size_gb", "zone"]]);
    assert.equal((attributes as { id: string }).id, "disk-1");
    assert.ok(readFileSync(history.stateFile, "utf8").includes(ratio));

    history.setUp({ version: 0 });
    history.write(`resource "history_disk" "a" {\n  size = "2048"\n}\n`);
    const { code, stderr } = await history.project.plan();
    assert.equal(code, 1);
    assert.match(stderr, /newer provider version|a later one wrote the state/);
  });

  test("V02 a moved block turns one type of resource into another", async () => {
    await using history = createHistory(`resource "history_note" "a" {\n  text = "Hello"\n}\n`);
    history.setUp({ version: 2 });
    await history.apply();
    const moved = (from: string): string => `
      resource "history_letter" "a" {
        body = "Hello"
      }
      moved {
        from = ${from}
        to   = history_letter.a
      }
    `;
    history.write(moved("history_note.a"));
    assert.deepEqual(await history.actions(), ["history_letter.a no-op"]);
    await history.apply();
    const { attributes, private: bytes } = history.instance();
    assert.deepEqual(attributes, { body: "Hello", id: "note-1" });
    assert.equal(Buffer.from(bytes!, "base64").toString(), '{"token":"token-of-the-note"}');
  });

  test("V02 a move from another provider, and one that nobody knows", async () => {
    await using history = createHistory(`resource "terraform_data" "a" {}\n`);
    history.setUp({ version: 2 });
    await history.apply();
    const moved = (type: string, body: string): string =>
      `resource "${type}" "a" {\n  ${body}\n}\nmoved {\n  from = terraform_data.a\n  to = ${type}.a\n}\n`;
    history.write(moved("history_note", 'text = "x"'));
    const refused = await history.project.plan();
    assert.equal(refused.code, 1);
    assert.match(refused.stderr.replaceAll(/\s+│?\s*/g, " "), /terraform_data cannot be moved to history_note/);
    history.write(moved("history_letter", 'body = "from data"'));
    assert.deepEqual(await history.actions(), ["history_letter.a no-op"]);
    await history.apply();
    assert.equal(history.instance().private, undefined);
  });

  test("V08 private state is sealed in the file, and its damage is told", async () => {
    const [old, fresh] = ["old", "fresh"].map((name) => `${name}:${randomBytes(32).toString("base64")}`);
    await using history = createHistory(`resource "history_note" "a" {\n  text = "Hello"\n}\n`);
    const bytes = (): Buffer => Buffer.from(history.instance().private!, "base64");
    history.setUp({ version: 2 });
    await history.apply();
    assert.match(bytes().toString(), /token-of-the-note/, "without keys it is plain");

    history.setUp({ version: 2, keys: old! });
    assert.match((await history.project.plan()).stderr, /The private state of history_note cannot be opened/);
    history.setUp({ version: 2, keys: `${old},plain` });
    const renamed = (text: string) => history.write(`resource "history_note" "a" {\n  text = "${text}"\n}\n`);
    renamed("A");
    await history.apply();
    assert.match(bytes().toString("latin1"), /^FS1.old/);
    assert.doesNotMatch(bytes().toString("latin1"), /token/);

    history.setUp({ version: 2, keys: `${fresh},${old}` });
    renamed("B");
    await history.apply();
    assert.match(bytes().toString("latin1"), /^FS1.fresh/);

    history.setUp({ version: 2, keys: old! });
    const unknown = (await history.project.plan()).stderr.replaceAll(/\s+│?\s*/g, " ");
    assert.match(
      unknown,
      /The private state of history_note cannot be opened.*sealed with the key fresh, which is not in the ring/,
    );

    history.setUp({ version: 2, keys: fresh! });
    assert.deepEqual(await history.actions(), ["history_note.a no-op"]);
    const changed = bytes();
    changed[changed.length - 1]! ^= 1;
    const text = readFileSync(history.stateFile, "utf8").replace(
      history.instance().private!,
      changed.toString("base64"),
    );
    writeFileSync(history.stateFile, text);
    const damaged = (await history.project.plan()).stderr.replaceAll(/\s+│?\s*/g, " ");
    assert.match(damaged, /The private state of history_note cannot be opened.*it was changed/);
  });

  test("V02 a secret is in no plan and no state, and its version tells that it has changed", async () => {
    const login = (password: string, version: number): string =>
      `resource "history_login" "a" {\n  user = "ann"\n  password_wo = "${password}"\n  password_wo_version = ${version}\n}\n`;
    await using history = createHistory(login("first-secret", 1));
    history.setUp({ version: 2 });
    await history.apply();
    assert.deepEqual(history.instance().attributes, {
      user: "ann",
      password_wo: null,
      password_wo_version: 1,
      length: 12,
    });

    history.write(login("the-second-secret", 1));
    assert.deepEqual(await history.actions(), ["history_login.a no-op"]);
    history.write(login("the-second-secret", 2));
    const plan = await history.project.planJson();
    assert.deepEqual(plan.resource_changes?.[0]?.change.actions, ["update"]);
    assert.doesNotMatch(JSON.stringify(plan.resource_changes), /secret/);
    await history.apply();
    assert.deepEqual(history.instance().attributes, {
      user: "ann",
      password_wo: null,
      password_wo_version: 2,
      length: 17,
    });
    assert.doesNotMatch(readFileSync(history.stateFile, "utf8"), /secret/);
  });

  test("V02 what is known of an unknown value decides expressions before it is known", async () => {
    const output = (name: string, value: string): string => `output "${name}" {\n  value = ${value}\n}\n`;
    await using history = createHistory(
      [
        'resource "history_login" "a" {\n  user = "ann"\n}\n',
        output("is_null", "history_login.a.length == null"),
        output("is_below", "history_login.a.length < -1"),
        output("is_long", "history_login.a.length > 100"),
      ].join(""),
    );
    history.setUp({ version: 2 });
    const { output_changes: changes = {} } = await history.project.planJson();
    const outputs = Object.entries(changes).map(([name, { after }]) => [name, after]);
    assert.deepEqual(Object.fromEntries(outputs), { is_null: false, is_below: false, is_long: undefined });
    await history.apply();
    assert.deepEqual(await history.actions(), ["history_login.a no-op"]);
  });
});
