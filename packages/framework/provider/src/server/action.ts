// SPDX-License-Identifier: Apache-2.0

import type {
  InvokeAction_EventInit,
  InvokeAction_Request,
  PlanAction_Request,
  PlanAction_ResponseInit,
  ValidateActionConfig_Request,
  ValidateActionConfig_ResponseInit,
} from "@provide-foundry/rpcplugin/tfplugin6";
import { compileBlock } from "../codec/block.ts";
import { toObjectModel } from "../codec/plain.ts";
import type { Call } from "./call.ts";
import { defer, runDeferrable } from "./deferral.ts";
import { iterateHandler } from "./iterate-handler.ts";
import { createClientContext } from "./handler-context.ts";
import { limitTime } from "./time-limit.ts";
import type { Runtime } from "./runtime.ts";
import { decodeConfig, judge } from "./validate-config.ts";
import { validateStep } from "./validate-step.ts";

export async function validateActionConfig(
  runtime: Runtime,
  request: ValidateActionConfig_Request,
  call: Call,
): Promise<ValidateActionConfig_ResponseInit> {
  const action = await runtime.action(request.actionType, call);
  await judge(runtime, action, decodeConfig(compileBlock(action.schema), request.config, call), call);
  return {};
}

/** Tells what can be told before an action is invoked. */
export async function planAction(
  runtime: Runtime,
  request: PlanAction_Request,
  call: Call,
): Promise<PlanAction_ResponseInit> {
  const { schema, rules, handlers } = await runtime.action(request.actionType, call);
  const block = compileBlock(schema);
  const { written, config } = decodeConfig(block, request.config, call);
  validateStep(call, block, config, { written, rules });
  call.throwIfErrors();
  if (handlers.plan === undefined) return {};
  const model = call.step("convert", () => toObjectModel(block, config, "config"));
  const context = createClientContext(runtime, call, block, { config: model, defer });
  const { deferred } = await runDeferrable(call, request.clientCapabilities, "plan", () => handlers.plan?.(context), [
    "providerConfigUnknown",
  ]);
  return { deferred };
}

/** Invokes an action: its messages of progress, as they come. */
export async function* invokeAction(
  runtime: Runtime,
  request: InvokeAction_Request,
  call: Call,
): AsyncGenerator<InvokeAction_EventInit, void> {
  const { schema, rules, handlers } = await runtime.action(request.actionType, call);
  const block = compileBlock(schema);
  const { written, config } = decodeConfig(block, request.config, call);
  validateStep(call, block, config, { written, rules });
  if (!config.isWhollyKnown()) call.error(`${call.subject} cannot be invoked yet`, "Its configuration is not known.");
  call.throwIfErrors();
  const models = call.step("convert", () => ({
    config: toObjectModel(block, config, "planned"),
    secrets: toObjectModel(block, config, "secrets"),
  }));
  const context = createClientContext(runtime, call, block, models);
  using _limit = limitTime(call, block, config, "invoke");
  for await (const message of iterateHandler(call, "invoke", () => handlers.invoke(context))) {
    if (isText(message, call)) yield { progress: { message: call.conceal(message) } };
  }
}

function isText(message: unknown, call: Call): message is string {
  if (typeof message === "string") return true;
  call.reportBug("invoke", "progress", "a string", message);
  return false;
}
