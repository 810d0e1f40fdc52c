// SPDX-License-Identifier: Apache-2.0

/**
 * An HTTP service that keeps notes: the API that the example's provider manages.
 *
 * | request                  | answer                                                     |
 * | ------------------------ | ---------------------------------------------------------- |
 * | `GET /health`            | 200 `{status}`, without a token                            |
 * | `GET /shared/TOKEN`      | 200 what the note's reader may see, without a token        |
 * | `POST /v1/notes`         | 201 the note                                               |
 * | `GET /v1/notes`          | 200 `{notes, next_cursor}`; `?tag= &folder= &title= &limit= &cursor=` |
 * | `GET /v1/notes/ID`       | 200 the note                                               |
 * | `PUT /v1/notes/ID`       | 200 the note, replaced as a whole                          |
 * | `DELETE /v1/notes/ID`    | 204                                                        |
 *
 * Every other answer is `{error: {code, message, field?}}`. The service listens
 * on 127.0.0.1 only and asks for a bearer token, because it has no TLS.
 *
 * @module
 */

import { createHash, timingSafeEqual } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { finished } from "node:stream/promises";
import { parseNoteInput } from "./note.ts";
import { NoteStore } from "./note-store.ts";
import { Problem } from "./problem.ts";
import { readJson } from "./read-json.ts";

export interface ServiceOptions {
  /** What `Authorization: Bearer …` must carry. */
  readonly token: string;
  /** The SQLite file; `:memory:`, the default, keeps nothing. */
  readonly file?: string;
  /** The TCP port on 127.0.0.1; 0, the default, takes a free one. */
  readonly port?: number;
  /** Is told of each request after its answer; a path that holds a share token is shortened. */
  readonly onAnswer?: (answer: { readonly method: string; readonly path: string; readonly status: number }) => void;
}

export interface Service extends AsyncDisposable {
  /** `http://127.0.0.1:PORT`, without a slash at the end. */
  readonly url: string;
  /** Answers what has begun, takes nothing new, and closes the file. */
  close(): Promise<void>;
}

const closeGraceMs = 2_000;

/** @throws Error if the port is taken, the file is no database, or no header can carry the token. */
export async function startService({ token, file = ":memory:", port = 0, onAnswer }: ServiceOptions): Promise<Service> {
  if (!/^[!-~]+$/.test(token)) throw new RangeError("the token must be ASCII without spaces, and not empty");
  const store = new NoteStore(file);
  const server = createServer((request, response) => void serve({ store, token, request, response }, onAnswer));
  try {
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen(port, "127.0.0.1", resolve);
    });
  } catch (error) {
    store[Symbol.dispose]();
    throw error;
  }

  let closed: Promise<void> | undefined;
  const close = (): Promise<void> => {
    closed ??= closeServer(server).then(() => store[Symbol.dispose]());
    return closed;
  };
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close,
    [Symbol.asyncDispose]: close,
  };
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    // A request that never ends must not keep the service open.
    const cut = setTimeout(() => server.closeAllConnections(), closeGraceMs);
    server.close(() => {
      clearTimeout(cut);
      resolve();
    });
  });
}

interface Exchange {
  readonly store: NoteStore;
  readonly token: string;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

interface Answer {
  readonly status: number;
  /** None for 204. */
  readonly json?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

interface Route {
  readonly method: string;
  readonly path: RegExp;
  /** Served without the token. */
  readonly open?: true;
  answer(exchange: Exchange, part: string, query: URLSearchParams): Answer | Promise<Answer>;
}

const notePath = /^\/v1\/notes\/([\w-]+)$/;

const routes: readonly Route[] = [
  { method: "GET", path: /^\/health$/, open: true, answer: () => ({ status: 200, json: { status: "ok" } }) },
  { method: "GET", path: /^\/shared\/([\w-]+)$/, open: true, answer: getShared },
  {
    method: "POST",
    path: /^\/v1\/notes$/,
    async answer({ store, request }) {
      const note = store.create(parseNoteInput(await readJson(request)));
      return { status: 201, json: note, headers: { location: `/v1/notes/${note.id}` } };
    },
  },
  { method: "GET", path: /^\/v1\/notes$/, answer: ({ store }, _, query) => listNotes(store, query) },
  { method: "GET", path: notePath, answer: ({ store }, id) => ({ status: 200, json: store.get(id) }) },
  {
    method: "PUT",
    path: notePath,
    answer: async ({ store, request }, id) => ({
      status: 200,
      json: store.update(id, parseNoteInput(await readJson(request))),
    }),
  },
  {
    method: "DELETE",
    path: notePath,
    answer({ store }, id) {
      store.delete(id);
      return { status: 204 };
    },
  },
];

async function serve(exchange: Exchange, onAnswer: ServiceOptions["onAnswer"]): Promise<void> {
  const { method = "", url: target = "" } = exchange.request;
  const url = URL.parse(target, "http://127.0.0.1");
  let answer: Answer;
  try {
    if (url === null) throw new Problem(400, "invalid_path", "the path is not one");
    answer = await route(exchange, url);
  } catch (error) {
    answer = explain(error);
  }
  await send(exchange, answer);
  const path = (url?.pathname ?? "").replace(/^\/shared\/.*/, "/shared/…");
  onAnswer?.({ method, path, status: answer.status });
}

async function route(exchange: Exchange, url: URL): Promise<Answer> {
  const matches = routes.filter(({ path }) => path.test(url.pathname));
  if (!matches.some(({ open }) => open)) checkToken(exchange);
  if (matches.length === 0) throw new Problem(404, "no_such_path", `there is nothing at ${url.pathname}`);
  const match = matches.find(({ method }) => method === exchange.request.method);
  if (match === undefined) {
    const allow = matches.map(({ method }) => method).join(", ");
    const problem = new Problem(405, "method_not_allowed", `${url.pathname} knows ${allow}`);
    return { ...explain(problem), headers: { allow } };
  }
  return match.answer(exchange, match.path.exec(url.pathname)![1] ?? "", url.searchParams);
}

function getShared({ store }: Exchange, shareToken: string): Answer {
  const { title, body, checklist, updated_at } = store.getShared(shareToken);
  return { status: 200, json: { title, body, checklist, updated_at } };
}

function listNotes(store: NoteStore, query: URLSearchParams): Answer {
  const known = ["tag", "folder", "title", "limit", "cursor"];
  const stranger = [...query.keys()].find((name) => !known.includes(name));
  if (stranger !== undefined) throw new Problem(400, "invalid_query", `${stranger} is not a known parameter`, stranger);
  const cursor = query.get("cursor");
  const { notes, next } = store.list({
    tag: query.get("tag"),
    folder: query.get("folder"),
    title: query.get("title"),
    limit: parseWhole(query.get("limit") ?? "50", "limit", 100),
    after: cursor === null ? 0 : parseWhole(cursor, "cursor", Number.MAX_SAFE_INTEGER),
  });
  return { status: 200, json: { notes, next_cursor: next === undefined ? null : String(next) } };
}

function parseWhole(text: string, name: string, max: number): number {
  const value = /^[1-9]\d{0,15}$/.test(text) ? Number(text) : Number.NaN;
  if (value <= max) return value;
  throw new Problem(400, "invalid_query", `${name} must be a whole number from 1 to ${max}`, name);
}

/** Compares digests: the time it takes then says nothing about the token, its length included. */
function checkToken({ token, request }: Exchange): void {
  const digest = (text: string): Buffer => createHash("sha256").update(text).digest();
  const given = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? "")?.[1];
  if (given !== undefined && timingSafeEqual(digest(given), digest(token))) return;
  const fault = given === undefined ? "the request has no bearer token" : "the bearer token is not the service's";
  throw new Problem(401, "unauthorized", fault);
}

function explain(error: unknown): Answer {
  if (error instanceof Problem) {
    const { status, code, message, field } = error;
    return { status, json: { error: { code, message, ...(field !== undefined && { field }) } } };
  }
  console.error(error);
  return { status: 500, json: { error: { code: "internal", message: "the service failed; its log says more" } } };
}

function send({ request, response }: Exchange, { status, json, headers }: Answer): Promise<void> {
  const text = json === undefined ? "" : `${JSON.stringify(json)}\n`;
  response.statusCode = status;
  if (status === 401) response.setHeader("www-authenticate", "Bearer");
  for (const [name, value] of Object.entries(headers ?? {})) response.setHeader(name, value);
  if (json !== undefined) {
    response.setHeader("content-type", "application/json; charset=utf-8");
    response.setHeader("content-length", Buffer.byteLength(text));
    response.setHeader("cache-control", "no-store");
  }
  // What is left of a body that was refused cannot be told from the next request.
  if (!request.complete) response.setHeader("connection", "close");
  response.end(text);
  // A client that has gone away is no failure of the service.
  return finished(response).catch(() => undefined);
}
