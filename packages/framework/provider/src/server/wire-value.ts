// SPDX-License-Identifier: Apache-2.0

import * as cty from "@provide-foundry/cty";
import * as json from "@provide-foundry/cty/json";
import * as msgpack from "@provide-foundry/cty/msgpack";
import type { Block } from "../codec/block.ts";
import { nullWriteOnly } from "../result/null-write-only.ts";
import type { DynamicValue, DynamicValueInit } from "@provide-foundry/rpcplugin/tfplugin6";

/**
 * The value in a message; MessagePack is preferred, and nothing at all is null.
 *
 * @throws Error if the bytes are no value of the type.
 */
export function decodeValue(value: DynamicValue | undefined, type: cty.Type): cty.Value {
  if (value !== undefined && value.msgpack.length > 0) return msgpack.unmarshal(value.msgpack, type);
  if (value !== undefined && value.json.length > 0) return json.unmarshal(value.json, type);
  return cty.nullVal(type);
}

/** Whether the value in a message is null, without decoding it. */
export function isNullOnWire(value: DynamicValue | undefined): boolean {
  if (value === undefined) return true;
  const { msgpack: packed, json: text } = value;
  if (packed.length > 0) return packed.length === 1 && packed[0] === 0xc0;
  return text.length === 0 || new TextDecoder().decode(text).trim() === "null";
}

export function encodeValue(value: cty.Value, type: cty.Type): DynamicValueInit {
  return { msgpack: msgpack.marshal(value, type) };
}

/** As {@link encodeValue}, of a state or a plan: without write-only values, wherever they come from. */
export function encodeState(state: cty.Value, block: Block): DynamicValueInit {
  return encodeValue(nullWriteOnly(block, state), block.type);
}
