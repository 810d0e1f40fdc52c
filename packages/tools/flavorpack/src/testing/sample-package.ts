// SPDX-License-Identifier: Apache-2.0

import { gzipSync } from "node:zlib";
import { type PackageInput, writePackage } from "../writer/write-package.ts";

/** A small package whose launcher is no program: for those who read packages, not for those who run them. */
export function samplePackage(changes: Partial<PackageInput> = {}): Uint8Array {
  const text = Buffer.from("hello\n");
  return writePackage({
    name: "sample",
    version: "1.2.3",
    launcher: Buffer.from("#!/bin/false\n"),
    launcherName: "none 0",
    key: { seed: "test" },
    slots: [
      { id: "greeting", target: "greeting.txt", operations: [], stored: text, originalSize: text.length },
      { id: "packed", target: "packed.txt", operations: ["gzip"], stored: gzipSync(text), originalSize: text.length },
    ],
    execution: { argv: ["/bin/cat", "{workenv}/greeting.txt"] },
    ...changes,
  });
}
