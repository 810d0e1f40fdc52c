// SPDX-License-Identifier: Apache-2.0

import * as cty from "@provide-foundry/cty";
import type {
  AttributePathInit,
  PlanResourceChange_Request,
  PlanResourceChange_ResponseInit,
} from "@provide-foundry/rpcplugin/tfplugin6";
import { reconcileObject } from "../plan/reconcile.ts";
import type { At } from "../codec/at.ts";
import { type Block, compileBlock } from "../codec/block.ts";
import { Findings } from "../codec/findings.ts";
import { toObjectModel } from "../codec/plain.ts";
import type { ResourceDefinition } from "../definition/resource.ts";
import { adjustPlan } from "../plan/adjust.ts";
import { resolveDefaults } from "../plan/defaults.ts";
import { proposeState } from "../plan/propose.ts";
import { findReplacements } from "../plan/replace.ts";
import { nullWriteOnly } from "../result/null-write-only.ts";
import { findPlace } from "./attribute-path.ts";
import type { Call } from "./call.ts";
import { defer, runDeferrable } from "./deferral.ts";
import { createClientContext } from "./handler-context.ts";
import { PrivateCell } from "./private-cell.ts";
import { readProviderMeta } from "./provider-meta.ts";
import { ResourceIdentity } from "./resource-identity.ts";
import type { Runtime } from "./runtime.ts";
import { validateStep } from "./validate-step.ts";
import { decodeValue, encodeState, encodeValue, isNullOnWire } from "./wire-value.ts";

/**
 * Plans one resource. Also called with a null prior state for a resource that
 * replaces another, and again during apply, so the answer follows from the
 * request alone.
 */
export async function planResourceChange(
  runtime: Runtime,
  request: PlanResourceChange_Request,
  call: Call,
): Promise<PlanResourceChange_ResponseInit> {
  const resource = await runtime.resource(request.typeName, call);
  const { schema, rules, handlers } = resource;
  const block = compileBlock(schema);
  if (isNullOnWire(request.proposedNewState)) {
    return planDestroy({ runtime, resource, block }, request, call);
  }

  const { sent, prior, written, config } = call.step("decode", () => {
    const value = decodeValue(request.config, block.type);
    const state = decodeValue(request.priorState, block.type);
    return {
      sent: state,
      prior: nullWriteOnly(block, state),
      written: value,
      config: resolveDefaults(block, value),
    };
  });
  call.hideSecretsOf(block, sent, config);
  validateStep(call, block, config, { written, rules });
  call.throwIfErrors();

  const proposed = call.step("convert", () => {
    const findings = new Findings();
    const value = proposeState(block, prior, reconcileObject(block, config, prior), findings);
    call.reportBugs("modifyPlan", findings.list);
    return value;
  });
  call.throwIfErrors();
  const privateState = await PrivateCell.open(runtime, resource, request.typeName, request.priorPrivate, call);
  const required: At[] = [];
  let planned = proposed;
  if (handlers.plan !== undefined) {
    const models = call.step("convert", () => ({
      config: toObjectModel(block, config, "config"),
      prior: prior.isNull() ? null : toObjectModel(block, prior, "state"),
    }));
    const context = createClientContext(runtime, call, block, {
      ...models,
      private: privateState,
      meta: readProviderMeta(runtime, request.providerMeta, call),
      defer,
      requireReplace: (path: unknown) => {
        const at = findPlace(block, path);
        if (at !== undefined) required.push(at);
      },
    });
    const work = (): unknown => handlers.plan?.(context);
    const { result, deferred } = await runDeferrable(call, request.clientCapabilities, "plan", work);
    if (deferred) {
      const { priorPrivate: plannedPrivate, priorIdentity: plannedIdentity } = request;
      return { plannedState: encodeState(proposed, block), plannedPrivate, plannedIdentity, deferred };
    }
    planned = call.step("check", () => {
      const findings = new Findings();
      const adjusted = adjustPlan(block, proposed, config, result, findings);
      call.hideSecretsOf(block, adjusted);
      call.reportBugs("plan", findings.list);
      return adjusted.rawEquals(prior) ? prior : adjusted;
    });
    call.throwIfErrors();
  }

  required.unshift(...findReplacements(block, { prior, planned, config: written }, handlers.update !== undefined));
  const plannedIdentity = await ResourceIdentity.of(resource)?.plan(request.priorIdentity, planned, call);
  return call.step("encode", () => ({
    plannedIdentity,
    // Nothing changes: the very bytes say so best.
    plannedState: planned === sent && request.priorState ? request.priorState : encodeState(planned, block),
    requiresReplace: uniquePaths(required),
    plannedPrivate: privateState.bytes,
  }));
}

/** In the protocol the place of a set stands for those in it, which it cannot name. */
function uniquePaths(places: readonly At[]): AttributePathInit[] {
  const byPath = new Map(places.map((at) => [at.path.split("[…]")[0], at.toWire()]));
  return [...byPath.values()].filter((path) => path !== undefined);
}

/** Lets the author warn of a deletion, or refuse it, while it can still be called off. */
async function planDestroy(
  { runtime, resource, block }: { runtime: Runtime; resource: ResourceDefinition; block: Block },
  request: PlanResourceChange_Request,
  call: Call,
): Promise<PlanResourceChange_ResponseInit> {
  const { handlers } = resource;
  const privateState = await PrivateCell.open(runtime, resource, request.typeName, request.priorPrivate, call);
  if (handlers.planDestroy !== undefined) {
    const prior = call.step("decode", () => decodeValue(request.priorState, block.type));
    call.hideSecretsOf(block, prior);
    const state = call.step("convert", () => toObjectModel(block, prior, "state"));
    const context = createClientContext(runtime, call, block, {
      state,
      private: privateState,
      meta: readProviderMeta(runtime, request.providerMeta, call),
    });
    await call.user("planDestroy", () => handlers.planDestroy?.(context));
  }
  return {
    plannedState: encodeValue(cty.nullVal(block.type), block.type),
    plannedPrivate: privateState.bytes,
    plannedIdentity: request.priorIdentity,
  };
}
