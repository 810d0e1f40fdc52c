// SPDX-License-Identifier: Apache-2.0

/**
 * Changes of a state. What is left empty goes: instances without objects, resources without instances.
 *
 * @module
 */

import { formatInstance, formatResource, type InstanceAddress, type ProviderAddress } from "../address.ts";
import { StateError } from "./state-error.ts";
import type { InstanceState, ObjectState, State } from "./state.ts";

export function findInstance(state: State, address: InstanceAddress): InstanceState | undefined {
  return state.resources.get(formatResource(address))?.instances.get(address.key);
}

/** @param object undefined when there is none any more. */
export function setCurrent(
  state: State,
  address: InstanceAddress,
  provider: ProviderAddress,
  object: ObjectState | undefined,
): void {
  if (object === undefined) {
    const instance = findInstance(state, address);
    delete instance?.current;
    removeIfEmpty(state, address);
    return;
  }
  ensureInstance(state, address, provider).current = object;
}

/** @param object undefined when there is none any more. */
export function setDeposed(
  state: State,
  address: InstanceAddress,
  provider: ProviderAddress,
  deposed: string,
  object: ObjectState | undefined,
): void {
  if (object === undefined) {
    findInstance(state, address)?.deposed.delete(deposed);
    removeIfEmpty(state, address);
    return;
  }
  ensureInstance(state, address, provider).deposed.set(deposed, object);
}

/**
 * Puts the current object aside, for its successor to take its place.
 *
 * @returns Its key, by which it can be destroyed or put back; undefined when there is no current object.
 */
export function depose(state: State, address: InstanceAddress): string | undefined {
  const instance = findInstance(state, address);
  if (instance?.current === undefined) return undefined;
  let key: string;
  do key = crypto.randomUUID().slice(0, 8);
  while (instance.deposed.has(key));
  instance.deposed.set(key, instance.current);
  delete instance.current;
  return key;
}

/** Puts a deposed object back where it was, unless it has got a successor. @returns whether it is back. */
export function restoreDeposed(state: State, address: InstanceAddress, deposed: string): boolean {
  const instance = findInstance(state, address);
  const object = instance?.deposed.get(deposed);
  if (instance === undefined || object === undefined || instance.current !== undefined) return false;
  instance.current = object;
  instance.deposed.delete(deposed);
  return true;
}

function ensureInstance(state: State, address: InstanceAddress, provider: ProviderAddress): InstanceState {
  const { key, ...resourceAddress } = address;
  if (address.mode === "ephemeral") {
    throw new StateError(`${formatInstance(address)} is ephemeral: nothing of it is ever stored`, {
      code: "state.operation",
      hint: "Keep it in memory.",
    });
  }
  const name = formatResource(address);
  const resource = state.resources.get(name) ?? { address: resourceAddress, provider, instances: new Map() };
  resource.provider = provider;
  state.resources.set(name, resource);
  const instance: InstanceState = resource.instances.get(key) ?? { deposed: new Map() };
  resource.instances.set(key, instance);
  return instance;
}

function removeIfEmpty(state: State, address: InstanceAddress): void {
  const name = formatResource(address);
  const resource = state.resources.get(name);
  const instance = resource?.instances.get(address.key);
  if (resource === undefined || instance === undefined) return;
  if (instance.current === undefined && instance.deposed.size === 0) resource.instances.delete(address.key);
  if (resource.instances.size === 0) state.resources.delete(name);
}
