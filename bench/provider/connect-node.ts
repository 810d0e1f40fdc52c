// SPDX-License-Identifier: Apache-2.0

/**
 * The provider of the benchmarks, served by connect-node with the codec of protobuf-es.
 *
 * @module
 */

import { createSecureServer } from "node:http2";
import { create, createFileRegistry, fromBinary } from "@bufbuild/protobuf";
import { FileDescriptorProtoSchema, FileDescriptorSetSchema } from "@bufbuild/protobuf/wkt";
import type { ServiceImpl } from "@connectrpc/connect";
import { connectNodeAdapter } from "@connectrpc/connect-node";
import { createProviderServer } from "@provide-foundry/provider";
import { Provider6 } from "@provide-foundry/rpcplugin/tfplugin6";
import { fileDescriptors } from "../../packages/framework/rpcplugin/src/generated/descriptors.ts";
import { bench } from "./definition.ts";
import { callContext, introduce } from "./introduce.ts";

type Handler = (request: unknown, context: ReturnType<typeof callContext>) => Promise<unknown>;

const { socket, own, hostCert, writeLine } = introduce();
const provider = createProviderServer(bench) as unknown as Readonly<Record<string, Handler | undefined>>;

const files = fileDescriptors.map(({ base64 }) => fromBinary(FileDescriptorProtoSchema, Buffer.from(base64, "base64")));
const registry = createFileRegistry(create(FileDescriptorSetSchema, { file: files }));
const service = registry.getService(Provider6.typeName)!;
const handlers = Object.fromEntries(
  service.methods
    .filter(({ localName, methodKind }) => methodKind === "unary" && provider[localName])
    .map(({ localName, name }) => [
      localName,
      async (request: unknown) =>
        mapsToObjects(await provider[localName]!(request, callContext(`/${service.typeName}/${name}`))),
    ]),
);

const adapter = connectNodeAdapter({
  routes: (router) => router.service(service, handlers as ServiceImpl<typeof service>),
  connect: false,
  grpcWeb: false,
});
const tls = { ...own, ca: hostCert, requestCert: true, rejectUnauthorized: true };
const server = createSecureServer(tls, (request, response) => {
  if (request.url === "/plugin.GRPCController/Shutdown") process.exit(0);
  adapter(request, response);
});
server.listen(socket, writeLine);

/** protobuf-es has objects where our codec has maps. Only schemas have any, so it costs the calls that count nothing. */
function mapsToObjects(value: unknown): unknown {
  if (value instanceof Map) return mapsToObjects(Object.fromEntries(value as Map<string, unknown>));
  if (Array.isArray(value)) return value.map(mapsToObjects);
  if (typeof value !== "object" || value === null || value instanceof Uint8Array) return value;
  return Object.fromEntries(Object.entries(value).map(([name, content]) => [name, mapsToObjects(content)]));
}
