// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { startScriptedServer, type ScriptedAnswer, type ScriptedServer } from "@provide-foundry/testkit";
import { NotesClient } from "./notes-client.ts";
import { NotesError } from "./notes-error.ts";

const { signal } = new AbortController();

/** A client of a service that gives these answers. */
async function play(
  answers: readonly ScriptedAnswer[],
): Promise<AsyncDisposable & { client: NotesClient; server: ScriptedServer }> {
  const server = await startScriptedServer(answers);
  const client = new NotesClient({ endpoint: `${server.url}/`, token: "secret" });
  return { client, server, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() };
}

suite("NotesClient", () => {
  test("T03 notes with a tag are read page by page", async () => {
    await using service = await play([
      { body: { notes: [{ id: "1" }, { id: "2" }], next_cursor: "a b" } },
      { body: { notes: [{ id: "3" }], next_cursor: null } },
    ]);
    const notes = await service.client.findByTag("summer", { signal });
    assert.deepEqual(
      notes.map(({ id }) => id),
      ["1", "2", "3"],
    );
    const { requests } = service.server;
    assert.deepEqual(
      requests.map(({ path }) => path),
      ["/v1/notes?tag=summer&limit=100", "/v1/notes?tag=summer&limit=100&cursor=a+b"],
    );
    assert.ok(requests.every(({ headers }) => headers.get("authorization") === "Bearer secret"));
  });

  test("T03 what is gone is undefined to read, and no error to delete", async () => {
    await using service = await play([{ status: 404 }, { status: 404 }]);
    assert.equal(await service.client.get("note/1", { signal }), undefined);
    await service.client.delete("note/1", { signal });
    assert.equal(service.server.requests[0]!.path, "/v1/notes/note%2F1");
  });

  const failures: Record<string, { answer: ScriptedAnswer; want: object }> = {
    "a refusal names the attribute": {
      answer: { status: 422, body: { error: { message: "is too long", field: "checklist[2].text" } } },
      want: { status: 422, detail: "is too long", path: ["checklist", 2, "text"] },
    },
    "an answer of something else": {
      answer: { status: 502, body: "<h1>Bad Gateway</h1>" },
      want: { status: 502, detail: "It answered 502 Bad Gateway.", path: [] },
    },
  };
  for (const [name, { answer, want }] of Object.entries(failures)) {
    test(`T03 ${name}`, async () => {
      await using service = await play([answer]);
      await assert.rejects(service.client.check({ signal }), (error: NotesError) => {
        const { status, context } = error;
        const { detail, path = [] } = context;
        assert.deepEqual({ status, detail, path }, want);
        return true;
      });
    });
  }

  test("T03 a connection that breaks is an error that names the service", async () => {
    await using service = await play([{ breaks: true }]);
    await assert.rejects(service.client.check({ signal }), (error: NotesError) => {
      assert.ok(error instanceof NotesError);
      assert.deepEqual([error.status, error.message], [undefined, "The notes service cannot be reached"]);
      return true;
    });
  });
});
