// SPDX-License-Identifier: Apache-2.0

/**
 * The provider that every Terraform has: `terraform_data`, and the functions `provider::terraform::...`. Its
 * `terraform_remote_state` belongs to backends, which the engine does not have.
 *
 * Source: Terraform 1.11, "The terraform_data Managed Resource Type", "Functions".
 *
 * @module
 */

import { dynamic, typeToJSON, type Type, type Value } from "@provide-foundry/cty";
import { ArgumentError, FunctionError } from "@provide-foundry/cty/function";
import type { ServiceImpl } from "@provide-foundry/rpcplugin";
import {
  type CallFunction_ResponseInit,
  Diagnostic_Severity,
  type DiagnosticInit,
  type DynamicValue,
  type DynamicValueInit,
  type FunctionInit,
  type Provider6,
  type Schema_AttributeInit,
} from "@provide-foundry/rpcplugin/tfplugin6";
import { fromWire, toWire } from "../wire.ts";
import * as terraformData from "./terraform-data.ts";
import { tfvarsFunctions } from "./tfvars-functions.ts";

export const builtinSource = "terraform.io/builtin/terraform";

export function createBuiltinProvider(): ServiceImpl<Provider6> {
  return {
    getProviderSchema: () => ({
      provider: { block: {} },
      resourceSchemas: new Map([
        ["terraform_data", { block: { attributes: terraformData.attributes.map(attribute) } }],
      ]),
      functions: new Map(
        Array.from(tfvarsFunctions(), ([name, { parameter, returnType }]) => [name, declare(parameter, returnType)]),
      ),
      serverCapabilities: { moveResourceState: true },
    }),
    validateProviderConfig: () => ({}),
    configureProvider: () => ({}),
    validateResourceConfig: ({ config }) => ({
      diagnostics: terraformData.findReadOnly(read(config)).map((name) => error(`"${name}" attribute is read-only`)),
    }),
    upgradeResourceState: ({ rawState }) => ({ upgradedState: { json: rawState?.json } }),
    readResource: ({ currentState, private: own }) => ({ newState: currentState, private: own }),
    planResourceChange({ priorState, proposedNewState }) {
      const { planned, isReplaced } = terraformData.plan(read(priorState), read(proposedNewState));
      const path = { steps: [{ attributeName: "triggers_replace" }] };
      return { plannedState: write(planned), requiresReplace: isReplaced ? [path] : [] };
    },
    applyResourceChange: ({ plannedState }) => ({ newState: write(terraformData.apply(read(plannedState))) }),
    importResourceState: ({ typeName, id }) => ({
      importedResources: [{ typeName, state: write(terraformData.importObject(id)) }],
    }),
    moveResourceState({ sourceProviderAddress, sourceTypeName, sourceState }) {
      const moved = terraformData.move(sourceProviderAddress, sourceTypeName, sourceState?.json ?? new Uint8Array());
      return "problem" in moved ? { diagnostics: [error(...moved.problem)] } : { targetState: write(moved.object) };
    },
    callFunction: ({ name, arguments: args }) => answer(name, args),
    stopProvider: () => ({}),
  };
}

function attribute({ name, type, isComputed }: (typeof terraformData.attributes)[number]): Schema_AttributeInit {
  return { name, type: typeBytes(type), optional: !isComputed, computed: isComputed };
}

function declare(type: Type, returnType: Type): FunctionInit {
  return {
    parameters: [{ name: "value", type: typeBytes(type), allowUnknownValues: type === dynamic }],
    return: { type: typeBytes(returnType) },
  };
}

function typeBytes(type: Type): Uint8Array {
  return new TextEncoder().encode(typeToJSON(type));
}

function read(message: DynamicValue | undefined): Value {
  return fromWire(message, terraformData.objectType());
}

function write(object: Value): DynamicValueInit {
  return toWire(object, terraformData.objectType());
}

function error(summary: string, detail = ""): DiagnosticInit {
  return { severity: Diagnostic_Severity.ERROR, summary, detail };
}

function answer(name: string, args: readonly DynamicValue[]): CallFunction_ResponseInit {
  const fn = tfvarsFunctions().get(name);
  if (fn === undefined) return { error: { text: `provider has no function named "${name}"` } };
  try {
    return { result: toWire(fn.call(fromWire(args[0], fn.parameter)), fn.returnType) };
  } catch (failure) {
    if (!(failure instanceof FunctionError)) throw failure;
    const index = failure instanceof ArgumentError ? { functionArgument: BigInt(failure.index) } : {};
    return { error: { text: failure.message, ...index } };
  }
}
