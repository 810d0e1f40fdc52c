// SPDX-License-Identifier: Apache-2.0

import { parseLogThreshold, severity, type LogThreshold } from "./level.ts";

/**
 * The level that Terraform's log variables ask of a provider; undefined when they do not ask.
 *
 * Terraform shows a provider's lines by `TF_LOG_PROVIDER`, or else `TF_LOG`; what `TF_LOG_PROVIDER_<NAME>` asks for
 * goes through that filter too. So the stricter of both wins: a line that the host drops need not be written.
 *
 * @param env Usually `process.env`.
 * @param providerName The provider's type, as in its address: `foundry`, `google-beta`.
 *
 * Source: terraform internal/logging (1.11): `JSON` and unknown words mean trace; terraform-plugin-go 0.31
 *   tf6server: `-` in the name becomes `_`; go-hclog 1.6 LevelFromString: an unknown word is no level.
 */
export function levelFromTerraformEnvironment(
  env: Readonly<Record<string, string | undefined>>,
  providerName: string,
): LogThreshold | undefined {
  const hostText = env["TF_LOG_PROVIDER"] || env["TF_LOG"];
  const host = hostText ? (parseLogThreshold(hostText) ?? "trace") : undefined;
  const own = parseLogThreshold(env[`TF_LOG_PROVIDER_${providerName.replaceAll("-", "_").toUpperCase()}`] ?? "");
  if (host === undefined || own === undefined) return host ?? own;
  return severity[host] > severity[own] ? host : own;
}
