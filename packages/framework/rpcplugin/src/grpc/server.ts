// SPDX-License-Identifier: Apache-2.0

/**
 * A gRPC server for connections that somebody else accepts: sockets, TLS
 * sockets, or any other duplex stream with HTTP/2 in it.
 *
 * Source: gRPC over HTTP2 (the wire), "Status codes and their use" (which
 * failure has which code).
 *
 * @module
 */

import type { Duplex } from "node:stream";
import type { Logger } from "@provide-foundry/foundation";
import { encodeHeaders } from "../http2/header-encoder.ts";
import type { HeaderFields } from "../http2/header-fields.ts";
import { Http2Connection } from "../http2/http2-connection.ts";
import type { Http2Stream } from "../http2/http2-stream.ts";
import { decode } from "../protobuf/decode.ts";
import { encode } from "../protobuf/encode.ts";
import type { MethodDescriptor, ServiceDescriptor } from "../protobuf/service.ts";
import { GrpcError } from "./grpc-error.ts";
import { defaultMaxMessageBytes, IncomingMessages, readSingleMessage } from "./incoming-messages.ts";
import { sendAll } from "./send-all.ts";
import { ServerCall } from "./server-call.ts";
import { type ErasedHandler, methodPath, type Service } from "./service.ts";
import { Status } from "./status.ts";
import { parseTimeout } from "./timeout.ts";

export interface GrpcServerOptions {
  readonly services: readonly Service[];
  /**
   * Services that are still being loaded. Calls that no other service takes wait for them. When they cannot be loaded,
   * such calls fail with the reason.
   */
  readonly deferredServices?: Promise<readonly Service[]>;
  /** Services that few peers ask for. */
  readonly lazyServices?: LazyServices;
  /** For one message from the peer. Default 256 MiB. */
  readonly maxMessageBytes?: number | undefined;
  readonly logger: Logger;
  /** Called when the last connection has ended. */
  readonly onIdle?: (() => void) | undefined;
}

/** What loads a service, by the service's name: called once, at the first call to it. */
export type LazyServices = Readonly<Record<string, () => Promise<Service>>>;

/** How long a connection that is told to end may take for its last answers. */
const closeGraceMs = 100;

interface Route {
  readonly service: ServiceDescriptor;
  readonly method: MethodDescriptor;
  readonly handler: ErasedHandler | undefined;
}

type Routes = ReadonlyMap<string, Route>;

export class GrpcServer {
  /** Those that need no waiting for: the deferred ones are among them as soon as they are loaded. */
  #routes: Routes;
  readonly #deferredRoutes: Promise<Routes>;
  readonly #lazyServices: LazyServices;
  readonly #lazyRoutes = new Map<string, Promise<Routes>>();
  readonly #maxMessageBytes: number;
  readonly #logger: Logger;
  readonly #onIdle: (() => void) | undefined;
  readonly #connections = new Map<Duplex, Http2Connection>();
  readonly #calls = new Set<ServerCall>();
  #isClosed = false;

  constructor(options: GrpcServerOptions) {
    this.#routes = routesOf(options.services);
    this.#deferredRoutes = options.deferredServices?.then(routesOf) ?? Promise.resolve(new Map());
    this.#deferredRoutes.then(
      (routes) => (this.#routes = new Map([...routes, ...this.#routes])),
      () => {}, // each call that needs them reports it
    );
    this.#lazyServices = options.lazyServices ?? {};
    this.#maxMessageBytes = options.maxMessageBytes ?? defaultMaxMessageBytes;
    this.#logger = options.logger;
    this.#onIdle = options.onIdle;
  }

  /** Speaks HTTP/2 on a connection, which the server owns from here on. */
  accept(duplex: Duplex): void {
    if (this.#isClosed || duplex.destroyed) {
      duplex.destroy();
      return;
    }
    duplex.once("close", () => {
      this.#connections.delete(duplex);
      if (this.#connections.size === 0) this.#onIdle?.();
    });
    const connection = new Http2Connection(duplex, {
      role: "server",
      onRequest: (stream, headers) => void this.#handle(stream, headers),
      onClose: (reason) => {
        if (reason) this.#logger.debug("a connection broke", { error: reason.message });
      },
    });
    this.#connections.set(duplex, connection);
  }

  /** How many connections stand. */
  get connections(): number {
    return this.#connections.size;
  }

  /**
   * The names of the services that it has, once it has them all, in alphabetical order.
   *
   * @throws the reason, when the deferred ones cannot be loaded.
   */
  async serviceNames(): Promise<string[]> {
    const names = (await this.serviceDescriptors()).map(({ typeName }) => typeName);
    return [...names, ...Object.keys(this.#lazyServices)].toSorted();
  }

  /**
   * What its services look like, other than the lazy ones, once it has them all.
   *
   * @throws the reason, when the deferred ones cannot be loaded.
   */
  async serviceDescriptors(): Promise<ServiceDescriptor[]> {
    const routes = [...this.#routes.values(), ...(await this.#deferredRoutes).values()];
    return [...new Set(routes.map(({ service }) => service))];
  }

  /**
   * Ends all calls with UNAVAILABLE, without waiting for handlers, and all connections once the answers are out, or
   * after a moment if a peer does not read them.
   */
  async close(): Promise<void> {
    this.#isClosed = true;
    for (const call of this.#calls) call.abort(new GrpcError(Status.UNAVAILABLE, "the server is stopping"));
    const duplexes = [...this.#connections.keys()];
    const closed = duplexes.map((duplex) => new Promise((resolve) => duplex.once("close", resolve)));
    for (const connection of this.#connections.values()) connection.end();
    const timer = setTimeout(() => duplexes.forEach((duplex) => duplex.destroy()), closeGraceMs);
    await Promise.all(closed);
    clearTimeout(timer);
  }

  async #handle(stream: Http2Stream, headers: HeaderFields): Promise<void> {
    const httpStatus = refusedHttpStatus(headers);
    if (httpStatus !== undefined) {
      stream.sendHeaders(encodeHeaders([[":status", String(httpStatus)]]), true);
      return;
    }
    const timeout = headers.get("grpc-timeout");
    const timeoutMs = timeout === undefined ? undefined : parseTimeout(timeout);
    const call = new ServerCall(stream, headers, timeoutMs);
    this.#calls.add(call);
    call.onOver(() => this.#calls.delete(call));
    try {
      if (timeout !== undefined && timeoutMs === undefined) {
        throw new GrpcError(Status.INTERNAL, `"${timeout}" is not a valid grpc-timeout`);
      }
      checkEncoding(headers);
      const { method, handler } = this.#routes.get(call.path) ?? (await this.#findRoute(call.path));
      if (!handler) throw new GrpcError(Status.UNIMPLEMENTED, `${call.path} is not implemented`);
      if (call.isOver) return; // cancelled while the services were loading
      await this.#answer(call, method, handler);
    } catch (error) {
      this.#fail(call, error);
    }
  }

  async #findRoute(path: string): Promise<Route> {
    const route = (await this.#deferredRoutes).get(path) ?? (await this.#loadRoutes(path))?.get(path);
    if (route) return route;
    throw new GrpcError(Status.UNIMPLEMENTED, `there is no method ${path}`);
  }

  /** Those of the lazy service to which the path belongs, if it is one's. */
  #loadRoutes(path: string): Promise<Routes> | undefined {
    const [, typeName = ""] = path.split("/");
    const load = Object.hasOwn(this.#lazyServices, typeName) ? this.#lazyServices[typeName] : undefined;
    const routes = this.#lazyRoutes.get(typeName) ?? load?.().then((service) => routesOf([service]));
    if (routes) this.#lazyRoutes.set(typeName, routes);
    return routes;
  }

  async #answer(call: ServerCall, method: MethodDescriptor, handler: ErasedHandler): Promise<void> {
    const isRequestStream = method.kind === "clientStream" || method.kind === "bidi";
    const input = isRequestStream
      ? this.#receiveAll(call, method)
      : decodeRequest(method, await readSingleMessage(call.stream, this.#maxMessageBytes));
    if (call.isOver) return;
    if (method.kind === "serverStream" || method.kind === "bidi") {
      await sendAll(handler(input, call) as AsyncIterable<unknown>, call, (message) => encode(method.output, message));
      call.end();
    } else {
      call.end(encode(method.output, await handler(input, call)));
    }
  }

  async *#receiveAll(call: ServerCall, method: MethodDescriptor): AsyncGenerator<unknown> {
    const messages = new IncomingMessages(call.stream, this.#maxMessageBytes);
    call.onOver((reason) => messages.fail(reason ?? new GrpcError(Status.CANCELLED, "the call is over")));
    for await (const message of messages) yield decodeRequest(method, message);
  }

  #fail(call: ServerCall, reason: unknown): void {
    const error = GrpcError.from(reason);
    if (call.isOver) {
      this.#logger.trace("a handler ended after its call", { path: call.path, error: error.message });
      return;
    }
    // A GrpcError was chosen by whoever threw it. Anything else is a fault, whose place only the log shows.
    if (error === reason) this.#logger.debug("a call failed", { path: call.path, error: error.message });
    else this.#logger.error("a handler failed", { path: call.path, error: stackOf(reason) });
    call.fail(error);
  }
}

function routesOf(services: readonly Service[]): Routes {
  const routes = new Map<string, Route>();
  for (const { descriptor, handlers } of services) {
    for (const [name, method] of Object.entries(descriptor.methods)) {
      routes.set(methodPath(descriptor, method), {
        service: descriptor,
        method,
        handler: handlers[name],
      });
    }
  }
  return routes;
}

/** What a request that is not gRPC is answered with; undefined for one that is. */
function refusedHttpStatus(headers: HeaderFields): number | undefined {
  if (headers.get(":method") !== "POST") return 405;
  const type = headers.get("content-type") ?? "";
  if (type === "application/grpc") return undefined; // as nearly all say it
  const [contentType = ""] = type.split(";");
  return /^application\/grpc(?:\+proto)?$/.test(contentType.trim().toLowerCase()) ? undefined : 415;
}

function checkEncoding(headers: HeaderFields): void {
  const encoding = headers.get("grpc-encoding") ?? "identity";
  if (encoding !== "identity") {
    throw new GrpcError(Status.UNIMPLEMENTED, `messages in the encoding "${encoding}" are not supported`);
  }
}

function decodeRequest(method: MethodDescriptor, bytes: Uint8Array): unknown {
  try {
    return decode(method.input, bytes);
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    throw new GrpcError(Status.INTERNAL, `the request cannot be read: ${text}`, { cause: error });
  }
}

function stackOf(reason: unknown): string {
  return reason instanceof Error ? (reason.stack ?? reason.message) : String(reason);
}
