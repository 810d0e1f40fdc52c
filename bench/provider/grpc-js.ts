// SPDX-License-Identifier: Apache-2.0

/**
 * The provider of the benchmarks, served by grpc-js. The codec is ours, which is faster than those that one would
 * generate for it, so what differs is gRPC alone.
 *
 * @module
 */

import {
  type handleUnaryCall,
  type sendUnaryData,
  Server,
  ServerCredentials,
  type UntypedServiceImplementation,
} from "@grpc/grpc-js";
import { createProviderServer } from "@provide-foundry/provider";
import { decode, encode, type ServiceDescriptor } from "@provide-foundry/rpcplugin/protobuf";
import { Provider6 } from "@provide-foundry/rpcplugin/tfplugin6";
import { bench } from "./definition.ts";
import { callContext, introduce } from "./introduce.ts";

type Handler = (request: unknown, context: ReturnType<typeof callContext>) => Promise<unknown>;

const { socket, own, hostCert, writeLine } = introduce();
const provider = createProviderServer(bench) as unknown as Readonly<Record<string, Handler | undefined>>;
const limits = { "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 };
const server = new Server(limits);

const service: ServiceDescriptor = Provider6;
const methods = Object.entries(service.methods).filter(([key, { kind }]) => kind === "unary" && provider[key]);
const handlers: UntypedServiceImplementation = Object.fromEntries(
  methods.map(([key, { name }]): [string, handleUnaryCall<unknown, unknown>] => [
    name,
    ({ request }, callback) => void answer(key, name, request, callback),
  ]),
);
const definition = Object.fromEntries(
  methods.map(([, { name, input, output }]) => [
    name,
    {
      path: `/${service.typeName}/${name}`,
      requestStream: false,
      responseStream: false,
      requestSerialize: (value: unknown) => Buffer.from(encode(input, value)),
      requestDeserialize: (bytes: Buffer) => decode(input, bytes),
      responseSerialize: (value: unknown) => Buffer.from(encode(output, value)),
      responseDeserialize: (bytes: Buffer) => decode(output, bytes),
    },
  ]),
);
server.addService(definition, handlers);

const empty = { requestStream: false, responseStream: false, requestSerialize: nothing, requestDeserialize: nothing };
server.addService(
  {
    Shutdown: {
      ...empty,
      path: "/plugin.GRPCController/Shutdown",
      responseSerialize: nothing,
      responseDeserialize: nothing,
    },
  },
  { Shutdown: () => process.exit(0) },
);

const keys = [{ private_key: Buffer.from(own.key), cert_chain: Buffer.from(own.cert) }];
const credentials = ServerCredentials.createSsl(Buffer.from(hostCert), keys, true);
server.bindAsync(`unix:${socket}`, credentials, (error) => {
  if (error) throw error;
  writeLine();
});

async function answer(key: string, name: string, request: unknown, callback: sendUnaryData<unknown>): Promise<void> {
  const response = await provider[key]!(request, callContext(`/${service.typeName}/${name}`));
  callback(null, response);
}

function nothing(): Buffer {
  return Buffer.alloc(0);
}
