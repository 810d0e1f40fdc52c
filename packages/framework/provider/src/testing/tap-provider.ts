// SPDX-License-Identifier: Apache-2.0

/**
 * A provider that writes down what Terraform sends: each value's bytes, in hex, as a line of the file that `TAP_FILE`
 * names. Its one resource keeps what it is told.
 *
 * @module
 */

import { appendFileSync } from "node:fs";
import * as cty from "@provide-foundry/cty";
import * as msgpack from "@provide-foundry/cty/msgpack";
import { TerraformHandshake, implementService, servePlugin } from "@provide-foundry/rpcplugin";
import { Provider6, type DynamicValue, type Schema_AttributeInit } from "@provide-foundry/rpcplugin/tfplugin6";
import { tapAttributes, tapType } from "./tap-types.ts";

const attributes: Schema_AttributeInit[] = [
  ...Object.entries(tapAttributes).map(([name, type]) => ({ name, type: typeBytes(type), optional: true })),
  { name: "id", type: typeBytes(cty.string), computed: true },
];

function typeBytes(type: cty.Type): Uint8Array {
  return new TextEncoder().encode(cty.typeToJSON(type));
}

function tap(...values: readonly (DynamicValue | undefined)[]): void {
  const lines = values.flatMap((value) => (value ? [`${Buffer.from(value.msgpack).toString("hex")}\n`] : []));
  appendFileSync(process.env["TAP_FILE"]!, lines.join(""));
}

/** The object with its id: unknown in a plan, and the same for all in the end. */
function withId(state: DynamicValue | undefined, id: cty.Value): { msgpack: Uint8Array } {
  const value = msgpack.unmarshal(state!.msgpack, tapType);
  if (value.isNull()) return { msgpack: state!.msgpack };
  const own = value.getAttr("id");
  const isSet = own.isKnown() && !own.isNull();
  const changed = isSet ? value : cty.objectVal(new Map([...value.asValueMap(), ["id", id]]));
  return { msgpack: msgpack.marshal(changed, tapType) };
}

await servePlugin({
  handshake: TerraformHandshake,
  versions: {
    6: () => [
      implementService(Provider6, {
        getProviderSchema: () => ({
          provider: { block: {} },
          resourceSchemas: new Map([["tap_value", { block: { attributes } }]]),
        }),
        validateProviderConfig: () => ({}),
        configureProvider: () => ({}),
        validateResourceConfig({ config }) {
          tap(config);
          return {};
        },
        upgradeResourceState({ rawState }) {
          const text = new TextDecoder().decode(rawState!.json);
          return { upgradedState: { json: new TextEncoder().encode(text) } };
        },
        readResource({ currentState }) {
          tap(currentState);
          return { newState: currentState };
        },
        planResourceChange({ priorState, proposedNewState, config }) {
          tap(priorState, proposedNewState, config);
          return { plannedState: withId(proposedNewState, cty.unknownVal(cty.string).refineNotNull()) };
        },
        applyResourceChange({ priorState, plannedState, config }) {
          tap(priorState, plannedState, config);
          return { newState: withId(plannedState, cty.stringVal("tap-1")) };
        },
      }),
    ],
  },
});
