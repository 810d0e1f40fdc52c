// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { suite, test } from "node:test";
import { type TemporaryDirectory, temporaryDirectory } from "@provide-foundry/testkit";
import { type CoremockOptions, coremock } from "./index.ts";
import { Session, type Stored, type Values } from "./testing/session.ts";

const simple = "coremock_simple_resource";
const thing = "coremock_thing";

async function start(directory: TemporaryDirectory, config: Values = {}, options: CoremockOptions = {}) {
  return Session.start(await coremock({ directory: directory.path, env: {}, ...options }), config);
}

/** A session with one dynamic resource. */
async function startThing(directory: TemporaryDirectory, schema: Values, config: Values = {}): Promise<Session> {
  return start(directory, config, { dynamicResources: { [thing]: schema } });
}

async function succeed(session: Session, typeName: string, prior: Stored | null, config: Values): Promise<Stored> {
  const { state, problems } = await session.change(typeName, prior, config);
  assert.deepEqual(problems, []);
  return state!;
}

const fileOf = (directory: TemporaryDirectory, id: string): string =>
  path.join(directory.path, "terraform.resource", `${id}.json`);
const readFile = (directory: TemporaryDirectory, id: string): { values: Values } =>
  JSON.parse(readFileSync(fileOf(directory, id), "utf8")) as { values: Values };

suite("the life of a resource", () => {
  test("an id is generated, and kept", async () => {
    using directory = temporaryDirectory();
    const session = await start(directory);
    const created = await succeed(session, simple, null, { string: "a" });
    const id = String(created.values["id"]);
    assert.match(id, /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/);
    const updated = await succeed(session, simple, created, { string: "b" });
    assert.equal(updated.values["id"], id);
    assert.deepEqual(readdirSync(path.join(directory.path, "terraform.resource")), [`${id}.json`]);
    assert.deepEqual(readFile(directory, id).values, { id: { string: id }, string: { string: "b" } });
    assert.deepEqual((await session.plan(simple, updated, { string: "b", id: "other" })).replaces, ["id"]);
    assert.deepEqual(await session.change(simple, updated, null), { state: null, problems: [] });
    assert.equal(existsSync(path.join(directory.path, "terraform.resource")), false);
  });

  test("what changes in the file is what is read, and what is gone is gone", async () => {
    using directory = temporaryDirectory();
    const session = await start(directory);
    const created = await succeed(session, simple, null, { id: "a", number: 1 });
    directory.write({ "terraform.resource/a.json": '{"values": {"number": {"number": "2.50"}}}' });
    const { state } = await session.read(simple, created);
    assert.deepEqual(state?.values, { id: "a", bool: null, float: null, integer: null, number: 2.5, string: null });
    directory.write({ "terraform.resource/b.json": "" });
    assert.deepEqual(await session.change(simple, created, null), { state: null, problems: [] });
    assert.deepEqual(await session.read(simple, created), { state: null, problems: [] });
    assert.deepEqual(readdirSync(path.join(directory.path, "terraform.resource")), ["b.json"]);
  });

  test("an import takes what the file says", async () => {
    using directory = temporaryDirectory();
    const session = await start(directory);
    directory.write({
      "terraform.resource/a.json": `{"resource_type": "${simple}", "values": {"bool": {"boolean": true}, "string": {"string": null}}}`,
    });
    const { state, problems } = await session.import(simple, "a");
    assert.deepEqual(problems, []);
    assert.deepEqual([state?.values["id"], state?.values["bool"], state?.values["string"]], ["a", true, null]);
    assert.deepEqual(await session.import(simple, "none"), { state: null, problems: [] });
    assert.match((await session.import(simple, "../a")).problems.join(), /Invalid id.*slash|Invalid id.*dot/);
  });

  test("resources with use_only_state exist in the state only", async () => {
    using directory = temporaryDirectory();
    const session = await start(directory, { use_only_state: true });
    const created = await succeed(session, simple, null, { id: "a", string: "x" });
    assert.deepEqual((await session.read(simple, created)).state?.values, created.values);
    const updated = await succeed(session, simple, created, { id: "a", string: "y" });
    assert.equal(updated.values["string"], "y");
    assert.match((await session.import(simple, "a")).problems.join(), /Nothing can be imported/);
    assert.deepEqual(await session.change(simple, updated, null), { state: null, problems: [] });
    assert.deepEqual(readdirSync(directory.path), []);
  });

  test("directories of the provider's choice", async () => {
    using directory = temporaryDirectory();
    const session = await start(directory, { resource_directory: "deep/down", data_directory: "deep/down" });
    await succeed(session, simple, null, { id: "a", integer: 3 });
    const { state, problems } = await session.readData(simple, { id: "a" });
    assert.deepEqual(problems, []);
    assert.equal(state?.values["integer"], 3);
  });

  test("a list has the resources of its type, or the one that is asked for", async () => {
    using directory = temporaryDirectory();
    const session = await startThing(directory, {});
    for (const id of ["b", "a"]) await succeed(session, simple, null, { id, string: id });
    await succeed(session, thing, null, { id: "c" });
    const list = async (id: string | null): Promise<string[]> => {
      const config = { json: Buffer.from(JSON.stringify({ id })) };
      const events = await session.stream("listResource", { typeName: simple, config, includeResourceObject: true });
      return (events as { displayName: string }[]).map(({ displayName }) => displayName);
    };
    assert.deepEqual(await list(null), ["a", "b"]);
    assert.deepEqual(await list("b"), ["b"]);
    assert.deepEqual(await list("c"), []);
  });

  test("an action says what it was given", async () => {
    using directory = temporaryDirectory();
    const session = await startThing(directory, {
      attributes: {
        a: { type: "list", optional: true, list: { type: "integer" } },
        b: { type: "string", computed: true },
      },
    });
    const config = { json: Buffer.from(JSON.stringify({ a: [1, 2] })) };
    const events = await session.stream("invokeAction", { actionType: thing, config });
    assert.deepEqual(events[0], {
      progress: { message: `{"resource_type":"${thing}","values":{"a":{"list":[{"number":"1"},{"number":"2"}]}}}` },
    });
  });
});

suite("ids and files that cannot be", () => {
  for (const id of ["", ".", "..", "../a", "a/b", "a\\b", ".hidden", "a\0b", "x".repeat(201)]) {
    test(`the id ${JSON.stringify(id.slice(0, 20))} is refused, and nothing is written`, async () => {
      using directory = temporaryDirectory();
      const session = await start(directory);
      assert.match((await session.validate(simple, { id })).join("\n"), /^id: .*it names a file/);
      assert.match((await session.change(simple, null, { id })).problems.join("\n"), /it names a file/);
      assert.match((await session.readData(simple, { id })).problems.join("\n"), /it names a file/);
      assert.deepEqual(readdirSync(directory.path), []);
    });
  }

  test("two resources cannot have one id, whoever is first", async () => {
    using directory = temporaryDirectory();
    const sessions = await Promise.all([start(directory), start(directory)]);
    const outcomes = await Promise.all(
      sessions.map((session, i) => session.change(simple, null, { id: "a", integer: i })),
    );
    const refused = outcomes.flatMap(({ problems }) => problems);
    assert.equal(refused.length, 1);
    assert.match(refused[0]!, /^id: Resource exists: .*a\.json is there already/);
  });

  test("fifty at once are all written, and all removed", async () => {
    using directory = temporaryDirectory();
    const session = await start(directory);
    const ids = Array.from({ length: 50 }, (_, i) => `r${i}`);
    const created = await Promise.all(ids.map((id) => succeed(session, simple, null, { id })));
    assert.equal(readdirSync(path.join(directory.path, "terraform.resource")).length, 50);
    // Each deletion may find the folder empty while another resource is being created in it.
    const changes = created.flatMap((state, i) => [
      session.change(simple, state, null),
      session.change(simple, null, { id: `s${i}` }),
    ]);
    assert.deepEqual(
      (await Promise.all(changes)).flatMap(({ problems }) => problems),
      [],
    );
    const names = readdirSync(path.join(directory.path, "terraform.resource"));
    assert.deepEqual(names.toSorted(), ids.map((_, i) => `s${i}.json`).toSorted());
  });

  const damaged: Record<string, { content: string; want: RegExp }> = {
    "half of a file": { content: '{"values": {"id"', want: /in JSON/ },
    "no object": { content: "[]", want: /an object with the object "values" is needed/ },
    "no values": { content: "{}", want: /an object with the object "values" is needed/ },
    "a number that is none": {
      content: '{"values": {"number": {"number": "x"}}}',
      want: /values\.number\.number: a number as text/,
    },
    "a bare number": {
      content: '{"values": {"number": {"number": 1}}}',
      want: /values\.number\.number: a number as text/,
    },
    "half a whole": {
      content: '{"values": {"integer": {"number": "1.5"}}}',
      want: /values\.integer\.number: a whole number/,
    },
    "another kind": {
      content: '{"values": {"string": {"boolean": true}}}',
      want: /values\.string: an object with only "string"/,
    },
    "a value without a kind": {
      content: '{"values": {"string": "x"}}',
      want: /values\.string: an object with only "string"/,
    },
    "another id": {
      content: '{"values": {"id": {"string": "b"}}}',
      want: /values\.id\.string: the file's name says otherwise/,
    },
    "another type": {
      content: '{"resource_type": "coremock_other", "values": {}}',
      want: /resource_type: it is of a coremock_other/,
    },
  };
  for (const [name, { content, want }] of Object.entries(damaged)) {
    test(`${name} is an error that names the file, and the file stays`, async () => {
      using directory = temporaryDirectory();
      const session = await start(directory);
      const created = await succeed(session, simple, null, { id: "a", string: "x" });
      directory.write({ "terraform.resource/a.json": content });
      const { state, problems } = await session.read(simple, created);
      assert.equal(problems.length, 1);
      assert.match(problems[0]!, /^Damaged resource file: .*a\.json: /);
      assert.match(problems[0]!, want);
      assert.deepEqual(state?.values, created.values);
      assert.equal(readFileSync(fileOf(directory, "a"), "utf8"), content);
    });
  }

  test("what cannot be read is neither overwritten nor deleted", async () => {
    using directory = temporaryDirectory();
    const session = await start(directory);
    const created = await succeed(session, simple, null, { id: "a", string: "x" });
    directory.write({ "terraform.resource/a.json": "{" });
    for (const config of [{ id: "a", string: "y" }, null]) {
      assert.match((await session.change(simple, created, config)).problems.join(), /Damaged resource file/);
      assert.equal(readFileSync(fileOf(directory, "a"), "utf8"), "{");
    }
  });

  test("an update of what is gone is an error", async () => {
    using directory = temporaryDirectory();
    const session = await start(directory);
    const created = await succeed(session, simple, null, { id: "a" });
    const other = await start(directory);
    await other.change(simple, created, null);
    assert.match((await session.change(simple, created, { id: "a", bool: true })).problems.join(), /Resource is gone/);
  });

  test("a data source without its file is an error that names it", async () => {
    using directory = temporaryDirectory();
    const session = await start(directory);
    const { problems } = await session.readData(simple, { id: "a" });
    assert.match(problems.join(), /^id: No such data: There is no .*terraform\.data.a\.json/);
  });
});
