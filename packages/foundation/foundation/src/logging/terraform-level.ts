// SPDX-License-Identifier: Apache-2.0

import { parseLogThreshold, severity, type LevelOf, type LogThreshold } from "./level.ts";

type Environment = Readonly<Record<string, string | undefined>>;

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
export function levelFromTerraformEnvironment(env: Environment, providerName: string): LogThreshold | undefined {
  const host = hostLevel(env);
  const own = parseLogThreshold(env[ownVariable(providerName)] ?? "");
  return host === undefined || own === undefined ? (host ?? own) : stricterOf(host, own);
}

/**
 * The levels that Terraform's log variables ask of a provider's subsystems, for `createLogger`; undefined when none does.
 *
 * `TF_LOG_PROVIDER_ACME_HTTP` is for the loggers of the provider `acme` that have `http` in their names, and for those
 * within them, whether it asks for more or for less than the rest of the provider writes. The host's own level limits it,
 * as in {@link levelFromTerraformEnvironment}.
 *
 * Source: terraform-plugin-log 0.11 tflog.WithLevelFromEnv, for which each provider names its variables, by convention
 *   these.
 */
export function subsystemLevelsFromTerraformEnvironment(env: Environment, providerName: string): LevelOf | undefined {
  const prefix = `${ownVariable(providerName)}_`;
  const host = hostLevel(env) ?? "trace";
  const levels = new Map<string, LogThreshold>();
  for (const [variable, text = ""] of Object.entries(env)) {
    const own = variable.startsWith(prefix) ? parseLogThreshold(text) : undefined;
    if (own !== undefined) levels.set(variable.slice(prefix.length), stricterOf(host, own));
  }
  if (levels.size === 0) return undefined;
  return (loggerName) => {
    const [, ...parts] = loggerName.split(".");
    const innermost = parts.findLast((part) => levels.has(inVariable(part)));
    return innermost === undefined ? undefined : levels.get(inVariable(innermost));
  };
}

function hostLevel(env: Environment): LogThreshold | undefined {
  const text = env["TF_LOG_PROVIDER"] || env["TF_LOG"];
  return text ? (parseLogThreshold(text) ?? "trace") : undefined;
}

function ownVariable(providerName: string): string {
  return `TF_LOG_PROVIDER_${inVariable(providerName)}`;
}

function inVariable(name: string): string {
  return name.replaceAll("-", "_").toUpperCase();
}

function stricterOf(a: LogThreshold, b: LogThreshold): LogThreshold {
  return severity[a] > severity[b] ? a : b;
}
