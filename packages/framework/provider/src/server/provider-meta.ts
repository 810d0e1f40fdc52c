// SPDX-License-Identifier: Apache-2.0

import type { DynamicValue } from "@provide-foundry/rpcplugin/tfplugin6";
import { compileBlock } from "../codec/block.ts";
import { toObjectModel } from "../codec/plain.ts";
import { resolveDefaults } from "../plan/defaults.ts";
import type { Call } from "./call.ts";
import type { Runtime } from "./runtime.ts";
import { validateStep } from "./validate-step.ts";
import { decodeValue } from "./wire-value.ts";

/**
 * What the module that a call is about says of itself in `provider_meta`; null
 * if it says nothing. Hosts have no call to validate it, so it is judged here.
 *
 * @throws CallFailed after reporting what is wrong with it.
 */
export function readProviderMeta(
  { provider }: Runtime,
  value: DynamicValue | undefined,
  call: Call,
): Readonly<Record<string, unknown>> | null {
  if (provider.meta === undefined) return null;
  const block = compileBlock(provider.meta);
  const written = call.step("decode", () => decodeValue(value, block.type));
  if (written.isNull()) return null;
  const config = resolveDefaults(block, written);
  const before = call.diagnostics.length;
  validateStep(call, block, config, { written, rules: [] });
  // It has no place in the schema of the resource that the call is about.
  const found = call.diagnostics.splice(before).map((diagnostic) => ({ ...diagnostic, attribute: undefined }));
  call.diagnostics.push(...found);
  call.throwIfErrors();
  return call.step("convert", () => toObjectModel(block, config, "planned"));
}
