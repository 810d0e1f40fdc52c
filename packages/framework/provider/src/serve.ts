// SPDX-License-Identifier: Apache-2.0

import { type Logger, createLogger, createRedactor, levelFromTerraformEnvironment } from "@provide-foundry/foundation";
import { TerraformHandshake, implementService, servePlugin } from "@provide-foundry/rpcplugin";
import type { ProviderOf } from "./definition/class-form.ts";
import { definitionOf } from "./definition/decorators.ts";
import type { ProviderServerOptions } from "./server/provider-server.ts";

export interface ServeOptions extends ProviderServerOptions {
  /** Default: `process.env`. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Default: lines that Terraform reads, on stderr, from the level that its variables (`TF_LOG`) ask for, else warnings. */
  readonly logger?: Logger;
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
  const { env = process.env, onShutdown } = options;
  const { name } = definitionOf(provider);
  const level = levelFromTerraformEnvironment(env, name) ?? "warn";
  const { redactor = createRedactor() } = options;
  const logger = (options.logger ?? createLogger({ name, level, format: "hclog" })).withRedactor(redactor);
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
        // Names such as ACME_TOKEN tell what is secret before any schema does.
        redactor.addVariables(env);
        return [implementService(Provider6, createProviderServer(provider, { ...options, logger, redactor }))];
      },
    },
  });
}
