// SPDX-License-Identifier: Apache-2.0

/**
 * States as they are stored, of any version and of any provider.
 *
 * @module
 */

import * as cty from "@provide-foundry/cty";
import * as json from "@provide-foundry/cty/json";
import type { RawState } from "@provide-foundry/rpcplugin/tfplugin6";
import { At } from "../codec/at.ts";
import { type Block, compileBlock } from "../codec/block.ts";
import { ConformError, conform, fromStored } from "../codec/conform.ts";
import { Findings } from "../codec/findings.ts";
import { originOf } from "../codec/origin.ts";
import { type ObjectReader, atMember, memberFromState, toObjectModel } from "../codec/plain.ts";
import { isRecord, setOwn } from "../codec/plain-object.ts";
import { reportStrangers } from "../codec/value-codec.ts";
import type { Json, StateForm } from "../definition/state-upgrades.ts";
import { nullWriteOnly } from "../result/null-write-only.ts";
import type { Call } from "./call.ts";

/** A state while it is changed: as a handler sees it, and as the value that it was. */
export interface StoredState {
  readonly plain: unknown;
  readonly value: cty.Value;
}

/**
 * The JSON of a stored state.
 *
 * @throws CallFailed after reporting that there is none.
 */
export function rawJson(rawState: RawState | undefined, typeName: string, call: Call): Uint8Array {
  if (rawState !== undefined && rawState.json.length > 0) return rawState.json;
  throw call.fail(
    `The state of ${typeName} cannot be read`,
    rawState !== undefined && rawState.flatmap.size > 0
      ? "It is in the format of Terraform 0.11 and earlier. Apply once with Terraform 0.12 to 0.13, which convert it."
      : "The host sent no state.",
  );
}

/** A stored state by the schema that it had, or as the document that it is. */
export function readStored(text: Uint8Array, form: StateForm, call: Call): StoredState {
  if (form === "json") return readDocument(text);
  const block = compileBlock(form);
  const value = readState(text, block, call);
  if (value.isNull()) throw call.fail(`The state of ${call.subject} cannot be read`, "It is null.");
  return { plain: toObjectModel(block, value, "state"), value };
}

export function readDocument(text: Uint8Array): StoredState & { readonly plain: Json } {
  const value = json.unmarshal(text, json.impliedType(text));
  return { plain: toJson(value), value };
}

/** A stored state by a schema. Attributes that the schema has lost are dropped, those that it has gained are null. */
export function readState(text: Uint8Array, block: Block, call: Call): cty.Value {
  const { type } = block;
  let state: cty.Value;
  try {
    state = json.unmarshal(text, type);
  } catch {
    // It has more than the type, or it is damaged: the slower way tells.
    state = readLooseState(text, type, call);
  }
  call.hideSecretsOf(block, state);
  return nullWriteOnly(block, state);
}

function readLooseState(text: Uint8Array, type: cty.ObjectType, call: Call): cty.Value {
  const document = json.unmarshal(text, json.impliedType(text));
  try {
    return conform(document, type, At.root, fromStored);
  } catch (error) {
    if (!(error instanceof ConformError)) throw error;
    throw call.fail(
      `The state of ${call.subject} does not fit its schema`,
      `${error.at.path}: ${error.message}`,
      error.at,
    );
  }
}

/**
 * What a handler made of a stored state. Computed values that it left out, at
 * any depth, are null.
 *
 * @param before Attributes of the same name and type lend it digits that plain
 *   values do not carry.
 */
export function fromUpgraded(block: Block, plain: unknown, before: cty.Value, findings: Findings): cty.Value {
  return nullWriteOnly(block, readUpgraded(block, plain, At.root, findings, before));
}

function readUpgraded(block: Block, plain: unknown, at: At, findings: Findings, before?: cty.Value): cty.Value {
  if (!isRecord(plain)) {
    findings.add(at, "an object", plain);
    return cty.nullVal(block.type);
  }
  reportStrangers(plain, (name) => block.member(name) !== undefined, at, findings);
  const attributes = new Map<string, cty.Value>();
  for (const member of block.members) {
    const here = atMember(member, at);
    const returned = plain[member.name];
    const { spec, type } = member;
    const isGiven = spec.kind === "attribute" && (spec.mode === "computed" || spec.mode === "optionalComputed");
    if (isGiven && (returned === undefined || returned === null)) {
      attributes.set(member.name, cty.nullVal(type));
      continue;
    }
    const like = likeOf(before, member.name, type);
    const value = memberFromState(member, returned, here, findings, like, readUpgradedPart);
    // Of what is nested, each attribute has been looked at.
    const isKnown = member.kind === "leaf" ? value.isWhollyKnown() : value.isKnown();
    if (!isKnown) findings.add(here, "a known value", returned);
    attributes.set(member.name, value);
  }
  return cty.objectVal(attributes);
}

/** An object as it was stored goes on as it is. */
const readUpgradedPart: ObjectReader = (block, plain, at, findings, like) =>
  originOf(plain, block.type) ?? readUpgraded(block, plain, at, findings, like);

function likeOf(before: cty.Value | undefined, name: string, type: cty.Type): cty.Value | undefined {
  if (before === undefined || before.isNull() || before.type.kind !== "object" || !before.type.attributeTypes.has(name))
    return undefined;
  const value = before.getAttr(name);
  return value.type === type ? value : undefined;
}

/** A document as handlers see it: numbers to the digit, as text where a JavaScript number has others. */
function toJson(value: cty.Value): Json {
  if (value.isNull()) return null;
  switch (value.type.kind) {
    case "bool":
      return value.asBool();
    case "string":
      return value.asString();
    case "number": {
      const exact = value.asBigFloat();
      const nearest = exact.toNumber();
      return cty.parseNumberVal(String(nearest)).rawEquals(value) ? nearest : exact.toString();
    }
    case "tuple":
      return value.asValueSlice().map(toJson);
    default: {
      const plain: Record<string, unknown> = {};
      for (const [name, part] of value.asValueMap()) setOwn(plain, name, toJson(part));
      return plain as Json;
    }
  }
}
