// SPDX-License-Identifier: Apache-2.0

import path from "node:path";
import { create, createFileRegistry } from "@bufbuild/protobuf";
import { FileDescriptorSetSchema } from "@bufbuild/protobuf/wkt";
import { root } from "../workspace.ts";
import { compileProtos } from "./compile-protos.ts";
import { moduleName } from "./module-name.ts";
import { renderDescriptors } from "./render-descriptors.ts";
import { renderTypes } from "./render-types.ts";

export const generatedDir: string = path.join(root, "packages/framework/rpcplugin/src/generated");

/** The text of every generated module, by its name within the generated folder. */
export function generate(): Map<string, string> {
  const registry = createFileRegistry(create(FileDescriptorSetSchema, { file: compileProtos() }));
  const modules = new Map<string, string>();
  const files = [...registry.files];
  for (const file of files) modules.set(`${moduleName(file)}.ts`, header(`${file.name}.proto`) + renderTypes(file));
  modules.set("descriptors.ts", header("proto/") + renderDescriptors(files));
  return modules;
}

function header(source: string): string {
  return [
    "// SPDX-License-Identifier: Apache-2.0",
    `// Generated from ${source} by \`npm run generate\`, do not edit.`,
    "",
    "",
  ].join("\n");
}
