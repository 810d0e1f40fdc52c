// SPDX-License-Identifier: Apache-2.0

export { complete } from "./complete.ts";
export { decode } from "./decode.ts";
export { encode, keepEncoding } from "./encode.ts";
export type { FileDescriptor } from "./file-descriptor.ts";
export { MessageDescriptor, type MessageInit, type MessageShape, type OpenEnum } from "./message.ts";
export { ProtobufError } from "./protobuf-error.ts";
export type { MethodDescriptor, MethodKind, ServiceDescriptor } from "./service.ts";
