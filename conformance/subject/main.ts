// SPDX-License-Identifier: Apache-2.0

/**
 * Provide Foundry as a conformance subject: `npm run --silent subject`.
 *
 * @module
 */

import path from "node:path";
import * as cty from "@provide-foundry/cty/subject";
import * as hcl from "@provide-foundry/hcl/subject";
import { readJson, root } from "../../scripts/workspace.ts";
import { serve, type Subject } from "./serve.ts";

const { version } = readJson<{ version: string }>(path.join(root, "packages/framework/cty/package.json"));

const subject: Subject = { name: "provide-foundry", language: "TypeScript", version, areas: { cty, hcl } };

// A reader that has heard enough closes its end.
process.stdout.on("error", (error: NodeJS.ErrnoException) => process.exit(error.code === "EPIPE" ? 0 : 1));
await serve(subject, process.stdin, process.stdout);
