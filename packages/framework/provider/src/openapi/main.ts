#!/usr/bin/env node
// SPDX-License-Identifier: Apache-2.0

import { runMain } from "@provide-foundry/foundation/cli";
import { readFile } from "node:fs/promises";
import { openApiProgram } from "./program.ts";

const manifest = JSON.parse(await readFile(new URL("../../package.json", import.meta.url), "utf8")) as {
  readonly version: string;
};
await runMain({ ...openApiProgram, version: manifest.version });
