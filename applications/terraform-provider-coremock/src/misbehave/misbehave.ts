// SPDX-License-Identifier: Apache-2.0

import * as cty from "@provide-foundry/cty";
import * as json from "@provide-foundry/cty/json";
import * as msgpack from "@provide-foundry/cty/msgpack";
import type { ProviderServer } from "@provide-foundry/provider";
import type { CallContext } from "@provide-foundry/rpcplugin";
import type { DynamicValueInit } from "@provide-foundry/rpcplugin/tfplugin6";
import { blockType } from "./block-type.ts";
import { changeValue } from "./change-value.ts";
import type { ByAttribute, Misbehaviour } from "./misbehaviour.ts";

/** A provider's answers, but for those to which there is a rule. */
export function misbehave(server: ProviderServer, rules: Misbehaviour): ProviderServer {
  const typeOf = async (typeName: string, context: CallContext): Promise<cty.Type> => {
    const { resourceSchemas } = await server.getProviderSchema({}, context);
    return blockType(resourceSchemas!.get(typeName)!.block!);
  };
  return {
    ...server,

    async planResourceChange(request, context) {
      const response = await server.planResourceChange(request, context);
      const planned = decode(response.plannedState, await typeOf(request.typeName, context));
      const bad = alter(planned, rules.change_configured_value, changeValue);
      return bad === undefined ? response : { ...response, plannedState: encode(bad) };
    },

    async readResource(request, context) {
      const response = await server.readResource(request, context);
      const state = decode(response.newState, await typeOf(request.typeName, context));
      const bad = alter(state, rules.return_unknown_on_read, toUnknown);
      return bad === undefined ? response : { ...response, newState: encode(bad) };
    },

    async applyResourceChange(request, context) {
      const response = await server.applyResourceChange(request, context);
      const type = await typeOf(request.typeName, context);
      const prior = decode(request.priorState, type);
      const next = decode(response.newState, type);
      const bad =
        (next.isNull() && isNamed(rules.return_state_on_delete, prior) ? prior : undefined) ??
        (isNamed(rules.return_null_on_apply, next) ? cty.nullVal(type) : undefined) ??
        alter(next, rules.return_wrong_type_on_apply, toOtherType) ??
        alter(next, rules.return_unknown_on_apply, toUnknown) ??
        alter(next, rules.change_planned_value, changeValue);
      return bad === undefined ? response : { ...response, newState: encode(bad) };
    },
  };
}

function toUnknown(value: cty.Value): cty.Value {
  return cty.unknownVal(value.type);
}

/** An object without attributes is nothing that a schema describes. */
function toOtherType(): cty.Value {
  return cty.objectVal({ misbehave: cty.boolVal(true) });
}

/** The object with another value of the attribute that the rule names for it; undefined if there is none. */
function alter(
  object: cty.Value,
  rule: ByAttribute = {},
  change: (value: cty.Value) => cty.Value,
): cty.Value | undefined {
  if (object.isNull()) return undefined;
  const name = [idOf(object), "*"].flatMap((id) => (id !== undefined && Object.hasOwn(rule, id) ? [rule[id]!] : []))[0];
  const values = object.asValueMap();
  const value = name === undefined ? undefined : values.get(name);
  return value === undefined ? undefined : cty.objectVal(values.set(name!, change(value)));
}

function isNamed(ids: readonly string[] = [], object: cty.Value): boolean {
  return !object.isNull() && (ids.includes("*") || ids.some((id) => id === idOf(object)));
}

/** Undefined while it is not known. */
function idOf(object: cty.Value): string | undefined {
  const id = object.getAttr("id");
  return id.isKnown() && !id.isNull() ? id.asString() : undefined;
}

function decode(value: DynamicValueInit | undefined, type: cty.Type): cty.Value {
  if (value?.msgpack !== undefined && value.msgpack.length > 0) return msgpack.unmarshal(value.msgpack, type);
  if (value?.json !== undefined && value.json.length > 0) return json.unmarshal(value.json, type);
  return cty.nullVal(type);
}

function encode(value: cty.Value): DynamicValueInit {
  return { msgpack: msgpack.marshal(value, value.type) };
}
