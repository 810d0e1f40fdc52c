// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { parseJSON } from "@provide-foundry/hcl";
import { configurationValue } from "@provide-foundry/testkit/arbitraries";
import * as fc from "fast-check";
import { sensitivePaths } from "./attribute-paths.ts";
import { bodyReferences, decodeBlock } from "./decode-block.ts";
import { impliedType } from "./implied-type.ts";
import { arbitraryBlock } from "./testing/arbitrary-block.ts";

suite("whatever is written", () => {
  test("bodies are decoded to the type of their schema, with a diagnostic where they do not fit", () => {
    const names = fc.constantFrom("a", "b", "c", "p", "q", "r", "dynamic", "other");
    const bodies = fc.dictionary(names, configurationValue(), { maxKeys: 6 });
    fc.assert(
      fc.property(arbitraryBlock(), bodies, (block, content) => {
        const { body } = parseJSON(JSON.stringify(content), "main.tf.json").result;
        const { value, diagnostics } = decodeBlock(body, block, { variables: new Map() });
        assert.equal(value.type, impliedType(block));
        const isSchema = (name: string): boolean => block.attributes.has(name) || block.blocks.has(name);
        if (Object.keys(content).some((name) => name === "other" && !isSchema(name))) {
          assert.ok(diagnostics.some(({ severity }) => severity === "error"));
        }
        sensitivePaths(block, value);
        bodyReferences(body, block);
      }),
      { numRuns: 300 },
    );
  });
});
