// SPDX-License-Identifier: Apache-2.0

import type { AttributePath, Diagnostic, FunctionError } from "@provide-foundry/rpcplugin/tfplugin6";

/** In one line, but for line ends of its own: `error at rule[0].port: summary: detail`. */
export function describeDiagnostic({ severity, summary, detail, attribute }: Diagnostic): string {
  const place = attribute === undefined ? "" : ` at ${describePath(attribute)}`;
  return `${severity === 1 ? "error" : "warning"}${place}: ${summary}${detail === "" ? "" : `: ${detail}`}`;
}

/** As Terraform writes it: `rule[0].tags["a"]`. */
export function describePath({ steps }: AttributePath): string {
  let text = "";
  for (const { attributeName, elementKeyInt, elementKeyString } of steps) {
    if (attributeName !== undefined) text += text === "" ? attributeName : `.${attributeName}`;
    else if (elementKeyInt !== undefined) text += `[${elementKeyInt}]`;
    else text += `[${JSON.stringify(elementKeyString)}]`;
  }
  return text;
}

export function describeFunctionError({ text, functionArgument }: FunctionError): string {
  return functionArgument === undefined ? text : `argument ${functionArgument}: ${text}`;
}
