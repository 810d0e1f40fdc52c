// SPDX-License-Identifier: Apache-2.0

import * as cty from "@provide-foundry/cty";
import type {
  DynamicValue,
  ListResource_EventInit,
  ListResource_Request,
  ValidateListResourceConfig_Request,
  ValidateListResourceConfig_ResponseInit,
} from "@provide-foundry/rpcplugin/tfplugin6";
import { At } from "../codec/at.ts";
import { compileBlock } from "../codec/block.ts";
import { Findings } from "../codec/findings.ts";
import { fromState, toObjectModel } from "../codec/plain.ts";
import { isRecord } from "../codec/plain-object.ts";
import { reportStrangers } from "../codec/value-codec.ts";
import type { ListResourceDefinition } from "../definition/list-resource.ts";
import { UNKNOWN, type Unknown } from "../schema/unknown.ts";
import type { Call } from "./call.ts";
import { createClientContext } from "./handler-context.ts";
import { iterateHandler } from "./iterate-handler.ts";
import { identityFromPlain } from "./resource-identity.ts";
import { limitTime } from "./time-limit.ts";
import type { Runtime } from "./runtime.ts";
import { decodeConfig, judge } from "./validate-config.ts";
import { validateStep } from "./validate-step.ts";
import { decodeValue, encodeValue } from "./wire-value.ts";

export async function validateListResourceConfig(
  runtime: Runtime,
  request: ValidateListResourceConfig_Request,
  call: Call,
): Promise<ValidateListResourceConfig_ResponseInit> {
  const list = await runtime.listResource(request.typeName, call);
  const decoded = decodeConfig(compileBlock(list.schema), request.config, call);
  const more = call.step("decode", () => ({
    limit: decodeScalar(request.limit, cty.number, (value) => value.asNumber()),
    includeResource: decodeScalar(request.includeResourceObject, cty.bool, (value) => value.asBool()) ?? false,
  }));
  await judge(runtime, list, decoded, call, { more });
  return {};
}

function decodeScalar<T>(
  value: DynamicValue | undefined,
  type: cty.Type,
  read: (value: cty.Value) => T,
): T | Unknown | undefined {
  const decoded = decodeValue(value, type);
  if (decoded.isNull()) return undefined;
  return decoded.isKnown() ? read(decoded) : UNKNOWN;
}

/** Finds resources, one at a time: none is looked for before it is asked for. */
export async function* listResource(
  runtime: Runtime,
  request: ListResource_Request,
  call: Call,
): AsyncGenerator<ListResource_EventInit, void> {
  const definition = await runtime.listResource(request.typeName, call);
  const { schema, rules, handlers } = definition;
  const block = compileBlock(schema);
  const { written, config } = decodeConfig(block, request.config, call);
  validateStep(call, block, config, { written, rules });
  if (!config.isWhollyKnown()) call.error(`${call.subject} cannot be listed yet`, "Its configuration is not known.");
  call.throwIfErrors();

  const limit = request.limit > 0n ? Number(request.limit) : Infinity;
  const context = createClientContext(runtime, call, block, {
    config: call.step("convert", () => toObjectModel(block, config, "planned")),
    limit,
    includeResource: request.includeResourceObject,
  });
  using _limit = limitTime(call, block, config, "list");
  const results = iterateHandler(call, "list", () => handlers.list(context));
  let count = 0;
  for await (const result of results) {
    const event = call.step("check", () => encodeResult(definition, result, request.includeResourceObject, call));
    yield { ...event, diagnostic: call.takeDiagnostics() };
    if (++count >= limit) return;
  }
}

/** A result as an event; one that is wrong is only its diagnostics. */
function encodeResult(
  { resource: { schema, identity } }: ListResourceDefinition,
  result: unknown,
  includeResource: boolean,
  call: Call,
): ListResource_EventInit {
  const findings = new Findings();
  const place = At.aside("result");
  if (!isRecord(result)) {
    call.reportBug("list", "result", "an object with identity and displayName", result);
    return {};
  }
  reportStrangers(result, (name) => name in resultFields, place, findings);
  const identityBlock = compileBlock(identity ?? {});
  const identityValue = identityFromPlain(identityBlock, result["identity"], findings);
  const { displayName, resource } = result;
  if (typeof displayName !== "string") findings.add(place.attribute("displayName"), "a string", displayName);
  const block = compileBlock(schema);
  const isIncluded = includeResource && resource !== undefined;
  const state = isIncluded ? fromState(block, resource, place.attribute("resource", false, true), findings) : undefined;
  if (state && findings.list.length === 0 && !state.isWhollyKnown()) {
    findings.add(place.attribute("resource"), "a state without UNKNOWN in it", resource);
  }
  call.reportBugs("list", findings.list);
  if (findings.list.length > 0) return {};
  if (includeResource && !isIncluded) {
    call.warning(
      `${call.subject} lists incompletely`,
      `Of ${String(displayName)} the provider tells only the identity.`,
    );
  }
  return {
    identity: { identityData: encodeValue(identityValue, identityBlock.type) },
    displayName: call.conceal(String(displayName)),
    resourceObject: state && encodeValue(state, block.type),
  };
}

const resultFields = { identity: true, displayName: true, resource: true };
