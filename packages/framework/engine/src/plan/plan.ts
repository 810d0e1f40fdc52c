// SPDX-License-Identifier: Apache-2.0

import type { Path, Value } from "@provide-foundry/cty";
import type { InstanceAddress, ProviderAddress } from "../address.ts";
import type { Diagnostics } from "../diagnostic.ts";
import type { ProviderSchema } from "../schema/schema.ts";
import type { CheckResult, State } from "../state/state.ts";

export type PlanMode = "normal" | "destroy" | "refresh-only";

/** `delete-create` and `create-delete` replace, in that order of steps. */
export type Action = "no-op" | "create" | "read" | "update" | "delete" | "delete-create" | "create-delete" | "forget";

/** Why an action is what it is, where that is not plain; the names of Terraform's JSON. */
export type ActionReason =
  | "replace_because_tainted"
  | "replace_because_cannot_update"
  | "replace_by_request"
  | "replace_by_triggers"
  | "delete_because_no_resource_config"
  | "delete_because_no_module"
  | "delete_because_wrong_repetition"
  | "delete_because_count_index"
  | "delete_because_each_key"
  | "delete_because_no_move_target"
  | "read_because_config_unknown"
  | "read_because_dependency_pending"
  | "read_because_check_nested";

/** What is to become of one object. */
export interface ResourceChange {
  readonly address: InstanceAddress;
  /** Where it stood before a `moved` block. */
  readonly previousAddress?: InstanceAddress;
  /** The key of a deposed object. */
  readonly deposed?: string;
  readonly provider: ProviderAddress;
  readonly action: Action;
  readonly reason?: ActionReason;
  /** Of the implied type of the resource's schema, with marks; null where there is nothing. */
  readonly before: Value;
  readonly after: Value;
  /** What forces the replacement. */
  readonly requiresReplace: readonly Path[];
  /** What the provider wants to see again when it applies. */
  readonly private: Uint8Array;
  readonly importing?: { readonly id: string };
  /** Its own resource, with its instance key replaced: what the object will be recorded to depend on. */
  readonly dependencies: readonly string[];
  readonly createBeforeDestroy: boolean;
}

export interface OutputChange {
  readonly name: string;
  readonly action: "no-op" | "create" | "update" | "delete";
  readonly before: Value;
  readonly after: Value;
  readonly sensitive: boolean;
}

/** An attribute that an expression of the configuration refers to. */
export interface RelevantAttribute {
  /** `formatInstance` of what has it. */
  readonly resource: string;
  readonly path: Path;
}

/** What an apply would do, and all that it needs for that besides the configuration. */
export interface Plan {
  readonly mode: PlanMode;
  readonly createdAt: Date;
  /** Of the configuration that it was made from, see `hashConfiguration`. */
  readonly configurationHash?: string;
  /** Of the root module, those that were set. */
  readonly variables: ReadonlyMap<string, Value>;
  /** In the order of addresses. No-ops included. */
  readonly changes: readonly ResourceChange[];
  /** What changed outside since the last apply. */
  readonly drift: readonly ResourceChange[];
  /** What the changes were planned from, of all that has changed outside; absent if that was not found out. */
  readonly relevantAttributes?: readonly RelevantAttribute[];
  readonly outputs: readonly OutputChange[];
  /** As the last run left it. */
  readonly previousState: State;
  /** What the providers of the changes accept, by source: `registry.terraform.io/hashicorp/random`. */
  readonly schemas: ReadonlyMap<string, ProviderSchema>;
  /** After moves and refresh: what the changes start from. */
  readonly priorState: State;
  readonly checks: readonly CheckResult[];
  /** Whether something would change if it were applied. */
  readonly isApplyable: boolean;
  readonly isErrored: boolean;
  readonly diagnostics: Diagnostics;
}
