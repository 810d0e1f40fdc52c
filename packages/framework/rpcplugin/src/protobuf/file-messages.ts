// SPDX-License-Identifier: Apache-2.0

/**
 * As much of google/protobuf/descriptor.proto as it takes to describe a service.
 *
 * @module
 */

import { MessageDescriptor } from "./message.ts";

export const Label = { OPTIONAL: 1, REPEATED: 3 } as const;

export interface FieldInit {
  readonly name: string;
  readonly number: number;
  readonly label: number;
  readonly type: number;
  /** With a leading dot. */
  readonly typeName?: string;
  readonly oneofIndex?: number;
  readonly jsonName?: string;
  readonly proto3Optional?: boolean;
}

export interface MessageInit {
  readonly name: string;
  readonly field: readonly FieldInit[];
  readonly nestedType: readonly MessageInit[];
  readonly options?: { readonly mapEntry: boolean };
  readonly oneofDecl: readonly { readonly name: string }[];
}

export interface MethodInit {
  readonly name: string;
  readonly inputType: string;
  readonly outputType: string;
  readonly clientStreaming: boolean;
  readonly serverStreaming: boolean;
}

export interface ServiceInit {
  readonly name: string;
  readonly method: readonly MethodInit[];
}

export interface FileInit {
  readonly name: string;
  readonly package: string;
  readonly dependency: readonly string[];
  readonly messageType: readonly MessageInit[];
  readonly service: readonly ServiceInit[];
  readonly syntax: "proto3";
}

function describe<Init>(name: string, fields: string, parts: () => Record<string, MessageDescriptor> = () => ({})) {
  return new MessageDescriptor<Init, Init>(`google.protobuf.${name}`, fields, parts);
}

const OneofDescriptorProto = describe<{ readonly name: string }>("OneofDescriptorProto", "1 name string");
const MessageOptions = describe<{ readonly mapEntry: boolean }>("MessageOptions", "7 mapEntry bool");

const FieldDescriptorProto = describe<FieldInit>(
  "FieldDescriptorProto",
  "1 name string; 3 number int32; 4 label enum; 5 type enum; 6 typeName string; 9 oneofIndex int32?; " +
    "10 jsonName string; 17 proto3Optional bool",
);

const DescriptorProto: MessageDescriptor<MessageInit, MessageInit> = describe<MessageInit>(
  "DescriptorProto",
  "1 name string; 2 field FieldDescriptorProto[]; 3 nestedType DescriptorProto[]; 7 options MessageOptions; " +
    "8 oneofDecl OneofDescriptorProto[]",
  () => ({ FieldDescriptorProto, DescriptorProto, MessageOptions, OneofDescriptorProto }),
);

const MethodDescriptorProto = describe<MethodInit>(
  "MethodDescriptorProto",
  "1 name string; 2 inputType string; 3 outputType string; 5 clientStreaming bool; 6 serverStreaming bool",
);

const ServiceDescriptorProto = describe<ServiceInit>(
  "ServiceDescriptorProto",
  "1 name string; 2 method MethodDescriptorProto[]",
  () => ({ MethodDescriptorProto }),
);

export const FileDescriptorProto: MessageDescriptor<FileInit, FileInit> = describe<FileInit>(
  "FileDescriptorProto",
  "1 name string; 2 package string; 3 dependency string[]; 4 messageType DescriptorProto[]; " +
    "6 service ServiceDescriptorProto[]; 12 syntax string",
  () => ({ DescriptorProto, ServiceDescriptorProto }),
);
