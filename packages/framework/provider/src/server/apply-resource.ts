// SPDX-License-Identifier: Apache-2.0

/**
 * Creates, updates and deletes.
 *
 * Whatever happens, the answer holds the best state there is: what exists by
 * now must not be forgotten because a later step failed, or because the handler
 * described it wrongly.
 *
 * @module
 */

import * as cty from "@provide-foundry/cty";
import type {
  ApplyResourceChange_Request,
  ApplyResourceChange_ResponseInit,
  ResourceIdentityData,
  ResourceIdentityDataInit,
} from "@provide-foundry/rpcplugin/tfplugin6";
import { At } from "../codec/at.ts";
import { type Block, compileBlock } from "../codec/block.ts";
import { Findings } from "../codec/findings.ts";
import { toObjectModel } from "../codec/plain.ts";
import type { ResourceDefinition } from "../definition/resource.ts";
import { completeState } from "../result/complete-state.ts";
import { nullUnknowns } from "../result/null-unknowns.ts";
import { mergeState } from "../result/merge-state.ts";
import type { Call } from "./call.ts";
import { createClientContext } from "./handler-context.ts";
import { PrivateCell } from "./private-cell.ts";
import { readProviderMeta } from "./provider-meta.ts";
import { ResourceIdentity } from "./resource-identity.ts";
import { changesOnlyTimeouts, limitTime } from "./time-limit.ts";
import type { Runtime } from "./runtime.ts";
import { decodeValue, encodeState } from "./wire-value.ts";

/** What is to be done to one resource. */
interface Change {
  readonly runtime: Runtime;
  readonly resource: ResourceDefinition;
  readonly block: Block;
  readonly call: Call;
  readonly prior: cty.Value;
  readonly planned: cty.Value;
  readonly config: cty.Value;
  readonly private: PrivateCell;
  readonly meta: Readonly<Record<string, unknown>> | null;
}

export async function applyResourceChange(
  runtime: Runtime,
  request: ApplyResourceChange_Request,
  call: Call,
): Promise<ApplyResourceChange_ResponseInit> {
  const resource = await runtime.resource(request.typeName, call);
  const block = compileBlock(resource.schema);
  const privateState = await PrivateCell.open(runtime, resource, request.typeName, request.plannedPrivate, call);
  const meta = readProviderMeta(runtime, request.providerMeta, call);
  const change: Change = call.step("decode", () => ({
    runtime,
    resource,
    block,
    call,
    prior: decodeValue(request.priorState, block.type),
    planned: decodeValue(request.plannedState, block.type),
    config: decodeValue(request.config, block.type),
    private: privateState,
    meta,
  }));
  call.hideSecretsOf(block, change.prior, change.planned, change.config);

  // What to do follows from what is null and from nothing else: a state that merely looks odd is no reason to destroy.
  const { prior, planned } = change;
  if (prior.isNull() && planned.isNull()) throw call.fail(`There is nothing to do to ${request.typeName}`);
  const next = planned.isNull() ? await remove(change) : prior.isNull() ? await create(change) : await update(change);
  const newIdentity = await settleIdentity(change, next, request.plannedIdentity);
  return call.step("encode", () => ({
    newState: encodeState(next, block),
    newIdentity,
    private: next.isNull() ? new Uint8Array() : change.private.bytes,
  }));
}

/** What failed half way may exist without all that identifies it; nobody is to blame for that. */
async function settleIdentity(
  { resource, call, prior }: Change,
  next: cty.Value,
  planned: ResourceIdentityData | undefined,
): Promise<ResourceIdentityDataInit | undefined> {
  const identity = ResourceIdentity.of(resource);
  if (identity === undefined || next.isNull()) return undefined;
  if (!call.hasErrors) return identity.settle(planned, next, prior.isNull() ? "create" : "update", call);
  return prior.isNull() ? identity.tryDerive(next, call) : planned;
}

async function create(change: Change): Promise<cty.Value> {
  const { resource, block, planned, call } = change;
  const saved = new SavedState(block, () => nullUnknowns(planned), call);
  const context = createApplyContext(change, saved, {});
  using _limit = limitTime(call, block, planned, "create");
  return await finish(change, saved, "create", () => resource.handlers.create(context));
}

async function update(change: Change): Promise<cty.Value> {
  const { resource, block, prior, planned, call } = change;
  if (changesOnlyTimeouts(block, prior, planned)) return planned;
  const { handlers } = resource;
  const saved = new SavedState(block, () => prior, call);
  const context = createApplyContext(change, saved, { prior: toObjectModel(block, prior, "state") });
  using _limit = limitTime(call, block, planned, "update");
  return await finish(change, saved, "update", () => {
    if (handlers.update !== undefined) return handlers.update(context);
    throw new Error("the resource has no update; its plan replaces it");
  });
}

async function remove({
  runtime,
  resource,
  block,
  prior,
  call,
  private: privateState,
  meta,
}: Change): Promise<cty.Value> {
  const { handlers } = resource;
  const nothing = cty.nullVal(block.type);
  if (handlers.delete === undefined) return nothing;
  const state = call.step("convert", () => toObjectModel(block, prior, "state"));
  const context = createClientContext(runtime, call, block, { state, private: privateState, meta });
  using _limit = limitTime(call, block, prior, "delete");
  try {
    const result: unknown = await call.user("delete", () => handlers.delete?.(context));
    call.step("check", () => {
      const findings = new Findings();
      if (result !== undefined && result !== null) findings.add(At.root, "nothing", result);
      call.reportBugs("delete", findings.list);
    });
  } catch (error) {
    call.report(error);
  }
  return call.hasErrors ? prior : nothing;
}

/** Runs the handler and makes the new state of what it returned; or of what it saved before it failed. */
async function finish(
  { block, planned, prior, call }: Change,
  saved: SavedState,
  operation: "create" | "update",
  work: () => unknown,
): Promise<cty.Value> {
  let result: unknown;
  try {
    result = await call.user(operation, work);
  } catch (error) {
    call.report(error);
    return saved.value ?? prior;
  }
  // It has reported what went wrong instead of throwing it.
  if (result === undefined && call.hasErrors) return saved.value ?? prior;
  return call.step("check", () => {
    const findings = new Findings();
    const next = completeState(block, planned, prior, result, findings);
    call.hideSecretsOf(block, next);
    call.reportBugs(operation, findings.list);
    return next;
  });
}

function createApplyContext<T extends object>(change: Change, saved: SavedState, more: T) {
  const { runtime, call, block, planned, config, private: privateState, meta } = change;
  const models = call.step("convert", () => ({
    plan: toObjectModel(block, planned, "planned"),
    secrets: toObjectModel(block, config, "secrets"),
  }));
  const savePartialState = (values: unknown): void => saved.add(values);
  return createClientContext(runtime, call, block, {
    ...models,
    private: privateState,
    meta,
    savePartialState,
    ...more,
  });
}

/** What a handler says exists already. */
class SavedState {
  /** Undefined until something is saved. */
  value: cty.Value | undefined;
  readonly #block: Block;
  readonly #base: () => cty.Value;
  readonly #call: Call;

  constructor(block: Block, base: () => cty.Value, call: Call) {
    this.#block = block;
    this.#base = base;
    this.#call = call;
  }

  add(values: unknown): void {
    const findings = new Findings();
    this.value = mergeState(this.#block, this.value ?? this.#base(), values, findings);
    this.#call.hideSecretsOf(this.#block, this.value);
    this.#call.reportBugs("savePartialState", findings.list);
  }
}
