// SPDX-License-Identifier: Apache-2.0

import { create, createFileRegistry, type DescMessage, ScalarType } from "@bufbuild/protobuf";
import {
  type FieldDescriptorProto,
  FieldDescriptorProto_Label,
  FieldDescriptorProto_Type,
  FieldDescriptorProtoSchema,
  FileDescriptorProtoSchema,
} from "@bufbuild/protobuf/wkt";
import { MessageDescriptor } from "../message.ts";
import type { Value } from "./oracle.ts";

/** One message type as both codecs know it. */
export interface Pair {
  readonly ours: MessageDescriptor<Value, Value>;
  readonly oracle: DescMessage;
}

/** A message type with each scalar type, an enum and itself, in each kind of field, and with every type of map key. */
export function everyFieldPair(packed: boolean): Pair {
  const fields: FieldDescriptorProto[] = [];
  const spec: string[] = [];
  const oneofDecl = [{ name: "choice" }];
  const nestedType: object[] = [];
  // Tags of one to five bytes.
  const numbers = [1, 2, 15, 16, 2047, 2048, 262_144, 2 ** 29 - 200];
  const nextNumber = (index: number): number => numbers[index] ?? 2 ** 29 - 200 + index;
  const types = [...scalarNames, "enum", "Every"];
  const addField = (name: string, type: string, label: string, overrides: object = {}): void => {
    const number = nextNumber(fields.length);
    spec.push(`${number} ${name} ${label.startsWith("map") ? label : type + label}`);
    fields.push(
      create(FieldDescriptorProtoSchema, {
        name,
        number,
        label: FieldDescriptorProto_Label.OPTIONAL,
        type: protoType(type),
        jsonName: name,
        ...(type === "Every" && { typeName: ".test.Every" }),
        ...(type === "enum" && { typeName: ".test.Kind" }),
        ...overrides,
      }),
    );
  };
  for (const type of types) {
    addField(`implicit${type}`, type, "");
    addField(`choice${type}`, type, "|choice", { oneofIndex: 0 });
    if (type !== "Every") {
      oneofDecl.push({ name: `_optional${type}` });
      addField(`optional${type}`, type, "?", { oneofIndex: oneofDecl.length - 1, proto3Optional: true });
    }
    const isPackable = !["string", "bytes", "Every"].includes(type);
    addField(`repeated${type}`, type, "[]", {
      label: FieldDescriptorProto_Label.REPEATED,
      ...(isPackable && { options: { packed } }),
    });
    const keyType = ["double", "float", "bytes", "enum", "Every"].includes(type) ? "string" : type;
    const entryName = `Map${type}Entry`;
    nestedType.push({
      name: entryName,
      options: { mapEntry: true },
      field: [
        { name: "key", number: 1, label: FieldDescriptorProto_Label.OPTIONAL, type: protoType(keyType) },
        {
          name: "value",
          number: 2,
          label: FieldDescriptorProto_Label.OPTIONAL,
          type: protoType(type),
          ...(type === "Every" && { typeName: ".test.Every" }),
          ...(type === "enum" && { typeName: ".test.Kind" }),
        },
      ],
    });
    addField(`map${type}`, "Every", `map<${keyType},${type}>`, {
      label: FieldDescriptorProto_Label.REPEATED,
      typeName: `.test.Every.${entryName}`,
    });
  }
  const file = create(FileDescriptorProtoSchema, {
    name: `every_${packed}.proto`,
    package: "test",
    syntax: "proto3",
    enumType: [{ name: "Kind", value: [{ name: "ZERO", number: 0 }] }],
    messageType: [{ name: "Every", field: fields, oneofDecl, nestedType }],
  });
  const ours: MessageDescriptor<Value, Value> = new MessageDescriptor("test.Every", spec.join("; "), () => ({
    Every: ours,
  }));
  return { ours, oracle: createFileRegistry(file, () => undefined).getMessage("test.Every")! };
}

const scalarNames = Object.values(ScalarType)
  .filter((name) => typeof name === "string")
  .map((name) => name.toLowerCase());

function protoType(type: string): FieldDescriptorProto_Type {
  if (type === "Every") return FieldDescriptorProto_Type.MESSAGE;
  return FieldDescriptorProto_Type[type.toUpperCase() as keyof typeof FieldDescriptorProto_Type];
}
