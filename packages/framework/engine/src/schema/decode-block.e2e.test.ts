// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import * as msgpack from "@provide-foundry/cty/msgpack";
import { parseConfig } from "@provide-foundry/hcl";
import type { ValidateResourceConfig_Request } from "@provide-foundry/rpcplugin/tfplugin6";
import { missing } from "@provide-foundry/testkit";
import * as fc from "fast-check";
import { ScriptedProject } from "../testing/scripted-project.ts";
import { decodeBlock } from "./decode-block.ts";
import { impliedType } from "./implied-type.ts";
import { arbitraryBlock } from "./testing/arbitrary-block.ts";
import { arbitraryObject } from "./testing/arbitrary-object.ts";
import { blockMessage } from "./testing/block-message.ts";
import { writeBody } from "./testing/write-body.ts";

suite("decodeBlock beside Terraform", { skip: missing("terraform") }, () => {
  test("300 bodies by 300 schemas become the objects that Terraform sends", async () => {
    const config = arbitraryBlock().chain((block) =>
      arbitraryObject(block, "config").map((object) => ({ block, object })),
    );
    const cases = fc.sample(config, { numRuns: 300, seed: 8 }).map(({ block, object }, i) => ({
      type: `tap_${i}`,
      block,
      object,
      text: writeBody(block, object, ""),
    }));
    await using project = new ScriptedProject(
      {
        schema: {
          provider: { block: {} },
          resourceSchemas: new Map(cases.map(({ type, block }) => [type, { block: blockMessage(block) }])),
        },
      },
      { "main.tf": cases.map(({ type, text }) => `resource "${type}" "a" {\n${text}}\n`).join("") },
    );
    const { code, stdout, stderr } = await project.terraform.validate();
    assert.equal(code, 0, stdout + stderr);
    const sent = new Map(
      project.calls
        .filter(({ method }) => method === "validateResourceConfig")
        .map(({ request }) => request as ValidateResourceConfig_Request)
        .map(({ typeName, config }) => [typeName, config!.msgpack]),
    );
    for (const { type, block, object, text } of cases) {
      const { value, diagnostics } = decodeBlock(parseConfig(text, "main.tf").result.body, block, {});
      assert.deepEqual(diagnostics, []);
      const theirs = msgpack.unmarshal(sent.get(type)!, impliedType(block));
      assert.ok(value.rawEquals(theirs), `${text}\n${value.toString()}\n${theirs.toString()}`);
      assert.ok(value.rawEquals(object), `${text}\n${value.toString()}\n${object.toString()}`);
    }
  });
});
