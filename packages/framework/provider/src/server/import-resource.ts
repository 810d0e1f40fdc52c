// SPDX-License-Identifier: Apache-2.0

import type {
  ImportResourceState_Request,
  ImportResourceState_ResponseInit,
} from "@provide-foundry/rpcplugin/tfplugin6";
import { compileBlock, emptyObject } from "../codec/block.ts";
import { Findings } from "../codec/findings.ts";
import { mergeState } from "../result/merge-state.ts";
import type { Call } from "./call.ts";
import { createClientContext } from "./handler-context.ts";
import { PrivateCell } from "./private-cell.ts";
import type { Runtime } from "./runtime.ts";
import { encodeState } from "./wire-value.ts";

/** What is known of an existing resource. Core then has it read, which completes it. */
export async function importResourceState(
  runtime: Runtime,
  request: ImportResourceState_Request,
  call: Call,
): Promise<ImportResourceState_ResponseInit> {
  const { typeName, id } = request;
  const resource = await runtime.resource(typeName, call);
  const { schema, handlers } = resource;
  if (handlers.import === undefined) {
    throw call.fail(`${typeName} cannot be imported`, "The provider does not implement it for this resource.");
  }
  if (id === "") throw call.fail(`${typeName} is imported by its id`, "The import gives none.");
  const block = compileBlock(schema);
  const privateState = await PrivateCell.open(runtime, resource, typeName, new Uint8Array(), call);
  const context = createClientContext(runtime, call, block, { id, private: privateState });
  const result: unknown = await call.user("import", () => handlers.import?.(context));
  call.throwIfErrors();
  if (result === null) throw call.fail(`There is no ${typeName} ${JSON.stringify(id)}`, "So it cannot be imported.");
  const state = call.step("check", () => {
    const findings = new Findings();
    const imported = mergeState(block, emptyObject(block), result, findings);
    call.hideSecretsOf(block, imported);
    call.reportBugs("import", findings.list);
    call.throwIfErrors();
    return imported;
  });
  return call.step("encode", () => ({
    importedResources: [{ typeName, state: encodeState(state, block), private: privateState.bytes }],
  }));
}
