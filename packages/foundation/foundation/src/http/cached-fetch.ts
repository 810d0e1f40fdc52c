// SPDX-License-Identifier: Apache-2.0

/**
 * `fetch` with a private HTTP cache (RFC 9111).
 *
 * A response that is still good comes from the cache; one that is no more is asked for with `If-None-Match` or
 * `If-Modified-Since`, so that the server need not send it again. Only answers to GET are kept, never those that a
 * redirect led to. Answers to different credentials are kept apart, and cookies are not kept.
 *
 * @module
 */

import { createHash } from "node:crypto";
import { systemClock, type Clock } from "../resilience/clock.ts";
import { parseCacheControl } from "./cache-control.ts";
import { freshForMs, hasValidator, isStorable, staleIfErrorMs } from "./freshness.ts";
import { decodeStored, encodeStored, type StoredResponse } from "./stored-response.ts";

/** Where responses are kept: a `DiskCache`, a `MemoryCache<string, Uint8Array>`, or anything that keeps bytes by name. */
export interface HttpCacheStore {
  get(key: string): Uint8Array | undefined | Promise<Uint8Array | undefined>;
  set(key: string, value: Uint8Array): void | Promise<void>;
  delete(key: string): unknown;
}

export interface CachedFetchOptions {
  readonly store: HttpCacheStore;
  /** Larger bodies are handed on and not kept: 64 MiB unless told. */
  readonly maxBodyBytes?: number;
  readonly fetch?: typeof globalThis.fetch;
  readonly clock?: Pick<Clock, "wallNow">;
}

/**
 * A `fetch` that keeps what it may.
 *
 * The `Cache-Status` of each response (RFC 9211) says where it came from: `foundry; hit`, `foundry; hit; detail=stale`
 * when the server does not answer and the response allows it, `foundry; fwd=stale; fwd-status=304` when the server
 * said that it is still good, `foundry; fwd=...` when it came whole.
 *
 * Of a request's `cache` modes `no-store`, `reload` and `no-cache` mean what they mean in browsers. A store that fails
 * is as good as an empty one.
 *
 * @example
 * const cachedFetch = createCachedFetch({ store: new DiskCache(directory) });
 * const index = await (await cachedFetch("https://registry.example.com/index.json")).json();
 */
export function createCachedFetch(options: CachedFetchOptions): typeof globalThis.fetch {
  const cache = new HttpCache(options);
  return (input, init) => cache.fetch(new Request(input, init));
}

/** Headers that ask for a part, or ask the cache's own question. */
const bypassing = [
  "range",
  "if-none-match",
  "if-match",
  "if-modified-since",
  "if-unmodified-since",
  "if-range",
] as const;

/** Of this connection or this moment only (RFC 9111, 3.1), or no longer true of a body that is decoded. */
const notStored = [
  "connection",
  "keep-alive",
  "proxy-authenticate",
  "proxy-authentication-info",
  "proxy-authorization",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
  "content-encoding",
  "content-length",
  "set-cookie",
] as const;

class HttpCache {
  readonly #store: HttpCacheStore;
  readonly #maxBodyBytes: number;
  readonly #fetch: typeof globalThis.fetch;
  readonly #clock: Pick<Clock, "wallNow">;

  constructor(options: CachedFetchOptions) {
    this.#store = options.store;
    this.#maxBodyBytes = options.maxBodyBytes ?? 2 ** 26;
    this.#fetch = options.fetch ?? globalThis.fetch;
    this.#clock = options.clock ?? systemClock;
  }

  async fetch(request: Request): Promise<Response> {
    const control = parseCacheControl(request.headers.get("cache-control"));
    if (request.method !== "GET") return this.#change(request);
    if (
      request.cache === "no-store" ||
      control.has("no-store") ||
      bypassing.some((name) => request.headers.has(name))
    ) {
      return withStatus(await this.#fetch(request), "fwd=bypass");
    }
    const key = keyOf(request);
    const stored = request.cache === "reload" ? undefined : await this.#read(key, request);
    if (stored === undefined) return this.#get(key, request, undefined);
    const mustAsk = request.cache === "no-cache" || control.has("no-cache") || control.get("max-age") === "0";
    if (!mustAsk && freshForMs(stored, this.#clock.wallNow()) > 0) return toResponse(stored, "hit");
    return this.#get(key, request, stored);
  }

  /** What changes a resource makes its kept response untrue (RFC 9111, 4.4). */
  async #change(request: Request): Promise<Response> {
    const response = await this.#fetch(request);
    const isSafe = ["HEAD", "OPTIONS", "TRACE"].includes(request.method);
    if (!isSafe && response.status < 400) await this.#forget(keyOf(request));
    return withStatus(response, "fwd=method");
  }

  /** Asks the server; with a stored response, only whether that is still good. */
  async #get(key: string, request: Request, stored: StoredResponse | undefined): Promise<Response> {
    const requestedMs = this.#clock.wallNow();
    const conditional = stored && hasValidator(stored.headers) ? withCondition(request, stored.headers) : request;
    let response: Response;
    try {
      response = await this.#fetch(conditional);
    } catch (error) {
      if (!request.signal.aborted && stored && this.#mayStandIn(stored)) return toResponse(stored, "hit; detail=stale");
      throw error;
    }
    const times = { requestedMs, receivedMs: this.#clock.wallNow() };
    if (stored && response.status === 304) {
      const renewed = { ...stored, ...times, headers: renewHeaders(stored.headers, response.headers) };
      await this.#write(key, renewed);
      return toResponse(renewed, "fwd=stale; fwd-status=304");
    }
    if (stored && response.status >= 500 && this.#mayStandIn(stored)) {
      await response.body?.cancel();
      return toResponse(stored, "hit; detail=stale");
    }
    const from = stored ? "fwd=stale" : "fwd=miss";
    if (response.redirected || !isStorable(response.status, response.headers)) {
      // What was kept must not come back when the newer one may not be kept.
      if (stored && response.status < 500) await this.#forget(key);
      return withStatus(response, from);
    }
    return this.#keep(key, request, response, times, from);
  }

  async #keep(
    key: string,
    request: Request,
    response: Response,
    times: Pick<StoredResponse, "requestedMs" | "receivedMs">,
    from: string,
  ): Promise<Response> {
    const body = await readUpTo(response, this.#maxBodyBytes);
    if (body instanceof Response) return withStatus(body, from);
    const headers = new Headers(response.headers);
    for (const name of notStored) headers.delete(name);
    const varying = varyingHeaders(request, headers);
    const stored = { url: response.url, status: response.status, headers, varying, ...times, body };
    await this.#write(key, stored);
    const answer = toResponse(stored, `${from}; stored`);
    for (const cookie of response.headers.getSetCookie()) answer.headers.append("set-cookie", cookie);
    return answer;
  }

  #mayStandIn(stored: StoredResponse): boolean {
    return freshForMs(stored, this.#clock.wallNow()) + staleIfErrorMs(stored.headers) > 0;
  }

  async #read(key: string, request: Request): Promise<StoredResponse | undefined> {
    try {
      const bytes = await this.#store.get(key);
      const stored = bytes && decodeStored(bytes);
      const isSame = Object.entries(stored?.varying ?? {}).every(
        ([name, value]) => request.headers.get(name) === value,
      );
      return isSame ? stored : undefined;
    } catch {
      return undefined;
    }
  }

  async #write(key: string, stored: StoredResponse): Promise<void> {
    try {
      await this.#store.set(key, encodeStored(stored));
    } catch {
      await this.#forget(key); // An older one is no longer true either.
    }
  }

  async #forget(key: string): Promise<void> {
    try {
      await this.#store.delete(key);
    } catch {
      // A store that can do nothing gives nothing back.
    }
  }
}

/** Without the fragment, which servers do not see; with who asks, but not readable. */
function keyOf(request: Request): string {
  const url = new URL(request.url);
  url.hash = "";
  const credentials = [request.headers.get("authorization"), request.headers.get("cookie")];
  if (credentials.every((value) => value === null)) return url.href;
  return `${url.href} ${createHash("sha256").update(JSON.stringify(credentials)).digest("hex")}`;
}

function withCondition(request: Request, stored: Headers): Request {
  const conditional = new Request(request);
  const etag = stored.get("etag");
  const modified = stored.get("last-modified");
  if (etag !== null) conditional.headers.set("if-none-match", etag);
  else if (modified !== null) conditional.headers.set("if-modified-since", modified);
  return conditional;
}

/** Source: RFC 9111, 3.2: what the 304 says is newer, except about the body. */
function renewHeaders(stored: Headers, newer: Headers): Headers {
  const headers = new Headers(stored);
  headers.delete("age");
  for (const [name, value] of newer) {
    const isOfBody = name.startsWith("content-") || (notStored as readonly string[]).includes(name);
    if (!isOfBody) headers.set(name, value);
  }
  return headers;
}

function varyingHeaders(request: Request, headers: Headers): Record<string, string | null> {
  const names = (headers.get("vary") ?? "").toLowerCase().split(",");
  return Object.fromEntries(
    names.map((name) => name.trim()).flatMap((name) => (name === "" ? [] : [[name, request.headers.get(name)]])),
  );
}

/** The body, or, when it is larger than that, the same response, to be read from the beginning. */
async function readUpTo(response: Response, maxBytes: number): Promise<Uint8Array | Response> {
  if (response.body === null) return new Uint8Array();
  const reader = response.body.getReader();
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return Buffer.concat(chunks);
    chunks.push(value);
    bytes += value.byteLength;
    if (bytes <= maxBytes) continue;
    const rest = new ReadableStream<Uint8Array>({
      async pull(controller) {
        const next = chunks.shift() ?? (await reader.read()).value;
        if (next === undefined) controller.close();
        else controller.enqueue(next);
      },
      cancel: (reason) => reader.cancel(reason),
    });
    return named(new Response(rest, response), response.url);
  }
}

function toResponse({ url, status, headers, body }: StoredResponse, cacheStatus: string): Response {
  // A copy: the caller may do with its buffer what it wants.
  return withStatus(named(new Response(Uint8Array.from(body), { status, headers }), url), cacheStatus);
}

/** Responses that are made by hand have no address. */
function named(response: Response, url: string): Response {
  Object.defineProperty(response, "url", { value: url });
  return response;
}

function withStatus(response: Response, status: string): Response {
  const answer = isWritable(response.headers) ? response : named(new Response(response.body, response), response.url);
  answer.headers.append("cache-status", `foundry; ${status}`);
  return answer;
}

/** Those that come from the network are not. */
function isWritable(headers: Headers): boolean {
  try {
    headers.delete("x-not-there");
    return true;
  } catch {
    return false;
  }
}
