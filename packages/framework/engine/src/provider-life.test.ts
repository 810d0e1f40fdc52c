// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { suite, test } from "node:test";
import { defineProvider, moveFrom, type ProviderOf, t, upgradeFrom } from "@provide-foundry/provider";
import { temporaryDirectory } from "@provide-foundry/testkit";
import { type Engine, openEngine } from "./engine.ts";
import { localProvider } from "./provider/launch.ts";

/** What a service would have: disks by id. */
type Disks = Map<string, { size: number; zone: string }>;

const schema = {
  size: t.int().min(1),
  zone: t.string().default("eu").requiresReplace(),
  id: t.string().computed().useStateForUnknown(),
};

/** Version 0 of the same resource, which had its size as text. */
const oldSchema = { size: t.string(), zone: t.string(), id: t.string() };

/** A provider of disks that exist in `disks` only. */
function diskProvider(disks: Disks): ProviderOf<undefined> {
  const provider = defineProvider({ name: "disks" });
  let made = 0;
  provider.resource({
    name: "disk",
    schema,
    upgrades: upgradeFrom(0, oldSchema).to(1, schema, ({ state }) => ({ ...state, size: Number(state.size) })),
    moves: [
      moveFrom(
        { provider: "example/disks", type: "disks_volume", schema: { size: t.int(), id: t.string() } },
        ({ state }) => ({ ...state, zone: "eu" }),
      ),
    ],
    create({ plan: { size, zone } }) {
      const id = `disk-${++made}`;
      disks.set(id, { size, zone });
      return { id };
    },
    read: ({ state }) => (disks.has(state.id) ? { ...state, ...disks.get(state.id)! } : null),
    update({ prior, plan: { size, zone } }) {
      disks.set(prior.id, { size, zone });
      return {};
    },
    delete: ({ state }) => void disks.delete(state.id),
    import: ({ id }) => ({ id, size: 0, zone: "" }),
  });
  provider.resource({
    name: "volume",
    schema: { size: t.int(), id: t.string().computed().useStateForUnknown() },
    create: ({ plan: { size } }) => {
      disks.set("volume", { size, zone: "eu" });
      return { id: "volume" };
    },
    read: ({ state }) => state,
    update: () => ({}),
    delete: () => {},
  });
  return provider;
}

interface Stage extends Disposable {
  readonly disks: Disks;
  readonly engine: Engine;
  readonly file: (name: string) => string;
  /** Writes a configuration; gives the actions that its plan has, which are carried out. */
  readonly step: (configuration: string) => Promise<readonly string[]>;
}

function openStage(): Stage {
  const directory = temporaryDirectory();
  const disks: Disks = new Map();
  const source = "registry.terraform.io/example/disks";
  const launchers = new Map([[source, localProvider(diskProvider(disks))]]);
  const engine = openEngine({ directory: directory.path, launchers });
  const head = 'terraform {\n  required_providers {\n    disks = { source = "example/disks" }\n  }\n}\n';
  return {
    disks,
    engine,
    file: (name) => path.join(directory.path, name),
    async step(configuration) {
      directory.write({ "main.tf": head + configuration });
      const plan = await engine.plan();
      assert.deepEqual(plan.diagnostics, []);
      assert.deepEqual(await engine.apply(plan), []);
      return plan.changes.map(({ address, action }) => `${action} ${address.type}.${address.name}`);
    },
    [Symbol.dispose]: () => directory[Symbol.dispose](),
  };
}

suite("V02 a resource under the engine", () => {
  test("is created, kept, updated, replaced, found gone, found changed and destroyed", async () => {
    using stage = openStage();
    const disk = (size: number, zone = "eu"): string =>
      `resource "disks_disk" "a" {\n  size = ${size}\n  zone = "${zone}"\n}\n`;
    assert.deepEqual(await stage.step(disk(1)), ["create disks_disk.a"]);
    assert.deepEqual(await stage.step(disk(1)), ["no-op disks_disk.a"]);
    assert.deepEqual(await stage.step(disk(2)), ["update disks_disk.a"]);
    assert.deepEqual([...stage.disks], [["disk-1", { size: 2, zone: "eu" }]]);
    assert.deepEqual(await stage.step(disk(2, "us")), ["delete-create disks_disk.a"]);
    assert.deepEqual([...stage.disks], [["disk-2", { size: 2, zone: "us" }]]);
    stage.disks.set("disk-2", { size: 9, zone: "us" });
    assert.deepEqual(await stage.step(disk(2, "us")), ["update disks_disk.a"]);
    assert.deepEqual([...stage.disks], [["disk-2", { size: 2, zone: "us" }]]);
    stage.disks.clear();
    assert.deepEqual(await stage.step(disk(2, "us")), ["create disks_disk.a"]);
    assert.deepEqual(await stage.step(""), ["delete disks_disk.a"]);
    assert.deepEqual([...stage.disks], []);
  });

  test("is imported, and what it lacks is changed", async () => {
    using stage = openStage();
    stage.disks.set("disk-77", { size: 7, zone: "eu" });
    const configuration =
      'import {\n  to = disks_disk.a\n  id = "disk-77"\n}\nresource "disks_disk" "a" {\n  size = 8\n}\n';
    assert.deepEqual(await stage.step(configuration), ["update disks_disk.a"]);
    assert.deepEqual([...stage.disks], [["disk-77", { size: 8, zone: "eu" }]]);
    assert.deepEqual(await stage.step(configuration), ["no-op disks_disk.a"]);
  });

  test("is upgraded from the state of an older version", async () => {
    using stage = openStage();
    const configuration = 'resource "disks_disk" "a" {\n  size = 3\n}\n';
    await stage.step(configuration);
    const state = stage.file("terraform.tfstate");
    const older = readFileSync(state, "utf8")
      .replace('"schema_version": 1', '"schema_version": 0')
      .replace('"size": 3', '"size": "3"');
    writeFileSync(state, older);
    assert.deepEqual(await stage.step(configuration), ["no-op disks_disk.a"]);
    assert.equal(stage.disks.get("disk-1")?.size, 3);
  });

  test("takes over the object of a resource of another type", async () => {
    using stage = openStage();
    await stage.step('resource "disks_volume" "v" {\n  size = 3\n}\n');
    const moved = "moved {\n  from = disks_volume.v\n  to   = disks_disk.a\n}\n";
    const actions = await stage.step(`${moved}resource "disks_disk" "a" {\n  size = 3\n}\n`);
    assert.deepEqual(actions, ["no-op disks_disk.a"]);
    assert.deepEqual([...stage.disks.keys()], ["volume"]);
  });

  test("what a schema refuses never reaches the provider", async () => {
    using stage = openStage();
    await assert.rejects(stage.step('resource "disks_disk" "a" {\n  size = 0\n}\n'), /Invalid|at least/);
    assert.equal(stage.disks.size, 0);
  });
});
