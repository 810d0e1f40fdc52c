// SPDX-License-Identifier: Apache-2.0

import { clone, type DescFile, toBinary } from "@bufbuild/protobuf";
import { nestedTypes } from "@bufbuild/protobuf/reflect";
import { FileDescriptorProtoSchema } from "@bufbuild/protobuf/wkt";

/** Renders the files as server reflection hands them out. */
export function renderDescriptors(files: readonly DescFile[]): string {
  return [
    'import type { FileDescriptor } from "../protobuf/file-descriptor.ts";',
    "",
    "export const fileDescriptors: readonly FileDescriptor[] = [",
    ...files.flatMap((file) => [
      "  {",
      `    name: ${JSON.stringify(file.proto.name)},`,
      `    imports: ${JSON.stringify(file.proto.dependency)},`,
      "    symbols: [",
      ...symbols(file).map((symbol) => `      ${JSON.stringify(symbol)},`),
      "    ],",
      `    base64: ${JSON.stringify(serialize(file))},`,
      "  },",
    ]),
    "];",
    "",
  ].join("\n");
}

function symbols(file: DescFile): string[] {
  const types = [...nestedTypes(file)].flatMap((desc) => (desc.kind === "extension" ? [] : [desc.typeName]));
  const methods = file.services.flatMap(({ typeName, methods }) => methods.map(({ name }) => `${typeName}.${name}`));
  return [...types, ...methods];
}

/** Without comments and positions, which no reflection client asks for. */
function serialize(file: DescFile): string {
  const proto = clone(FileDescriptorProtoSchema, file.proto);
  delete proto.sourceCodeInfo;
  return Buffer.from(toBinary(FileDescriptorProtoSchema, proto)).toString("base64");
}
