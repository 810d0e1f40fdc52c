// SPDX-License-Identifier: Apache-2.0

import { compareKeys, formatInstance, modulePath, type InstanceAddress, type ProviderAddress } from "../address.ts";
import { nodeName } from "../evaluation/config-graph.ts";
import type { LiveObject } from "../evaluation/live-object.ts";
import type { Session } from "../evaluation/session.ts";
import type { PlanMode, ResourceChange } from "../plan/plan.ts";
import type { State } from "../state/state.ts";

export interface PlanOptions {
  readonly mode: PlanMode;
  /** Whether providers are asked what has become of the objects. */
  readonly refresh: boolean;
  /** Instances to be replaced whatever becomes of them. */
  readonly replace: readonly string[];
}

/** A walk that finds out what is to be changed. */
export interface PlanSession extends Session {
  readonly options: PlanOptions;
  /** The objects as they are found to be, in the course of the walk. */
  readonly state: State;
  readonly changes: Changes;
  /** Where objects stood before they were moved, by where they stand. */
  readonly movedFrom: ReadonlyMap<string, InstanceAddress>;
  /** What is to be imported, by where to. */
  readonly imports: Map<string, ImportRequest>;
  /** The objects of the state before they were refreshed, by address. */
  readonly before: Map<string, ObjectBefore>;
}

export interface ObjectBefore {
  readonly address: InstanceAddress;
  readonly provider: ProviderAddress;
  readonly object: LiveObject;
}

export interface ImportRequest {
  readonly address: InstanceAddress;
  readonly id: string;
  readonly provider: ProviderAddress;
}

/** Changes as they are planned, found again by resource. */
export class Changes {
  readonly #all = new Map<string, ResourceChange>();
  /** By the resource's address in the configuration. */
  readonly #byResource = new Map<string, ResourceChange[]>();

  add(change: ResourceChange): void {
    this.#all.set(changeName(change), change);
    const name = configAddress(change.address);
    const others = this.#byResource.get(name);
    if (others) others.push(change);
    else this.#byResource.set(name, [change]);
  }

  find(address: InstanceAddress): ResourceChange | undefined {
    return this.#all.get(formatInstance(address));
  }

  /** @param resource As `dependencies` has it. */
  ofResource(resource: string): readonly ResourceChange[] {
    return this.#byResource.get(resource) ?? [];
  }

  /** In the order of addresses. */
  sorted(): readonly ResourceChange[] {
    return [...this.#all.values()].toSorted(compareChanges);
  }
}

export function changeName({ address, deposed }: Pick<ResourceChange, "address" | "deposed">): string {
  return formatInstance(address) + (deposed === undefined ? "" : ` (deposed ${deposed})`);
}

/** The address of an instance's resource in the configuration. */
export function configAddress(address: InstanceAddress): string {
  return nodeName.resource(modulePath(address.module), address);
}

export function compareChanges(a: ResourceChange, b: ResourceChange): number {
  return compareAddresses(a.address, b.address) || compareTexts(a.deposed ?? "", b.deposed ?? "");
}

/** The order of plans: modules, those with the shorter way to them first, data sources before managed resources, types, names, keys. */
function compareAddresses(a: InstanceAddress, b: InstanceAddress): number {
  if (a.module.length !== b.module.length) return a.module.length - b.module.length;
  for (const [i, one] of a.module.entries()) {
    const other = b.module[i]!;
    const order = compareTexts(one.name, other.name) || compareKeys(one.key, other.key);
    if (order !== 0) return order;
  }
  return (
    compareTexts(a.mode, b.mode) ||
    compareTexts(a.type, b.type) ||
    compareTexts(a.name, b.name) ||
    compareKeys(a.key, b.key)
  );
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
