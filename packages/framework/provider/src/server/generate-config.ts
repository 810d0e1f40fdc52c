// SPDX-License-Identifier: Apache-2.0

import * as cty from "@provide-foundry/cty";
import type {
  GenerateResourceConfig_Request,
  GenerateResourceConfig_ResponseInit,
} from "@provide-foundry/rpcplugin/tfplugin6";
import { At } from "../codec/at.ts";
import { type Block, type Member, compileBlock, mapNestedObjects, withAttributes } from "../codec/block.ts";
import { Findings } from "../codec/findings.ts";
import { atMember, memberFromState, toObjectModel } from "../codec/plain.ts";
import { isRecord } from "../codec/plain-object.ts";
import { reportStrangers } from "../codec/value-codec.ts";
import type { Call } from "./call.ts";
import { createContext } from "./handler-context.ts";
import type { Runtime } from "./runtime.ts";
import { decodeValue, encodeValue } from "./wire-value.ts";

/**
 * The configuration that a practitioner would write for a resource that exists:
 * for `terraform plan -generate-config-out` and queries.
 */
export async function generateResourceConfig(
  runtime: Runtime,
  request: GenerateResourceConfig_Request,
  call: Call,
): Promise<GenerateResourceConfig_ResponseInit> {
  const { schema, handlers } = await runtime.resource(request.typeName, call);
  const block = compileBlock(schema);
  const state = call.step("decode", () => decodeValue(request.state, block.type));
  if (state.isNull() || !state.isWhollyKnown())
    throw call.fail(`${call.subject} has no state to write a configuration from`);
  call.hideSecretsOf(block, state);
  let config = call.step("convert", () => writtenPart(block, state));
  if (handlers.generateConfig !== undefined) {
    const models = call.step("convert", () => ({
      state: toObjectModel(block, state, "state"),
      config: toObjectModel(block, config, "planned"),
    }));
    const context = createContext(call, block, models);
    const result: unknown = await call.user("generateConfig", () => handlers.generateConfig?.(context));
    call.throwIfErrors();
    config = call.step("check", () => changeConfig(block, config, result, call));
  }
  return { config: call.step("encode", () => encodeValue(config, block.type)) };
}

/** What of a state is written: nothing that the provider tells by itself, and no default. */
function writtenPart(block: Block, state: cty.Value): cty.Value {
  const changes = new Map<string, cty.Value>();
  for (const member of block.members) {
    const value = state.getAttr(member.name);
    const written = isWritten(member, value) ? writtenValue(member, value) : cty.nullVal(member.type);
    if (written !== value) changes.set(member.name, written);
  }
  return withAttributes(block, state, changes);
}

function isWritten(member: Member, value: cty.Value): boolean {
  const { spec } = member;
  if (spec.kind === "block") return true;
  if (spec.mode === "computed" || spec.writeOnly) return false;
  // Nobody is to be led to what is on its way out.
  if (spec.deprecated !== undefined && spec.mode !== "required") return false;
  return member.kind === "nested" || spec.mode !== "defaulted" || !value.rawEquals(member.defaultValue);
}

function writtenValue(member: Member, value: cty.Value): cty.Value {
  if (member.kind === "leaf") return value;
  return mapNestedObjects(member, value, (object) => writtenPart(member.block, object));
}

/** The configuration with what the author changed in it. */
function changeConfig(block: Block, config: cty.Value, result: unknown, call: Call): cty.Value {
  if (result === undefined) return config;
  const findings = new Findings();
  const changes = new Map<string, cty.Value>();
  if (isRecord(result)) {
    const isConfigured = (name: string): boolean => {
      const { spec } = block.member(name) ?? {};
      return spec?.kind === "block" || (spec !== undefined && spec.mode !== "computed" && !spec.writeOnly);
    };
    reportStrangers(result, isConfigured, At.root, findings);
    for (const member of block.members) {
      const plain = result[member.name];
      if (plain === undefined || !isConfigured(member.name)) continue;
      const isLeftOut = plain === null && member.spec.kind === "attribute";
      const value = isLeftOut
        ? cty.nullVal(member.type)
        : memberFromState(member, plain, atMember(member, At.root), findings);
      changes.set(member.name, value);
    }
  } else {
    findings.add(At.root, "an object, or nothing", result);
  }
  call.reportBugs("generateConfig", findings.list);
  call.throwIfErrors();
  return withAttributes(block, config, changes);
}
