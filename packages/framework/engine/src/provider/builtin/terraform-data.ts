// SPDX-License-Identifier: Apache-2.0

/**
 * What `terraform_data` does with its objects. Null is one that does not exist.
 *
 * @module
 */

import {
  dynamic,
  map,
  nullVal,
  object,
  objectVal,
  PathError,
  string,
  stringVal,
  unknownVal,
  type ObjectType,
  type Type,
  type Value,
} from "@provide-foundry/cty";
import * as json from "@provide-foundry/cty/json";

export const attributes: readonly { readonly name: string; readonly type: Type; readonly isComputed: boolean }[] = [
  { name: "id", type: string, isComputed: true },
  { name: "input", type: dynamic, isComputed: false },
  { name: "output", type: dynamic, isComputed: true },
  { name: "triggers_replace", type: dynamic, isComputed: false },
];

export function objectType(): ObjectType {
  return object(new Map(attributes.map(({ name, type }) => [name, type])));
}

/** The attributes of a configuration that are not its to set. */
export function findReadOnly(config: Value): readonly string[] {
  if (config.isNull()) return [];
  const computed = attributes.filter(({ isComputed }) => isComputed).map(({ name }) => name);
  return computed.filter((name) => !config.getAttr(name).isKnown() || !config.getAttr(name).isNull());
}

export function plan(prior: Value, proposed: Value): { readonly planned: Value; readonly isReplaced: boolean } {
  if (proposed.isNull()) return { planned: proposed, isReplaced: false };
  const input = proposed.getAttr("input");
  const newId = unknownVal(string).refineNotNull();
  const newOutput = isNull(input) ? input : unknownVal(input.type);
  if (prior.isNull()) return { planned: changed(proposed, { id: newId, output: newOutput }), isReplaced: false };
  if (!prior.getAttr("triggers_replace").rawEquals(proposed.getAttr("triggers_replace"))) {
    return { planned: changed(proposed, { id: newId, output: newOutput }), isReplaced: true };
  }
  if (prior.getAttr("input").rawEquals(input)) return { planned: proposed, isReplaced: false };
  return { planned: changed(proposed, { output: unknownVal(input.type) }), isReplaced: false };
}

export function apply(planned: Value): Value {
  if (planned.isNull()) return planned;
  const parts: Record<string, Value> = {};
  if (!planned.getAttr("output").isKnown()) parts["output"] = planned.getAttr("input");
  if (!planned.getAttr("id").isKnown()) parts["id"] = stringVal(crypto.randomUUID());
  return changed(planned, parts);
}

export function importObject(id: string): Value {
  const nothing = nullVal(dynamic);
  return objectVal({ id: stringVal(id), input: nothing, output: nothing, triggers_replace: nothing });
}

/** A `null_resource` as `terraform_data`, or summary and detail of why not. */
export function move(
  provider: string,
  type: string,
  stored: Uint8Array,
): { readonly object: Value } | { readonly problem: readonly [summary: string, detail?: string] } {
  if (!provider.endsWith("hashicorp/null")) {
    const detail = "Only moving from the official hashicorp/null provider to terraform_data is supported.";
    return { problem: ["Unsupported source provider for move operation", detail] };
  }
  if (type !== "null_resource") {
    const detail = "Only moving from the null_resource managed resource to terraform_data is supported.";
    return { problem: ["Unsupported source resource type for move operation", detail] };
  }
  try {
    const source = json.unmarshal(stored, object({ id: string, triggers: map(string) }));
    const triggers = source.getAttr("triggers");
    // Configurations write them as an object, which would differ from a map.
    const replace = triggers.isNull() ? nullVal(dynamic) : objectVal(triggers.asValueMap());
    return { object: changed(importObject(""), { id: source.getAttr("id"), triggers_replace: replace }) };
  } catch (error) {
    if (!(error instanceof PathError)) throw error;
    return { problem: [error.message] };
  }
}

function changed(object: Value, parts: Readonly<Record<string, Value>>): Value {
  return objectVal(new Map([...object.asValueMap(), ...Object.entries(parts)]));
}

function isNull(value: Value): boolean {
  return value.isKnown() && value.isNull();
}
