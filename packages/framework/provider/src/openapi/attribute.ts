// SPDX-License-Identifier: Apache-2.0

/**
 * The attributes of a component, as they follow from what operations take and
 * give.
 *
 * @module
 */

import type { AttributeMode } from "./overrides.ts";
import type { JsonShape, NumberShape, Shape, StringShape } from "./shape.ts";

export type ScalarShape = StringShape | NumberShape | { readonly kind: "bool" } | JsonShape;

export type AttributeType =
  | ScalarShape
  | {
      readonly kind: "list" | "set" | "map";
      readonly of: AttributeType;
      readonly isNullable: boolean;
      readonly minItems: number | undefined;
      readonly maxItems: number | undefined;
    }
  | NestedType;

export interface NestedType {
  readonly kind: "nested";
  readonly nesting: "single" | "list" | "set" | "map";
  readonly fields: readonly Attribute[];
  /** Set where each of `fields` is one form of the object: the property that tells which. */
  readonly discriminator: string | undefined;
  /** Whether a body may have null among the elements; no configuration can. */
  readonly hasNulls: boolean;
  readonly minItems: number | undefined;
  readonly maxItems: number | undefined;
}

export interface Attribute {
  readonly name: string;
  /** In bodies; of a form of a union, the discriminator's value. */
  readonly property: string;
  readonly type: AttributeType;
  readonly mode: AttributeMode | "defaulted";
  readonly default: unknown;
  readonly isSensitive: boolean;
  readonly isWriteOnly: boolean;
  readonly replaces: boolean;
  readonly isStable: boolean;
  /** Of a value that the provider gives: whether it may be null. */
  readonly isNullable: boolean;
  readonly description: string | undefined;
  readonly isDeprecated: boolean;
  /** Which bodies have it. */
  readonly isCreated: boolean;
  readonly isUpdated: boolean;
  readonly isAnswered: boolean;
  /** Whether an answer always has it, and not as null. */
  readonly isAlwaysAnswered: boolean;
}

export function isScalar(shape: Shape): shape is ScalarShape {
  return (
    shape.kind !== "list" &&
    shape.kind !== "set" &&
    shape.kind !== "map" &&
    shape.kind !== "object" &&
    shape.kind !== "union"
  );
}

export function isProvided({ mode }: Attribute): boolean {
  return mode === "computed" || mode === "optionalComputed";
}

/** Whether something in it, at any depth, is for the provider to give. */
export function hasProvided(attribute: Attribute): boolean {
  return isProvided(attribute) || fieldsOf(attribute).some(hasProvided);
}

export function hasWriteOnly(attribute: Attribute): boolean {
  return attribute.isWriteOnly || fieldsOf(attribute).some(hasWriteOnly);
}

export function fieldsOf({ type }: Attribute): readonly Attribute[] {
  return type.kind === "nested" ? type.fields : [];
}
