// SPDX-License-Identifier: Apache-2.0

/**
 * The answers of server reflection, about the .proto files of this package.
 *
 * Services that an application adds are listed; what they look like is unknown
 * here, as their descriptors hold no .proto file.
 *
 * Source: the gRPC server reflection protocol; grpc-go 1.79 (what is sent again,
 * and which failure ends the stream).
 *
 * @module
 */

import { fileDescriptors } from "./generated/descriptors.ts";
import type { ServerReflectionRequest, ServerReflectionResponseInit } from "./generated/reflection.ts";
import { GrpcError } from "./grpc/grpc-error.ts";
import { Status } from "./grpc/status.ts";
import type { FileDescriptor } from "./protobuf/file-descriptor.ts";

type Answer = Omit<ServerReflectionResponseInit, "validHost" | "originalRequest">;

/**
 * One answer a request. Versions v1 and v1alpha have the same messages.
 *
 * @throws GrpcError INVALID_ARGUMENT at a request that asks for nothing.
 */
export async function* reflect(
  requests: AsyncIterable<ServerReflectionRequest>,
  listServices: () => Promise<readonly string[]>,
): AsyncGenerator<ServerReflectionResponseInit, void> {
  const sent = new Set<string>();
  for await (const request of requests) {
    yield { validHost: request.host, originalRequest: request, ...(await answer(request, listServices, sent)) };
  }
}

async function answer(
  request: ServerReflectionRequest,
  listServices: () => Promise<readonly string[]>,
  sent: Set<string>,
): Promise<Answer> {
  const { fileByFilename, fileContainingSymbol, fileContainingExtension, allExtensionNumbersOfType } = request;
  if (fileByFilename !== undefined) {
    const file = fileDescriptors.find(({ name }) => name === fileByFilename);
    return file ? describe(file, sent) : notFound(`there is no file ${fileByFilename}`);
  }
  if (fileContainingSymbol !== undefined) {
    const file = fileOfSymbol(fileContainingSymbol);
    return file ? describe(file, sent) : notFound(`there is no description of ${fileContainingSymbol}`);
  }
  if (fileContainingExtension !== undefined) {
    const { containingType, extensionNumber } = fileContainingExtension;
    return notFound(`${containingType} has no extension ${extensionNumber}`);
  }
  if (allExtensionNumbersOfType !== undefined) {
    if (!fileOfSymbol(allExtensionNumbersOfType)) return notFound(`there is no type ${allExtensionNumbersOfType}`);
    return { allExtensionNumbersResponse: { baseTypeName: allExtensionNumbersOfType } };
  }
  if (request.listServices !== undefined) {
    return { listServicesResponse: { service: (await listServices()).map((name) => ({ name })) } };
  }
  throw new GrpcError(Status.INVALID_ARGUMENT, "the request asks for nothing");
}

function fileOfSymbol(symbol: string): FileDescriptor | undefined {
  return fileDescriptors.find(({ symbols }) => symbols.includes(symbol));
}

/** The file with all that it imports. An import goes over a stream once; what is asked for goes again. */
function describe(file: FileDescriptor, sent: Set<string>): Answer {
  const files = [file, ...importsOf(file).filter(({ name }) => !sent.has(name))];
  for (const { name } of files) sent.add(name);
  return {
    fileDescriptorResponse: { fileDescriptorProto: files.map(({ base64 }) => Buffer.from(base64, "base64")) },
  };
}

/** All that a file needs, directly or not. */
function importsOf({ imports }: FileDescriptor): FileDescriptor[] {
  const files = fileDescriptors.filter(({ name }) => imports.includes(name));
  return [...new Set([...files, ...files.flatMap(importsOf)])];
}

function notFound(errorMessage: string): Answer {
  return { errorResponse: { errorCode: Status.NOT_FOUND, errorMessage } };
}
