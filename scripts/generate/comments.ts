// SPDX-License-Identifier: Apache-2.0

import type { DescEnum, DescEnumValue, DescField, DescMessage, DescMethod, DescService } from "@bufbuild/protobuf";
import { isImported } from "./module-name.ts";

export type Commented =
  | DescMessage
  | (DescField & { parent: DescMessage })
  | DescEnum
  | DescEnumValue
  | DescService
  | DescMethod;

/** The lines of the comment right above a declaration of ours; imported files keep their own words. */
export function commentLines(desc: Commented): string[] {
  const file =
    desc.kind === "field" || desc.kind === "enum_value" || desc.kind === "rpc" ? desc.parent.file : desc.file;
  if (isImported(file)) return [];
  const wanted = declarationPath(desc).join();
  const location = file.proto.sourceCodeInfo?.location.find(({ path }) => path.join() === wanted);
  const text = location?.leadingComments.trim() ?? "";
  return text === "" ? [] : text.split("\n").map((line) => line.trim());
}

/**
 * Where a declaration stands in its FileDescriptorProto: field numbers and
 * indexes by turns.
 *
 * Source: descriptor.proto, `SourceCodeInfo.Location.path`.
 */
function declarationPath(desc: Commented): number[] {
  if (desc.kind === "field") return [...declarationPath(desc.parent), 2, desc.parent.proto.field.indexOf(desc.proto)];
  if (desc.kind === "enum_value") {
    return [...declarationPath(desc.parent), 2, desc.parent.proto.value.indexOf(desc.proto)];
  }
  if (desc.kind === "rpc") return [...declarationPath(desc.parent), 2, desc.parent.proto.method.indexOf(desc.proto)];
  if (desc.kind === "service") return [6, desc.file.proto.service.indexOf(desc.proto)];
  const { parent, file } = desc;
  if (desc.kind === "enum") {
    return parent
      ? [...declarationPath(parent), 4, parent.proto.enumType.indexOf(desc.proto)]
      : [5, file.proto.enumType.indexOf(desc.proto)];
  }
  return parent
    ? [...declarationPath(parent), 3, parent.proto.nestedType.indexOf(desc.proto)]
    : [4, file.proto.messageType.indexOf(desc.proto)];
}
