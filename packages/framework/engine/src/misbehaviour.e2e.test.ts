// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import path from "node:path";
import { suite, test } from "node:test";
import { serialize } from "node:v8";
import { dynamic, nullVal, object, objectVal, string, stringVal, unknownVal, type Value } from "@provide-foundry/cty";
import { marshal } from "@provide-foundry/cty/msgpack";
import type { DynamicValueInit, GetProviderSchema_ResponseInit } from "@provide-foundry/rpcplugin/tfplugin6";
import { missing, temporaryDirectory } from "@provide-foundry/testkit";
import { localService } from "./provider/launch.ts";
import { compareRuns, type DifferentialStep } from "./testing/differential.ts";
import { scriptedProvider, type ProviderScript } from "./testing/scripted-provider.ts";

const program = path.join(import.meta.dirname, "testing", "scripted-program.js");
const type = object({ name: string, out: string, secret: string });
const stringType = new TextEncoder().encode('"string"');
const schema: GetProviderSchema_ResponseInit = {
  provider: { block: {} },
  resourceSchemas: new Map([
    [
      "tap_thing",
      {
        block: {
          attributes: [
            { name: "name", type: stringType, required: true },
            { name: "out", type: stringType, optional: true, computed: true },
            { name: "secret", type: stringType, optional: true, writeOnly: true },
          ],
        },
      },
    ],
  ]),
  dataSourceSchemas: new Map([
    [
      "tap_data",
      {
        block: {
          attributes: [
            { name: "name", type: stringType, required: true },
            { name: "out", type: stringType, computed: true },
          ],
        },
      },
    ],
  ]),
};

function thing(out: Value, name = "x", secret: Value = nullVal(string)): DynamicValueInit {
  return { msgpack: marshal(objectVal({ name: stringVal(name), out, secret }), type) };
}

function complaint(severity: number, attributeName?: string): readonly object[] {
  return [
    { severity, summary: "so", detail: "why", ...(attributeName && { attribute: { steps: [{ attributeName }] } }) },
  ];
}

function main(text: string): DifferentialStep {
  const header = 'terraform {\n  required_providers {\n    tap = { source = "example/tap" }\n  }\n}\n';
  return { files: { "main.tf": header + text } };
}

const nothing: DynamicValueInit = { msgpack: marshal(nullVal(type), type) };
const unknown = unknownVal(string);
const one = main(
  'resource "tap_thing" "a" {\n  name = "x"\n}\nresource "terraform_data" "after" {\n  input = tap_thing.a.out\n}\n',
);
const destroy: DifferentialStep = { plan: { mode: "destroy" } };
const planned = (out: Value): ProviderScript["answers"] => ({
  "planResourceChange tap_thing": { plannedState: thing(out) },
});
const applied = (answer: object, out: Value = unknown): ProviderScript["answers"] => {
  return { ...planned(out), "applyResourceChange tap_thing": answer };
};
const check = main(`
check "c" {
  data "tap_data" "d" {
    name = "q"
  }
  assert {
    condition     = data.tap_data.d.name == "x"
    error_message = "not x"
  }
}
`);

const cases: Readonly<Record<string, { answers?: ProviderScript["answers"]; steps: readonly DifferentialStep[] }>> = {
  "plans another value than is configured": {
    answers: { "planResourceChange tap_thing": { plannedState: thing(nullVal(string), "y") } },
    steps: [one],
  },
  "plans to keep what is only written": {
    answers: { "planResourceChange tap_thing": { plannedState: thing(nullVal(string), "x", stringVal("s")) } },
    steps: [one],
  },
  "plans nothing": { answers: { "planResourceChange tap_thing": { plannedState: nothing } }, steps: [one] },
  "makes another value than it planned": {
    answers: applied({ newState: thing(stringVal("p")) }, stringVal("o")),
    steps: [one, {}],
  },
  "leaves a value unknown": { answers: applied({ newState: thing(unknown) }), steps: [one, {}] },
  "creates nothing": { answers: applied({ newState: nothing }), steps: [one, {}] },
  "creates half of it": {
    answers: applied({ newState: thing(stringVal("half")), diagnostics: complaint(1, "name") }),
    steps: [one, {}, destroy],
  },
  "cannot create it": { answers: applied({ newState: nothing, diagnostics: complaint(1) }), steps: [one, {}] },
  warns: {
    answers: {
      "planResourceChange tap_thing": { plannedState: thing(stringVal("k")), diagnostics: complaint(2, "name") },
      "validateResourceConfig tap_thing": { diagnostics: complaint(2, "out") },
    },
    steps: [one, destroy],
  },
  "refuses a configuration": {
    answers: { "validateResourceConfig tap_thing": { diagnostics: complaint(1, "name") } },
    steps: [one],
  },
  "cannot be configured": { answers: { configureProvider: { diagnostics: complaint(1) } }, steps: [one] },
  "reads unknown values": { answers: { "readResource tap_thing": { newState: thing(unknown) } }, steps: [one, {}] },
  "finds nothing any more": {
    answers: { "readResource tap_thing": { newState: nothing } },
    steps: [one, {}, { plan: { mode: "refresh-only" } }],
  },
  "reads no data": {
    answers: { "readDataSource tap_data": { state: { msgpack: marshal(nullVal(dynamic), dynamic) } } },
    steps: [main('data "tap_data" "d" {\n  name = "q"\n}\n')],
  },
  "reads data of a check": { steps: [check, {}] },
  "cannot read data of a check": {
    answers: { "readDataSource tap_data": { diagnostics: complaint(1, "name") } },
    steps: [check, {}],
  },
};

suite("of a provider the engine says what Terraform says that", { skip: missing("terraform") }, () => {
  for (const [name, { answers = {}, steps }] of Object.entries(cases)) {
    test(name, async () => {
      using directory = temporaryDirectory();
      const script: ProviderScript = { schema, answers };
      directory.write({ script: serialize(script) });
      const variables = `SCRIPT_FILE='${path.join(directory.path, "script")}' CALLS_FILE=/dev/null`;
      const compared = await compareRuns({
        providers: { "example/tap": ["sh", "-c", `${variables} exec '${process.execPath}' '${program}'`] },
        launchers: new Map([["registry.terraform.io/example/tap", localService(() => scriptedProvider(script))]]),
        steps,
      });
      for (const [step, { engine, terraform }] of compared.entries()) {
        for (const part of ["diagnostics", "plan", "state"] as const) {
          assert.deepEqual({ step, [part]: engine[part] }, { step, [part]: terraform[part] });
        }
      }
    });
  }
});
