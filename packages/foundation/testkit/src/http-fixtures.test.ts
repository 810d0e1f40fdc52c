// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { scriptedFetch, startScriptedServer, type HttpScript, type RecordedRequest } from "./http-fixtures.ts";

/** Both, because code under test must not notice which one it has. */
const kinds: Record<
  string,
  (
    script: HttpScript,
    run: (client: typeof fetch, url: string, requests: readonly RecordedRequest[]) => Promise<void>,
  ) => Promise<void>
> = {
  async startScriptedServer(script, run) {
    await using server = await startScriptedServer(script);
    await run(fetch, server.url, server.requests);
  },
  async scriptedFetch(script, run) {
    const client = scriptedFetch(script);
    await run(client, "http://example.com", client.requests);
  },
};

for (const [name, withScript] of Object.entries(kinds)) {
  suite(name, () => {
    test("T03 it plays its script and notes what was asked", () =>
      withScript(
        [{ status: 503, headers: { "retry-after": "1" } }, { body: { id: 1 } }, { body: "text" }, { status: 204 }],
        async (client, url, requests) => {
          const first = await client(`${url}/a?b=c`, { method: "POST", body: "sent", headers: { "x-test": "yes" } });
          assert.equal(first.status, 503);
          assert.equal(first.headers.get("retry-after"), "1");
          assert.equal(first.url, `${url}/a?b=c`);
          const second = await client(url);
          assert.deepEqual(await second.json(), { id: 1 });
          assert.equal(second.headers.get("content-type"), "application/json");
          assert.equal(await (await client(url)).text(), "text");
          assert.equal((await client(url)).status, 204);
          const { headers, ...request } = requests[0]!;
          assert.deepEqual(request, { method: "POST", path: "/a?b=c", body: "sent" });
          assert.equal(headers.get("x-test"), "yes");
        },
      ));

    test("T03 a request too many is told so", () =>
      withScript([], async (client, url) => {
        const response = await client(url);
        assert.equal(response.status, 500);
        assert.equal(await response.text(), "the script has 0 answers, and this is request 1");
      }));

    test("T03 a function may look at the request; a connection may break", () =>
      withScript(
        ({ path }) => (path === "/bad" ? { breaks: true } : { body: new Uint8Array([0, 255]) }),
        async (client, url) => {
          assert.deepEqual([...new Uint8Array(await (await client(`${url}/good`)).arrayBuffer())], [0, 255]);
          await assert.rejects(client(`${url}/bad`), TypeError);
        },
      ));

    test("T03 an aborted request is not answered", () =>
      withScript([{}], async (client, url) => {
        await assert.rejects(client(url, { signal: AbortSignal.abort(new Error("enough")) }), /enough/);
      }));
  });
}

test("T02 a scripted server is gone when its scope ends, also twice and with open connections", async () => {
  const server = await startScriptedServer([{}]);
  await fetch(server.url);
  await server[Symbol.asyncDispose]();
  await server[Symbol.asyncDispose]();
  await assert.rejects(fetch(server.url), TypeError);
});
