// SPDX-License-Identifier: Apache-2.0

/**
 * Compiles the .proto files with buf.
 *
 * buf is a real compiler, kept by the authors of protobuf-es: it refuses clashing
 * numbers and unknown names, and its descriptors agree with protoc's in what the
 * pure JavaScript parsers leave out or get wrong (JSON names, the synthetic
 * oneofs of `optional`, comments). Server reflection hands these descriptors out.
 *
 * @module
 */

import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { fromBinary } from "@bufbuild/protobuf";
import { type FileDescriptorProto, FileDescriptorSetSchema } from "@bufbuild/protobuf/wkt";
import { root } from "../workspace.ts";

/** The files of `proto/` and those they import, each after its imports. */
export function compileProtos(): FileDescriptorProto[] {
  // By its path: PATH leads to it only under npm.
  const buf = fileURLToPath(import.meta.resolve("@bufbuild/buf/bin/buf"));
  const args = [buf, "build", "proto", "--as-file-descriptor-set", "--output", "-#format=binpb"];
  const bytes = execFileSync(process.execPath, args, { cwd: root, maxBuffer: 16 * 1024 * 1024 });
  return fromBinary(FileDescriptorSetSchema, bytes).file;
}
