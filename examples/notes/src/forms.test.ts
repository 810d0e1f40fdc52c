// SPDX-License-Identifier: Apache-2.0

import { findUndescribed } from "@provide-foundry/provider";
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { Notes } from "./decorators/index.ts";
import { notes } from "./functions/index.ts";
import type { Note } from "./service/note.ts";
import { type Service, startService } from "./service/service.ts";
import { InProcess, type Values } from "./testing/in-process.ts";

const token = "the-token-of-the-test";
const forms = { functions: notes, decorators: Notes };

interface Scene extends AsyncDisposable {
  readonly service: Service;
  readonly host: InProcess;
}

/** A service of its own, and the provider configured for it. */
async function open(form: keyof typeof forms): Promise<Scene> {
  const service = await startService({ token });
  const host = new InProcess(forms[form]);
  assert.deepEqual(await host.configure({ endpoint: service.url, token }), { problems: [] });
  return { service, host, [Symbol.asyncDispose]: () => service.close() };
}

const trip = {
  title: "Trip",
  tags: ["summer", "family"],
  checklist: [
    { text: "passport", done: true },
    { text: "tickets", done: false },
  ],
};

for (const form of ["functions", "decorators"] as const) {
  suite(`the provider in ${form}`, () => {
    test("P08 everything is described", async () => assert.deepEqual(await findUndescribed(forms[form]), []));

    test("V02 a note is created with the service's and the schema's values, and read as it is", async () => {
      await using scene = await open(form);
      const { state, problems } = await scene.host.change("notes_note", null, trip);
      assert.deepEqual(problems, []);
      const { id, share_token, created_at, updated_at, ...rest } = state!;
      assert.deepEqual(rest, { ...trip, tags: ["family", "summer"], body: "", folder: "inbox", revision: 1 });
      assert.match(String(id), /^note_/);
      assert.match(String(share_token), /^[\w-]{24}$/);
      assert.equal(created_at, updated_at);
      assert.deepEqual(await scene.host.read("notes_note", state!), { state, problems: [] });
    });

    test("V02 a change keeps what does not change; another folder replaces", async () => {
      await using scene = await open(form);
      const { state: before } = await scene.host.change("notes_note", null, trip);
      const changed = { ...trip, body: "Pack light.", tags: [], checklist: [] };
      assert.deepEqual(await scene.host.findReplacements("notes_note", before!, changed), []);
      assert.deepEqual(await scene.host.findReplacements("notes_note", before!, { ...trip, folder: "b" }), ["folder"]);

      const { state: after, problems } = await scene.host.change("notes_note", before!, changed);
      assert.deepEqual(problems, []);
      const updatedAt = after!["updated_at"];
      assert.deepEqual(after, { ...before, ...changed, revision: 2, updated_at: updatedAt });
      assert.ok(String(updatedAt) >= String(before!["updated_at"]));
    });

    test("V02 no checklist and an empty one are different wishes, and both last", async () => {
      await using scene = await open(form);
      const { state: none } = await scene.host.change("notes_note", null, { title: "a" });
      const { state: empty } = await scene.host.change("notes_note", null, { title: "b", checklist: [] });
      assert.equal(none!["checklist"], null);
      assert.deepEqual(empty!["checklist"], []);
      assert.deepEqual((await scene.host.read("notes_note", none!)).state, none);
      assert.deepEqual((await scene.host.read("notes_note", empty!)).state, empty);
    });

    test("V02 a note is imported by its id, and one that is none says so", async () => {
      await using scene = await open(form);
      const { state } = await scene.host.change("notes_note", null, trip);
      assert.deepEqual(await scene.host.import("notes_note", String(state!["id"])), { state, problems: [] });
      assert.equal((await scene.host.import("notes_note", "note_gone")).state, null);
    });

    test("V02 a note that is gone is gone, and deleting it again is no error", async () => {
      await using scene = await open(form);
      const { state } = await scene.host.change("notes_note", null, trip);
      assert.deepEqual(await scene.host.change("notes_note", state!, null), { state: null, problems: [] });
      assert.deepEqual(await scene.host.read("notes_note", state!), { state: null, problems: [] });
      assert.deepEqual(await scene.host.change("notes_note", state!, null), { state: null, problems: [] });
    });

    test("V02 what the service refuses is an error at the attribute that it names", async () => {
      await using scene = await open(form);
      await scene.host.change("notes_note", null, { title: "a" });
      const cases: Record<string, { config: Values; want: string }> = {
        "a title that is taken": {
          config: { title: "a" },
          want: 'title: The notes service refused: the folder inbox has a note titled "a"',
        },
        "a folder's name": {
          config: { title: "b", folder: "Not a slug" },
          want: "folder: The notes service refused: folder must be 1 to 40 lowercase letters, digits and inner hyphens",
        },
        "an item": {
          config: { title: "c", checklist: [trip.checklist[0], { text: "", done: false }] },
          want: "checklist[1].text: The notes service refused: checklist[1].text must have 1 to 500 characters, not 0",
        },
        "a tag, which has no place in a set": {
          config: { title: "d", tags: ["good", "No Good"] },
          want: "tags: The notes service refused: tags[0] must be 1 to 40 lowercase letters, digits and inner hyphens",
        },
      };
      for (const [name, { config, want }] of Object.entries(cases)) {
        const { problems } = await scene.host.change("notes_note", null, config);
        assert.deepEqual(problems, [want], name);
      }
    });

    test("V02 what the schema refuses never reaches the service", async () => {
      await using scene = await open(form);
      const { problems } = await scene.host.validate("notes_note", { title: "" });
      assert.deepEqual(problems, ["title: Invalid value of title: title must be at least 1 character long, not 0."]);
    });

    test("V03 notes are found by their tag, over all pages", async () => {
      await using scene = await open(form);
      const titles = Array.from({ length: 103 }, (_, index) => `note ${index}`);
      for (const title of titles) await scene.host.change("notes_note", null, { title, tags: ["x"] });
      await scene.host.change("notes_note", null, { title: "other", tags: ["y"] });
      const { state, problems } = await scene.host.readData("notes_tagged", { tag: "x" });
      assert.deepEqual(problems, []);
      const found = state!["notes"] as Note[];
      assert.deepEqual(
        found.map(({ title }) => title),
        titles,
      );
      assert.deepEqual(Object.keys(found[0]!).toSorted(), ["folder", "id", "title", "updated_at"]);
      assert.deepEqual((await scene.host.readData("notes_tagged", { tag: "none" })).state, { tag: "none", notes: [] });
    });

    test("V04 a Markdown checklist becomes items, or an error at its argument", async () => {
      const host = new InProcess(forms[form]);
      assert.deepEqual(await host.callFunction("checklist", "- [x] milk\n\n* [ ]  bread and butter  \n"), [
        { done: true, text: "milk" },
        { done: false, text: "bread and butter" },
      ]);
      assert.deepEqual(await host.callFunction("checklist", ""), []);
      assert.equal(
        await host.callFunction("checklist", "- [x] milk\nbread"),
        'argument 0: line 2 is no item like "- [ ] text": "bread"',
      );
    });

    test("V01 endpoint and token come from the configuration, else from the environment", async () => {
      await using service = await startService({ token });
      const host = new InProcess(forms[form]);
      const { NOTES_ENDPOINT, NOTES_TOKEN } = process.env;
      try {
        Object.assign(process.env, { NOTES_ENDPOINT: service.url, NOTES_TOKEN: token });
        assert.deepEqual(await host.configure({}), { problems: [] });
        process.env["NOTES_TOKEN"] = "another";
        assert.deepEqual(await host.configure({ token }), { problems: [] });
        delete process.env["NOTES_TOKEN"];
        assert.deepEqual((await host.configure({})).problems, [
          "token: The notes service's token is not set: " +
            "Set token in the provider's block, or the environment variable NOTES_TOKEN.",
        ]);
        delete process.env["NOTES_ENDPOINT"];
        assert.match(
          (await host.configure({ token })).problems.join(),
          /^endpoint: The notes service's endpoint is not/,
        );
      } finally {
        restore("NOTES_ENDPOINT", NOTES_ENDPOINT);
        restore("NOTES_TOKEN", NOTES_TOKEN);
      }
    });

    test("V01 a wrong token, a service that is down and what is no URL are errors at their attribute", async () => {
      const service = await startService({ token });
      const host = new InProcess(forms[form]);
      const wrong = await host.configure({ endpoint: service.url, token: "wrong-token" });
      assert.deepEqual(wrong.problems, [
        "token: The notes service cannot be used: check token: the bearer token is not the service's",
      ]);
      await service.close();
      const [down] = (await host.configure({ endpoint: service.url, token })).problems;
      assert.match(
        down!,
        /^endpoint: The notes service cannot be used: check endpoint: There is no answer at http.*\nCaused by: fetch failed\nCaused by: .*ECONNREFUSED/,
      );
      for (const endpoint of ["localhost:8080", "ftp://localhost", "not a URL"]) {
        const { problems } = await host.configure({ endpoint, token });
        assert.deepEqual(problems, [`endpoint: The endpoint is not a URL: It is ${JSON.stringify(endpoint)}.`]);
      }
    });
  });
}

test("V05 P06 both forms declare the same schema", async () => {
  const [first, second] = await Promise.all(
    Object.values(forms).map((provider) => new InProcess(provider).call("getProviderSchema", {})),
  );
  assert.deepEqual(first, second);
});

function restore(name: string, value: string | undefined): void {
  if (value === undefined) delete process.env[name];
  else process.env[name] = value;
}
