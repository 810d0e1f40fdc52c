// SPDX-License-Identifier: Apache-2.0

import type { RetryOptions } from "@provide-foundry/foundation/resilience";
import { retry } from "../wait/retry.ts";
import { parseExactJson, writeExactJson } from "./exact-json.ts";
import { RestError } from "./rest-error.ts";

type Scalar = string | number | bigint | boolean;

/** What a query or header may be: an array repeats the name, null and undefined leave it out. */
export type ParameterValue = Scalar | readonly Scalar[] | null | undefined;

export interface RestRequest {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** With parameters in braces: `/pets/{petId}`. */
  readonly path: string;
  readonly params?: Readonly<Record<string, Scalar>>;
  readonly query?: Readonly<Record<string, ParameterValue>>;
  readonly headers?: Readonly<Record<string, ParameterValue>>;
  /** Sent as JSON; undefined sends none. */
  readonly body?: unknown;
  /** Of the body: `application/json` unless told. */
  readonly contentType?: string;
  /** The handler's. */
  readonly signal: AbortSignal;
  /** Attributes that are not called after their property, for what the service says about properties. */
  readonly names?: Readonly<Record<string, string>>;
}

/** What a method of a client takes: what is the operation's own, and what all have. */
export type Call<T = unknown> = T & Pick<RestRequest, "signal" | "names">;

export interface RestClientOptions {
  /** Where the service is, with the start of all paths: `https://api.acme.dev/v1`. */
  readonly endpoint: string;
  /** Sent with every request; for credentials. */
  readonly headers?: Readonly<Record<string, string | null | undefined>>;
  /** Added to every request. */
  readonly query?: Readonly<Record<string, string | null | undefined>>;
  /** How long one try may take: 60,000 unless told. */
  readonly timeoutMs?: number;
  /** How failures are tried again: 4 tries unless told. */
  readonly retry?: Pick<RetryOptions, "attempts" | "baseMs" | "maxMs" | "clock" | "random">;
  readonly fetch?: typeof fetch;
}

/**
 * A service that speaks JSON over HTTP.
 *
 * What may be repeated is tried again, with pauses that grow and as long as the service asks for: every request after
 * 429, and all but POST and PATCH after 502, 503, 504 and broken connections. Redirects are not followed, since they
 * would take the credentials along.
 */
export class RestClient {
  readonly #options: RestClientOptions;
  readonly #endpoint: string;

  /** @throws RestError unless `endpoint` is a URL of HTTP. */
  constructor(options: RestClientOptions) {
    this.#options = options;
    this.#endpoint = readEndpoint(options.endpoint);
  }

  /**
   * @returns What the service answers; undefined when the answer is empty.
   * @throws RestError when it refuses or cannot be reached.
   */
  async send(request: RestRequest): Promise<unknown> {
    const { signal } = request;
    const attempt = (inner: AbortSignal): Promise<unknown> => this.#try(request, inner);
    const shouldRetry = (error: unknown): boolean => !signal.aborted && mayRepeat(request.method, error);
    return retry(attempt, { attempts: 4, ...this.#options.retry, signal, shouldRetry });
  }

  async #try(request: RestRequest, signal: AbortSignal): Promise<unknown> {
    const { timeoutMs = 60_000 } = this.#options;
    const call = `${request.method} ${request.path}`;
    const limit = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
    try {
      const response = await this.#fetch(request, limit);
      if (!response.ok) throw await RestError.fromResponse(call, response, request.names);
      return readAnswer(call, response.status, await response.text());
    } catch (error) {
      if (signal.aborted || error instanceof RestError) throw error;
      const why = limit.aborted ? ` did not answer within ${timeoutMs / 1000} s` : " cannot be reached";
      throw new RestError(`The service${why}`, {
        detail: `${call} at ${new URL(this.#endpoint).origin} failed.`,
        hint: "Check the provider's endpoint, and whether the service runs.",
        cause: error,
      });
    }
  }

  async #fetch(
    { method, path, params, query, headers, body, contentType }: RestRequest,
    signal: AbortSignal,
  ): Promise<Response> {
    const url = new URL(this.#endpoint + fillPath(path, params ?? {}));
    for (const [name, value] of Object.entries({ ...this.#options.query, ...query })) {
      for (const part of toTexts(value)) url.searchParams.append(name, part);
    }
    const sent = new Headers({ accept: "application/json" });
    if (body !== undefined) sent.set("content-type", contentType ?? "application/json");
    for (const [name, value] of Object.entries({ ...this.#options.headers, ...headers })) {
      const texts = toTexts(value);
      if (texts.length > 0) sent.set(name, texts.join(","));
    }
    return (this.#options.fetch ?? fetch)(url, {
      method,
      headers: sent,
      signal,
      redirect: "manual",
      ...(body !== undefined && { body: writeExactJson(body) }),
    });
  }
}

function readEndpoint(endpoint: string): string {
  const url = URL.parse(endpoint);
  if (url !== null && /^https?:$/.test(url.protocol)) return endpoint.replace(/\/+$/, "");
  throw new RestError("The endpoint is no URL of HTTP", {
    path: "endpoint",
    hint: "Write it as https://api.example.com/v1.",
  });
}

function fillPath(path: string, params: Readonly<Record<string, Scalar>>): string {
  return path.replaceAll(/\{([^}]*)\}/g, (_, name: string) => {
    const value = String(params[name] ?? "");
    // Such a segment would name another thing than the one that was asked for.
    if (/^\.{0,2}$/.test(value)) {
      throw new RestError(`${JSON.stringify(value)} cannot be part of an address`, {
        detail: `It stands for ${name} in ${path}.`,
        hint: "Give it a value that names something.",
      });
    }
    return encodeURIComponent(value);
  });
}

function toTexts(value: ParameterValue): string[] {
  if (value === null || value === undefined) return [];
  return [value].flat().map(String);
}

function readAnswer(call: string, status: number, text: string): unknown {
  if (text.trim() === "") return undefined;
  try {
    return parseExactJson(text);
  } catch (error) {
    throw new RestError("The service answered with something else than JSON", {
      detail: `${call} was answered with ${status}.`,
      context: { status },
      hint: "Check the provider's endpoint: another service may be there.",
      cause: error,
    });
  }
}

function mayRepeat(method: RestRequest["method"], error: unknown): boolean {
  if (!(error instanceof RestError)) return false;
  const { status } = error;
  if (status === 429) return true;
  const isOutage = status === undefined ? error.cause !== undefined : status >= 502 && status <= 504;
  return isOutage && method !== "POST" && method !== "PATCH";
}
