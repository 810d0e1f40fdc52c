// SPDX-License-Identifier: Apache-2.0

/**
 * Ephemeral resources: opened when their values are needed, renewed while they
 * are, closed in the end. Nothing of them is in a plan or a state.
 *
 * @module
 */

import type {
  CloseEphemeralResource_Request,
  CloseEphemeralResource_ResponseInit,
  OpenEphemeralResource_Request,
  OpenEphemeralResource_ResponseInit,
  RenewEphemeralResource_Request,
  RenewEphemeralResource_ResponseInit,
  ValidateEphemeralResourceConfig_Request,
  ValidateEphemeralResourceConfig_ResponseInit,
} from "@provide-foundry/rpcplugin/tfplugin6";
import { compileBlock } from "../codec/block.ts";
import type { EphemeralDefinition } from "../definition/ephemeral-resource.ts";
import type { Call } from "./call.ts";
import { cleanupOf } from "./cleanups.ts";
import { completeValues, decodeKnownConfig } from "./compute-values.ts";
import { defer, runDeferrable } from "./deferral.ts";
import { EphemeralPrivate } from "./ephemeral-private.ts";
import { createClientContext } from "./handler-context.ts";
import { RenewalTime } from "./renewal-time.ts";
import { limitTime } from "./time-limit.ts";
import type { Runtime } from "./runtime.ts";
import { decodeConfig, judge } from "./validate-config.ts";
import { encodeValue } from "./wire-value.ts";

export async function validateEphemeralResourceConfig(
  runtime: Runtime,
  request: ValidateEphemeralResourceConfig_Request,
  call: Call,
): Promise<ValidateEphemeralResourceConfig_ResponseInit> {
  const ephemeral = await runtime.ephemeralResource(request.typeName, call);
  await judge(runtime, ephemeral, decodeConfig(compileBlock(ephemeral.schema), request.config, call), call);
  return {};
}

/** Opens one. Core waits with it until the configuration is wholly known. */
export async function openEphemeralResource(
  runtime: Runtime,
  request: OpenEphemeralResource_Request,
  call: Call,
): Promise<OpenEphemeralResource_ResponseInit> {
  const definition = await runtime.ephemeralResource(request.typeName, call);
  const { schema, rules, handlers } = definition;
  const block = compileBlock(schema);
  const { clientCapabilities } = request;
  const { model, open, ...later } = decodeKnownConfig(request.config, block, "opened", call, rules, clientCapabilities);
  if (later.deferred) return { result: encodeValue(open, block.type), deferred: later.deferred };
  const kept = EphemeralPrivate.decode(definition.private, undefined, call, "open");
  const renewal = new RenewalTime(call, "open", handlers.renew !== undefined);
  const context = createClientContext(runtime, call, block, {
    config: model,
    private: kept,
    renewAt: (time: unknown) => renewal.set(time),
    defer,
  });
  using _limit = limitTime(call, block, open, "open");
  const work = async (): Promise<unknown> => {
    const result: unknown = await handlers.open(context);
    // Also of what is opened when nobody waits for it any more: it is cleaned up when the provider ends.
    const cleanup = cleanupOf(result);
    if (cleanup) kept.cleanup = runtime.cleanups.add(cleanup);
    return result;
  };
  const { result, deferred } = await runDeferrable(call, clientCapabilities, "open", work);
  if (deferred) return { result: encodeValue(open, block.type), deferred };
  try {
    call.throwIfErrors();
    const values = completeValues(open, result, "open", block, call);
    return call.step("encode", () => ({
      result: encodeValue(values, block.type),
      renewAt: renewal.toWire(),
      private: kept.encode(),
    }));
  } catch (error) {
    // It is open, but the host does not close what could not be opened.
    await close(runtime, definition, kept.encode(), call);
    throw error;
  }
}

export async function renewEphemeralResource(
  runtime: Runtime,
  request: RenewEphemeralResource_Request,
  call: Call,
): Promise<RenewEphemeralResource_ResponseInit> {
  const definition = await runtime.ephemeralResource(request.typeName, call);
  const { handlers } = definition;
  if (handlers.renew === undefined)
    throw call.fail(`${request.typeName} cannot be renewed`, "The provider does not implement it.");
  const kept = EphemeralPrivate.decode(definition.private, request.private, call, "renew");
  const renewal = new RenewalTime(call, "renew", true);
  const context = createClientContext(runtime, call, nothing, {
    private: kept,
    renewAt: (time: unknown) => renewal.set(time),
  });
  await call.user("renew", () => handlers.renew?.(context));
  return call.step("encode", () => ({ renewAt: renewal.toWire(), private: kept.encode() }));
}

export async function closeEphemeralResource(
  runtime: Runtime,
  request: CloseEphemeralResource_Request,
  call: Call,
): Promise<CloseEphemeralResource_ResponseInit> {
  const definition = await runtime.ephemeralResource(request.typeName, call);
  await close(runtime, definition, request.private, call);
  return {};
}

/** Does all that closing asks for, also after a part of it has failed. */
async function close(
  runtime: Runtime,
  definition: EphemeralDefinition,
  bytes: Uint8Array | undefined,
  call: Call,
): Promise<void> {
  const { handlers } = definition;
  const kept = EphemeralPrivate.decode(definition.private, bytes, call, "close");
  const context = createClientContext(runtime, call, nothing, { private: kept });
  const cleanup = runtime.cleanups.take(kept.cleanup);
  for (const work of [() => handlers.close?.(context), () => cleanup?.()]) {
    try {
      await call.user("close", work);
    } catch (error) {
      call.report(error);
    }
  }
  if (kept.cleanup !== "" && cleanup === undefined) {
    call.warning(
      `${call.subject} is not cleaned up`,
      "Another process of the provider opened it, and only that process knows how.",
    );
  }
}

/** No attribute can be at fault when nothing is configured. */
const nothing = compileBlock({});
