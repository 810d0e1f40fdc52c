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
import { resolveDefaults } from "../plan/defaults.ts";
import type { Call } from "./call.ts";
import { type BaseContext, createContext } from "./handler-context.ts";
import { type ValidateStepOptions, validateStep } from "./validate-step.ts";
import type { Runtime } from "./runtime.ts";
import { decodeValue } from "./wire-value.ts";

type Validate = (context: BaseContext & { readonly config: Readonly<Record<string, unknown>> }) => Awaitable<void>;

export async function validateResourceConfig(
  runtime: Runtime,
  request: ValidateResourceConfig_Request,
  call: Call,
): Promise<ValidateResourceConfig_ResponseInit> {
  const { schema, rules, handlers } = await runtime.resource(request.typeName, call);
  const block = compileBlock(schema);
  const decoded = decodeConfig(block, request.config, call);
  const writeOnlyAllowed = request.clientCapabilities?.writeOnlyAttributesAllowed === true;
  if (!writeOnlyAllowed) refuseWriteOnly(block, decoded.written, At.root, call);
  const validate: Validate | undefined = handlers.validate && ((context) => handlers.validate?.(context));
  await judge(block, decoded, validate, call, { rules, writeOnlyAllowed });
  return {};
}

export async function validateDataResourceConfig(
  runtime: Runtime,
  request: ValidateDataResourceConfig_Request,
  call: Call,
): Promise<ValidateDataResourceConfig_ResponseInit> {
  const { schema, rules, handlers } = await runtime.dataSource(request.typeName, call);
  const block = compileBlock(schema);
  const decoded = decodeConfig(block, request.config, call);
  await judge(block, decoded, handlers.validate && ((context) => handlers.validate?.(context)), call, { rules });
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

/** The schema's rules first: the author's are written for what passes them. */
export async function judge(
  block: Block,
  { written, config }: DecodedConfig,
  validate: Validate | undefined,
  call: Call,
  options: Pick<ValidateStepOptions, "rules" | "writeOnlyAllowed">,
): Promise<void> {
  validateStep(call, block, config, { written, warnings: true, ...options });
  if (call.hasErrors || validate === undefined) return;
  const model = call.step("convert", () => toObjectModel(block, config, "config"));
  await call.user("validate", () => validate(createContext(call, block, { config: model })));
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
