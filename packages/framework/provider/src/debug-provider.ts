// SPDX-License-Identifier: Apache-2.0

import { type DebugPluginOptions, type Reattach, debugPlugin, formatReattach } from "@provide-foundry/rpcplugin";
import { DefinitionError } from "./definition/definition-error.ts";

const variable = "TF_REATTACH_PROVIDERS";
const addressPattern = /^(?:[a-z0-9.-]+(?::\d+)?\/)?[a-z0-9-]+\/[a-z0-9-]+$/i;

/**
 * Serves a provider that a person has started.
 *
 * @param address As `required_providers` has it.
 * @throws DefinitionError when it is missing, or none.
 */
export async function debugProvider(
  providerName: string,
  address: string | undefined,
  plugin: Omit<DebugPluginOptions, "introduce">,
): Promise<void> {
  const checked = checkAddress(providerName, address);
  await debugPlugin({ ...plugin, introduce: (reattach) => introduceProvider(checked, reattach) });
}

/**
 * The address by which hosts ask for the provider.
 *
 * @throws DefinitionError when there is none: hosts would silently go on with the provider that they have installed.
 */
export function checkAddress(providerName: string, address: string | undefined): string {
  if (address !== undefined && addressPattern.test(address)) return address;
  const problem = `address: ${address === undefined ? "there is none" : `${JSON.stringify(address)} is none`}`;
  throw new DefinitionError(
    `provider ${providerName}: ${problem}; debugging needs the one that required_providers has`,
    {
      context: { problems: [problem] },
      hint: 'Give it to serve, as in { address: "example/acme" }.',
    },
  );
}

/**
 * What somebody reads who has started a provider to debug it: how to make Terraform use it, ready to be pasted into the
 * shells of the platform.
 */
export function introduceProvider(
  address: string,
  reattach: Reattach,
  platform: NodeJS.Platform = process.platform,
): string {
  const value = formatReattach({ [address]: reattach });
  const lines =
    platform === "win32"
      ? [
          `Command Prompt:\tset "${variable}=${value}"`,
          `PowerShell:\t$env:${variable}='${value.replaceAll("'", "''")}'`,
        ]
      : [`${variable}='${value.replaceAll("'", `'"'"'`)}'`];
  return [
    "The provider is running. Terraform and OpenTofu use it where this variable is set:",
    "",
    ...lines.map((line) => `\t${line}`),
    "",
    "Ctrl-C ends it.",
    "",
  ].join("\n");
}
