// SPDX-License-Identifier: Apache-2.0

/**
 * Values and paths as the protocol carries them.
 *
 * @module
 */

import {
  getAttrStep,
  indexStep,
  nullVal,
  numberIntVal,
  stringVal,
  type Path,
  type PathStep,
  type Type,
  type Value,
} from "@provide-foundry/cty";
import * as json from "@provide-foundry/cty/json";
import * as msgpack from "@provide-foundry/cty/msgpack";
import type {
  AttributePath,
  AttributePath_Step,
  DynamicValue,
  DynamicValueInit,
} from "@provide-foundry/rpcplugin/tfplugin6";

/** Providers know nothing of marks, which are left out. */
export function toWire(value: Value, type: Type): DynamicValueInit {
  return { msgpack: msgpack.marshal(value.unmarkDeep()[0], type) };
}

/**
 * Null for a value that was not sent.
 *
 * @throws PathError for bytes that are no value of the type.
 */
export function fromWire(message: DynamicValue | undefined, type: Type): Value {
  if (message === undefined) return nullVal(type);
  if (message.msgpack.length > 0) return msgpack.unmarshal(message.msgpack, type);
  return message.json.length > 0 ? json.unmarshal(message.json, type) : nullVal(type);
}

/** Steps of kinds that this version does not know are left out. */
export function pathFromWire({ steps }: AttributePath): Path {
  return steps.map(stepFromWire).filter((step) => step !== undefined);
}

function stepFromWire({ attributeName, elementKeyInt, elementKeyString }: AttributePath_Step): PathStep | undefined {
  if (attributeName !== undefined) return getAttrStep(attributeName);
  if (elementKeyString !== undefined) return indexStep(stringVal(elementKeyString));
  return elementKeyInt === undefined ? undefined : indexStep(numberIntVal(elementKeyInt));
}
