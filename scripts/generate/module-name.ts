// SPDX-License-Identifier: Apache-2.0

import type { DescFile } from "@bufbuild/protobuf";

/** What the generated module of a .proto file is called: `google-protobuf-timestamp` for an imported one. */
export function moduleName(file: DescFile): string {
  return file.name.replaceAll(/[/_]/g, "-");
}

/** Whether a file is not from `proto/` but one of those that come with every protobuf compiler. */
export function isImported(file: DescFile): boolean {
  return file.name.startsWith("google/");
}
