// SPDX-License-Identifier: Apache-2.0

/**
 * Addresses from their text, as states and command lines have it.
 *
 * @module
 */

import { parseTraversalAbs, type TraversalStep } from "@provide-foundry/hcl";
import type {
  InstanceAddress,
  InstanceKey,
  ModuleInstance,
  ModuleStep,
  ProviderAddress,
  ResourceAddress,
} from "./address.ts";

/** `module.a[0].module.b`; nothing is the root. @returns undefined for other text. */
export function parseModule(text: string): ModuleInstance | undefined {
  if (text === "") return [];
  const steps = stepsOf(text);
  const module = takeModules(steps);
  return module.length > 0 && steps.length === 0 ? module : undefined;
}

/** `module.a.data.http.page`. @returns undefined for other text. */
export function parseResource(text: string): ResourceAddress | undefined {
  const instance = parseInstance(text);
  return instance && instance.key === undefined ? instance : undefined;
}

/** `module.a[0].data.http.page["x"]`. @returns undefined for other text. */
export function parseInstance(text: string): InstanceAddress | undefined {
  const steps = stepsOf(text);
  const module = takeModules(steps);
  const first = takeName(steps);
  const mode = first === "data" || first === "ephemeral" ? first : "managed";
  const type = mode === "managed" ? first : takeName(steps);
  const name = takeName(steps);
  if (type === undefined || name === undefined) return undefined;
  const key = takeKey(steps);
  if (steps.length > 0) return undefined;
  return { module, mode, type, name, ...(key !== undefined && { key }) };
}

/**
 * `module.a.provider["registry.terraform.io/hashicorp/random"].west`, or `provider.random.west` as it was before
 * Terraform 0.13, when the source was yet to be found out. @returns undefined for other text.
 */
export function parseProvider(text: string): ProviderAddress | undefined {
  const steps = stepsOf(text);
  const module = takeModules(steps);
  if (module.some(({ key }) => key !== undefined)) return undefined;
  if (takeName(steps) !== "provider") return undefined;
  const key = takeKey(steps);
  const legacy = key === undefined ? takeName(steps) : undefined;
  const source = typeof key === "string" ? key : legacy && `registry.terraform.io/-/${legacy}`;
  const alias = takeName(steps);
  if (source === undefined || steps.length > 0) return undefined;
  return { module: module.map(({ name }) => name), source, ...(alias !== undefined && { alias }) };
}

/** None for text that is no address. */
function stepsOf(text: string): TraversalStep[] {
  const { result, diagnostics } = parseTraversalAbs(text, "");
  return diagnostics.length > 0 ? [] : [...result];
}

/** Takes the leading `module.NAME[KEY]` steps. */
function takeModules(steps: TraversalStep[]): ModuleStep[] {
  const module: ModuleStep[] = [];
  while (nameOf(steps[0]) === "module" && nameOf(steps[1]) !== undefined) {
    steps.shift();
    const name = takeName(steps)!;
    const key = takeKey(steps);
    module.push({ name, ...(key !== undefined && { key }) });
  }
  return module;
}

function nameOf(step: TraversalStep | undefined): string | undefined {
  return step?.kind === "root" || step?.kind === "attr" ? step.name : undefined;
}

function takeName(steps: TraversalStep[]): string | undefined {
  const name = nameOf(steps[0]);
  if (name !== undefined) steps.shift();
  return name;
}

function takeKey(steps: TraversalStep[]): InstanceKey | undefined {
  const step = steps[0];
  if (step?.kind !== "index") return undefined;
  steps.shift();
  const { type, text } = step.key;
  return type === "string" ? text : Number(text);
}
