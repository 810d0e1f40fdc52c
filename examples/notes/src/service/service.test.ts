// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { statSync } from "node:fs";
import http from "node:http";
import net from "node:net";
import path from "node:path";
import { Readable } from "node:stream";
import { suite, test } from "node:test";
import { temporaryDirectory } from "@provide-foundry/testkit";
import type { Note } from "./note.ts";
import { startService, type Service } from "./service.ts";

const token = "the-token-of-the-test";

interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly json: any;
}

/** Sends one request as a client that has the token would, unless `init` says otherwise. */
async function send(service: Service, method: string, at: string, body?: unknown, init?: RequestInit): Promise<Reply> {
  const response = await fetch(service.url + at, {
    method,
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
    ...init,
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, json: text === "" ? undefined : JSON.parse(text) };
}

async function create(service: Service, input: object): Promise<Note> {
  const { status, json } = await send(service, "POST", "/v1/notes", input);
  assert.equal(status, 201, JSON.stringify(json));
  return json as Note;
}

suite("notes service", () => {
  test("a note is created, read, replaced and deleted", async () => {
    await using service = await startService({ token });
    const input = {
      title: "Trip",
      body: "Pack light. ☀",
      folder: "travel",
      tags: ["summer", "family"],
      checklist: [{ text: "passport", done: true }, { text: "tickets" }],
    };
    const posted = await send(service, "POST", "/v1/notes", input);
    assert.equal(posted.status, 201);
    const note = posted.json as Note;
    assert.equal(posted.headers.get("location"), `/v1/notes/${note.id}`);
    const { id, share_token, created_at, updated_at, ...rest } = note;
    assert.match(id, /^note_[\w-]{12}$/);
    assert.match(share_token, /^[\w-]{24}$/);
    assert.match(created_at, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    assert.equal(updated_at, created_at);
    assert.deepEqual(rest, {
      title: "Trip",
      body: "Pack light. ☀",
      folder: "travel",
      tags: ["family", "summer"],
      checklist: [
        { text: "passport", done: true },
        { text: "tickets", done: false },
      ],
      revision: 1,
    });
    assert.deepEqual((await send(service, "GET", `/v1/notes/${id}`)).json, note);

    const put = await send(service, "PUT", `/v1/notes/${id}`, { title: "Journey", folder: "travel" });
    assert.equal(put.status, 200);
    const changed = put.json as Note;
    assert.ok(changed.updated_at >= created_at);
    assert.deepEqual(changed, {
      ...note,
      title: "Journey",
      body: "",
      tags: [],
      checklist: [],
      revision: 2,
      updated_at: changed.updated_at,
    });
    assert.deepEqual((await send(service, "GET", `/v1/notes/${id}`)).json, changed);

    assert.equal((await send(service, "DELETE", `/v1/notes/${id}`)).status, 204);
    for (const method of ["GET", "DELETE"]) {
      const gone = await send(service, method, `/v1/notes/${id}`);
      assert.equal(gone.status, 404);
      assert.deepEqual(gone.json, { error: { code: "note_not_found", message: `there is no note ${id}` } });
    }
    assert.equal((await send(service, "PUT", `/v1/notes/${id}`, { title: "x" })).status, 404);
  });

  test("a note without a folder lies in the inbox", async () => {
    await using service = await startService({ token });
    assert.equal((await create(service, { title: "a" })).folder, "inbox");
  });

  test("a note cannot move to another folder", async () => {
    await using service = await startService({ token });
    const note = await create(service, { title: "a", folder: "one" });
    const { status, json } = await send(service, "PUT", `/v1/notes/${note.id}`, { title: "b", folder: "two" });
    assert.equal(status, 409);
    assert.equal(json.error.code, "folder_fixed");
    assert.equal(json.error.field, "folder");
    assert.deepEqual((await send(service, "GET", `/v1/notes/${note.id}`)).json, note);
  });

  test("a title is taken once in a folder", async () => {
    await using service = await startService({ token });
    await create(service, { title: "a", folder: "one" });
    const other = await create(service, { title: "b", folder: "one", tags: ["kept"] });
    await create(service, { title: "a", folder: "two" });
    const again = await send(service, "POST", "/v1/notes", { title: "a", folder: "one" });
    assert.equal(again.status, 409);
    assert.deepEqual(again.json.error, {
      code: "title_taken",
      message: 'the folder one has a note titled "a"',
      field: "title",
    });
    assert.equal((await send(service, "PUT", `/v1/notes/${other.id}`, { title: "a", folder: "one" })).status, 409);
    assert.deepEqual((await send(service, "GET", `/v1/notes/${other.id}`)).json, other);
  });

  test("whoever has the share token reads the note, and no more, without the service's token", async () => {
    await using service = await startService({ token });
    const note = await create(service, { title: "a", body: "text", tags: ["private"], checklist: [{ text: "one" }] });
    const shared = await send(service, "GET", `/shared/${note.share_token}`, undefined, { headers: {} });
    assert.equal(shared.status, 200);
    assert.deepEqual(shared.json, {
      title: "a",
      body: "text",
      checklist: [{ text: "one", done: false }],
      updated_at: note.updated_at,
    });
    assert.equal((await send(service, "GET", "/shared/guessed", undefined, { headers: {} })).status, 404);
  });

  test("health needs no token", async () => {
    await using service = await startService({ token });
    const { status, json } = await send(service, "GET", "/health", undefined, { headers: {} });
    assert.equal(status, 200);
    assert.deepEqual(json, { status: "ok" });
  });

  test("a list has pages, each note once and in the order of creation", async () => {
    await using service = await startService({ token });
    const titles = Array.from({ length: 7 }, (_, index) => `note ${index}`);
    for (const title of titles) await create(service, { title });

    const pages: string[][] = [];
    let cursor = "";
    do {
      const { status, json } = await send(service, "GET", `/v1/notes?limit=3${cursor && `&cursor=${cursor}`}`);
      assert.equal(status, 200);
      pages.push((json.notes as Note[]).map(({ title }) => title));
      cursor = json.next_cursor ?? "";
    } while (cursor !== "");
    assert.deepEqual(pages, [titles.slice(0, 3), titles.slice(3, 6), titles.slice(6)]);
  });

  test("the last page that is full has no next one", async () => {
    await using service = await startService({ token });
    for (const title of ["a", "b"]) await create(service, { title });
    assert.equal((await send(service, "GET", "/v1/notes?limit=2")).json.next_cursor, null);
  });

  test("a list is narrowed by tag, folder and title", async () => {
    await using service = await startService({ token });
    await create(service, { title: "a", folder: "one", tags: ["x", "y"] });
    await create(service, { title: "b", folder: "one", tags: ["y"] });
    await create(service, { title: "a", folder: "two", tags: ["x"] });
    const find = async (query: string): Promise<string[]> => {
      const { json } = await send(service, "GET", `/v1/notes?${query}`);
      return (json.notes as Note[]).map(({ folder, title }) => `${folder}/${title}`);
    };
    assert.deepEqual(await find("tag=x"), ["one/a", "two/a"]);
    assert.deepEqual(await find("tag=x&folder=one"), ["one/a"]);
    assert.deepEqual(await find("title=b"), ["one/b"]);
    assert.deepEqual(await find("tag=none"), []);
  });

  const unauthorized: Record<string, Record<string, string>> = {
    "no token": {},
    "another token": { authorization: "Bearer another" },
    "a token that begins right": { authorization: `Bearer ${token.slice(0, -1)}` },
    "another scheme": { authorization: `Basic ${token}` },
  };
  for (const [name, headers] of Object.entries(unauthorized)) {
    test(`401 for ${name}, also where there is nothing`, async () => {
      await using service = await startService({ token });
      for (const at of ["/v1/notes", "/v1/notes/some", "/v2"]) {
        const { status, json, headers: got } = await send(service, "GET", at, undefined, { headers });
        assert.equal(status, 401);
        assert.equal(json.error.code, "unauthorized");
        assert.equal(got.get("www-authenticate"), "Bearer");
      }
    });
  }

  const invalid: Record<string, { body: unknown; field?: string }> = {
    "no title": { body: {}, field: "title" },
    "an empty title": { body: { title: "" }, field: "title" },
    "a title of 201 characters": { body: { title: "x".repeat(201) }, field: "title" },
    "a number for a title": { body: { title: 7 }, field: "title" },
    "half a surrogate pair": { body: '{"title":"\\ud83d"}', field: "title" },
    "a folder with a slash": { body: { title: "a", folder: "a/b" }, field: "folder" },
    "tags that are no list": { body: { title: "a", tags: "x" }, field: "tags" },
    "a tag with a space": { body: { title: "a", tags: ["x", "y z"] }, field: "tags[1]" },
    "101 tags": { body: { title: "a", tags: Array.from({ length: 101 }, (_, i) => `t${i}`) }, field: "tags" },
    "an item without text": { body: { title: "a", checklist: [{ text: "a" }, {}] }, field: "checklist[1].text" },
    "done in words": { body: { title: "a", checklist: [{ text: "a", done: "yes" }] }, field: "checklist[0].done" },
    "an item that is null": { body: { title: "a", checklist: [null] }, field: "checklist[0]" },
    "a field nobody knows": { body: { title: "a", colour: "red" }, field: "colour" },
    "a field nobody knows in an item": { body: { title: "a", checklist: [{ by: "me" }] }, field: "checklist[0].by" },
    "a list": { body: [] },
    null: { body: "null" },
  };
  for (const [name, { body, field }] of Object.entries(invalid)) {
    test(`400 for ${name}, naming the field`, async () => {
      await using service = await startService({ token });
      const { status, json } = await send(service, "POST", "/v1/notes", body);
      assert.equal(status, 400);
      assert.equal(json.error.code, "invalid_field");
      assert.equal(json.error.field, field);
      assert.deepEqual((await send(service, "GET", "/v1/notes")).json.notes, []);
    });
  }

  test("a title of 200 characters outside the basic plane is as long as it looks", async () => {
    await using service = await startService({ token });
    assert.equal((await create(service, { title: "🌍".repeat(200) })).title.length, 400);
  });

  const refused: Record<string, { method?: string; at?: string; body?: unknown; init?: RequestInit; want: string }> = {
    "malformed JSON": { body: '{"title": "a"', want: "400 malformed_json" },
    "an empty body": { body: "", want: "400 malformed_json" },
    "bytes that are not UTF-8": {
      init: { body: Buffer.from([0x22, 0xff, 0x22]) },
      want: "400 malformed_json",
    },
    "another content type": {
      body: "title=a",
      init: { headers: { authorization: `Bearer ${token}`, "content-type": "application/x-www-form-urlencoded" } },
      want: "415 not_json",
    },
    "a body over the limit": { body: { title: "a", body: "x".repeat(70_000) }, want: "413 body_too_large" },
    "another method": { method: "PATCH", body: {}, want: "405 method_not_allowed" },
    "a path that is none": { method: "GET", at: "/v1/notes/a/b", want: "404 no_such_path" },
    "a limit of 0": { method: "GET", at: "/v1/notes?limit=0", want: "400 invalid_query" },
    "a limit over 100": { method: "GET", at: "/v1/notes?limit=101", want: "400 invalid_query" },
    "a cursor of someone's own": { method: "GET", at: "/v1/notes?cursor=abc", want: "400 invalid_query" },
    "a parameter nobody knows": { method: "GET", at: "/v1/notes?order=title", want: "400 invalid_query" },
  };
  for (const [name, { method = "POST", at = "/v1/notes", body, init, want }] of Object.entries(refused)) {
    test(`${want} for ${name}`, async () => {
      await using service = await startService({ token });
      const { status, json } = await send(service, method, at, body, init);
      assert.equal(`${status} ${json.error.code}`, want);
      assert.equal((await send(service, "GET", "/health")).status, 200);
    });
  }

  test("405 says what the path knows", async () => {
    await using service = await startService({ token });
    assert.equal((await send(service, "DELETE", "/v1/notes")).headers.get("allow"), "POST, GET");
  });

  test("a body without an announced length is cut at the limit", async () => {
    await using service = await startService({ token });
    const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
    const request = http.request(`${service.url}/v1/notes`, { method: "POST", headers });
    const endless = Readable.from(Array.from({ length: 4_096 }, () => Buffer.alloc(16_384, " ")));
    // The answer may be lost when the connection ends while the client still writes.
    const outcome = await new Promise<string>((resolve) => {
      request.once("response", (response) => resolve(`answered ${response.statusCode}`));
      request.once("error", () => resolve("cut"));
      endless.pipe(request);
    });
    assert.match(outcome, /^(answered 413|cut)$/);
    assert.equal(endless.readableEnded, false);
    endless.destroy();
    request.destroy();
    assert.equal((await send(service, "GET", "/health")).status, 200);
  });

  test("a request line that is no URL and a client that leaves do no harm", async () => {
    await using service = await startService({ token });
    const { hostname, port } = new URL(service.url);
    const answer = await new Promise<string>((resolve, reject) => {
      const socket = net.connect(Number(port), hostname, () => socket.end("GET // HTTP/1.1\r\nHost: x\r\n\r\n"));
      let text = "";
      socket.on("data", (chunk) => (text += String(chunk)));
      socket.once("end", () => resolve(text));
      socket.once("error", reject);
    });
    assert.match(answer, /^HTTP\/1\.1 400 /);

    await new Promise<void>((resolve) => {
      const headers = { authorization: `Bearer ${token}`, "content-type": "application/json", "content-length": "100" };
      const request = http.request(`${service.url}/v1/notes`, { method: "POST", headers });
      request.once("error", () => resolve());
      request.write('{"title":', () => request.destroy());
      request.once("close", resolve);
    });
    assert.deepEqual((await send(service, "GET", "/v1/notes")).json.notes, []);
  });

  test("notes are there after a restart, in a file for its owner only", async () => {
    using dir = temporaryDirectory();
    const file = path.join(dir.path, "notes.db");
    const first = await startService({ token, file });
    const note = await create(first, { title: "a", tags: ["x"], checklist: [{ text: "one" }] });
    await first.close();
    await using second = await startService({ token, file });
    assert.deepEqual((await send(second, "GET", `/v1/notes/${note.id}`)).json, note);
    assert.equal(statSync(file).mode & 0o777, 0o600);
  });

  test("closing twice is closing once, and nothing is served afterwards", async () => {
    const service = await startService({ token });
    await Promise.all([service.close(), service.close()]);
    await assert.rejects(fetch(`${service.url}/health`));
  });

  test("a file that is no database is refused, and so is a port that is taken", async () => {
    using dir = temporaryDirectory();
    dir.write({ "notes.db": "these are not the bytes of a database, however long it is" });
    await assert.rejects(startService({ token, file: path.join(dir.path, "notes.db") }), /not a database/);
    await using first = await startService({ token });
    await assert.rejects(startService({ token, port: Number(new URL(first.url).port) }), /EADDRINUSE/);
  });

  test("a token that no header can carry is refused", async () => {
    for (const unfit of ["", "two words", "ключ", "line\n"])
      await assert.rejects(startService({ token: unfit }), RangeError);
  });

  test("each answer is told, without the share token", async () => {
    const told: string[] = [];
    await using service = await startService({
      token,
      onAnswer: ({ method, path, status }) => told.push(`${method} ${path} ${status}`),
    });
    const note = await create(service, { title: "a" });
    await send(service, "GET", `/shared/${note.share_token}`);
    await send(service, "GET", "/v2");
    assert.deepEqual(told, ["POST /v1/notes 201", "GET /shared/… 200", "GET /v2 404"]);
  });
});
