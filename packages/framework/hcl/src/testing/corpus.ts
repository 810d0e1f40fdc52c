// SPDX-License-Identifier: Apache-2.0

import { execFile } from "node:child_process";
import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";

/** A real configuration file. */
export interface CorpusFile {
  /** Within the module it is from. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** A module of Go whose tests have many configurations. Licensed under MPL-2.0; Go downloads and keeps it. */
const corpusModule = "github.com/opentofu/opentofu@v1.9.0";

/** All configuration files in native syntax of OpenTofu's own tests, broken ones among them. */
export async function readCorpus(): Promise<CorpusFile[]> {
  const { stdout } = await promisify(execFile)("go", ["mod", "download", "-json", corpusModule], { cwd: "/" });
  const { Dir: dir } = JSON.parse(stdout) as { Dir: string };
  return globSync("**/*.tf", { cwd: dir })
    .sort()
    .map((name) => ({ name, bytes: readFileSync(path.join(dir, name)) }));
}
