// SPDX-License-Identifier: Apache-2.0

import { test } from "node:test";
import { assertExamples } from "@provide-foundry/testkit";

test("the README's example runs", async () => assertExamples(new URL("../README.md", import.meta.url)));
