// SPDX-License-Identifier: Apache-2.0
// Generated from reflection_v1alpha.proto by `npm run generate`, do not edit.

import { MessageDescriptor } from "../protobuf/message.ts";
import type { MethodDescriptor } from "../protobuf/service.ts";

export interface ServerReflectionRequest {
  readonly host: string;
  /** One of fileByFilename, fileContainingSymbol, fileContainingExtension, allExtensionNumbersOfType, listServices at most. */
  readonly fileByFilename?: string | undefined;
  /**
   * Full name of a message, enum, service, method or field.
   * One of fileByFilename, fileContainingSymbol, fileContainingExtension, allExtensionNumbersOfType, listServices at most.
   */
  readonly fileContainingSymbol?: string | undefined;
  /** One of fileByFilename, fileContainingSymbol, fileContainingExtension, allExtensionNumbersOfType, listServices at most. */
  readonly fileContainingExtension?: ExtensionRequest | undefined;
  /**
   * Full name of a message.
   * One of fileByFilename, fileContainingSymbol, fileContainingExtension, allExtensionNumbersOfType, listServices at most.
   */
  readonly allExtensionNumbersOfType?: string | undefined;
  /**
   * The content is ignored.
   * One of fileByFilename, fileContainingSymbol, fileContainingExtension, allExtensionNumbersOfType, listServices at most.
   */
  readonly listServices?: string | undefined;
}

export interface ServerReflectionRequestInit {
  readonly host?: string | undefined;
  /** One of fileByFilename, fileContainingSymbol, fileContainingExtension, allExtensionNumbersOfType, listServices at most. */
  readonly fileByFilename?: string | undefined;
  /**
   * Full name of a message, enum, service, method or field.
   * One of fileByFilename, fileContainingSymbol, fileContainingExtension, allExtensionNumbersOfType, listServices at most.
   */
  readonly fileContainingSymbol?: string | undefined;
  /** One of fileByFilename, fileContainingSymbol, fileContainingExtension, allExtensionNumbersOfType, listServices at most. */
  readonly fileContainingExtension?: ExtensionRequestInit | undefined;
  /**
   * Full name of a message.
   * One of fileByFilename, fileContainingSymbol, fileContainingExtension, allExtensionNumbersOfType, listServices at most.
   */
  readonly allExtensionNumbersOfType?: string | undefined;
  /**
   * The content is ignored.
   * One of fileByFilename, fileContainingSymbol, fileContainingExtension, allExtensionNumbersOfType, listServices at most.
   */
  readonly listServices?: string | undefined;
}

export const ServerReflectionRequest: MessageDescriptor<ServerReflectionRequest, ServerReflectionRequestInit> = /* @__PURE__ */ new MessageDescriptor(
  "grpc.reflection.v1alpha.ServerReflectionRequest",
  "1 host string; 3 fileByFilename string|message_request; 4 fileContainingSymbol string|message_request; 5 fileContainingExtension ExtensionRequest|message_request; 6 allExtensionNumbersOfType string|message_request; 7 listServices string|message_request",
  () => ({ ExtensionRequest }),
);

export interface ExtensionRequest {
  readonly containingType: string;
  readonly extensionNumber: number;
}

export interface ExtensionRequestInit {
  readonly containingType?: string | undefined;
  readonly extensionNumber?: number | undefined;
}

export const ExtensionRequest: MessageDescriptor<ExtensionRequest, ExtensionRequestInit> = /* @__PURE__ */ new MessageDescriptor(
  "grpc.reflection.v1alpha.ExtensionRequest",
  "1 containingType string; 2 extensionNumber int32",
);

export interface ServerReflectionResponse {
  readonly validHost: string;
  readonly originalRequest?: ServerReflectionRequest | undefined;
  /** One of fileDescriptorResponse, allExtensionNumbersResponse, listServicesResponse, errorResponse at most. */
  readonly fileDescriptorResponse?: FileDescriptorResponse | undefined;
  /** One of fileDescriptorResponse, allExtensionNumbersResponse, listServicesResponse, errorResponse at most. */
  readonly allExtensionNumbersResponse?: ExtensionNumberResponse | undefined;
  /** One of fileDescriptorResponse, allExtensionNumbersResponse, listServicesResponse, errorResponse at most. */
  readonly listServicesResponse?: ListServiceResponse | undefined;
  /** One of fileDescriptorResponse, allExtensionNumbersResponse, listServicesResponse, errorResponse at most. */
  readonly errorResponse?: ErrorResponse | undefined;
}

export interface ServerReflectionResponseInit {
  readonly validHost?: string | undefined;
  readonly originalRequest?: ServerReflectionRequestInit | undefined;
  /** One of fileDescriptorResponse, allExtensionNumbersResponse, listServicesResponse, errorResponse at most. */
  readonly fileDescriptorResponse?: FileDescriptorResponseInit | undefined;
  /** One of fileDescriptorResponse, allExtensionNumbersResponse, listServicesResponse, errorResponse at most. */
  readonly allExtensionNumbersResponse?: ExtensionNumberResponseInit | undefined;
  /** One of fileDescriptorResponse, allExtensionNumbersResponse, listServicesResponse, errorResponse at most. */
  readonly listServicesResponse?: ListServiceResponseInit | undefined;
  /** One of fileDescriptorResponse, allExtensionNumbersResponse, listServicesResponse, errorResponse at most. */
  readonly errorResponse?: ErrorResponseInit | undefined;
}

export const ServerReflectionResponse: MessageDescriptor<ServerReflectionResponse, ServerReflectionResponseInit> = /* @__PURE__ */ new MessageDescriptor(
  "grpc.reflection.v1alpha.ServerReflectionResponse",
  "1 validHost string; 2 originalRequest ServerReflectionRequest; 4 fileDescriptorResponse FileDescriptorResponse|message_response; 5 allExtensionNumbersResponse ExtensionNumberResponse|message_response; 6 listServicesResponse ListServiceResponse|message_response; 7 errorResponse ErrorResponse|message_response",
  () => ({ ServerReflectionRequest, FileDescriptorResponse, ExtensionNumberResponse, ListServiceResponse, ErrorResponse }),
);

export interface FileDescriptorResponse {
  /** Each a serialized FileDescriptorProto: the file asked for and what it imports. */
  readonly fileDescriptorProto: readonly Uint8Array[];
}

export interface FileDescriptorResponseInit {
  /** Each a serialized FileDescriptorProto: the file asked for and what it imports. */
  readonly fileDescriptorProto?: readonly Uint8Array[] | undefined;
}

export const FileDescriptorResponse: MessageDescriptor<FileDescriptorResponse, FileDescriptorResponseInit> = /* @__PURE__ */ new MessageDescriptor(
  "grpc.reflection.v1alpha.FileDescriptorResponse",
  "1 fileDescriptorProto bytes[]",
);

export interface ExtensionNumberResponse {
  readonly baseTypeName: string;
  readonly extensionNumber: readonly number[];
}

export interface ExtensionNumberResponseInit {
  readonly baseTypeName?: string | undefined;
  readonly extensionNumber?: readonly number[] | undefined;
}

export const ExtensionNumberResponse: MessageDescriptor<ExtensionNumberResponse, ExtensionNumberResponseInit> = /* @__PURE__ */ new MessageDescriptor(
  "grpc.reflection.v1alpha.ExtensionNumberResponse",
  "1 baseTypeName string; 2 extensionNumber int32[]",
);

export interface ListServiceResponse {
  readonly service: readonly ServiceResponse[];
}

export interface ListServiceResponseInit {
  readonly service?: readonly ServiceResponseInit[] | undefined;
}

export const ListServiceResponse: MessageDescriptor<ListServiceResponse, ListServiceResponseInit> = /* @__PURE__ */ new MessageDescriptor(
  "grpc.reflection.v1alpha.ListServiceResponse",
  "1 service ServiceResponse[]",
  () => ({ ServiceResponse }),
);

export interface ServiceResponse {
  /** With its package. */
  readonly name: string;
}

export interface ServiceResponseInit {
  /** With its package. */
  readonly name?: string | undefined;
}

export const ServiceResponse: MessageDescriptor<ServiceResponse, ServiceResponseInit> = /* @__PURE__ */ new MessageDescriptor(
  "grpc.reflection.v1alpha.ServiceResponse",
  "1 name string",
);

export interface ErrorResponse {
  /** A gRPC status. */
  readonly errorCode: number;
  readonly errorMessage: string;
}

export interface ErrorResponseInit {
  /** A gRPC status. */
  readonly errorCode?: number | undefined;
  readonly errorMessage?: string | undefined;
}

export const ErrorResponse: MessageDescriptor<ErrorResponse, ErrorResponseInit> = /* @__PURE__ */ new MessageDescriptor(
  "grpc.reflection.v1alpha.ErrorResponse",
  "1 errorCode int32; 2 errorMessage string",
);

/** Describes the services of a server. */
export interface ServerReflection {
  readonly typeName: "grpc.reflection.v1alpha.ServerReflection";
  readonly methods: {
    readonly serverReflectionInfo: MethodDescriptor<"bidi", typeof ServerReflectionRequest, typeof ServerReflectionResponse>;
  };
}

export const ServerReflection: ServerReflection = {
  typeName: "grpc.reflection.v1alpha.ServerReflection",
  methods: {
    serverReflectionInfo: { name: "ServerReflectionInfo", kind: "bidi", input: ServerReflectionRequest, output: ServerReflectionResponse },
  },
};
