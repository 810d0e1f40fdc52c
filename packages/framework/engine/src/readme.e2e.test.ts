// SPDX-License-Identifier: Apache-2.0

import { assertExamples } from "@provide-foundry/testkit";
import { test } from "node:test";

test("the README's example runs", async () => assertExamples(new URL("../README.md", import.meta.url)));
