// SPDX-License-Identifier: Apache-2.0

/**
 * State stores: whole states as bytes, which travel in chunks.
 *
 * @module
 */

import type {
  ConfigureStateStore_Request,
  ConfigureStateStore_ResponseInit,
  DeleteState_Request,
  DeleteState_ResponseInit,
  GetStates_Request,
  GetStates_ResponseInit,
  LockState_Request,
  LockState_ResponseInit,
  ReadStateBytes_Request,
  ReadStateBytes_ResponseChunkInit,
  UnlockState_Request,
  UnlockState_ResponseInit,
  ValidateStateStoreConfig_Request,
  ValidateStateStoreConfig_ResponseInit,
  WriteStateBytes_RequestChunk,
  WriteStateBytes_ResponseInit,
} from "@provide-foundry/rpcplugin/tfplugin6";
import { compileBlock } from "../codec/block.ts";
import { toObjectModel } from "../codec/plain.ts";
import type { StateContext, StateStorage } from "../definition/state-store.ts";
import type { Call } from "./call.ts";
import { createClientContext, createContext } from "./handler-context.ts";
import type { Runtime } from "./runtime.ts";
import { StateUpload } from "./state-upload.ts";
import { decodeConfig, judge } from "./validate-config.ts";
import { validateStep } from "./validate-step.ts";

/** A state store that a host has configured. */
export interface OpenStateStore {
  readonly storage: StateStorage;
  /** Of the largest chunk that is sent and taken. */
  readonly chunkBytes: number;
}

const defaultChunkBytes = 8 * 1024 * 1024;
/** What messages of the protocol can hold with some room to spare. */
const maxChunkBytes = 128 * 1024 * 1024;

export async function validateStateStoreConfig(
  runtime: Runtime,
  request: ValidateStateStoreConfig_Request,
  call: Call,
): Promise<ValidateStateStoreConfig_ResponseInit> {
  const store = await runtime.stateStore(request.typeName, call);
  await judge(runtime, store, decodeConfig(compileBlock(store.schema), request.config, call), call);
  return {};
}

/** Opens the storage, and agrees on the size of chunks. */
export async function configureStateStore(
  runtime: Runtime,
  request: ConfigureStateStore_Request,
  call: Call,
): Promise<ConfigureStateStore_ResponseInit> {
  const { schema, rules, handlers } = await runtime.stateStore(request.typeName, call);
  const block = compileBlock(schema);
  const { written, config } = decodeConfig(block, request.config, call);
  validateStep(call, block, config, { written, rules });
  if (!config.isWhollyKnown()) call.error(`${call.subject} cannot be used yet`, "Its configuration is not known.");
  call.throwIfErrors();
  const model = call.step("convert", () => toObjectModel(block, config, "planned"));
  const context = createClientContext(runtime, call, block, { config: model });
  const storage: unknown = await call.user("configure", () => handlers.configure(context));
  call.throwIfErrors();
  if (!isStorage(storage)) {
    call.reportBug("configure", "storage", "an object with read, write, list and delete", storage);
    return {};
  }
  const chunkBytes = agreeOnChunks(request.capabilities?.chunkSize ?? 0n);
  runtime.stateStores.set(request.typeName, { storage, chunkBytes });
  return { capabilities: { chunkSize: BigInt(chunkBytes) } };
}

function agreeOnChunks(wanted: bigint): number {
  if (wanted <= 0n) return defaultChunkBytes;
  return wanted > maxChunkBytes ? maxChunkBytes : Number(wanted);
}

function isStorage(storage: unknown): storage is StateStorage {
  if (typeof storage !== "object" || storage === null) return false;
  const methods = storage as Partial<Record<string, unknown>>;
  return ["read", "write", "list", "delete"].every((name) => typeof methods[name] === "function");
}

/** A state in chunks. One that does not exist is one empty chunk: hosts need the range of one. */
export async function* readStateBytes(
  runtime: Runtime,
  { typeName, stateId }: ReadStateBytes_Request,
  call: Call,
): AsyncGenerator<ReadStateBytes_ResponseChunkInit, void> {
  const { storage, chunkBytes } = await runtime.openStateStore(typeName, call);
  const state: unknown = await call.user("read", () => storage.read(checkId(stateId, call), contextOf(call)));
  call.throwIfErrors();
  if (state !== undefined && !(state instanceof Uint8Array)) {
    call.reportBug("read", "state", "a Uint8Array or nothing", state);
    return;
  }
  const bytes = state ?? new Uint8Array();
  const totalLength = BigInt(bytes.length);
  let start = 0;
  do {
    const chunk = bytes.subarray(start, start + chunkBytes);
    // The last byte's place, not the one after it.
    const end = Math.max(start + chunk.length - 1, 0);
    yield { bytes: chunk, totalLength, range: { start: BigInt(start), end: BigInt(end) } };
    start += chunk.length;
  } while (start < bytes.length);
}

/** Takes a state in chunks, and stores it once it is whole. */
export async function writeStateBytes(
  runtime: Runtime,
  chunks: AsyncIterable<WriteStateBytes_RequestChunk>,
  call: Call,
): Promise<WriteStateBytes_ResponseInit> {
  let upload: StateUpload | undefined;
  for await (const chunk of chunks) {
    upload ??= await beginUpload(runtime, chunk, call);
    const problem = upload.add(chunk);
    if (problem !== undefined) throw call.fail("The state did not arrive whole", `${problem} Nothing was stored.`);
  }
  if (upload === undefined)
    throw call.fail("The state did not arrive whole", "The host sent none. Nothing was stored.");
  const { storage, id } = upload;
  const state = upload.finish();
  if (typeof state === "string") throw call.fail("The state did not arrive whole", `${state} Nothing was stored.`);
  await call.user("write", () => storage.write(id, state, contextOf(call)));
  return {};
}

async function beginUpload(
  runtime: Runtime,
  { meta, totalLength }: WriteStateBytes_RequestChunk,
  call: Call,
): Promise<StateUpload> {
  if (meta === undefined)
    throw call.fail("The state cannot be stored", "Its first chunk does not say where it belongs.");
  call.subject = meta.typeName;
  const { storage, chunkBytes } = await runtime.openStateStore(meta.typeName, call);
  return new StateUpload(storage, checkId(meta.stateId, call), totalLength, chunkBytes);
}

/** Locks a state. A storage that does not lock answers with no lock's id. */
export async function lockState(
  runtime: Runtime,
  { typeName, stateId, operation }: LockState_Request,
  call: Call,
): Promise<LockState_ResponseInit> {
  const { storage } = await runtime.openStateStore(typeName, call);
  if (storage.lock === undefined) return { lockId: "" };
  const lockId: unknown = await call.user("lock", () =>
    storage.lock?.(checkId(stateId, call), operation, contextOf(call)),
  );
  call.throwIfErrors();
  if (typeof lockId === "string" && lockId !== "") return { lockId };
  call.reportBug("lock", "lock id", "a string that is not empty", lockId);
  return {};
}

export async function unlockState(
  runtime: Runtime,
  { typeName, stateId, lockId }: UnlockState_Request,
  call: Call,
): Promise<UnlockState_ResponseInit> {
  const { storage } = await runtime.openStateStore(typeName, call);
  await call.user("unlock", () => storage.unlock?.(checkId(stateId, call), lockId, contextOf(call)));
  return {};
}

export async function getStates(
  runtime: Runtime,
  { typeName }: GetStates_Request,
  call: Call,
): Promise<GetStates_ResponseInit> {
  const { storage } = await runtime.openStateStore(typeName, call);
  const ids: unknown = await call.user("list", () => storage.list(contextOf(call)));
  call.throwIfErrors();
  if (Array.isArray(ids) && ids.every((id) => typeof id === "string")) return { stateIds: ids };
  call.reportBug("list", "state ids", "an array of strings", ids);
  return {};
}

export async function deleteState(
  runtime: Runtime,
  { typeName, stateId }: DeleteState_Request,
  call: Call,
): Promise<DeleteState_ResponseInit> {
  const { storage } = await runtime.openStateStore(typeName, call);
  await call.user("delete", () => storage.delete(checkId(stateId, call), contextOf(call)));
  return {};
}

function checkId(id: string, call: Call): string {
  if (id === "") throw call.fail("A state needs an id", "The host sent none.");
  return id;
}

function contextOf(call: Call): StateContext {
  return createContext(call, nothing, {});
}

const nothing = compileBlock({});
