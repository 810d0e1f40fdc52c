// SPDX-License-Identifier: Apache-2.0

import { test } from "../runners/node-test.ts";
import { declareSuite } from "./runner-suite.ts";

declareSuite(test);
