// SPDX-License-Identifier: Apache-2.0

import * as cty from "@provide-foundry/cty";
import type { ReadDataSource_Request, ReadDataSource_ResponseInit } from "@provide-foundry/rpcplugin/tfplugin6";
import { compileBlock } from "../codec/block.ts";
import { Findings } from "../codec/findings.ts";
import { toObjectModel } from "../codec/plain.ts";
import { resolveDefaults } from "../plan/defaults.ts";
import { proposeState } from "../plan/propose.ts";
import { completeState } from "../result/complete-state.ts";
import type { Call } from "./call.ts";
import { createClientContext } from "./handler-context.ts";
import type { Runtime } from "./runtime.ts";
import { validateStep } from "./validate-step.ts";
import { decodeValue, encodeValue } from "./wire-value.ts";

/** Reads a data source. Core waits with it until the configuration is wholly known. */
export async function readDataSource(
  runtime: Runtime,
  request: ReadDataSource_Request,
  call: Call,
): Promise<ReadDataSource_ResponseInit> {
  const { typeName } = request;
  const { schema, handlers } = await runtime.dataSource(typeName, call);
  const block = compileBlock(schema);
  const config = call.step("decode", () => resolveDefaults(block, decodeValue(request.config, block.type)));
  call.hideSecretsOf(block, config);
  validateStep(call, block, config);
  if (!config.isWhollyKnown()) call.error(`${typeName} cannot be read yet`, "Its configuration is not known.");
  call.throwIfErrors();

  const nothing = cty.nullVal(block.type);
  // As a resource that is created: what the handler must tell is unknown.
  const open = call.step("convert", () => proposeState(block, nothing, config));
  const model = call.step("convert", () => toObjectModel(block, open, "planned"));
  const context = createClientContext(runtime, call, block, { config: model });
  const result: unknown = await call.user("read", () => handlers.read(context));
  call.throwIfErrors();
  const state = call.step("check", () => {
    const findings = new Findings();
    const complete = completeState(block, open, nothing, result, findings);
    call.hideSecretsOf(block, complete);
    call.reportBugs("read", findings.list);
    call.throwIfErrors();
    return complete;
  });
  return { state: call.step("encode", () => encodeValue(state, block.type)) };
}
