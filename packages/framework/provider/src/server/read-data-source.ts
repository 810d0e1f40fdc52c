// SPDX-License-Identifier: Apache-2.0

import type { ReadDataSource_Request, ReadDataSource_ResponseInit } from "@provide-foundry/rpcplugin/tfplugin6";
import { compileBlock } from "../codec/block.ts";
import type { Call } from "./call.ts";
import { completeValues, decodeKnownConfig } from "./compute-values.ts";
import { createClientContext } from "./handler-context.ts";
import { limitTime } from "./time-limit.ts";
import type { Runtime } from "./runtime.ts";
import { encodeValue } from "./wire-value.ts";

/** Reads a data source. Core waits with it until the configuration is wholly known. */
export async function readDataSource(
  runtime: Runtime,
  request: ReadDataSource_Request,
  call: Call,
): Promise<ReadDataSource_ResponseInit> {
  const { schema, rules, handlers } = await runtime.dataSource(request.typeName, call);
  const block = compileBlock(schema);
  const { model, open } = decodeKnownConfig(request.config, block, "read", call, rules);
  const context = createClientContext(runtime, call, block, { config: model });
  using _limit = limitTime(call, block, open, "read");
  const result: unknown = await call.user("read", () => handlers.read(context));
  call.throwIfErrors();
  const state = completeValues(open, result, "read", block, call);
  return { state: call.step("encode", () => encodeValue(state, block.type)) };
}
