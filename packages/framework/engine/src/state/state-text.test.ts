// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { formatPath } from "@provide-foundry/cty";
import { decodeState } from "./decode-state.ts";
import { encodeState } from "./encode-state.ts";

/** A state in the text form, with these resources. */
function stateText(resources: string, more: string = '"check_results": null'): string {
  return `{ "version": 4, "resources": [${resources}], ${more} }`;
}

function resourceText(instances: string, more: string = ""): string {
  return `{ "mode": "managed", "type": "t", "name": "n", "provider": "provider[\\"terraform.io/builtin/terraform\\"]",
    "instances": [${instances}] ${more} }`;
}

suite("state text", () => {
  test("is refused, and it is said why, when it is no state that can be read", () => {
    const cases: Record<string, { readonly text: string; readonly code: string; readonly says: RegExp }> = {
      truncated: { text: '{"version": 4, "resour', code: "state.format", says: /could not be parsed as JSON/ },
      foreign: { text: '{"name": "x"}', code: "state.format", says: /does not have a "version" attribute/ },
      "no object": { text: "[1]", code: "state.format", says: /does not have a "version" attribute/ },
      null: { text: "null", code: "state.format", says: /does not have a "version" attribute/ },
      "version of no kind": {
        text: '{"version": "4"}',
        code: "state.format",
        says: /The version in the state file is "4"/,
      },
      older: { text: '{"version": 3}', code: "state.format", says: /uses format version 3, .*older version/ },
      newer: {
        text: '{"version": 5, "terraform_version": "2.0.0"}',
        code: "state.format",
        says: /format version 5, which is not supported by Terraform .* created by Terraform 2\.0\.0/,
      },
      "field of another kind": {
        text: '{"version": 4, "resources": "x"}',
        code: "state.invalid",
        says: /The state file field "resources" has an invalid value/,
      },
      "serial of no kind": { text: '{"version": 4, "serial": -1}', code: "state.invalid", says: /"serial"/ },
      "unknown mode": {
        text: stateText(resourceText("").replace("managed", "list")),
        code: "state.invalid",
        says: /resource with mode "list" \("t" "n"\) which is not supported/,
      },
      "no module": {
        text: stateText(resourceText("", ', "module": "modul.a"')),
        code: "state.invalid",
        says: /"modul.a", which is no module/,
      },
      "no provider": {
        text: stateText(resourceText("").replace("provider[", "x[")),
        code: "state.invalid",
        says: /t\.n has the provider/,
      },
      "an instance twice": {
        text: stateText(resourceText('{"index_key": 1}, {"index_key": 1}')),
        code: "state.invalid",
        says: /Instance t\.n\[1\] appears multiple times/,
      },
      "a deposed object twice": {
        text: stateText(resourceText('{"deposed": "12345678"}, {"deposed": "12345678"}')),
        code: "state.invalid",
        says: /Instance t\.n deposed object "12345678" appears multiple times/,
      },
      "odd deposed key": {
        text: stateText(resourceText('{"deposed": "1"}')),
        code: "state.invalid",
        says: /deposed key "1", which is not correctly formatted/,
      },
      "odd key": {
        text: stateText(resourceText('{"index_key": [1]}')),
        code: "state.invalid",
        says: /invalid instance key \[1\]/,
      },
      "odd status": {
        text: stateText(resourceText('{"status": "fine"}')),
        code: "state.invalid",
        says: /Instance t\.n has invalid status "fine"/,
      },
      "odd sensitive path": {
        text: stateText(resourceText('{"sensitive_attributes": [[{"type": "splat", "value": 1}]]}')),
        code: "state.invalid",
        says: /Unsupported path step type "splat"/,
      },
      "output of a wrong type": {
        text: stateText("", '"outputs": {"o": {"value": "x", "type": "number"}}'),
        code: "state.invalid",
        says: /invalid value for output "o"/,
      },
    };
    for (const [name, { text, code, says }] of Object.entries(cases)) {
      assert.throws(() => decodeState(text), { name: "StateError", code, message: says }, name);
    }
  });

  test("of a newer program is read all the same, as Terraform reads it", () => {
    const { writtenBy } = decodeState('{"version": 4, "terraform_version": "9.9.9"}');
    assert.equal(writtenBy, "9.9.9");
  });

  test("keeps what it does not know, and says so", () => {
    const text = stateText(
      resourceText('{"attributes": {"n": 12345678901234567890.5}, "skip_destroy": true}', ', "x": {"y": [1.0]}'),
      '"check_results": null, "future": {"a": 1e999}',
    );
    const { state, unknownFields } = decodeState(text);
    assert.deepEqual(unknownFields, ["resources.instances.skip_destroy", "resources.x", "future"]);
    const again = encodeState(state);
    assert.match(again, /"skip_destroy": true/);
    assert.match(again, /"n": 12345678901234567890/);
    assert.equal(encodeState(decodeState(again).state), again);
  });

  test("has flat attributes of old states as they are", () => {
    const { state } = decodeState(stateText(resourceText('{"attributes_flat": {"a.#": "1", "a.0": "x"}}')));
    const object = state.resources.get("t.n")?.instances.get(undefined)?.current;
    assert.equal(object?.isFlat, true);
    assert.equal(object?.attributes, '{"a.#":"1","a.0":"x"}');
    assert.match(encodeState(state), /"attributes_flat": {\n {12}"a\.#": "1",\n/);
  });

  test("has paths to what is sensitive", () => {
    const path = `[[{"type": "get_attr", "value": "a"}, {"type": "index", "value": {"value": "k", "type": "string"}},
      {"type": "index", "value": {"value": 2, "type": "number"}}]]`;
    const { state } = decodeState(stateText(resourceText(`{"sensitive_attributes": ${path}}`)));
    const object = state.resources.get("t.n")?.instances.get(undefined)?.current;
    assert.deepEqual(object?.sensitivePaths.map(formatPath), ['.a["k"][2]']);
  });

  test("reads providers as they were written before they had sources", () => {
    const { state } = decodeState(stateText(resourceText("").replace(/provider\[.*?\]/, "module.a.provider.aws.west")));
    assert.deepEqual(state.resources.get("t.n")?.provider, {
      module: ["a"],
      source: "registry.terraform.io/-/aws",
      alias: "west",
    });
  });
});
