// SPDX-License-Identifier: Apache-2.0

import type { InstanceAddress } from "../address.ts";
import type { EphemeralObjects } from "../evaluation/ephemeral-objects.ts";
import type { Session } from "../evaluation/session.ts";
import type { Plan } from "../plan/plan.ts";
import type { State } from "../state/state.ts";

/** Where an apply keeps what it has done. */
export interface StateStore {
  readonly state: State;
  /** Comes back when it cannot be lost any more that the instance may come to exist. */
  announceCreation(address: InstanceAddress): Promise<void>;
  /** Comes back when what the state says of the instance cannot be lost any more. */
  saveInstance(address: InstanceAddress): Promise<void>;
  /** As `saveInstance`, for all of the state. */
  save(): Promise<void>;
}

/** A walk that carries out a plan. */
export interface ApplySession extends Session {
  readonly plan: Plan;
  readonly store: StateStore;
  readonly ephemeral: EphemeralObjects;
  /** The keys of objects that were put aside for their successors, by address. */
  readonly deposed: Map<string, string>;
  readonly done: { added: number; changed: number; destroyed: number; imported: number };
}
