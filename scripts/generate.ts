// SPDX-License-Identifier: Apache-2.0

/**
 * Writes the generated modules of rpcplugin from the .proto files: `npm run generate`.
 *
 * @module
 */

import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { generate, generatedDir } from "./generate/generate.ts";

const modules = generate();
rmSync(generatedDir, { recursive: true, force: true });
mkdirSync(generatedDir, { recursive: true });
for (const [name, text] of modules) writeFileSync(path.join(generatedDir, name), text);
