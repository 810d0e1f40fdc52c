// SPDX-License-Identifier: Apache-2.0

import {
  type LogProcessor,
  type Logger,
  createLogger,
  createRedactor,
  levelFromTerraformEnvironment,
  subsystemLevelsFromTerraformEnvironment,
} from "@provide-foundry/foundation";
import {
  type ServiceImpl,
  type ServiceLoader,
  TerraformHandshake,
  implementService,
  servePlugin,
} from "@provide-foundry/rpcplugin";
import type { Provider6 } from "@provide-foundry/rpcplugin/tfplugin6";
import type { ConfigDefinition } from "@provide-foundry/foundation/config";
import type { Telemetry } from "@provide-foundry/foundation/telemetry";
import type { ProviderOf } from "./definition/class-form.ts";
import { definitionOf } from "./definition/decorators.ts";
import { throwProblems } from "./definition/definition-error.ts";
import type { ProviderServerOptions } from "./server/provider-server.ts";

export interface ServeOptions extends ProviderServerOptions {
  /** Default: `process.env`. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /**
   * Default: on stderr, from the level that Terraform's variables (`TF_LOG`) ask for, else warnings: lines that
   * Terraform reads. When debugging: lines for people, else from info up. `TF_LOG_PROVIDER_ACME_HTTP` asks for a level of
   * what `logger.child("http")` writes.
   */
  readonly logger?: Logger;
  /** See the lines of the default logger before they are written, in this order; `logRules` makes some. */
  readonly logProcessors?: readonly LogProcessor[];
  /** Last work before the process ends. Hosts kill a plugin after two seconds, so this gets 1.5. */
  readonly onShutdown?: () => void | Promise<void>;
  /**
   * The protocols to offer; the host takes the highest that it speaks too. Default: 5 and 6. A host that speaks only 5,
   * such as a Terraform before 1.0, gets an error that names the nested attributes, if there are any.
   */
  readonly protocols?: readonly (5 | 6)[];
  /** As `required_providers` names the provider: `example/acme`. Debugging needs it. */
  readonly address?: string;
  /** Whether a person has started the process, to debug it. Default: whether it has the argument `--debug`. */
  readonly debug?: boolean;
  /**
   * Runs before the provider is asked for anything, after the handshake: the place to find components, as
   * `@provide-foundry/provider/discovery` does. When it fails, so does every call, with what it threw: a
   * `DiagnosticError` is what practitioners then read.
   */
  readonly prepare?: () => unknown;
  /** Settings of the provider's own, which the command `config` of its program shows. */
  readonly config?: ConfigDefinition;
}

/**
 * Serves a provider to the Terraform or OpenTofu that started this process: the
 * whole of a provider's program. Resolves when the handshake line is written;
 * the process ends when the host says so.
 *
 * Started with `--debug`, by a person, it tells on stdout how to make Terraform
 * use this very process, and serves one command after the other until Ctrl-C.
 *
 * Started with other arguments and without a host's variables, it is a program
 * for people: `--help` tells what it can do.
 *
 * Nothing of the provider's schema is looked at before a call needs it, and the
 * server itself is loaded while the host dials.
 *
 * @param provider A definition, or a class with the `provider` decorator.
 * @throws DefinitionError when `protocols` has none, and when `address` is missing where it is needed.
 */
export async function serve(provider: ProviderOf<unknown>, options: ServeOptions = {}): Promise<void> {
  const { env = process.env, debug = process.argv.includes("--debug"), protocols = [5, 6] } = options;
  const definition = definitionOf(provider);
  if (!debug && process.argv.length > 2 && env[TerraformHandshake.cookieKey] !== TerraformHandshake.cookieValue) {
    const { runProviderProgram } = await import("./program/provider-program.ts");
    const { address, config, prepare } = options;
    return runProviderProgram({ provider: definition, address, protocols, config, prepare });
  }
  const advice =
    "Start it with --help to see what it does for you, and with --debug to use it with a Terraform of your own.";
  await serveServer({ name: definition.name, version: definition.version, advice }, options, async () => {
    const { createProviderServer } = await import("./server/provider-server.ts");
    return (shared) => createProviderServer(provider, shared);
  });
}

/** What a program serves: a provider, or several as one. */
export interface Served {
  readonly name: string;
  readonly version: string;
  /** For a person who starts the program as if it did something by itself. */
  readonly advice: string;
}

type Server = ServiceImpl<Provider6> & AsyncDisposable;

/**
 * Serves what `load` gets ready, a server for each connection, to the host that started this process or to those of a
 * person who debugs it.
 *
 * @throws DefinitionError as `serve`.
 */
export async function serveServer(
  { name, version, advice }: Served,
  options: ServeOptions,
  load: () => Promise<(shared: ProviderServerOptions) => Server>,
): Promise<void> {
  const { env = process.env, debug = process.argv.includes("--debug"), protocols = [5, 6] } = options;
  const servers: Server[] = [];
  let telemetry: Telemetry | undefined;
  const levels = subsystemLevelsFromTerraformEnvironment(env, name);
  const level = levelFromTerraformEnvironment(env, name) ?? (debug ? "info" : "warn");
  const { redactor = createRedactor() } = options;
  const format = debug ? "people" : "hclog";
  const processors = options.logProcessors ?? [];
  const logger = (
    options.logger ?? createLogger({ name, level, ...(levels && { levels }), format, processors })
  ).withRedactor(redactor);
  const plugin = {
    env,
    logger,
    async onShutdown() {
      await Promise.all(servers.map((server) => server[Symbol.asyncDispose]()));
      await options.onShutdown?.();
      if (telemetry !== undefined) await (await import("./server/start-telemetry.ts")).flushTelemetry(telemetry);
    },
    versions: versionsOf(name, protocols, async () => {
      const [createServer, { keysVariable }, { lintVariable }, unprepared] = await Promise.all([
        load(),
        import("./server/private-keys.ts"),
        import("./server/runtime.ts"),
        findFailure(options.prepare),
      ]);
      const privateStateKeys = options.privateStateKeys ?? env[keysVariable(name)];
      const keys = privateStateKeys === undefined ? {} : { privateStateKeys };
      const lint = options.lint ?? env[lintVariable(name)] ?? "";
      // Names such as ACME_TOKEN tell what is secret before any schema does.
      redactor.addVariables(env);
      if (options.telemetry === undefined && env["OTEL_EXPORTER_OTLP_ENDPOINT"]) {
        const { startProviderTelemetry } = await import("./server/start-telemetry.ts");
        telemetry ??= await startProviderTelemetry({ name, version, env, redactor, logger });
      }
      const recorded = telemetry && { telemetry };
      const server = createServer({ ...options, ...unprepared, ...keys, ...recorded, lint, logger, redactor });
      servers.push(server);
      return server;
    }),
  };
  if (debug) {
    const { debugProvider } = await import("./debug-provider.ts");
    await debugProvider(name, options.address, plugin);
  } else {
    await servePlugin({ ...plugin, handshake: TerraformHandshake, advice });
  }
}

/** A program that ends instead would leave its reason to those who read logs. */
async function findFailure(prepare: (() => unknown) | undefined): Promise<{ readonly failure?: unknown }> {
  try {
    await prepare?.();
    return {};
  } catch (failure) {
    return { failure };
  }
}

/** How each protocol is served. What it needs is loaded for the one that the host takes. */
function versionsOf(
  providerName: string,
  protocols: readonly number[],
  createServer: () => Promise<ServiceImpl<Provider6>>,
): Record<number, ServiceLoader> {
  const loaders: Readonly<Record<number, ServiceLoader>> = {
    async 5() {
      const [server, { toProvider5 }] = await Promise.all([
        createServer(),
        import("@provide-foundry/rpcplugin/protocol5"),
      ]);
      return [toProvider5(server)];
    },
    async 6() {
      const [server, { Provider6 }] = await Promise.all([
        createServer(),
        import("@provide-foundry/rpcplugin/tfplugin6"),
      ]);
      return [implementService(Provider6, server)];
    },
  };
  if (protocols.length === 0 || !protocols.every((protocol) => protocol in loaders)) {
    throwProblems(`provider ${providerName}`, [`protocols: ${JSON.stringify(protocols)}; there are 5 and 6`]);
  }
  return Object.fromEntries(protocols.map((protocol) => [protocol, loaders[protocol]!]));
}
