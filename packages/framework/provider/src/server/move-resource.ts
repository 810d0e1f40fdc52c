// SPDX-License-Identifier: Apache-2.0

import type {
  MoveResourceState_Request,
  MoveResourceState_ResponseInit,
  RawState,
} from "@provide-foundry/rpcplugin/tfplugin6";
import { compileBlock } from "../codec/block.ts";
import { Findings } from "../codec/findings.ts";
import type { MoveSource, Mover } from "../definition/move-from.ts";
import type { Json } from "../definition/state-upgrades.ts";
import type { Call } from "./call.ts";
import { createContext } from "./handler-context.ts";
import { PrivateCell } from "./private-cell.ts";
import { ResourceIdentity } from "./resource-identity.ts";
import type { Runtime } from "./runtime.ts";
import { fromUpgraded, rawJson, readDocument, readStored } from "./stored-state.ts";
import { encodeValue } from "./wire-value.ts";

/**
 * Turns the state of another type of resource into one of this type, if there
 * is a mover for exactly that.
 *
 * The source's private state is shown to the mover, opened if this provider
 * sealed it, and goes nowhere else.
 */
export async function moveResourceState(
  runtime: Runtime,
  request: MoveResourceState_Request,
  call: Call,
): Promise<MoveResourceState_ResponseInit> {
  const { sourceTypeName, targetTypeName, sourceSchemaVersion, sourceIdentity } = request;
  const resource = await runtime.resource(targetTypeName, call);
  const { source, move } = findMover(resource.moves, request, call);
  const text = rawJson(request.sourceState, sourceTypeName, call);
  const stored = call.step("decode", () => readStored(text, source.schema ?? "json", call));

  const block = compileBlock(resource.schema);
  const kept = await PrivateCell.open(runtime, resource, targetTypeName, new Uint8Array(), call);
  const sourcePrivate = await PrivateCell.openForeign(runtime, sourceTypeName, request.sourcePrivate, call);
  const context = createContext(call, block, {
    state: stored.plain,
    version: Number(sourceSchemaVersion),
    sourcePrivate,
    sourceIdentity: readIdentity(sourceIdentity),
    setPrivate: (values: unknown): void => kept.set(values),
  });
  const operation = `the move from ${sourceTypeName}`;
  const result: unknown = await call.user(operation, () => move(context as never));
  call.throwIfErrors();
  const state = call.step("check", () => {
    const findings = new Findings();
    const value = fromUpgraded(block, result, stored.value, findings);
    call.hideSecretsOf(block, value);
    call.reportBugs(operation, findings.list);
    call.throwIfErrors();
    return value;
  });
  const targetIdentity = await ResourceIdentity.of(resource)?.tryDerive(state, call);
  return call.step("encode", () => ({
    targetState: encodeValue(state, block.type),
    targetPrivate: kept.bytes,
    targetIdentity,
  }));
}

/** Not every source has one, and hosts have sent identities only since Terraform 1.12. */
function readIdentity(identity: RawState | undefined): Json | undefined {
  return identity === undefined || identity.json.length === 0 ? undefined : readDocument(identity.json).plain;
}

function findMover(movers: readonly Mover[], request: MoveResourceState_Request, call: Call): Mover {
  const { sourceProviderAddress, sourceTypeName, sourceSchemaVersion, targetTypeName } = request;
  const ofType = movers.filter(({ source }) => isSource(source, sourceProviderAddress, sourceTypeName));
  const mover = ofType.find(
    ({ source: { version } }) => version === undefined || BigInt(version) === sourceSchemaVersion,
  );
  if (mover !== undefined) return mover;
  const versions = ofType.map(({ source }) => source.version).join(", ");
  throw call.fail(
    `${sourceTypeName} cannot be moved to ${targetTypeName}`,
    ofType.length === 0
      ? `The provider does not know how to turn a ${sourceTypeName} of the provider ${sourceProviderAddress} into a ${targetTypeName}.`
      : `The state has version ${sourceSchemaVersion} of the schema of ${sourceTypeName}; what can be moved is version ${versions}. Apply once with a version of ${sourceProviderAddress} that has it.`,
  );
}

/** Whether a source is what is moved. An address without a registry's host means that provider of any registry. */
function isSource({ provider, type }: MoveSource, address: string, typeName: string): boolean {
  if (type !== typeName) return false;
  const [name, namespace, host] = address.toLowerCase().split("/").toReversed();
  const wanted = provider.toLowerCase().split("/").toReversed();
  return wanted[0] === name && wanted[1] === namespace && (wanted[2] === undefined || wanted[2] === host);
}
