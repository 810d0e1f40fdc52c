// SPDX-License-Identifier: Apache-2.0

/**
 * What an engine tells while it is at work.
 *
 * @module
 */

import type { Value } from "@provide-foundry/cty";
import type { InstanceAddress } from "./address.ts";
import type { Diagnostic } from "./diagnostic.ts";
import type { Action, OutputChange, Plan, ResourceChange } from "./plan/plan.ts";
import type { OutputState } from "./state/state.ts";

/** An object at a step. */
export interface ObjectEvent {
  readonly address: InstanceAddress;
  /** Of a deposed object. */
  readonly deposed?: string;
}

/** A step of an apply or of a read of data: one call that may take its time. */
export interface StepEvent extends ObjectEvent {
  /** `delete-create` and `create-delete` are two steps. */
  readonly action: Extract<Action, "create" | "read" | "update" | "delete" | "no-op">;
  readonly deposed?: string;
}

export type EngineEvent =
  | (ObjectEvent & { readonly kind: "refresh-start"; readonly value: Value })
  | (ObjectEvent & { readonly kind: "refresh-end"; readonly value: Value })
  | (ObjectEvent & { readonly kind: "import-start"; readonly id: string })
  | (StepEvent & { readonly kind: "step-start"; readonly value: Value })
  | (StepEvent & { readonly kind: "step-end"; readonly value: Value; readonly elapsedMs: number })
  | (StepEvent & { readonly kind: "step-failed"; readonly elapsedMs: number })
  | (ObjectEvent & { readonly kind: "ephemeral"; readonly step: "open" | "renew" | "close"; readonly isDone: boolean })
  | { readonly kind: "drift"; readonly change: ResourceChange }
  | { readonly kind: "planned"; readonly change: ResourceChange }
  | { readonly kind: "plan-done"; readonly plan: Plan }
  | { readonly kind: "output-planned"; readonly change: OutputChange }
  | {
      readonly kind: "apply-done";
      readonly added: number;
      readonly changed: number;
      readonly destroyed: number;
      readonly imported: number;
    }
  | { readonly kind: "outputs"; readonly outputs: ReadonlyMap<string, OutputState> }
  | { readonly kind: "diagnostic"; readonly diagnostic: Diagnostic };

export type Emit = (event: EngineEvent) => void;
