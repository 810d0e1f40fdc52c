// SPDX-License-Identifier: Apache-2.0

import type * as cty from "@provide-foundry/cty";
import type {
  UpgradeResourceState_Request,
  UpgradeResourceState_ResponseInit,
} from "@provide-foundry/rpcplugin/tfplugin6";
import { compileBlock } from "../codec/block.ts";
import { Findings } from "../codec/findings.ts";
import { toObjectModel } from "../codec/plain.ts";
import type { ResourceDefinition } from "../definition/resource.ts";
import type { UpgradeStep } from "../definition/state-upgrades.ts";
import type { Call } from "./call.ts";
import { createContext } from "./handler-context.ts";
import type { Runtime } from "./runtime.ts";
import { type StoredState, fromUpgraded, rawJson, readState, readStored } from "./stored-state.ts";
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
  const block = compileBlock(resource.schema);
  const steps = findSteps(resource, version, typeName, call);
  const text = rawJson(rawState, typeName, call);
  const state =
    steps[0] === undefined
      ? call.step("decode", () => readState(text, block, call))
      : await runSteps(text, [steps[0], ...steps.slice(1)], call);
  return { upgradedState: call.step("encode", () => encodeValue(state, block.type)) };
}

/** The steps from a stored version to the current one; none where that is what is stored. */
function findSteps(
  resource: ResourceDefinition,
  version: bigint,
  typeName: string,
  call: Call,
): readonly UpgradeStep[] {
  if (version === BigInt(resource.version)) return [];
  const steps = resource.upgrades?.steps ?? [];
  const first = steps.findIndex(({ from }) => BigInt(from) === version);
  if (first >= 0) return steps.slice(first);
  const [stored, current] = [`version ${version}`, `version ${resource.version}`];
  const earliest = steps[0] === undefined ? "" : `; it can from version ${steps[0].from} on`;
  throw call.fail(
    `The state of ${typeName} has ${stored} of its schema`,
    version > resource.version
      ? `The provider knows only up to ${current}: a later one wrote the state. Use that version of the provider.`
      : `The provider has ${current} and cannot upgrade from ${stored}${earliest}. Use an earlier version of the provider.`,
  );
}

async function runSteps(
  text: Uint8Array,
  steps: readonly [UpgradeStep, ...UpgradeStep[]],
  call: Call,
): Promise<cty.Value> {
  let state = call.step("decode", () => readStored(text, steps[0].form, call));
  for (const step of steps) state = await runStep(step, state, call);
  return state.value;
}

async function runStep({ from, to, upgrade }: UpgradeStep, state: StoredState, call: Call): Promise<StoredState> {
  const operation = `the upgrade from version ${from} to ${from + 1}`;
  const block = compileBlock(to);
  const context = createContext(call, block, { state: state.plain });
  const result: unknown = await call.user(operation, () => upgrade(context as never));
  call.throwIfErrors();
  return call.step("check", () => {
    const findings = new Findings();
    const value = fromUpgraded(block, result, state.value, findings);
    call.hideSecretsOf(block, value);
    call.reportBugs(operation, findings.list);
    call.throwIfErrors();
    return { plain: toObjectModel(block, value, "state"), value };
  });
}
