// SPDX-License-Identifier: Apache-2.0

/**
 * Where providers come from.
 *
 * @module
 */

import type { ServiceImpl } from "@provide-foundry/rpcplugin";
import type { OpenProviderOptions } from "@provide-foundry/rpcplugin/find-provider";
import type { ProviderClient } from "@provide-foundry/rpcplugin/provider-client";
import type { Provider6 } from "@provide-foundry/rpcplugin/tfplugin6";
import type { ProviderOf } from "@provide-foundry/provider";

/** A provider that can be called. To dispose of it ends it. */
export interface LaunchedProvider extends AsyncDisposable {
  readonly client: ProviderClient;
}

/** Makes a provider ready to be called, anew for each of its configurations. */
export type ProviderLauncher = () => Promise<LaunchedProvider>;

/** A provider made with this framework, in this process: a definition, or a class with the `provider` decorator. */
export function localProvider(provider: ProviderOf<unknown>): ProviderLauncher {
  return async () => {
    const { createProviderServer } = await import("@provide-foundry/provider");
    const server = createProviderServer(provider);
    return launchService(server, async () => server[Symbol.asyncDispose]());
  };
}

/** An implementation of the protocol, in this process. */
export function localService(create: () => ServiceImpl<Provider6>): ProviderLauncher {
  return async () => launchService(create(), async () => {});
}

async function launchService(server: ServiceImpl<Provider6>, close: () => Promise<void>): Promise<LaunchedProvider> {
  const { connectLocalProvider } = await import("@provide-foundry/rpcplugin/local-provider");
  return { client: connectLocalProvider(server), [Symbol.asyncDispose]: close };
}

/**
 * A provider in a program of its own.
 *
 * @param name An address, which is looked for where Terraform does it, or the path of the program.
 */
export function providerProgram(name: string, options: OpenProviderOptions = {}): ProviderLauncher {
  return async () => {
    const { openProvider } = await import("@provide-foundry/rpcplugin/find-provider");
    return openProvider(name, options);
  };
}
