// SPDX-License-Identifier: Apache-2.0

import { Metadata, type ServiceImpl } from "@provide-foundry/rpcplugin";
import { type MethodDescriptor, decode, encode } from "@provide-foundry/rpcplugin/protobuf";
import { Provider6 } from "@provide-foundry/rpcplugin/tfplugin6";
import type { ProviderServer } from "../server/provider-server.ts";

type Methods = typeof Provider6.methods;

/** The methods that a server answers with a stream. */
export type StreamMethod = {
  [K in keyof Methods]: Methods[K]["kind"] extends "serverStream" ? K : never;
}[keyof Methods] &
  keyof ProviderServer;

/** The methods that a server answers once. */
export type UnaryMethod = Exclude<keyof ProviderServer & keyof Methods, StreamMethod>;

/** One call of a server, with everything encoded on both ways. */
export async function callMethod<M extends UnaryMethod>(
  server: ServiceImpl<Provider6>,
  method: M,
  request: Methods[M]["input"]["types"]["init"],
  signal: AbortSignal = new AbortController().signal,
): Promise<Methods[M]["output"]["types"]["shape"]> {
  const { input, output }: MethodDescriptor = Provider6.methods[method];
  const handler = server[method] as (request: unknown, context: object) => unknown;
  const response = await handler(decode(input, encode(input, request)), contextOf(method, signal));
  return decode(output, encode(output, response)) as never;
}

/** The messages that a server answers a call with, encoded and decoded one by one as they come. */
export async function* streamMethod<M extends StreamMethod>(
  server: ServiceImpl<Provider6>,
  method: M,
  request: Methods[M]["input"]["types"]["init"],
  signal: AbortSignal = new AbortController().signal,
): AsyncGenerator<Methods[M]["output"]["types"]["shape"], void> {
  const { input, output }: MethodDescriptor = Provider6.methods[method];
  const handler = server[method] as (request: unknown, context: object) => AsyncIterable<unknown>;
  for await (const message of handler(decode(input, encode(input, request)), contextOf(method, signal))) {
    yield decode(output, encode(output, message)) as never;
  }
}

function contextOf(method: keyof Methods, signal: AbortSignal): object {
  const { name } = Provider6.methods[method];
  return { path: `/tfplugin6.Provider/${name}`, signal, deadlineMs: undefined, metadata: new Metadata() };
}
