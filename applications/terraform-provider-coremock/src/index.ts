// SPDX-License-Identifier: Apache-2.0

import { addResources } from "./add-resources.ts";
import { type Coremock, type CoremockOptions, defineCoremock } from "./provider.ts";

export type { Crash } from "./faults/faults.ts";
export type { Client } from "./client.ts";
export type { Coremock, CoremockOptions } from "./provider.ts";
export { misbehave } from "./misbehave/misbehave.ts";
export type { ByAttribute, Misbehaviour } from "./misbehave/misbehaviour.ts";

/**
 * The whole provider, for a host in this process.
 *
 * @throws DiagnosticError that lists what is wrong with the dynamic resources.
 *
 * @example
 * const server = createProviderServer(await coremock({ directory: project }));
 */
export async function coremock(options: CoremockOptions = {}): Promise<Coremock> {
  const provider = defineCoremock(options);
  await addResources(provider, options);
  return provider;
}
