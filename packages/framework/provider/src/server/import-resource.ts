// SPDX-License-Identifier: Apache-2.0

import * as cty from "@provide-foundry/cty";
import type {
  ImportResourceState_Request,
  ImportResourceState_ResponseInit,
} from "@provide-foundry/rpcplugin/tfplugin6";
import { type Block, compileBlock, emptyObject } from "../codec/block.ts";
import { Findings } from "../codec/findings.ts";
import { toObjectModel } from "../codec/plain.ts";
import type { ImportTarget } from "../definition/contexts.ts";
import type { ResourceDefinition } from "../definition/resource.ts";
import type { IdentityFields } from "../schema/field.ts";
import { mergeState } from "../result/merge-state.ts";
import type { Call } from "./call.ts";
import { defer, runDeferrable } from "./deferral.ts";
import { createClientContext } from "./handler-context.ts";
import { PrivateCell } from "./private-cell.ts";
import { ResourceIdentity } from "./resource-identity.ts";
import type { Runtime } from "./runtime.ts";
import { encodeState, encodeValue, isNullOnWire } from "./wire-value.ts";

/** What is known of an existing resource. Core then has it read, which completes it. */
export async function importResourceState(
  runtime: Runtime,
  request: ImportResourceState_Request,
  call: Call,
): Promise<ImportResourceState_ResponseInit> {
  const { typeName } = request;
  const resource = await runtime.resource(typeName, call);
  const { schema, handlers } = resource;
  const block = compileBlock(schema);
  const identity = ResourceIdentity.of(resource);
  const target = findTarget(resource, identity, request, call);
  const privateState = await PrivateCell.open(runtime, resource, typeName, new Uint8Array(), call);
  const context = createClientContext(runtime, call, block, { ...target, private: privateState, defer });
  const work = (): unknown => (handlers.import === undefined ? target.identity : handlers.import(context));
  const { result, deferred } = await runDeferrable(call, request.clientCapabilities, "import", work);
  if (deferred) {
    // Hosts plan with what is unknown of it, and ask again in a later run.
    const state = encodeValue(cty.unknownVal(block.type), block.type);
    return { importedResources: [{ typeName, state, identity: request.identity }], deferred };
  }
  call.throwIfErrors();
  if (result === null) throw call.fail(`There is no ${typeName} ${describe(target)}`, "So it cannot be imported.");
  const state = checkImported(block, result, call);
  // Where the id of an import does not tell all of an identity, reading will.
  const known = target.identity === undefined ? await identity?.tryDerive(state, call) : request.identity;
  return call.step("encode", () => ({
    importedResources: [{ typeName, state: encodeState(state, block), private: privateState.bytes, identity: known }],
  }));
}

function checkImported(block: Block, result: unknown, call: Call): cty.Value {
  return call.step("check", () => {
    const findings = new Findings();
    const imported = mergeState(block, emptyObject(block), result, findings);
    call.hideSecretsOf(block, imported);
    call.reportBugs("import", findings.list);
    call.throwIfErrors();
    return imported;
  });
}

/** What is to be imported. @throws CallFailed after reporting why it cannot be. */
function findTarget(
  { handlers }: ResourceDefinition,
  identity: ResourceIdentity | undefined,
  { typeName, id, identity: data }: ImportResourceState_Request,
  call: Call,
): ImportTarget<IdentityFields> {
  const isByIdentity = identity !== undefined && !isNullOnWire(data?.identityData);
  if (handlers.import === undefined && (identity === undefined || handlers.identify !== undefined)) {
    throw call.fail(`${typeName} cannot be imported`, "The provider does not implement it for this resource.");
  }
  if (!isByIdentity) {
    if (handlers.import === undefined) throw call.fail(`${typeName} is imported by its identity`, "It has no id.");
    if (id === "") throw call.fail(`${typeName} is imported by its id`, "The import gives none.");
    return { id, identity: undefined };
  }
  const value = call.step("decode", () => identity.decode(data));
  const missing = identity.missingFrom(value);
  if (missing.length > 0) {
    throw call.fail(`${typeName} cannot be told by this identity`, `It lacks what is required: ${missing.join(", ")}.`);
  }
  return { id: undefined, identity: toObjectModel(identity.block, value, "state") };
}

function describe({ id, identity }: ImportTarget<IdentityFields>): string {
  return id === undefined ? `with the identity ${JSON.stringify(identity)}` : JSON.stringify(id);
}
