// SPDX-License-Identifier: Apache-2.0

/**
 * What is known of the objects that exist.
 *
 * Objects keep the text in which the state file has them: only a provider that knows the schema can say what it
 * means, after it has upgraded it.
 *
 * @module
 */

import type { Path, Value } from "@provide-foundry/cty";
import type { InstanceKey, ProviderAddress, ResourceAddress } from "../address.ts";

export interface State {
  lineage: string;
  serial: number;
  /** Of the root module. */
  readonly outputs: Map<string, OutputState>;
  /** By `formatResource`. */
  readonly resources: Map<string, ResourceState>;
  checkResults: readonly CheckResult[] | null;
  readonly unknownFields?: UnknownFields;
}

/** What other programs store and this one does not know, kept as it is: JSON by name. */
export type UnknownFields = ReadonlyMap<string, string>;

export interface OutputState {
  readonly value: Value;
  readonly sensitive: boolean;
  readonly unknownFields?: UnknownFields;
}

export interface ResourceState {
  readonly address: ResourceAddress;
  provider: ProviderAddress;
  readonly instances: Map<InstanceKey | undefined, InstanceState>;
  readonly unknownFields?: UnknownFields;
}

export interface InstanceState {
  current?: ObjectState;
  /** Objects that were to be destroyed after their successor was created, by eight hexadecimal digits. */
  readonly deposed: Map<string, ObjectState>;
}

export interface ObjectState {
  readonly schemaVersion: bigint;
  /** A JSON object, as the file has it; flat strings of very old states only where `isFlat`. */
  readonly attributes: string;
  readonly isFlat?: boolean;
  readonly sensitivePaths: readonly Path[];
  readonly private?: Uint8Array;
  readonly isTainted: boolean;
  /** `formatResource` of what it was made from, without instance keys. Sorted. */
  readonly dependencies: readonly string[];
  readonly createBeforeDestroy: boolean;
  readonly identity?: string;
  readonly identitySchemaVersion?: bigint;
  readonly unknownFields?: UnknownFields;
}

export interface CheckResult {
  readonly kind: "resource" | "output" | "check" | "var";
  /** Of the configuration: without instance keys. */
  readonly address: string;
  readonly status: CheckStatus;
  readonly objects: readonly CheckedObject[] | null;
}

export type CheckStatus = "pass" | "fail" | "error" | "unknown";

export interface CheckedObject {
  readonly address: string;
  readonly status: CheckStatus;
  readonly failureMessages: readonly string[];
}
