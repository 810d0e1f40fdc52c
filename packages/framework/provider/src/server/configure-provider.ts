// SPDX-License-Identifier: Apache-2.0

import type * as cty from "@provide-foundry/cty";
import type {
  ConfigureProvider_Request,
  ConfigureProvider_ResponseInit,
  ValidateProviderConfig_Request,
  ValidateProviderConfig_ResponseInit,
} from "@provide-foundry/rpcplugin/tfplugin6";
import { At } from "../codec/at.ts";
import { type Block, compileBlock, emptyObject } from "../codec/block.ts";
import { atMember, toObjectModel } from "../codec/plain.ts";
import { resolveDefaults } from "../plan/defaults.ts";
import type { Call } from "./call.ts";
import { learnSecrets } from "./conceal.ts";
import { createContext } from "./handler-context.ts";
import type { Runtime } from "./runtime.ts";
import { type DecodedConfig, judge } from "./validate-config.ts";
import { validateStep } from "./validate-step.ts";
import { decodeValue } from "./wire-value.ts";

export async function validateProviderConfig(
  runtime: Runtime,
  request: ValidateProviderConfig_Request,
  call: Call,
): Promise<ValidateProviderConfig_ResponseInit> {
  const { provider, redactor } = runtime;
  const block = compileBlock(provider.schema);
  const decoded = call.step("decode", () => decodeConfig(block, request.config));
  // The client keeps them, and its errors may quote them in any later call.
  learnSecrets(redactor, block, decoded.config);
  await judge(runtime, provider, decoded, call);
  return {};
}

/**
 * Makes the provider's client. A configuration that is not wholly known makes
 * none: then planning goes on for what needs no client, and whatever does need
 * one says what is missing.
 */
export async function configureProvider(
  runtime: Runtime,
  request: ConfigureProvider_Request,
  call: Call,
): Promise<ConfigureProvider_ResponseInit> {
  const { handlers, rules, schema } = runtime.provider;
  const block = compileBlock(schema);
  const { written, config } = call.step("decode", () => decodeConfig(block, request.config));
  // The client keeps them, and its errors may quote them in any later call.
  learnSecrets(runtime.redactor, block, config);
  validateStep(call, block, config, { written, rules });
  if (call.hasErrors || handlers.configure === undefined) return {};
  if (!config.isWhollyKnown()) {
    runtime.setClientUnknown(unknownAttributes(block, config));
    return {};
  }
  const model = call.step("convert", () => toObjectModel(block, config, "planned"));
  const context = createContext(call, block, {
    config: model,
    terraformVersion: request.terraformVersion,
  });
  const client = await call.user("configure", () => handlers.configure?.(context));
  if (!call.hasErrors) runtime.setClient(client);
  return {};
}

function decodeConfig(block: Block, value: ConfigureProvider_Request["config"]): DecodedConfig {
  const decoded = decodeValue(value, block.type);
  // Hosts send an object even for a provider without a block; one that sends nothing means the same.
  const written = decoded.isNull() ? emptyObject(block) : decoded;
  return { written, config: resolveDefaults(block, written) };
}

function unknownAttributes(block: Block, config: cty.Value): string[] {
  if (!config.isKnown()) return ["its whole configuration"];
  return block.members
    .filter(({ name }) => !config.getAttr(name).isWhollyKnown())
    .map((member) => atMember(member, At.root).path);
}
