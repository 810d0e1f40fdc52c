// SPDX-License-Identifier: Apache-2.0

import { ArgumentError, FunctionError } from "@provide-foundry/cty/function";
import type { FunctionError as FunctionErrorMessage } from "@provide-foundry/rpcplugin/tfplugin6";
import { describeFailure } from "./call-failure.ts";

/** Why a function of a provider has no answer, as errors of cty's functions. */
export function functionErrorOf({ text, functionArgument }: FunctionErrorMessage): FunctionError {
  return functionArgument === undefined ? new FunctionError(text) : new ArgumentError(Number(functionArgument), text);
}

/** As `functionErrorOf`, for a call that did not come to an answer. */
export function functionErrorOfCall(error: unknown, protocolVersion: number): FunctionError {
  if (error instanceof FunctionError) return error;
  const { summary, detail } = describeFailure(error, protocolVersion);
  return new FunctionError(detail === "" ? summary : `${summary}: ${detail}`, { cause: error });
}
