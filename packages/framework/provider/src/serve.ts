// SPDX-License-Identifier: Apache-2.0

import { type Logger, createLogger, levelFromTerraformEnvironment } from "@provide-foundry/foundation";
import { TerraformHandshake, implementService, servePlugin } from "@provide-foundry/rpcplugin";
import type { ProviderOf } from "./definition/class-form.ts";
import { definitionOf } from "./definition/decorators.ts";
import type { Trace } from "./server/trace.ts";

export interface ServeOptions {
  /** Default: `process.env`. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Default: lines that Terraform reads, on stderr, from the level that its variables (`TF_LOG`) ask for, else warnings. */
  readonly logger?: Logger;
  /** Takes each step of each call as it ends. */
  readonly trace?: Trace;
  /** How long handlers may take to end once the host has said stop; then their calls fail. Default 5,000. */
  readonly stopGraceMs?: number;
  /** Last work before the process ends. Hosts kill a plugin after two seconds, so this gets 1.5. */
  readonly onShutdown?: () => void | Promise<void>;
}

/**
 * Serves a provider to the Terraform or OpenTofu that started this process: the
 * whole of a provider's program. Resolves when the handshake line is written;
 * the process ends when the host says so.
 *
 * Nothing of the provider's schema is looked at before a call needs it, and the
 * server itself is loaded while the host dials.
 *
 * @param provider A definition, or a class with the `provider` decorator.
 */
export async function serve(provider: ProviderOf<unknown>, options: ServeOptions = {}): Promise<void> {
  const { env = process.env, trace, stopGraceMs, onShutdown } = options;
  const { name } = definitionOf(provider);
  const level = levelFromTerraformEnvironment(env, name) ?? "warn";
  const logger = options.logger ?? createLogger({ name, level, format: "hclog" });
  await servePlugin({
    handshake: TerraformHandshake,
    env,
    logger,
    ...(onShutdown && { onShutdown }),
    versions: {
      6: async () => {
        const [{ createProviderServer }, { Provider6 }] = await Promise.all([
          import("./server/provider-server.ts"),
          import("@provide-foundry/rpcplugin/tfplugin6"),
        ]);
        const server = createProviderServer(provider, {
          logger,
          ...(trace && { trace }),
          ...(stopGraceMs !== undefined && { stopGraceMs }),
        });
        return [implementService(Provider6, server)];
      },
    },
  });
}
