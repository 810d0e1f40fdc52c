// SPDX-License-Identifier: Apache-2.0

import * as cty from "@provide-foundry/cty";
import type { ReadResource_Request, ReadResource_ResponseInit } from "@provide-foundry/rpcplugin/tfplugin6";
import { At } from "../codec/at.ts";
import { reconcileObject } from "../plan/reconcile.ts";
import { type Block, compileBlock } from "../codec/block.ts";
import { Findings } from "../codec/findings.ts";
import { fromState, toObjectModel } from "../codec/plain.ts";
import { nullWriteOnly } from "../result/null-write-only.ts";
import type { Call } from "./call.ts";
import { defer, runDeferrable } from "./deferral.ts";
import { createClientContext } from "./handler-context.ts";
import { PrivateCell } from "./private-cell.ts";
import { readProviderMeta } from "./provider-meta.ts";
import { ResourceIdentity } from "./resource-identity.ts";
import { limitTime } from "./time-limit.ts";
import type { Runtime } from "./runtime.ts";
import { decodeValue, encodeState } from "./wire-value.ts";

/** Brings the state of one resource up to date; null when the resource is gone. */
export async function readResource(
  runtime: Runtime,
  request: ReadResource_Request,
  call: Call,
): Promise<ReadResource_ResponseInit> {
  const resource = await runtime.resource(request.typeName, call);
  const { schema, handlers } = resource;
  const block = compileBlock(schema);
  const sent = call.step("decode", () => decodeValue(request.currentState, block.type));
  const current = nullWriteOnly(block, sent);
  if (current.isNull()) {
    const { currentState: newState, private: bytes, currentIdentity: newIdentity } = request;
    return { newState, private: bytes, newIdentity };
  }
  call.hideSecretsOf(block, sent);

  const state = call.step("convert", () => toObjectModel(block, current, "state"));
  const privateState = await PrivateCell.open(runtime, resource, request.typeName, request.private, call);
  const context = createClientContext(runtime, call, block, {
    state,
    private: privateState,
    meta: readProviderMeta(runtime, request.providerMeta, call),
    defer,
  });
  using _limit = limitTime(call, block, current, "read");
  const work = (): unknown => handlers.read(context);
  const { result, deferred } = await runDeferrable(call, request.clientCapabilities, "read", work);
  if (deferred) {
    const { currentState: newState, private: bytes, currentIdentity: newIdentity } = request;
    return { newState, private: bytes, newIdentity, deferred };
  }
  call.throwIfErrors();
  const next = call.step("check", () => checkState(block, result, current, call));
  const identity = next.isNull() ? undefined : ResourceIdentity.of(resource);
  const newIdentity = await identity?.settle(request.currentIdentity, next, "read", call);
  return call.step("encode", () => ({
    newIdentity,
    newState: next === sent && request.currentState ? request.currentState : encodeState(next, block),
    private: next.isNull() ? new Uint8Array() : privateState.bytes,
  }));
}

function checkState(block: Block, result: unknown, current: cty.Value, call: Call): cty.Value {
  if (result === null) return cty.nullVal(block.type);
  const findings = new Findings();
  const next = reconcileObject(block, fromState(block, result, At.root, findings, current), current);
  if (next === current) return current;
  call.hideSecretsOf(block, next);
  if (findings.list.length === 0 && !next.isWhollyKnown())
    findings.add(At.root, "a state without UNKNOWN in it", result);
  call.reportBugs("read", findings.list);
  call.throwIfErrors();
  return next;
}
