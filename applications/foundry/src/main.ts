#!/usr/bin/env node
// SPDX-License-Identifier: Apache-2.0

import { runMain } from "@provide-foundry/foundation/cli";
import { withDoubleDashes } from "./double-dashes.ts";
import { foundry } from "./program.ts";

process.argv.splice(2, Infinity, ...withDoubleDashes(process.argv.slice(2)));
await runMain(foundry);
