// SPDX-License-Identifier: Apache-2.0

import { type ProviderServer, createProviderServer } from "@provide-foundry/provider";
import { TerraformHandshake, implementService, servePlugin } from "@provide-foundry/rpcplugin";
import { Provider6 } from "@provide-foundry/rpcplugin/tfplugin6";
import type { Coremock } from "../provider.ts";
import { misbehave } from "./misbehave.ts";
import { parseMisbehaviour } from "./misbehaviour.ts";

export interface MisbehavingOptions {
  /** Adds the provider's resources. */
  readonly prepare: () => Promise<void>;
  /** The rules, as JSON. */
  readonly misbehaviour: string;
}

/** Serves the provider to the host that started this process, over protocol 6, and answers wrongly where a rule says so. */
export async function serveMisbehaving(provider: Coremock, options: MisbehavingOptions): Promise<void> {
  const services = async () => [implementService(Provider6, await createServer(provider, options))];
  await servePlugin({ handshake: TerraformHandshake, versions: { 6: services } });
}

async function createServer(
  provider: Coremock,
  { prepare, misbehaviour }: MisbehavingOptions,
): Promise<ProviderServer> {
  try {
    const rules = parseMisbehaviour(misbehaviour);
    await prepare();
    return misbehave(createProviderServer(provider), rules);
  } catch (failure) {
    return createProviderServer(provider, { failure });
  }
}
