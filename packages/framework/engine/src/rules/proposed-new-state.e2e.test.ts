// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import type { Value } from "@provide-foundry/cty";
import * as json from "@provide-foundry/cty/json";
import * as msgpack from "@provide-foundry/cty/msgpack";
import type { PlanResourceChange_Request } from "@provide-foundry/rpcplugin/tfplugin6";
import { missing } from "@provide-foundry/testkit";
import * as fc from "fast-check";
import { impliedType } from "../schema/implied-type.ts";
import type { Block } from "../schema/schema.ts";
import { arbitraryBlock } from "../schema/testing/arbitrary-block.ts";
import { arbitraryObject } from "../schema/testing/arbitrary-object.ts";
import { blockMessage } from "../schema/testing/block-message.ts";
import { writeBody } from "../schema/testing/write-body.ts";
import { ScriptedProject } from "../testing/scripted-project.ts";
import { proposedNewState } from "./proposed-new-state.ts";

interface Case {
  readonly type: string;
  readonly block: Block;
  readonly prior: Value;
  readonly config: Value;
}

const triples = arbitraryBlock().chain((block) =>
  fc.record({
    block: fc.constant(block),
    prior: arbitraryObject(block, "state"),
    config: arbitraryObject(block, "config"),
  }),
);

function stateFile(cases: readonly Case[]): string {
  const resources = cases.map(({ type, block, prior }) => ({
    mode: "managed",
    type,
    name: "a",
    provider: 'provider["registry.terraform.io/example/tap"]',
    instances: [{ schema_version: 0, attributes: JSON.parse(json.marshal(prior, impliedType(block))) as unknown }],
  }));
  const lineage = "00000000-0000-0000-0000-000000000001";
  return JSON.stringify({ version: 4, terraform_version: "1.11.4", serial: 1, lineage, outputs: {}, resources });
}

/** The smallest part in which the last two differ, of all four. */
function firstDifference(values: readonly Value[], path = ""): readonly string[] {
  const [, , ours, theirs] = values as [Value, Value, Value, Value];
  const isObject = values.every((value) => value.type.kind === "object" && value.isKnown() && !value.isNull());
  const name = isObject
    ? [...ours.asValueMap().keys()].find((key) => !ours.getAttr(key).rawEquals(theirs.getAttr(key)))
    : undefined;
  if (name === undefined) return [path, ...values.map(String)];
  return firstDifference(
    values.map((value) => value.getAttr(name)),
    `${path}.${name}`,
  );
}

suite("proposedNewState beside Terraform", { skip: missing("terraform") }, () => {
  test("600 schemas, stored objects and configurations", async () => {
    const cases: Case[] = fc
      .sample(triples, { numRuns: 600, seed: 11 })
      .map((triple, i) => ({ type: `tap_${i}`, ...triple }));
    await using project = new ScriptedProject(
      {
        schema: {
          provider: { block: {} },
          resourceSchemas: new Map(cases.map(({ type, block }) => [type, { block: blockMessage(block) }])),
        },
      },
      {
        "main.tf": cases
          .map(({ type, block, config }) => `resource "${type}" "a" {\n${writeBody(block, config, "")}}\n`)
          .join(""),
        "terraform.tfstate": stateFile(cases),
      },
    );
    await project.terraform.plan("-refresh=false");
    // The first plan of each: a replacement is planned a second time.
    const sent = new Map<string, PlanResourceChange_Request>();
    for (const { method, request } of project.calls) {
      if (method !== "planResourceChange") continue;
      const plan = request as PlanResourceChange_Request;
      if (!sent.has(plan.typeName)) sent.set(plan.typeName, plan);
    }
    assert.equal(sent.size, cases.length);
    const wrong = cases.flatMap(({ type, block, prior, config }) => {
      const theirs = msgpack.unmarshal(sent.get(type)!.proposedNewState!.msgpack, impliedType(block));
      const ours = proposedNewState(block, prior, config);
      return ours.rawEquals(theirs) ? [] : [[type, ...firstDifference([prior, config, ours, theirs])].join("\n")];
    });
    assert.deepEqual(wrong, []);
  });
});
