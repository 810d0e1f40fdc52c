#!/usr/bin/env node
// SPDX-License-Identifier: Apache-2.0

import { runMain } from "@provide-foundry/foundation/cli";
import { flavor } from "./program.ts";

await runMain(flavor);
