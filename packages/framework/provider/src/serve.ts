// SPDX-License-Identifier: Apache-2.0

import { type Logger, createLogger, createRedactor, levelFromTerraformEnvironment } from "@provide-foundry/foundation";
import { TerraformHandshake, debugPlugin, implementService, servePlugin } from "@provide-foundry/rpcplugin";
import type { ProviderOf } from "./definition/class-form.ts";
import { definitionOf } from "./definition/decorators.ts";
import type { ProviderServerOptions } from "./server/provider-server.ts";

export interface ServeOptions extends ProviderServerOptions {
  /** Default: `process.env`. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /**
   * Default: on stderr, from the level that Terraform's variables (`TF_LOG`) ask for, else warnings: lines that
   * Terraform reads. When debugging: lines for people, else from info up.
   */
  readonly logger?: Logger;
  /** Last work before the process ends. Hosts kill a plugin after two seconds, so this gets 1.5. */
  readonly onShutdown?: () => void | Promise<void>;
  /** As `required_providers` names the provider: `example/acme`. Debugging needs it. */
  readonly address?: string;
  /** Whether a person has started the process, to debug it. Default: whether it has the argument `--debug`. */
  readonly debug?: boolean;
}

/**
 * Serves a provider to the Terraform or OpenTofu that started this process: the
 * whole of a provider's program. Resolves when the handshake line is written;
 * the process ends when the host says so.
 *
 * Started with `--debug`, by a person, it tells on stdout how to make Terraform
 * use this very process, and serves one command after the other until Ctrl-C.
 *
 * Nothing of the provider's schema is looked at before a call needs it, and the
 * server itself is loaded while the host dials.
 *
 * @param provider A definition, or a class with the `provider` decorator.
 * @throws DefinitionError when it is to be debugged and `address` is missing.
 */
export async function serve(provider: ProviderOf<unknown>, options: ServeOptions = {}): Promise<void> {
  const { env = process.env, debug = process.argv.includes("--debug"), onShutdown } = options;
  const { name } = definitionOf(provider);
  const level = levelFromTerraformEnvironment(env, name) ?? (debug ? "info" : "warn");
  const { redactor = createRedactor() } = options;
  const format = debug ? "people" : "hclog";
  const logger = (options.logger ?? createLogger({ name, level, format })).withRedactor(redactor);
  const plugin = {
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
  };
  if (debug) {
    const { checkAddress, introduceProvider } = await import("./introduce-provider.ts");
    const address = checkAddress(name, options.address);
    await debugPlugin({ ...plugin, introduce: (reattach) => introduceProvider(address, reattach) });
  } else {
    const advice = "To debug it with a Terraform of your own, start it with --debug.";
    await servePlugin({ ...plugin, handshake: TerraformHandshake, advice });
  }
}
