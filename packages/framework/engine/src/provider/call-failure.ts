// SPDX-License-Identifier: Apache-2.0

import { PathError } from "@provide-foundry/cty";
import { PluginError } from "@provide-foundry/rpcplugin";
import type { Diagnostic } from "../diagnostic.ts";
import { formatPathError } from "./format-path-error.ts";

/**
 * Why a call gave no answer, in the words of Terraform, with what is known of the reason.
 *
 * @throws What is no failure of a provider, but a mistake of this program.
 */
export function describeFailure(error: unknown, protocolVersion: number): Diagnostic {
  // A value that does not fit its schema, on either way.
  if (error instanceof PathError) return { severity: "error", summary: formatPathError(error), detail: "" };
  if (!(error instanceof PluginError)) throw error;
  const { method, status } = error.context;
  const call = `${protocolVersion === 5 ? "plugin" : "plugin6"}.(*GRPCProvider).${String(method)}`;
  if (error.code === "plugin.ended" || status === "UNAVAILABLE") {
    const detail = `The plugin encountered an error, and failed to respond to the ${call} call. The plugin logs may contain more details.`;
    return { severity: "error", summary: "Plugin did not respond", detail: `${detail}\n\n${error.message}` };
  }
  if (status === "CANCELLED") {
    return { severity: "error", summary: "Request cancelled", detail: `The ${call} request was cancelled.` };
  }
  if (status === "UNIMPLEMENTED") {
    const detail = `The ${call} method is not supported by this plugin.`;
    return { severity: "error", summary: "Unsupported plugin method", detail };
  }
  const reason = error.cause instanceof Error ? error.cause.message : error.message;
  const detail = `The plugin returned an unexpected error from ${call}: ${reason}`;
  return { severity: "error", summary: "Plugin error", detail };
}
