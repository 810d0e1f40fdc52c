// SPDX-License-Identifier: Apache-2.0

import { runProcess } from "@provide-foundry/foundation";
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { compileProgram } from "./testing/compile-program.ts";

const page = new URL("../../../../docs/schema-forms.md", import.meta.url);

test(
  "P06 the decorated classes of docs/schema-forms.md compile and define what they say",
  { timeout: 120_000 },
  async () => {
    const [, source, output] =
      /^```typescript\n([^]*?)^```\n+```text\n([^]*?)^```$/m.exec(readFileSync(page, "utf8")) ?? [];
    assert.ok(source !== undefined);
    using folder = await compileProgram(source);
    const { stdout } = await runProcess(process.execPath, [path.join(folder.path, "program.js")], {
      env: { inherit: "minimal" },
      timeoutMs: 60_000,
    });
    assert.equal(stdout, output);
  },
);
