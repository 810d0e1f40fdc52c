// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import * as msgpack from "@provide-foundry/cty/msgpack";
import * as cty from "@provide-foundry/cty";
import { createProviderServer } from "@provide-foundry/provider";
import type { DynamicValue } from "@provide-foundry/rpcplugin/tfplugin6";
import { temporaryDirectory } from "@provide-foundry/testkit";
import { coremock } from "../index.ts";
import { Session, type Values, fill } from "../testing/session.ts";
import { blockType } from "./block-type.ts";
import { misbehave } from "./misbehave.ts";
import { type Misbehaviour, parseMisbehaviour } from "./misbehaviour.ts";

const simple = "coremock_simple_resource";

/** What a host is told by a provider that follows the rules, when it creates, reads and deletes the resource `a`. */
async function answers(rules: Misbehaviour, values: Values = {}) {
  using directory = temporaryDirectory();
  const provider = await coremock({ directory: directory.path, env: {} });
  const session = await Session.of(misbehave(createProviderServer(provider), rules));
  const { resourceSchemas } = await session.call("getProviderSchema", {});
  const block = resourceSchemas.get(simple)!.block!;
  const config = { json: Buffer.from(JSON.stringify(fill(block, { id: "a", string: "x", ...values }))) };
  const priorState = { json: Buffer.from("null") };
  const request = { typeName: simple, config };
  const show = (value: DynamicValue | undefined): string => {
    try {
      const decoded = msgpack.unmarshal(value!.msgpack, blockType(block));
      if (decoded.isNull()) return "null";
      const string = decoded.getAttr("string");
      return string.isKnown() ? (string.isNull() ? "no string" : string.asString()) : "unknown";
    } catch (error) {
      return error instanceof cty.PathError ? "of another type" : String(error);
    }
  };
  const proposal = { ...request, priorState, proposedNewState: config };
  const planned = await session.call("planResourceChange", proposal);
  const honest = await Session.of(createProviderServer(provider));
  const { plannedState: stored } = await honest.call("planResourceChange", proposal);
  const created = await session.call("applyResourceChange", { ...request, priorState, plannedState: stored });
  const read = await session.call("readResource", { typeName: simple, currentState: stored });
  const none = { json: Buffer.from("null") };
  const removed = await session.call("applyResourceChange", {
    typeName: simple,
    priorState: stored,
    plannedState: none,
    config: none,
  });
  return [planned.plannedState, created.newState, read.newState, removed.newState].map(show).join(", ");
}

suite("misbehave", () => {
  const cases: Record<string, { rules: Misbehaviour; want: string }> = {
    "no rules": { rules: {}, want: "x, x, x, null" },
    "rules for others": {
      rules: { change_planned_value: { b: "string" }, return_null_on_apply: ["b"] },
      want: "x, x, x, null",
    },
    "an attribute that is not there": { rules: { change_planned_value: { a: "none" } }, want: "x, x, x, null" },
    "another value than configured": {
      rules: { change_configured_value: { a: "string" } },
      want: "x (changed), x, x, null",
    },
    "another value than planned": {
      rules: { change_planned_value: { "*": "string" } },
      want: "x, x (changed), x, null",
    },
    "unknown after an apply": { rules: { return_unknown_on_apply: { a: "string" } }, want: "x, unknown, x, null" },
    "unknown when read": { rules: { return_unknown_on_read: { a: "string" } }, want: "x, x, unknown, null" },
    "another type": { rules: { return_wrong_type_on_apply: { a: "string" } }, want: "x, of another type, x, null" },
    "nothing after an apply": { rules: { return_null_on_apply: ["a"] }, want: "x, null, x, null" },
    "still there": { rules: { return_state_on_delete: ["*"] }, want: "x, x, x, x" },
  };
  for (const [name, { rules, want }] of Object.entries(cases)) {
    test(name, async () => assert.equal(await answers(rules), want));
  }

  test("rules are read from JSON", () => {
    const rules: Misbehaviour = { change_planned_value: { a: "string" }, return_null_on_apply: ["*"] };
    assert.deepEqual(parseMisbehaviour(JSON.stringify(rules)), rules);
  });

  const wrong: Record<string, RegExp> = {
    "{": /it is no JSON/,
    "[]": /an object is needed, not an array/,
    '{"lie": {}}': /lie: there is no such key; allowed are change_configured_value, /,
    '{"change_planned_value": ["a"]}': /change_planned_value: an object is needed/,
    '{"change_planned_value": {"a": 1}}': /change_planned_value\.a: a string is needed, not 1/,
    '{"return_null_on_apply": {"a": "b"}}': /return_null_on_apply: an array of ids is needed/,
  };
  for (const [text, want] of Object.entries(wrong)) {
    test(`${text} is refused`, () => {
      assert.throws(
        () => parseMisbehaviour(text),
        (error: Error & { context: { detail: string } }) => want.test(error.context.detail),
      );
    });
  }
});
