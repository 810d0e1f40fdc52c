// SPDX-License-Identifier: Apache-2.0

import * as json from "@provide-foundry/cty/json";
import type * as cty from "@provide-foundry/cty";
import type {
  UpgradeResourceState_Request,
  UpgradeResourceState_ResponseInit,
} from "@provide-foundry/rpcplugin/tfplugin6";
import { At } from "../codec/at.ts";
import { compileBlock } from "../codec/block.ts";
import { ConformError, conform, fromStored } from "../codec/conform.ts";
import type { Call } from "./call.ts";
import type { Runtime } from "./runtime.ts";
import { encodeValue } from "./wire-value.ts";

/**
 * Reads a stored state by the current schema. Core asks for every resource on
 * every command, also when the versions are equal; then only attributes that
 * the schema has lost are dropped.
 */
export async function upgradeResourceState(
  runtime: Runtime,
  { typeName, version, rawState }: UpgradeResourceState_Request,
  call: Call,
): Promise<UpgradeResourceState_ResponseInit> {
  const resource = await runtime.resource(typeName, call);
  if (version !== BigInt(resource.version)) {
    const [stored, current] = [`version ${version}`, `version ${resource.version}`];
    throw call.fail(
      `The state of ${typeName} has ${stored} of its schema`,
      version > resource.version
        ? `The provider knows only up to ${current}: a later one wrote the state. Use that version of the provider.`
        : `The provider has ${current} and cannot upgrade from ${stored}. Use an earlier version of the provider.`,
    );
  }
  if (rawState === undefined || rawState.json.length === 0) {
    throw call.fail(
      `The state of ${typeName} cannot be read`,
      rawState !== undefined && rawState.flatmap.size > 0
        ? "It is in the format of Terraform 0.11 and earlier. Apply once with Terraform 0.12 to 0.13, which convert it."
        : "The host sent no state.",
    );
  }
  const block = compileBlock(resource.schema);
  const { type } = block;
  const state = call.step("decode", () => readState(rawState.json, type, call));
  call.hideSecretsOf(block, state);
  return { upgradedState: call.step("encode", () => encodeValue(state, type)) };
}

function readState(text: Uint8Array, type: cty.ObjectType, call: Call): cty.Value {
  try {
    return json.unmarshal(text, type);
  } catch {
    // It has more than the type, or it is damaged: the slower way tells.
    return readLooseState(text, type, call);
  }
}

function readLooseState(text: Uint8Array, type: cty.ObjectType, call: Call): cty.Value {
  const document = json.unmarshal(text, json.impliedType(text));
  try {
    return conform(document, type, At.root, fromStored);
  } catch (error) {
    if (!(error instanceof ConformError)) throw error;
    throw call.fail(
      `The state of ${call.subject} does not fit its schema`,
      `${error.at.path}: ${error.message}`,
      error.at,
    );
  }
}
