// SPDX-License-Identifier: Apache-2.0

/**
 * The answers of server reflection, about the .proto files of this package, and
 * about those that services of an application would have.
 *
 * Source: the gRPC server reflection protocol; grpc-go 1.79 (what is sent again,
 * and which failure ends the stream).
 *
 * @module
 */

import { describeServices } from "./describe-services.ts";
import { fileDescriptors } from "./generated/descriptors.ts";
import type { ServerReflectionRequest, ServerReflectionResponseInit } from "./generated/reflection.ts";
import { GrpcError } from "./grpc/grpc-error.ts";
import type { GrpcServer } from "./grpc/server.ts";
import { Status } from "./grpc/status.ts";
import type { FileDescriptor } from "./protobuf/file-descriptor.ts";

/** Whose services are asked for. */
export type Reflected = Pick<GrpcServer, "serviceNames" | "serviceDescriptors">;

type Answer = Omit<ServerReflectionResponseInit, "validHost" | "originalRequest">;

/**
 * One answer a request. Versions v1 and v1alpha have the same messages.
 *
 * @throws GrpcError INVALID_ARGUMENT at a request that asks for nothing.
 */
export async function* reflect(
  requests: AsyncIterable<ServerReflectionRequest>,
  server: Reflected,
): AsyncGenerator<ServerReflectionResponseInit, void> {
  let reflection: Reflection | undefined;
  for await (const request of requests) {
    reflection ??= new Reflection(server, await describeAll(server));
    yield { validHost: request.host, originalRequest: request, ...(await reflection.answer(request)) };
  }
}

/** All files about a server. */
async function describeAll(server: Reflected): Promise<FileDescriptor[]> {
  const known = new Set(fileDescriptors.flatMap(({ symbols }) => symbols));
  const own = (await server.serviceDescriptors()).filter(({ typeName }) => !known.has(typeName));
  return [...fileDescriptors, ...describeServices(own, fileDescriptors)];
}

/** One stream's view of the files. */
class Reflection {
  readonly #server: Reflected;
  readonly #files: readonly FileDescriptor[];
  readonly #sent = new Set<string>();

  constructor(server: Reflected, files: readonly FileDescriptor[]) {
    this.#server = server;
    this.#files = files;
  }

  async answer(request: ServerReflectionRequest): Promise<Answer> {
    const { fileByFilename, fileContainingSymbol, fileContainingExtension, allExtensionNumbersOfType } = request;
    if (fileByFilename !== undefined) {
      const file = this.#files.find(({ name }) => name === fileByFilename);
      return file ? this.#send(file) : notFound(`there is no file ${fileByFilename}`);
    }
    if (fileContainingSymbol !== undefined) {
      const file = this.#fileOfSymbol(fileContainingSymbol);
      return file ? this.#send(file) : notFound(`there is no description of ${fileContainingSymbol}`);
    }
    if (fileContainingExtension !== undefined) {
      const { containingType, extensionNumber } = fileContainingExtension;
      return notFound(`${containingType} has no extension ${extensionNumber}`);
    }
    if (allExtensionNumbersOfType !== undefined) {
      const isKnown = this.#fileOfSymbol(allExtensionNumbersOfType) !== undefined;
      if (!isKnown) return notFound(`there is no type ${allExtensionNumbersOfType}`);
      return { allExtensionNumbersResponse: { baseTypeName: allExtensionNumbersOfType } };
    }
    if (request.listServices !== undefined) {
      const names = await this.#server.serviceNames();
      return { listServicesResponse: { service: names.map((name) => ({ name })) } };
    }
    throw new GrpcError(Status.INVALID_ARGUMENT, "the request asks for nothing");
  }

  #fileOfSymbol(symbol: string): FileDescriptor | undefined {
    return this.#files.find(({ symbols }) => symbols.includes(symbol));
  }

  /** The file with all that it imports. An import goes over a stream once; what is asked for goes again. */
  #send(file: FileDescriptor): Answer {
    const files = [file, ...this.#importsOf(file).filter(({ name }) => !this.#sent.has(name))];
    for (const { name } of files) this.#sent.add(name);
    return {
      fileDescriptorResponse: { fileDescriptorProto: files.map(({ base64 }) => Buffer.from(base64, "base64")) },
    };
  }

  /** All that a file needs, directly or not; it may be what one of these needs itself. */
  #importsOf(file: FileDescriptor, seen: Set<FileDescriptor> = new Set([file])): FileDescriptor[] {
    const files = this.#files.filter((other) => file.imports.includes(other.name) && !seen.has(other));
    for (const other of files) seen.add(other);
    return [...files, ...files.flatMap((other) => this.#importsOf(other, seen))];
  }
}

function notFound(errorMessage: string): Answer {
  return { errorResponse: { errorCode: Status.NOT_FOUND, errorMessage } };
}
