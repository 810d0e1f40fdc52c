// SPDX-License-Identifier: Apache-2.0

import type { ReadDataSource_Request, ReadDataSource_ResponseInit } from "@provide-foundry/rpcplugin/tfplugin6";
import { compileBlock } from "../codec/block.ts";
import type { Call } from "./call.ts";
import { completeValues, decodeKnownConfig } from "./compute-values.ts";
import { defer, runDeferrable } from "./deferral.ts";
import { createClientContext } from "./handler-context.ts";
import { limitTime } from "./time-limit.ts";
import { readProviderMeta } from "./provider-meta.ts";
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
  const { config, clientCapabilities } = request;
  const { model, open, ...later } = decodeKnownConfig(config, block, "read", call, rules, clientCapabilities);
  if (later.deferred) return { state: encodeValue(open, block.type), deferred: later.deferred };
  const meta = readProviderMeta(runtime, request.providerMeta, call);
  const context = createClientContext(runtime, call, block, { config: model, meta, defer });
  using _limit = limitTime(call, block, open, "read");
  const { result, deferred } = await runDeferrable<unknown>(call, clientCapabilities, "read", () =>
    handlers.read(context),
  );
  if (deferred) return { state: encodeValue(open, block.type), deferred };
  call.throwIfErrors();
  const state = completeValues(open, result, "read", block, call);
  return { state: call.step("encode", () => encodeValue(state, block.type)) };
}
