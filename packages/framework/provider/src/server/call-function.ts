// SPDX-License-Identifier: Apache-2.0

import * as cty from "@provide-foundry/cty";
import type {
  CallFunction_Request,
  CallFunction_ResponseInit,
  DynamicValue,
} from "@provide-foundry/rpcplugin/tfplugin6";
import { At } from "../codec/at.ts";
import { ConformError, conform } from "../codec/conform.ts";
import { Findings } from "../codec/findings.ts";
import { validateValue } from "../codec/value-codec.ts";
import { judgeArgument } from "../validation/judge-config.ts";
import { FunctionError } from "../definition/function-error.ts";
import type { FunctionDefinition } from "../definition/function.ts";
import type { Parameter } from "../schema/parameter.ts";
import { UNKNOWN } from "../schema/unknown.ts";
import { type Call, HandlerFailed, describeFailure } from "./call.ts";
import { elementCodec, isOptional, wireParameters } from "./function-codec.ts";
import type { Runtime } from "./runtime.ts";
import { decodeValue, encodeValue } from "./wire-value.ts";

/** One argument as it came. */
interface Argument {
  readonly parameter: Parameter;
  readonly index: number;
  /** Of the parameter's type. */
  readonly value: cty.Value;
}

/** Calls a function of the provider. */
export async function callFunction(
  runtime: Runtime,
  request: CallFunction_Request,
  call: Call,
): Promise<CallFunction_ResponseInit> {
  const definition = await runtime.function(request.name);
  if (definition === undefined) throw strangeFunction(request.name);
  const { type } = elementCodec(definition.returns).codec;
  const args = call.step("decode", () => decodeArguments(definition, request.arguments));
  if (args.some(({ parameter, value }) => !parameter.allowUnknown && !value.isWhollyKnown())) {
    return { result: call.step("encode", () => encodeValue(cty.unknownVal(type), type)) };
  }
  call.step("validate", () => args.forEach(validateArgument));
  const plain = call.step("convert", () => args.map(convertArgument));
  const returned = await call.user("call", async () => definition.call(...(plain as never[])));
  const result = call.step("check", () => checkResult(definition, args, returned));
  return { result: call.step("encode", () => encodeValue(result, type)) };
}

/** The answer to a call that failed: a function has one error, for whoever wrote the call. */
export async function functionFailure(
  runtime: Runtime,
  { name }: CallFunction_Request,
  call: Call,
  error: unknown,
): Promise<CallFunction_ResponseInit> {
  const cause = error instanceof HandlerFailed ? error.cause : error;
  if (!(cause instanceof FunctionError)) {
    call.logger.error(`the function ${name} failed`, () => ({ error: cause }));
    return { error: { text: call.concealThrown(describeFailure(cause)) } };
  }
  const definition = await runtime.function(name);
  return { error: { text: call.conceal(describeFailure(cause)), functionArgument: findArgument(definition, cause) } };
}

function strangeFunction(name: string): FunctionError {
  return new FunctionError(`there is no function ${name}`, {
    hint: "Use a version of the provider that has it; its documentation lists them.",
  });
}

function findArgument(definition: FunctionDefinition | undefined, { context }: FunctionError): bigint | undefined {
  const { argument } = context;
  if (typeof argument === "number")
    return Number.isSafeInteger(argument) && argument >= 0 ? BigInt(argument) : undefined;
  if (argument === undefined || definition === undefined) return undefined;
  const all =
    definition.variadic === undefined ? definition.parameters : [...definition.parameters, definition.variadic];
  const index = all.findIndex(({ name }) => name === argument);
  return index === -1 ? undefined : BigInt(index);
}

function decodeArguments(definition: FunctionDefinition, values: readonly DynamicValue[]): Argument[] {
  const { parameters, variadic } = definition;
  const wire = wireParameters(definition);
  const count = values.length;
  const names = parameters.map(({ name }) => name).join(", ");
  const hint = names === "" ? "It has no parameters." : `Its parameters are: ${names}.`;
  if (count < wire.fixed.length) {
    throw new FunctionError(`${countArguments(wire.fixed.length)} required, not ${count}`, { hint });
  }
  if (variadic === undefined && count > parameters.length) {
    throw new FunctionError(`${countArguments(parameters.length)} taken at most, not ${count}`, {
      argument: parameters.length,
      hint,
    });
  }
  return values.map((encoded, index) => {
    const parameter = parameters[index] ?? variadic!;
    const type = (wire.fixed[index] ?? wire.variadic!).type;
    return { parameter, index, value: conformArgument(parameter, index, decodeValue(encoded, type)) };
  });
}

function countArguments(count: number): string {
  return count === 1 ? "1 argument is" : `${count} arguments are`;
}

/** Only what came as a value of any type is not yet of the parameter's own. */
function conformArgument({ attribute }: Parameter, index: number, value: cty.Value): cty.Value {
  try {
    return conform(value, elementCodec(attribute).codec.type, At.root);
  } catch (error) {
    if (error instanceof ConformError) throw wrongArgument(index, error.at, error.message);
    throw error;
  }
}

function validateArgument({ parameter, index, value }: Argument): void {
  const { codec, spec } = elementCodec(parameter.attribute);
  if (value.isNull()) {
    if (spec.nullable || isOptional(parameter)) return;
    throw wrongArgument(index, At.root, "must not be null");
  }
  const refuse = (at: At, problem: string): never => {
    throw wrongArgument(index, at, problem);
  };
  validateValue({ codec, spec }, value, At.root, refuse);
  for (const { severity, at, text } of judgeArgument(spec.validators, { spec, codec, value, at: At.root })) {
    // A function has no way to warn.
    if (severity === "error") refuse(at, text);
  }
}

function wrongArgument(index: number, at: At, problem: string): FunctionError {
  return new FunctionError(at.path === "" ? problem : `${at.path}: ${problem}`, { argument: index });
}

/** Null leaves an optional argument out, so that one after it can be given. */
function convertArgument({ parameter, value }: Argument): unknown {
  const { codec, spec } = elementCodec(parameter.attribute);
  return value.isNull() && !spec.nullable ? undefined : codec.toPlain(value);
}

function checkResult({ returns }: FunctionDefinition, args: readonly Argument[], returned: unknown): cty.Value {
  const { codec, spec } = elementCodec(returns);
  if (returned === null && spec.nullable) return cty.nullVal(codec.type);
  const findings = new Findings();
  const value = codec.fromPlain(returned, At.root, findings);
  if (!value.isWhollyKnown() && args.every((argument) => argument.value.isWhollyKnown())) {
    findings.add(At.root, "a known value, as all arguments are", UNKNOWN);
  }
  const [finding] = findings.list;
  if (finding === undefined) return value;
  const { path } = finding.at;
  const place = path === "" ? "the result" : `${path} of the result`;
  throw new FunctionError(`provider bug: ${place} must be ${finding.expected}, not ${finding.got}`, {
    hint: "This is a mistake of the provider. Please report it to the provider's developers.",
  });
}
