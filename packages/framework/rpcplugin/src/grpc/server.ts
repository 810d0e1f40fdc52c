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

import type { Http2Server, IncomingHttpHeaders, ServerHttp2Session, ServerHttp2Stream } from "node:http2";
import { Socket } from "node:net";
import type { Duplex } from "node:stream";
import type { Logger } from "@provide-foundry/foundation";
import { decode } from "../protobuf/decode.ts";
import { encode } from "../protobuf/encode.ts";
import type { MethodDescriptor, ServiceDescriptor } from "../protobuf/service.ts";
import { FullDuplex } from "./full-duplex.ts";
import { GrpcError } from "./grpc-error.ts";
import { loadHttp2, sessionOptions, tuneSession } from "./http2.ts";
import { defaultMaxMessageBytes, discard, IncomingMessages, readSingleMessage } from "./incoming-messages.ts";
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
  #http2: Http2Server | undefined;
  /** Those that need no waiting for: the deferred ones are among them as soon as they are loaded. */
  #routes: Routes;
  readonly #deferredRoutes: Promise<Routes>;
  readonly #lazyServices: LazyServices;
  readonly #lazyRoutes = new Map<string, Promise<Routes>>();
  readonly #maxMessageBytes: number;
  readonly #logger: Logger;
  readonly #onIdle: (() => void) | undefined;
  readonly #connections = new Set<Duplex>();
  readonly #sessions = new Set<ServerHttp2Session>();
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

  /** Does what the first connection would wait for. */
  prepare(): void {
    this.#http2 ??= this.#createHttp2Server();
  }

  /** Speaks HTTP/2 on a connection, which the server owns from here on. */
  accept(duplex: Duplex): void {
    if (this.#isClosed) {
      duplex.destroy();
      return;
    }
    const connection = duplex instanceof Socket ? duplex : new FullDuplex(duplex);
    this.#connections.add(connection);
    connection.once("close", () => {
      this.#connections.delete(connection);
      if (this.#connections.size === 0) this.#onIdle?.();
    });
    this.prepare();
    this.#http2!.emit("connection", connection);
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
    for (const session of this.#sessions) session.close();
    const connections = [...this.#connections];
    const closed = connections.map((connection) => new Promise((resolve) => connection.once("close", resolve)));
    const timer = setTimeout(() => connections.forEach((connection) => connection.destroy()), closeGraceMs);
    await Promise.all(closed);
    clearTimeout(timer);
  }

  #createHttp2Server(): Http2Server {
    const server = loadHttp2().createServer(sessionOptions);
    server.on("session", (session) => this.#openSession(session));
    server.on("stream", (stream, headers) => {
      stream.on("error", (error) => this.#logger.debug("a call broke off", { error: error.message }));
      this.#handle(stream, headers).catch((error: unknown) => {
        this.#logger.error("the server failed", { error: stackOf(error) });
        stream.destroy();
      });
    });
    server.on("sessionError", (error) => this.#logger.debug("a connection broke", { error: error.message }));
    return server;
  }

  #openSession(session: ServerHttp2Session): void {
    tuneSession(session);
    this.#sessions.add(session);
    session.on("close", () => this.#sessions.delete(session));
  }

  async #handle(stream: ServerHttp2Stream, headers: IncomingHttpHeaders): Promise<void> {
    const httpStatus = refusedHttpStatus(headers);
    if (httpStatus !== undefined) {
      stream.respond({ ":status": httpStatus }, { endStream: true });
      discard(stream);
      return;
    }
    const timeout = headers["grpc-timeout"];
    const timeoutMs = typeof timeout === "string" ? parseTimeout(timeout) : undefined;
    const call = new ServerCall(stream, headers, timeoutMs);
    this.#calls.add(call);
    call.onOver(() => this.#calls.delete(call));
    try {
      if (timeout !== undefined && timeoutMs === undefined) {
        throw new GrpcError(Status.INTERNAL, `"${String(timeout)}" is not a valid grpc-timeout`);
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
function refusedHttpStatus(headers: IncomingHttpHeaders): number | undefined {
  if (headers[":method"] !== "POST") return 405;
  if (headers["content-type"] === "application/grpc") return undefined; // as nearly all say it
  const [contentType = ""] = (headers["content-type"] ?? "").split(";");
  return /^application\/grpc(?:\+proto)?$/.test(contentType.trim().toLowerCase()) ? undefined : 415;
}

function checkEncoding(headers: IncomingHttpHeaders): void {
  const encoding = headers["grpc-encoding"] ?? "identity";
  if (encoding !== "identity") {
    throw new GrpcError(Status.UNIMPLEMENTED, `messages in the encoding "${String(encoding)}" are not supported`);
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
