// SPDX-License-Identifier: Apache-2.0

import type * as cty from "@provide-foundry/cty";
import type {
  ValidateDataResourceConfig_Request,
  ValidateDataResourceConfig_ResponseInit,
  ValidateResourceConfig_Request,
  ValidateResourceConfig_ResponseInit,
} from "@provide-foundry/rpcplugin/tfplugin6";
import { At } from "../codec/at.ts";
import { type Block, compileBlock, nestedObjects } from "../codec/block.ts";
import { atMember, toObjectModel } from "../codec/plain.ts";
import type { Awaitable } from "../definition/contexts.ts";
import type { AnyLintRule } from "../definition/lint-rule.ts";
import { resolveDefaults } from "../plan/defaults.ts";
import type { Field } from "../schema/field.ts";
import type { Rule } from "../validation/validator.ts";
import type { Call } from "./call.ts";
import { createContext } from "./handler-context.ts";
import { type ValidateStepOptions, validateStep } from "./validate-step.ts";
import type { Runtime } from "./runtime.ts";
import { decodeValue } from "./wire-value.ts";

/** What judges a configuration: a component, or the provider itself. */
interface Judge {
  readonly schema: Readonly<Record<string, Field>>;
  readonly rules: readonly Rule<unknown>[];
  readonly lint: readonly AnyLintRule[];
  readonly handlers: { validate?(context: never): Awaitable<void> };
}

interface JudgeOptions extends Pick<ValidateStepOptions, "writeOnlyAllowed"> {
  /** What the author's `validate` gets besides the configuration. */
  readonly more?: object;
}

export async function validateResourceConfig(
  runtime: Runtime,
  request: ValidateResourceConfig_Request,
  call: Call,
): Promise<ValidateResourceConfig_ResponseInit> {
  const resource = await runtime.resource(request.typeName, call);
  const block = compileBlock(resource.schema);
  const decoded = decodeConfig(block, request.config, call);
  const writeOnlyAllowed = request.clientCapabilities?.writeOnlyAttributesAllowed === true;
  if (!writeOnlyAllowed) refuseWriteOnly(block, decoded.written, At.root, call);
  await judge(runtime, resource, decoded, call, { writeOnlyAllowed });
  return {};
}

export async function validateDataResourceConfig(
  runtime: Runtime,
  request: ValidateDataResourceConfig_Request,
  call: Call,
): Promise<ValidateDataResourceConfig_ResponseInit> {
  const dataSource = await runtime.dataSource(request.typeName, call);
  await judge(runtime, dataSource, decodeConfig(compileBlock(dataSource.schema), request.config, call), call);
  return {};
}

/** A configuration as it was written, and with its defaults. */
export interface DecodedConfig {
  readonly written: cty.Value;
  readonly config: cty.Value;
}

export function decodeConfig(block: Block, value: ValidateResourceConfig_Request["config"], call: Call): DecodedConfig {
  const decoded = call.step("decode", () => {
    const written = decodeValue(value, block.type);
    return { written, config: resolveDefaults(block, written) };
  });
  call.hideSecretsOf(block, decoded.config);
  return decoded;
}

/** The schema's rules first: the author's are written for what passes them, and advice for what is valid. */
export async function judge(
  runtime: Runtime,
  { schema, rules, lint, handlers }: Judge,
  { written, config }: DecodedConfig,
  call: Call,
  { more, ...options }: JudgeOptions = {},
): Promise<void> {
  const block = compileBlock(schema);
  validateStep(call, block, config, { written, rules, warnings: true, ...options });
  const linter = await runtime.loadLinter();
  await linter?.checkNames(call);
  const selected = linter?.select(lint) ?? [];
  if (call.hasErrors || (handlers.validate === undefined && selected.length === 0)) return;
  const model = call.step("convert", () => toObjectModel(block, config, "config"));
  const context = createContext(call, block, { config: model, ...more });
  if (handlers.validate) await call.user("validate", () => handlers.validate?.(context as never));
  if (!call.hasErrors) await linter?.run(selected, block, model, call);
}

/** A host that does not know write-only attributes would store their values. */
function refuseWriteOnly(block: Block, config: cty.Value, at: At, call: Call): void {
  if (!block.has.writeOnly || config.isNull() || !config.isKnown()) return;
  for (const member of block.members) {
    if (!member.has.writeOnly) continue;
    const value = config.getAttr(member.name);
    const here = atMember(member, at);
    if (member.kind === "nested") {
      for (const [object, place] of nestedObjects(member, value, here)) {
        refuseWriteOnly(member.block, object, place, call);
      }
    } else if (!value.isNull()) {
      const detail = `${here.path} is write-only, which needs Terraform or OpenTofu 1.11 or later: older ones would store its value.`;
      call.error("Write-only attributes are not supported", detail, here);
    }
  }
}
