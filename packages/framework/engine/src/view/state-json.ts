// SPDX-License-Identifier: Apache-2.0

import { typeToJSON } from "@provide-foundry/cty";
import { unmarshal } from "@provide-foundry/cty/json";
import { compareKeys, formatInstance, formatResource, type InstanceAddress } from "../address.ts";
import { impliedType } from "../schema/implied-type.ts";
import type { ProviderSchema, ResourceSchema } from "../schema/schema.ts";
import { quoteJson } from "../state/json-text.ts";
import { StateError } from "../state/state-error.ts";
import type { ObjectState, OutputState, ResourceState, State } from "../state/state.ts";
import { terraformVersion } from "../terraform-version.ts";
import { modulesToJson, type ResourceJson } from "./module-tree-json.ts";
import { jsonArray, jsonObject, markSensitive, sensitiveToJson, valueToJson } from "./value-json.ts";

/** Schemas by the source of their provider: `registry.terraform.io/hashicorp/random`. */
type ProviderSchemas = ReadonlyMap<string, ProviderSchema>;

/**
 * A state as `terraform show -json` writes it. Sensitive values are in it; it only says which they are.
 *
 * @throws StateError when there is no schema of a resource, or its object is not of the schema's version.
 */
export function stateToJson(state: State, schemas: ProviderSchemas): string {
  const isEmpty = state.resources.size === 0 && state.outputs.size === 0;
  return jsonObject([
    ["format_version", '"1.0"'],
    ["terraform_version", quoteJson(terraformVersion)],
    ["values", isEmpty ? undefined : stateValuesToJson(state, schemas)],
  ]);
}

function stateValuesToJson({ outputs, resources }: State, schemas: ProviderSchemas): string {
  const sorted = [...resources.values()].toSorted((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1));
  return jsonObject([
    ["outputs", outputs.size === 0 ? undefined : outputsToJson(outputs)],
    ["root_module", modulesToJson(sorted.flatMap((resource) => resourceToJson(resource, schemas)))],
  ]);
}

/** Data sources come after what is managed. */
function sortKey({ address }: ResourceState): string {
  return `${address.mode === "managed" ? 0 : 1}${formatResource(address)}`;
}

function outputsToJson(outputs: ReadonlyMap<string, OutputState>): string {
  const sorted = [...outputs].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return jsonObject(
    sorted.map(([name, { value, sensitive }]) => [
      name,
      jsonObject([
        ["sensitive", `${sensitive}`],
        ["value", valueToJson(value)],
        ["type", typeToJSON(value.type)],
      ]),
    ]),
  );
}

function resourceToJson(resource: ResourceState, schemas: ProviderSchemas): readonly ResourceJson[] {
  const schema = schemaOf(resource, schemas);
  const instances = [...resource.instances].toSorted(([a], [b]) => compareKeys(a, b));
  return instances.flatMap(([key, { current, deposed }]) => {
    const address = { ...resource.address, ...(key !== undefined && { key }) };
    const objects = [...(current ? [[undefined, current] as const] : []), ...deposed];
    return objects.map(([deposedKey, object]) => ({
      module: address.module,
      json: objectToJson(address, resource.provider.source, schema, object, deposedKey),
    }));
  });
}

function schemaOf({ address, provider }: ResourceState, schemas: ProviderSchemas): ResourceSchema {
  const schema = schemas.get(provider.source);
  const found = (address.mode === "managed" ? schema?.resources : schema?.dataSources)?.get(address.type);
  if (found !== undefined) return found;
  throw new StateError(`There is no schema of ${formatResource(address)} in provider ${provider.source}`, {
    code: "state.operation",
    hint: "Use a version of the provider that has it.",
  });
}

/** What tells an instance from others, in states and plans. */
export function addressMembers(address: InstanceAddress): readonly (readonly [string, string | undefined])[] {
  return [
    ["mode", quoteJson(address.mode)],
    ["type", quoteJson(address.type)],
    ["name", quoteJson(address.name)],
    ["index", address.key === undefined ? undefined : JSON.stringify(address.key)],
  ];
}

function objectToJson(
  address: InstanceAddress,
  source: string,
  { block }: ResourceSchema,
  object: ObjectState,
  deposed: string | undefined,
): string {
  const value = markSensitive(readObject(address, object, block), block, object.sensitivePaths);
  return jsonObject([
    ["address", quoteJson(formatInstance(address))],
    ...addressMembers(address),
    ["provider_name", quoteJson(source)],
    ["schema_version", `${object.schemaVersion}`],
    ["values", valueToJson(value)],
    ["sensitive_values", sensitiveToJson(value)],
    ["depends_on", object.dependencies.length === 0 ? undefined : jsonArray(object.dependencies.map(quoteJson))],
    ["tainted", object.isTainted ? "true" : undefined],
    ["deposed_key", deposed === undefined ? undefined : quoteJson(deposed)],
  ]);
}

function readObject(
  address: InstanceAddress,
  { attributes }: ObjectState,
  block: ResourceSchema["block"],
): ReturnType<typeof unmarshal> {
  try {
    return unmarshal(attributes, impliedType(block));
  } catch (cause) {
    throw new StateError(`${formatInstance(address)} in the state does not fit its schema`, {
      code: "state.operation",
      hint: "Refresh the state, so that the provider upgrades what is in it.",
      cause,
    });
  }
}
