// SPDX-License-Identifier: Apache-2.0

import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { closeServer } from "./close-server.ts";

/** One answer of a script. */
export interface ScriptedAnswer {
  /** 200 unless told. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** A text, bytes, or anything else, which is sent as JSON. */
  readonly body?: unknown;
  /** Instead of all this: the connection breaks. */
  readonly breaks?: boolean;
}

/** What was asked. */
export interface RecordedRequest {
  readonly method: string;
  /** With the query, without the host. */
  readonly path: string;
  readonly headers: Headers;
  readonly body: string;
}

/** Answers one after the other, or a function that looks at the request. */
export type HttpScript =
  | readonly ScriptedAnswer[]
  | ((request: RecordedRequest) => ScriptedAnswer | Promise<ScriptedAnswer>);

/** A server that plays a script. */
export interface ScriptedServer extends AsyncDisposable {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  readonly requests: readonly RecordedRequest[];
}

/**
 * Starts an HTTP server on a free port of this machine that answers by a script. A request after the end of the script
 * gets a 500 that says so.
 *
 * @example
 * await using server = await startScriptedServer([{ status: 503 }, { body: { id: 1 } }]);
 */
export async function startScriptedServer(script: HttpScript): Promise<ScriptedServer> {
  const player = new ScriptPlayer(script);
  const server = createServer((request, response) => {
    answerRequest(player, request, response).catch(() => response.destroy());
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests: player.requests,
    [Symbol.asyncDispose]: () => closeServer(server),
  };
}

/** The same without a network: a stand-in for `fetch`. A broken connection is a TypeError, as of the real one. */
export function scriptedFetch(
  script: HttpScript,
): typeof globalThis.fetch & { readonly requests: readonly RecordedRequest[] } {
  const player = new ScriptPlayer(script);
  const fake: typeof globalThis.fetch = async (input, init) => {
    const request = new Request(input, init);
    request.signal.throwIfAborted();
    const { pathname, search } = new URL(request.url);
    const { method, headers } = request;
    const answer = await player.answer({ method, path: pathname + search, headers, body: await request.text() });
    if (answer.breaks) throw new TypeError("fetch failed", { cause: new Error("the script breaks the connection") });
    const { body, type } = encodeBody(answer.body);
    const response = new Response(isBodiless(answer) ? null : body, {
      status: answer.status ?? 200,
      headers: { ...type, ...answer.headers },
    });
    Object.defineProperty(response, "url", { value: request.url });
    return response;
  };
  return Object.assign(fake, { requests: player.requests });
}

class ScriptPlayer {
  readonly requests: RecordedRequest[] = [];
  readonly #script: HttpScript;

  constructor(script: HttpScript) {
    this.#script = script;
  }

  async answer(request: RecordedRequest): Promise<ScriptedAnswer> {
    this.requests.push(request);
    if (typeof this.#script === "function") return this.#script(request);
    const at = this.requests.length;
    const body = `the script has ${this.#script.length} answers, and this is request ${at}`;
    return this.#script[at - 1] ?? { status: 500, body };
  }
}

async function answerRequest(player: ScriptPlayer, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const headers = new Headers();
  for (const [name, values] of Object.entries(request.headersDistinct)) {
    for (const value of values ?? []) headers.append(name, value);
  }
  const body = Buffer.concat(chunks).toString("utf8");
  const answer = await player.answer({ method: request.method!, path: request.url!, headers, body });
  if (answer.breaks) {
    response.destroy();
    return;
  }
  const encoded = encodeBody(answer.body);
  response.writeHead(answer.status ?? 200, { ...encoded.type, ...answer.headers });
  response.end(isBodiless(answer) ? undefined : encoded.body);
}

function encodeBody(body: unknown): { body: string | Uint8Array<ArrayBuffer>; type: Record<string, string> } {
  if (body === undefined) return { body: "", type: {} };
  if (typeof body === "string") return { body, type: { "content-type": "text/plain; charset=utf-8" } };
  if (body instanceof Uint8Array) return { body: Uint8Array.from(body), type: {} };
  return { body: JSON.stringify(body), type: { "content-type": "application/json" } };
}

/** These have no body, and the constructor of Response insists on that. */
function isBodiless({ status = 200 }: ScriptedAnswer): boolean {
  return [204, 205, 304].includes(status);
}
