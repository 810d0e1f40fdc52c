// SPDX-License-Identifier: Apache-2.0

import type { Logger, Redactor } from "@provide-foundry/foundation";
import { type Telemetry, startTelemetry } from "@provide-foundry/foundation/telemetry";

/** How long what was recorded may take to be sent when the process ends. Hosts kill it after two seconds. */
const flushMs = 1_000;

interface Surroundings {
  readonly name: string;
  readonly version: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly redactor: Redactor;
  readonly logger: Logger;
}

/** Telemetry as the environment asks for it; undefined, and a warning in the log, when it cannot be had. */
export async function startProviderTelemetry(surroundings: Surroundings): Promise<Telemetry | undefined> {
  const { name, version, env, redactor, logger } = surroundings;
  try {
    return await startTelemetry({ serviceName: `terraform-provider-${name}`, serviceVersion: version, env, redactor });
  } catch (error) {
    logger.warn("there is no telemetry", () => ({ error }));
    return undefined;
  }
}

/** Sends what was recorded, for as long as there is time. */
export async function flushTelemetry(telemetry: Telemetry): Promise<void> {
  const { promise: late, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, flushMs);
  await Promise.race([telemetry.stop(), late]);
  clearTimeout(timer);
}
