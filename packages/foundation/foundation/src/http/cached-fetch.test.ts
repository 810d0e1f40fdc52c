// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { suite, test } from "node:test";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { DiskCache } from "../files/disk-cache.ts";
import { createTemporaryDirectory } from "../files/temporary-directory.ts";
import { ManualClock } from "../resilience/manual-clock.ts";
import { MemoryCache } from "../resilience/memory-cache.ts";
import { directiveMs, parseCacheControl } from "./cache-control.ts";
import { createCachedFetch, type CachedFetchOptions } from "./cached-fetch.ts";
import { decodeStored, encodeStored } from "./stored-response.ts";

type Answer = {
  readonly status?: number;
  readonly headers?: Record<string, string>;
  readonly body?: string | Uint8Array;
};

/** A server whose requests are all noted, a clock that stands still, and a client with a cache in memory. */
interface Fixture {
  readonly clock: ManualClock;
  readonly requests: IncomingMessage[];
  /** What comes next; the last one stays. */
  answer: Answer | ((request: IncomingMessage) => Answer | undefined);
  /** Asks for a path and tells: `status body, cache-status`. */
  ask(init?: RequestInit, path?: string): Promise<string>;
  readonly url: string;
  readonly client: typeof fetch;
}

async function withServer(
  run: (fixture: Fixture) => Promise<void>,
  options: Partial<CachedFetchOptions> = {},
): Promise<void> {
  const clock = new ManualClock({ startMs: Date.UTC(2026, 0, 1) });
  const requests: IncomingMessage[] = [];
  const respond = (request: IncomingMessage, response: ServerResponse): void => {
    requests.push(request);
    const answer = typeof fixture.answer === "function" ? fixture.answer(request) : fixture.answer;
    if (answer === undefined) return void response.destroy();
    const date = new Date(clock.wallNow()).toUTCString();
    response.writeHead(answer.status ?? 200, { date, ...answer.headers }).end(answer.body ?? "");
  };
  const server = createServer(respond).listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const store = new MemoryCache<string, Uint8Array>({ maxEntries: 100 });
  const client = createCachedFetch({ store, clock, ...options });
  const fixture: Fixture = {
    clock,
    requests,
    answer: {},
    url,
    client,
    async ask(init, path = "/") {
      const response = await client(url + path, init);
      const from = response.headers.get("cache-status")?.replace("foundry; ", "");
      return `${response.status} ${await response.text()}, ${from}`;
    },
  };
  try {
    await run(fixture);
  } finally {
    server.closeAllConnections();
    server.close();
    await once(server, "close");
  }
}

/** Answers a matching `If-None-Match` with 304. */
const withTag =
  (tag: string, body: string, cacheControl: string) =>
  (request: IncomingMessage): Answer => {
    const headers = { etag: tag, "cache-control": cacheControl };
    return request.headers["if-none-match"] === tag ? { status: 304, headers } : { headers, body };
  };

suite("createCachedFetch", () => {
  test("X05 a response is used again as long as it is good, then asked about", () =>
    withServer(async (server) => {
      server.answer = withTag('"1"', "one", "max-age=60");
      assert.equal(await server.ask(), "200 one, fwd=miss; stored");
      await server.clock.advance(59_000);
      assert.equal(await server.ask(), "200 one, hit");
      await server.clock.advance(1_000);
      assert.equal(await server.ask(), "200 one, fwd=stale; fwd-status=304");
      assert.equal(await server.ask(), "200 one, hit", "the 304 made it good again");
      assert.equal(server.requests.length, 2);
      assert.equal(server.requests[1]!.headers["if-none-match"], '"1"');
      await server.clock.advance(60_000);
      server.answer = withTag('"2"', "two", "max-age=60");
      assert.equal(await server.ask(), "200 two, fwd=stale; stored");
      assert.equal(await server.ask(), "200 two, hit");
    }));

  const lastModified = "Mon, 01 Dec 2025 00:00:00 GMT";
  const expires = (seconds: number): string => new Date(Date.UTC(2026, 0, 1) + seconds * 1_000).toUTCString();
  /** Headers of the response, and where it comes from right after and ten seconds later. */
  const headers: Record<string, [headers: Record<string, string>, now: string, later: string]> = {
    "X05 nothing said: not kept": [{}, "fwd=miss", "fwd=miss"],
    "X05 no-store": [{ "cache-control": "no-store, max-age=60", etag: '"1"' }, "fwd=miss", "fwd=miss"],
    "X05 no-cache: kept, and asked about each time": [
      { "cache-control": "no-cache, max-age=60", etag: '"1"' },
      "fwd=stale; stored",
      "fwd=stale; stored",
    ],
    "X05 a tag alone: asked about each time": [{ etag: '"1"' }, "fwd=stale; stored", "fwd=stale; stored"],
    "X05 a date alone: nothing is guessed": [
      { "last-modified": lastModified },
      "fwd=stale; stored",
      "fwd=stale; stored",
    ],
    "X05 Expires": [{ expires: expires(5) }, "hit", "fwd=stale; stored"],
    "X05 max-age is stronger than Expires": [{ expires: expires(5), "cache-control": "max-age=60" }, "hit", "hit"],
    "X05 Expires that is no date: over": [{ expires: "0" }, "fwd=stale; stored", "fwd=stale; stored"],
    "X05 the age that it has counts": [{ age: "55", "cache-control": "max-age=60" }, "hit", "fwd=stale; stored"],
    "X05 the limit of shared caches is not ours": [{ "cache-control": "s-maxage=1, max-age=60" }, "hit", "hit"],
    "X05 a limit that is no number: over": [
      { "cache-control": "max-age=soon" },
      "fwd=stale; stored",
      "fwd=stale; stored",
    ],
    "X05 names in any case, values in quotes": [{ "cache-control": 'Public, Max-Age="60"' }, "hit", "hit"],
    "X05 varying with everything": [{ "cache-control": "max-age=60", vary: "*" }, "fwd=miss", "fwd=miss"],
  };
  for (const [name, [response, now, later]] of Object.entries(headers)) {
    test(name, () =>
      withServer(async (server) => {
        server.answer = { headers: response, body: "x" };
        await server.ask();
        assert.equal(await server.ask(), `200 x, ${now}`);
        await server.clock.advance(10_000);
        assert.equal(await server.ask(), `200 x, ${later}`);
      }),
    );
  }

  const statuses: Record<number, string> = {
    200: "hit",
    404: "hit",
    410: "hit",
    206: "fwd=miss",
    302: "fwd=miss",
    403: "fwd=miss",
    500: "fwd=miss",
  };
  for (const [status, want] of Object.entries(statuses)) {
    test(`X05 a ${status} that says it is good for a minute`, () =>
      withServer(async (server) => {
        server.answer = { status: Number(status), headers: { "cache-control": "max-age=60" }, body: "x" };
        await server.ask();
        assert.equal(await server.ask(), `${status} x, ${want}`);
      }));
  }

  test("X05 a date is asked about where there is no tag", () =>
    withServer(async (server) => {
      server.answer = ({ headers }) =>
        headers["if-modified-since"] === lastModified
          ? { status: 304 }
          : { headers: { "last-modified": lastModified }, body: "one" };
      await server.ask();
      assert.equal(await server.ask(), "200 one, fwd=stale; fwd-status=304");
    }));

  const requests: Record<string, [init: RequestInit, want: string]> = {
    "X05 the caller wants nothing kept": [{ cache: "no-store" }, "fwd=bypass"],
    "X05 the same by header": [{ headers: { "cache-control": "no-store" } }, "fwd=bypass"],
    "X05 the caller wants it anew": [{ cache: "reload" }, "fwd=miss; stored"],
    "X05 the caller wants it asked about": [{ cache: "no-cache" }, "fwd=stale; stored"],
    "X05 a part of it": [{ headers: { range: "bytes=0-1" } }, "fwd=bypass"],
    "X05 the caller's own question": [{ headers: { "if-none-match": '"x"' } }, "fwd=bypass"],
    "X05 another user": [{ headers: { authorization: "Bearer other" } }, "fwd=miss; stored"],
    "X05 another language": [{ headers: { "accept-language": "de" } }, "fwd=miss; stored"],
    "X05 another method": [{ method: "POST", body: "x" }, "fwd=method"],
  };
  for (const [name, [init, want]] of Object.entries(requests)) {
    test(name, () =>
      withServer(async (server) => {
        server.answer = { headers: { "cache-control": "max-age=60", vary: "Accept-Language" }, body: "x" };
        await server.ask();
        assert.equal(await server.ask(init), `200 x, ${want}`);
      }),
    );
  }

  test("X05 a change makes what is kept untrue; a change that fails does not", () =>
    withServer(async (server) => {
      server.answer = { headers: { "cache-control": "max-age=60" }, body: "x" };
      await server.ask();
      server.answer = { status: 409 };
      await server.ask({ method: "PUT", body: "y" });
      assert.equal(await server.ask(), "200 x, hit");
      server.answer = { headers: { "cache-control": "max-age=60" }, body: "y" };
      await server.ask({ method: "PUT", body: "y" });
      assert.equal(await server.ask(), "200 y, fwd=miss; stored");
    }));

  test("X05 where the server fails, what is kept stands in if it may", () =>
    withServer(async (server) => {
      const cacheControl = "max-age=1, stale-if-error=60";
      server.answer = { headers: { "cache-control": cacheControl }, body: "x" };
      await server.ask();
      await server.clock.advance(30_000);
      server.answer = { status: 503, body: "down" };
      assert.equal(await server.ask(), "200 x, hit; detail=stale");
      server.answer = () => undefined;
      assert.equal(await server.ask(), "200 x, hit; detail=stale");
      await server.clock.advance(31_000);
      await assert.rejects(server.ask(), TypeError);
      server.answer = { status: 503, body: "down" };
      assert.equal(await server.ask(), "503 down, fwd=stale");
    }));

  test("X05 what must be asked about never stands in", () =>
    withServer(async (server) => {
      server.answer = { headers: { "cache-control": "max-age=1, must-revalidate, stale-if-error=60" }, body: "x" };
      await server.ask();
      await server.clock.advance(2_000);
      server.answer = { status: 503 };
      assert.equal(await server.ask(), "503 , fwd=stale");
    }));

  test("X05 what a redirect led to is not kept under the first address", () =>
    withServer(async (server) => {
      const good = { "cache-control": "max-age=60" };
      server.answer = ({ url }) =>
        url === "/" ? { status: 302, headers: { location: "/new" } } : { headers: good, body: "new" };
      assert.equal(await server.ask(), "200 new, fwd=miss");
      assert.equal(await server.ask(), "200 new, fwd=miss");
    }));

  test("X05 a packed body is kept unpacked, with its address and without its cookies", () =>
    withServer(async (server) => {
      const headers = { "cache-control": "max-age=60", "content-encoding": "gzip", "set-cookie": "a=1" };
      server.answer = { headers, body: gzipSync("text".repeat(100)) };
      assert.deepEqual((await server.client(server.url)).headers.getSetCookie(), ["a=1"]);
      const again = await server.client(`${server.url}/#part`);
      assert.equal(await again.text(), "text".repeat(100));
      assert.equal(again.url, `${server.url}/`);
      assert.deepEqual(again.headers.getSetCookie(), []);
      assert.equal(again.headers.get("content-encoding"), null);
      assert.equal(server.requests.length, 1);
    }));

  test("X05 a body that is too large is handed on whole and not kept", () =>
    withServer(
      async (server) => {
        const body = "0123456789".repeat(100_000);
        server.answer = { headers: { "cache-control": "max-age=60" }, body };
        for (let round = 0; round < 2; round++) {
          const response = await server.client(server.url);
          assert.equal(response.headers.get("cache-status"), "foundry; fwd=miss");
          assert.equal(response.url, `${server.url}/`);
          assert.equal(await response.text(), body);
        }
      },
      { maxBodyBytes: 1_000 },
    ));

  test("X05 on disk it outlives the process, and damage is a miss", async () => {
    using dir = createTemporaryDirectory();
    await withServer(
      async (server) => {
        server.answer = { headers: { "cache-control": "max-age=60" }, body: new Uint8Array([0, 10, 255]) };
        await server.ask();
        const other = createCachedFetch({ store: new DiskCache(dir.path), clock: server.clock });
        const response = await other(server.url);
        assert.equal(response.headers.get("cache-status"), "foundry; hit");
        assert.deepEqual([...new Uint8Array(await response.arrayBuffer())], [0, 10, 255]);
        await new DiskCache(dir.path).set(`${server.url}/`, Buffer.from("{}\nbody"));
        assert.match(await server.ask(), /fwd=miss; stored$/);
      },
      { store: new DiskCache(dir.path) },
    );
  });

  test("X05 a store that fails is as good as none", () => {
    const fail = (): never => {
      throw new Error("no disk");
    };
    return withServer(
      async (server) => {
        server.answer = { headers: { "cache-control": "max-age=60" }, body: "x" };
        await server.ask();
        assert.equal(await server.ask(), "200 x, fwd=miss; stored");
      },
      { store: { get: fail, set: fail, delete: fail } },
    );
  });

  test("an aborted request is no failure of the server", () =>
    withServer(async (server) => {
      server.answer = { headers: { "cache-control": "max-age=0, stale-if-error=60" }, body: "x" };
      await server.ask();
      await assert.rejects(server.ask({ signal: AbortSignal.abort(new Error("enough")) }), /enough/);
    }));
});

suite("parts of the cache", () => {
  test("reading any header never fails", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const control = parseCacheControl(text);
        for (const name of control.keys()) assert.ok(directiveMs(control, name)! >= 0);
      }),
    );
  });

  test("what is stored comes back; anything else is nothing", () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.integer({ min: 200, max: 599 }), (body, status) => {
        const headers = new Headers({ etag: '"ü"' });
        const stored = {
          url: "http://x/",
          status,
          headers,
          varying: { accept: null },
          requestedMs: 1,
          receivedMs: 2,
          body,
        };
        const decoded = decodeStored(encodeStored(stored));
        assert.deepEqual({ ...decoded, body: Uint8Array.from(decoded!.body) }, stored);
        assert.equal(decodeStored(body), undefined);
      }),
    );
  });
});
