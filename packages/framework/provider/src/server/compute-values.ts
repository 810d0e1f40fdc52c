// SPDX-License-Identifier: Apache-2.0

import * as cty from "@provide-foundry/cty";
import {
  type ClientCapabilities,
  type DeferredInit,
  Deferred_Reason,
  type DynamicValue,
} from "@provide-foundry/rpcplugin/tfplugin6";
import type { Block } from "../codec/block.ts";
import { Findings } from "../codec/findings.ts";
import { toObjectModel } from "../codec/plain.ts";
import { proposeState } from "../plan/propose.ts";
import { completeState } from "../result/complete-state.ts";
import type { Rule } from "../validation/validator.ts";
import type { Call } from "./call.ts";
import { decodeConfig } from "./validate-config.ts";
import { validateStep } from "./validate-step.ts";

/** A configuration, and what of it is left to the provider. */
export interface OpenValues {
  /** What the handler sees of it. */
  readonly model: Readonly<Record<string, unknown>>;
  /** As a resource that is created: what the handler must tell is unknown. */
  readonly open: cty.Value;
  /** Why the handler is not to be called in this run. */
  readonly deferred: DeferredInit | undefined;
}

/**
 * The configuration of what is read or opened once it is known: a data source
 * or an ephemeral resource.
 *
 * @param participle What is to be done to it.
 * @param capabilities The host's. Where it takes no deferral, a configuration that is not wholly known is an error.
 * @throws CallFailed after reporting what is wrong with it.
 */
export function decodeKnownConfig(
  value: DynamicValue | undefined,
  block: Block,
  participle: "read" | "opened",
  call: Call,
  rules: readonly Rule<unknown>[],
  capabilities: ClientCapabilities | undefined,
): OpenValues {
  const { written, config } = decodeConfig(block, value, call);
  validateStep(call, block, config, { written, rules });
  const isDeferred = !config.isWhollyKnown() && capabilities?.deferralAllowed === true;
  if (!config.isWhollyKnown() && !isDeferred)
    call.error(`${call.subject} cannot be ${participle} yet`, "Its configuration is not known.");
  call.throwIfErrors();
  return call.step("convert", () => {
    const open = proposeState(block, cty.nullVal(block.type), config, new Findings());
    const deferred = isDeferred ? { reason: Deferred_Reason.RESOURCE_CONFIG_UNKNOWN } : undefined;
    return { open, model: toObjectModel(block, open, "planned"), deferred };
  });
}

/**
 * The configuration with what the handler told.
 *
 * @throws CallFailed after reporting what cannot be right.
 */
export function completeValues(
  open: cty.Value,
  result: unknown,
  operation: string,
  block: Block,
  call: Call,
): cty.Value {
  return call.step("check", () => {
    const findings = new Findings();
    const complete = completeState(block, open, cty.nullVal(block.type), result, findings);
    call.hideSecretsOf(block, complete);
    call.reportBugs(operation, findings.list);
    call.throwIfErrors();
    return complete;
  });
}
