// SPDX-License-Identifier: Apache-2.0

import { dynamic, typeToJSON, type Path } from "@provide-foundry/cty";
import { marshal } from "@provide-foundry/cty/json";
import {
  compareKeys,
  formatInstance,
  formatModule,
  formatProvider,
  formatResource,
  type InstanceAddress,
  type InstanceKey,
} from "../address.ts";
import { terraformVersion } from "../terraform-version.ts";
import { indentJson, quoteJson } from "./json-text.ts";
import type { CheckResult, ObjectState, OutputState, ResourceState, State, UnknownFields } from "./state.ts";

/**
 * Writes a state as Terraform does, byte for byte.
 *
 * Objects of which the text is already known from an earlier state are not written anew, so that a state can be encoded
 * after each change of one of its many objects.
 *
 * Source: Terraform 1.11.4, `internal/states/statefile`.
 */
export function encodeState(state: State): string {
  const head = members("  ", [
    ["version", "4"],
    ["terraform_version", quoteJson(terraformVersion)],
    ["serial", `${state.serial}`],
    ["lineage", quoteJson(state.lineage)],
  ]);
  return `{\n${head},\n${encodeContent(state)}\n}\n`;
}

/** What makes two states the same, whatever their serial and lineage: all that they know. */
export function encodeContent({ outputs, resources, checkResults, unknownFields }: State): string {
  const named = [...resources.values()].map((resource) => ({ resource, name: sortKey(resource) }));
  named.sort((a, b) => (a.name < b.name ? -1 : Number(a.name > b.name)));
  const encodedOutputs = [...outputs]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, output]) => `    ${quoteJson(name)}: ${encodeOutput(output)}`);
  return members("  ", [
    ["outputs", inBraces(encodedOutputs, "  ")],
    [
      "resources",
      inBrackets(
        named.map(({ resource }) => encodeResource(resource)),
        "  ",
      ),
    ],
    ["check_results", encodeCheckResults(checkResults)],
    ...others(unknownFields, "  "),
  ]);
}

/** One instance, or that there is none any more: a step of an apply. `decodeStep` reads it. */
export function encodeStep(state: State, { key, ...address }: InstanceAddress): string {
  const resource = state.resources.get(formatResource(address));
  const instance = resource?.instances.get(key);
  if (resource === undefined || instance === undefined) {
    return JSON.stringify({ gone: formatInstance({ ...address, ...(key !== undefined && { key }) }) });
  }
  const { unknownFields: _, ...rest } = resource;
  return encodeResource({ ...rest, instances: new Map([[key, instance]]) });
}

type Member = readonly [name: string, json: string | false];

function members(indent: string, list: readonly Member[]): string {
  const lines = list.flatMap(([name, json]) => (json === false ? [] : [`${indent}${quoteJson(name)}: ${json}`]));
  return lines.join(",\n");
}

function others(fields: UnknownFields | undefined, indent: string): readonly Member[] {
  return [...(fields ?? [])].map(([name, json]) => [name, indentJson(json, indent)]);
}

function inBraces(lines: readonly string[], indent: string): string {
  return lines.length === 0 ? "{}" : `{\n${lines.join(",\n")}\n${indent}}`;
}

function inBrackets(lines: readonly string[], indent: string): string {
  return lines.length === 0 ? "[]" : `[\n${lines.join(",\n")}\n${indent}]`;
}

/** Module, mode, type and name, by a separator that comes before all that they consist of. */
function sortKey({ address: { module, mode, type, name } }: ResourceState): string {
  return [formatModule(module), mode, type, name].join("\0");
}

function encodeOutput({ value, sensitive, unknownFields }: OutputState): string {
  const { type } = value;
  const fields = members("      ", [
    ["value", indentJson(marshal(value, type), "      ")],
    ["type", indentJson(typeToJSON(type), "      ")],
    ["sensitive", sensitive && "true"],
    ...others(unknownFields, "      "),
  ]);
  return inBraces([fields], "    ");
}

function encodeResource({ address, provider, instances, unknownFields }: ResourceState): string {
  const module = formatModule(address.module);
  const encoded = [...instances]
    .toSorted(([a], [b]) => compareKeys(a, b))
    .flatMap(([key, { current, deposed }]) => [
      ...(current ? [encodeInstance(current, key)] : []),
      ...[...deposed].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([id, object]) => encodeInstance(object, key, id)),
    ]);
  const fields = members("      ", [
    ["module", module !== "" && quoteJson(module)],
    ["mode", quoteJson(address.mode)],
    ["type", quoteJson(address.type)],
    ["name", quoteJson(address.name)],
    ["provider", quoteJson(formatProvider(provider))],
    ["instances", inBrackets(encoded, "      ")],
    ...others(unknownFields, "      "),
  ]);
  return `    ${inBraces([fields], "    ")}`;
}

function encodeInstance(object: ObjectState, key: InstanceKey | undefined, deposed?: string): string {
  const head = members(fieldIndent, [
    ["index_key", key !== undefined && (typeof key === "number" ? `${key}` : quoteJson(key))],
    ["status", object.isTainted && '"tainted"'],
    ["deposed", deposed !== undefined && quoteJson(deposed)],
  ]);
  const body = encodeObject(object);
  return `        {\n${head === "" ? "" : `${head},\n`}${body}\n        }`;
}

const fieldIndent = " ".repeat(10);
const encodedObjects = new WeakMap<ObjectState, string>();

/** All but what depends on where the object stands. */
function encodeObject(object: ObjectState): string {
  const known = encodedObjects.get(object);
  if (known !== undefined) return known;
  const { identity, identitySchemaVersion, private: privateBytes, dependencies } = object;
  const encoded = members(fieldIndent, [
    ["schema_version", `${object.schemaVersion}`],
    [object.isFlat === true ? "attributes_flat" : "attributes", indentJson(object.attributes, fieldIndent)],
    ["sensitive_attributes", encodePaths(object.sensitivePaths)],
    ["identity_schema_version", identitySchemaVersion !== undefined && `${identitySchemaVersion}`],
    ["identity", identity !== undefined && indentJson(identity, fieldIndent)],
    ["private", privateBytes !== undefined && privateBytes.length > 0 && `"${encodeBase64(privateBytes)}"`],
    ["dependencies", dependencies.length > 0 && indentJson(JSON.stringify(dependencies), fieldIndent)],
    ["create_before_destroy", object.createBeforeDestroy && "true"],
    ...others(object.unknownFields, fieldIndent),
  ]);
  encodedObjects.set(object, encoded);
  return encoded;
}

function encodeBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("base64");
}

function encodePaths(paths: readonly Path[]): string {
  const encoded = paths.map((path) => {
    const steps = path.map((step) =>
      step.kind === "getAttr"
        ? `{"type":"get_attr","value":${quoteJson(step.name)}}`
        : `{"type":"index","value":${marshal(step.key, dynamic)}}`,
    );
    return `[${steps.join(",")}]`;
  });
  return indentJson(`[${encoded.join(",")}]`, fieldIndent);
}

function encodeCheckResults(results: readonly CheckResult[] | null): string {
  if (results === null || results.length === 0) return "null";
  const plain = results.map(({ kind, address, status, objects }) => ({
    object_kind: kind,
    config_addr: address,
    status,
    objects:
      objects &&
      objects.map((object) => ({
        object_addr: object.address,
        status: object.status,
        ...(object.failureMessages.length > 0 && { failure_messages: object.failureMessages }),
      })),
  }));
  return indentJson(JSON.stringify(plain), "  ");
}
