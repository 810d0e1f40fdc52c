// SPDX-License-Identifier: Apache-2.0

/**
 * Services as types: what a generated descriptor says, and what follows from it
 * for an implementation and for a client.
 *
 * @module
 */

import type { X509Certificate } from "node:crypto";
import type { MessageInit, MessageShape } from "../protobuf/message.ts";
import type { MethodDescriptor, ServiceDescriptor } from "../protobuf/service.ts";
import type { Metadata } from "./metadata.ts";

/** What a handler knows about its call. */
export interface CallContext {
  /** The path: `/tfplugin6.Provider/GetMetadata`. */
  readonly path: string;
  /** Aborted, with a GrpcError as reason, when the caller cancels or is gone, the deadline passes, or the server stops. */
  readonly signal: AbortSignal;
  /** When the caller gives up, as `Date.now()` counts; undefined without a deadline. */
  readonly deadlineMs: number | undefined;
  /** What the caller sent along. */
  readonly metadata: Metadata;
  /** Who calls, as TLS has shown it; undefined when the connection is not encrypted. */
  readonly peerCertificate?: X509Certificate | undefined;
}

/** What a client may say about a call. */
export interface CallOptions {
  /** Cancels the call. */
  readonly signal?: AbortSignal;
  /** Ends the call with DEADLINE_EXCEEDED, and tells the server when. Default: none. */
  readonly timeoutMs?: number;
  readonly metadata?: Metadata;
  /** For one message of the answer. Default: the channel's limit. */
  readonly maxMessageBytes?: number;
}

type Awaitable<T> = T | Promise<T>;
type In<M extends MethodDescriptor> = MessageShape<M["input"]>;
type Out<M extends MethodDescriptor> = MessageShape<M["output"]>;
type InInit<M extends MethodDescriptor> = MessageInit<M["input"]>;
type OutInit<M extends MethodDescriptor> = MessageInit<M["output"]>;

/** A handler's shape by the kind of its method. Streams are async iterables; a streaming handler is an async generator. */
export type Handler<M extends MethodDescriptor> = M["kind"] extends "unary"
  ? (request: In<M>, context: CallContext) => Awaitable<OutInit<M>>
  : M["kind"] extends "serverStream"
    ? (request: In<M>, context: CallContext) => AsyncIterable<OutInit<M>>
    : M["kind"] extends "clientStream"
      ? (requests: AsyncIterable<In<M>>, context: CallContext) => Awaitable<OutInit<M>>
      : (requests: AsyncIterable<In<M>>, context: CallContext) => AsyncIterable<OutInit<M>>;

/** Handlers by method. A method without one answers UNIMPLEMENTED. */
export type ServiceImpl<S extends ServiceDescriptor> = {
  readonly [K in keyof S["methods"]]?: Handler<S["methods"][K]>;
};

/** A descriptor with its implementation, ready to be served. */
export interface Service {
  readonly descriptor: ServiceDescriptor;
  readonly handlers: Readonly<Record<string, ErasedHandler | undefined>>;
}

/** A handler once its descriptor's types have been checked: requests in, responses out. */
export type ErasedHandler = (input: unknown, context: CallContext) => unknown;

/** Pairs a descriptor with handlers that fit it. */
export function implementService<S extends ServiceDescriptor>(descriptor: S, impl: ServiceImpl<S>): Service {
  const handlers: Record<string, ErasedHandler | undefined> = {};
  for (const name of Object.keys(descriptor.methods)) {
    const handler = impl[name] as ErasedHandler | undefined;
    // Called on the implementation, so that it may be an instance of a class.
    if (handler) handlers[name] = (input, context) => handler.call(impl, input, context);
  }
  return { descriptor, handlers };
}

/** A client's function by the kind of its method. */
export type ClientMethod<M extends MethodDescriptor> = M["kind"] extends "unary"
  ? (request: InInit<M>, options?: CallOptions) => Promise<Out<M>>
  : M["kind"] extends "serverStream"
    ? (request: InInit<M>, options?: CallOptions) => AsyncIterableIterator<Out<M>>
    : M["kind"] extends "clientStream"
      ? (requests: AsyncIterable<InInit<M>> | Iterable<InInit<M>>, options?: CallOptions) => Promise<Out<M>>
      : (
          requests: AsyncIterable<InInit<M>> | Iterable<InInit<M>>,
          options?: CallOptions,
        ) => AsyncIterableIterator<Out<M>>;

/** A function for each method of a service. */
export type GrpcClient<S extends ServiceDescriptor> = {
  readonly [K in keyof S["methods"]]: ClientMethod<S["methods"][K]>;
};

/** Where a method lives on the wire. */
export function methodPath(service: ServiceDescriptor, method: MethodDescriptor): string {
  return `/${service.typeName}/${method.name}`;
}
