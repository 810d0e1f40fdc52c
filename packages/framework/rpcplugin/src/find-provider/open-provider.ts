// SPDX-License-Identifier: Apache-2.0

import { findProvider, type FindProviderOptions, type FoundProvider } from "./find-provider.ts";
import { TerraformHandshake } from "../handshake.ts";
import { type ConnectedPlugin, connectProvider, type ProviderClient } from "../provider-client.ts";
import { reattachPlugin } from "../reattach-plugin.ts";
import type { Reattach } from "../reattach.ts";
import { startPlugin, type StartPluginOptions } from "../start-plugin.ts";

export interface OpenProviderOptions extends FindProviderOptions {
  /** How to start it, if it does not run already. Its environment is what stands here, and nothing else. */
  readonly start?: Omit<StartPluginOptions, "command" | "handshake" | "versions">;
}

/** A provider that can be called. Has to be closed. */
export interface OpenProvider extends AsyncDisposable {
  readonly client: ProviderClient;
  readonly found: FoundProvider;
  /** Ends the program, unless it ran before. */
  close(): Promise<void>;
}

/**
 * Finds a provider and connects to it, whatever version of the protocol it speaks and whoever wrote it.
 *
 * @param name As for `findProvider`.
 * @throws PluginError as `findProvider`, `startPlugin` and `reattachPlugin`.
 *
 * @example
 * await using random = await openProvider("hashicorp/random");
 * const { functions } = await random.client.getFunctions({});
 */
export async function openProvider(name: string, options: OpenProviderOptions = {}): Promise<OpenProvider> {
  const found = await findProvider(name, options);
  const plugin =
    found.kind === "running" ? await reattach(found.reattach, options) : await start(found.command, options);
  const close = (): Promise<void> => plugin.close();
  try {
    return { client: connectProvider(plugin), found, close, [Symbol.asyncDispose]: close };
  } catch (error) {
    await close();
    throw error;
  }
}

type OpenPlugin = ConnectedPlugin & { close(): Promise<void> };

function start(command: string, { start }: OpenProviderOptions): Promise<OpenPlugin> {
  return startPlugin({ ...start, command, handshake: TerraformHandshake, versions: [5, 6] });
}

async function reattach(endpoint: Reattach, { start = {} }: OpenProviderOptions): Promise<OpenPlugin> {
  const connection = await reattachPlugin(endpoint, start);
  return { connection, close: async () => connection.close() };
}
