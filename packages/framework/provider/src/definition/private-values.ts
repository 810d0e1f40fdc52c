// SPDX-License-Identifier: Apache-2.0

import type { Elements, ObjectShape } from "../schema/field.ts";
import type { Known } from "../schema/models.ts";

/** What a component keeps for itself, as the schema `P` has it. */
export interface PrivateValues<P extends Elements> {
  /** Undefined while nothing is set. */
  get(): Known<ObjectShape<P>> | undefined;
  set(values: Known<ObjectShape<P>>): void;
}

/** Bytes that Terraform stores beside a resource's state and never shows. Unchanged when nothing is set. */
export interface PrivateState {
  get(): Uint8Array | undefined;
  set(bytes: Uint8Array): void;
}

/** The values themselves; never, where bytes are kept. */
export type PrivateValuesOf<P> = P extends Elements ? Known<ObjectShape<P>> : never;

/** The private state of a resource: values if its `private` declares them, else bytes. */
export type PrivateOf<P> = P extends Elements ? PrivateValues<P> : PrivateState;
