// SPDX-License-Identifier: Apache-2.0

import { decode } from "../protobuf/decode.ts";
import { encode } from "../protobuf/encode.ts";
import type { MethodDescriptor, MethodKind, ServiceDescriptor } from "../protobuf/service.ts";
import type { GrpcChannel } from "./channel.ts";
import { ClientCall } from "./client-call.ts";
import { GrpcError } from "./grpc-error.ts";
import { sendAll } from "./send-all.ts";
import { type CallOptions, type GrpcClient, methodPath } from "./service.ts";
import { Status } from "./status.ts";

/**
 * A function for each method of a service. Those that answer with a stream
 * begin the call at once and throw a GrpcError if they cannot; leaving the
 * iteration early cancels the call.
 */
export function createClient<S extends ServiceDescriptor>(service: S, channel: GrpcChannel): GrpcClient<S> {
  const client: Record<string, unknown> = {};
  for (const [name, method] of Object.entries(service.methods)) {
    client[name] = createMethod(channel, methodPath(service, method), method);
  }
  return client as GrpcClient<S>;
}

type Messages = AsyncIterable<unknown> | Iterable<unknown>;

function createMethod(channel: GrpcChannel, path: string, method: MethodDescriptor): unknown {
  const start = (options: CallOptions = {}): ClientCall<unknown> =>
    new ClientCall(channel, path, options, (message) => decode(method.output, message));
  const startWith = (request: unknown, options?: CallOptions): ClientCall<unknown> => {
    const message = encode(method.input, request); // before the call: a value that does not fit is the caller's error
    const call = start(options);
    call.end(message);
    return call;
  };
  const startStream = (requests: Messages, options?: CallOptions): ClientCall<unknown> => {
    const call = start(options);
    void sendRequests(call, method, requests);
    return call;
  };
  const starts: Record<MethodKind, unknown> = {
    unary: async (request: unknown, options?: CallOptions) => onlyResponse(startWith(request, options)),
    serverStream: startWith,
    clientStream: async (requests: Messages, options?: CallOptions) => onlyResponse(startStream(requests, options)),
    bidi: startStream,
  };
  return starts[method.kind];
}

async function sendRequests(call: ClientCall<unknown>, method: MethodDescriptor, requests: Messages): Promise<void> {
  try {
    await sendAll(requests, call, (message) => encode(method.input, message));
    call.end();
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    call.abort(new GrpcError(Status.CANCELLED, `the requests broke off: ${text}`, { cause: error }));
  }
}

async function onlyResponse(call: ClientCall<unknown>): Promise<unknown> {
  const responses: unknown[] = [];
  for await (const response of call) {
    responses.push(response);
    if (responses.length > 1) break;
  }
  if (responses.length === 1) return responses[0];
  const got = responses.length === 0 ? "none" : "several";
  throw new GrpcError(Status.UNIMPLEMENTED, `exactly one response was expected, got ${got}`);
}
