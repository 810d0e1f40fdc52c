// SPDX-License-Identifier: Apache-2.0

/**
 * Writes what is generated: the modules of rpcplugin from the .proto files, the page of error codes from the packages'
 * registries, that of cty's functions from its last build, and those of features and of traps that tests hold.
 * `npm run generate`.
 *
 * @module
 */

import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { functionPage, renderFunctionPage } from "./generate/cty-functions.ts";
import { errorPage, readRegistry, renderErrorPage } from "./generate/error-codes.ts";
import { featurePage, readFeatures, renderFeaturePage } from "./generate/features.ts";
import { generate, generatedDir } from "./generate/generate.ts";
import { readTraps, renderTrapPage, trapPage } from "./generate/traps.ts";

const modules = generate();
rmSync(generatedDir, { recursive: true, force: true });
mkdirSync(generatedDir, { recursive: true });
for (const [name, text] of modules) writeFileSync(path.join(generatedDir, name), text);

mkdirSync(path.dirname(errorPage), { recursive: true });
writeFileSync(errorPage, renderErrorPage(readRegistry()));
writeFileSync(functionPage, renderFunctionPage());
writeFileSync(trapPage, renderTrapPage(readTraps()));
writeFileSync(featurePage, renderFeaturePage(readFeatures()));
