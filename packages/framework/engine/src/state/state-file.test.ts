// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { appendFileSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { suite, test } from "node:test";
import { stringVal } from "@provide-foundry/cty";
import { faultyFileSystem, temporaryDirectory } from "@provide-foundry/testkit";
import type { InstanceAddress, InstanceKey, ProviderAddress } from "../address.ts";
import { decodeState } from "./decode-state.ts";
import { readStateFile, StateFile } from "./state-file.ts";
import { depose, findInstance, restoreDeposed, setCurrent, setDeposed } from "./state-objects.ts";
import type { ObjectState, State } from "./state.ts";

const provider: ProviderAddress = { module: [], source: "terraform.io/builtin/terraform" };
const lock = { operation: "OperationTypeApply" };

function instanceAt(key?: InstanceKey): InstanceAddress {
  return { module: [], mode: "managed", type: "terraform_data", name: "n", ...(key !== undefined && { key }) };
}

function objectOf(text: string): ObjectState {
  return {
    schemaVersion: 0n,
    attributes: JSON.stringify({ id: text, input: null, output: null, triggers_replace: null }),
    sensitivePaths: [],
    isTainted: false,
    dependencies: [],
    createBeforeDestroy: false,
  };
}

async function put(file: StateFile, key: InstanceKey, text: string = `${key}`): Promise<void> {
  setCurrent(file.state, instanceAt(key), provider, objectOf(text));
  await file.saveInstance(instanceAt(key));
}

function keys(state: State): readonly (InstanceKey | undefined)[] {
  return [...(state.resources.get("terraform_data.n")?.instances.keys() ?? [])];
}

function read(file: string): State {
  return decodeState(readFileSync(file, "utf8")).state;
}

/** What a process that is killed leaves: the files as they are, and no lock that lives. */
function copyFiles(from: string, to: string): void {
  for (const name of readdirSync(from)) {
    if (!name.endsWith(".lock") && !name.endsWith(".lock.info")) {
      writeFileSync(path.join(to, name), readFileSync(path.join(from, name)));
    }
  }
}

suite("state file", () => {
  test("that is not there is a new state, and stays away as long as nothing is stored", async () => {
    using dir = temporaryDirectory();
    const file = path.join(dir.path, "terraform.tfstate");
    const opened = await StateFile.open(file, { lock });
    assert.deepEqual(readdirSync(dir.path).toSorted(), [
      ".terraform.tfstate.lock",
      ".terraform.tfstate.lock.info",
      "terraform.tfstate",
    ]);
    await opened.save();
    await opened.close();
    assert.deepEqual(readdirSync(dir.path), []);
  });

  test("has each step on the disk when its saving is over", async () => {
    using dir = temporaryDirectory();
    const file = path.join(dir.path, "terraform.tfstate");
    await using opened = await StateFile.open(file, { lock });
    for (let key = 0; key < 40; key++) {
      await put(opened, key);
      const { state } = await readStateFile(file);
      assert.equal(keys(state).length, key + 1);
    }
    await Promise.all(Array.from({ length: 100 }, (_, i) => put(opened, 40 + i)));
    assert.equal(keys((await readStateFile(file)).state).length, 140);
  });

  test("that a killed process leaves behind loses nothing, at whatever step that is", async () => {
    using dir = temporaryDirectory();
    const file = path.join(dir.path, "terraform.tfstate");
    await using opened = await StateFile.open(file, { lock });
    for (let key = 0; key < 30; key++) {
      await put(opened, key);
      if (key % 3 === 2) {
        setCurrent(opened.state, instanceAt(key - 1), provider, undefined);
        await opened.saveInstance(instanceAt(key - 1));
      }
      using killed = temporaryDirectory();
      copyFiles(dir.path, killed.path);
      const next = await StateFile.open(path.join(killed.path, "terraform.tfstate"), { lock });
      assert.deepEqual(keys(next.state), keys(opened.state));
      assert.equal(next.state.lineage, opened.state.lineage);
      await next.close();
      assert.deepEqual(keys(read(next.path)).length, keys(opened.state).length, "recovered for Terraform, too");
      assert.ok(!existsSync(path.join(killed.path, ".terraform.tfstate.journal")));
    }
  });

  test("leaves out of a journal what did not reach the disk as a whole", async () => {
    using dir = temporaryDirectory();
    using killed = temporaryDirectory();
    const file = path.join(dir.path, "terraform.tfstate");
    await using opened = await StateFile.open(file, { lock });
    while (!existsSync(path.join(dir.path, ".terraform.tfstate.journal"))) await put(opened, keys(opened.state).length);
    copyFiles(dir.path, killed.path);
    const journal = path.join(killed.path, ".terraform.tfstate.journal");
    appendFileSync(journal, readFileSync(journal, "utf8").split("\n").at(-2)!.slice(0, -5));
    const { state, warnings } = await readStateFile(path.join(killed.path, "terraform.tfstate"));
    assert.deepEqual(keys(state), keys(opened.state));
    assert.match(warnings[0]!.summary, /Recovered the state of an interrupted run/);
  });

  test("refuses to guess when somebody else has changed it after an interrupted run", async () => {
    using dir = temporaryDirectory();
    using killed = temporaryDirectory();
    const file = path.join(dir.path, "terraform.tfstate");
    await using opened = await StateFile.open(file, { lock });
    while (!existsSync(path.join(dir.path, ".terraform.tfstate.journal"))) await put(opened, keys(opened.state).length);
    copyFiles(dir.path, killed.path);
    const changed = path.join(killed.path, "terraform.tfstate");
    const text = '{"version": 4, "serial": 99, "lineage": "x"}';
    writeFileSync(changed, text);
    await assert.rejects(StateFile.open(changed, { lock }), { code: "state.diverged", message: /terraform_data\.n\[/ });
    assert.equal(readFileSync(changed, "utf8"), text);
  });

  test("gets a new serial when its content has changed, once for each run, and keeps its lineage", async () => {
    using dir = temporaryDirectory();
    const file = path.join(dir.path, "terraform.tfstate");
    const serials: number[] = [];
    let lineage: string | undefined;
    for (const text of ["a", "a", "b"]) {
      await using opened = await StateFile.open(file, { lock });
      await put(opened, 0, text);
      await put(opened, 1, text);
      await opened.save();
      serials.push(read(file).serial);
      lineage ??= opened.state.lineage;
      assert.equal(read(file).lineage, lineage);
    }
    assert.deepEqual(serials, [1, 1, 2]);
  });

  test("keeps what it was before the run beside it, and only then", async () => {
    using dir = temporaryDirectory();
    const file = path.join(dir.path, "terraform.tfstate");
    for (const text of ["a", "b", "b"]) {
      await using opened = await StateFile.open(file, { lock });
      await put(opened, 0, text);
      await put(opened, 1, text);
    }
    assert.match(readFileSync(`${file}.backup`, "utf8"), /"id": "a"/);
    assert.match(readFileSync(file, "utf8"), /"id": "b"/);
    assert.equal(statSync(file).mode & 0o777, 0o600);
  });

  test("is as it was when the disk is full, and the next writing has everything", async () => {
    using dir = temporaryDirectory();
    const file = path.join(dir.path, "terraform.tfstate");
    let isFull = false;
    const fileSystem = faultyFileSystem({
      fail: (operation) => (isFull && operation === "write" ? "ENOSPC" : undefined),
    });
    const opened = await StateFile.open(file, { lock, fileSystem });
    await put(opened, 0);
    const before = readFileSync(file, "utf8");
    isFull = true;
    setCurrent(opened.state, instanceAt(1), provider, objectOf("1"));
    await assert.rejects(opened.save(), { code: "files.no_space" });
    assert.equal(readFileSync(file, "utf8"), before);
    isFull = false;
    await opened.close();
    assert.deepEqual(keys(read(file)), [0, 1]);
    assert.deepEqual(readdirSync(dir.path).toSorted(), ["terraform.tfstate"]);
  });

  test("that cannot be used is refused untouched and unlocked", async () => {
    using dir = temporaryDirectory();
    const file = path.join(dir.path, "terraform.tfstate");
    for (const text of ['{"version": 5}', "{", '{"version": 4, "resources": 1}', "\0\0"]) {
      writeFileSync(file, text);
      await assert.rejects(StateFile.open(file, { lock }), { name: "StateError" });
      assert.equal(readFileSync(file, "utf8"), text);
      assert.deepEqual(readdirSync(dir.path), ["terraform.tfstate"]);
    }
  });

  test("is locked for one at a time, and says who has it", async () => {
    using dir = temporaryDirectory();
    const file = path.join(dir.path, "terraform.tfstate");
    const opened = await StateFile.open(file, { lock });
    await assert.rejects(StateFile.open(file, { lock: { operation: "OperationTypePlan" } }), {
      code: "state.locked",
      message: /Error acquiring the state lock[^]*Operation: OperationTypeApply\n {2}Who: {7}.*@/,
    });
    const waiting = StateFile.open(file, { lock: { operation: "OperationTypePlan", timeoutMs: 20_000 } });
    await put(opened, 0);
    await opened.close();
    await using next = await waiting;
    assert.deepEqual(keys(next.state), [0]);
  });

  test("stops waiting for its lock when it is told to", async () => {
    using dir = temporaryDirectory();
    const file = path.join(dir.path, "terraform.tfstate");
    await using _ = await StateFile.open(file, { lock });
    const controller = new AbortController();
    const waiting = StateFile.open(file, { lock: { ...lock, timeoutMs: 60_000, signal: controller.signal } });
    controller.abort(new Error("enough"));
    await assert.rejects(waiting, { message: "enough" });
  });

  test("has outputs", async () => {
    using dir = temporaryDirectory();
    const file = path.join(dir.path, "terraform.tfstate");
    const opened = await StateFile.open(file, { lock });
    opened.state.outputs.set("o", { value: stringVal("<x>"), sensitive: true });
    await opened.save();
    await opened.close();
    assert.match(
      readFileSync(file, "utf8"),
      /"value": "\\u003cx\\u003e",\n {6}"type": "string",\n {6}"sensitive": true/,
    );
  });
});

suite("state objects", () => {
  test("are put aside and come back, unless there is a successor", async () => {
    using dir = temporaryDirectory();
    await using file = await StateFile.open(path.join(dir.path, "terraform.tfstate"), { lock });
    const { state } = file;
    const address = instanceAt("k");
    assert.equal(depose(state, address), undefined);
    setCurrent(state, address, provider, objectOf("old"));
    const key = depose(state, address)!;
    assert.match(key, /^[0-9a-f]{8}$/);
    assert.equal(restoreDeposed(state, address, key), true);
    const again = depose(state, address)!;
    setCurrent(state, address, provider, objectOf("new"));
    assert.equal(restoreDeposed(state, address, again), false);
    assert.equal(findInstance(state, address)?.deposed.size, 1);
    setDeposed(state, address, provider, again, undefined);
    setCurrent(state, address, provider, undefined);
    assert.equal(state.resources.size, 0);
  });

  test("of ephemeral resources are never stored", async () => {
    using dir = temporaryDirectory();
    await using file = await StateFile.open(path.join(dir.path, "terraform.tfstate"), { lock });
    const address = { ...instanceAt(), mode: "ephemeral" } as const;
    assert.throws(() => setCurrent(file.state, address, provider, objectOf("x")), { code: "state.operation" });
  });
});
