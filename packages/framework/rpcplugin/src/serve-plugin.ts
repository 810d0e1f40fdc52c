// SPDX-License-Identifier: Apache-2.0

/**
 * Runs this process as a plugin.
 *
 * Terraform starts a provider two to five times per command and waits for the
 * handshake line each time. So before the line there is only what it needs: the
 * environment, a socket that takes connections, a certificate. HTTP/2, TLS and
 * the plugin's own code follow while the host reads the line and dials.
 *
 * Source: go-plugin 1.7, server.go.
 *
 * @module
 */

import { writeSync } from "node:fs";
import type { Duplex } from "node:stream";
import { createLogger, type Logger } from "@provide-foundry/foundation";
import { createCertificate, type KeyType } from "@provide-foundry/foundation/crypto/x509";
import { formatHandshakeLine, type Handshake, negotiateVersion } from "./handshake.ts";
import { type Listener, listenOptions } from "./listen.ts";
import { watchParent } from "./parent-watch.ts";
import { type Environment, type PluginEnvironment, readPluginEnvironment } from "./plugin-environment.ts";
import { exitWith, explainFailure, stackOf } from "./plugin-failure.ts";
import { PluginServer, type PluginServerOptions, type ServiceLoader } from "./plugin-server.ts";
import { installStdoutGuard, type StdoutGuard } from "./stdout-guard.ts";
import { socketTransport, type Transport } from "./transport.ts";

export interface ServePluginOptions {
  readonly handshake: Handshake;
  /** What to serve, by version of the application's protocol. At least one. */
  readonly versions: Readonly<Record<number, ServiceLoader>>;
  /** Default: `process.env`. */
  readonly env?: Environment;
  /** Has to write to stderr's file descriptor, as loggers of foundation do. Default: lines that hosts read, from info up. */
  readonly logger?: Logger;
  /** The kind of key for mutual TLS, when the host asks for that. Default `"P-256"`, which is made the fastest. */
  readonly keyType?: KeyType;
  /** For one message from the host. Default 256 MiB. */
  readonly maxMessageBytes?: number;
  /** How to be reached. The host has to have the same. Default: sockets, where the host's variables say. */
  readonly transport?: Transport;
  /** Last work before the process ends, however it is told to. Hosts kill a plugin after two seconds, so this gets 1.5. */
  readonly onShutdown?: () => void | Promise<void>;
  /** What to tell somebody who starts the program by hand, after the usual: what it can do for a person. */
  readonly advice?: string;
}

/** How long the last work may take; the host waits two seconds. */
const shutdownHookMs = 1_500;

/** When to capture streams that somebody may hold already. */
const captureDelayMs = 50;

/** How long a host may be away before it counts as gone. Only one that was killed does not say goodbye. */
const hostLostMs = 2_000;

/**
 * Serves a plugin to the host that started this process, and ends the process when the host wants it, is gone, or
 * sends SIGTERM. Ends it with code 1 and a message on stderr when it was not started by a host, or cannot serve.
 *
 * Resolves when the handshake line is written. Nothing else reaches stdout, from here on; import
 * `@provide-foundry/rpcplugin/guard-stdout` first in the program to have that from the beginning.
 *
 * @example
 * await servePlugin({
 *   handshake: { cookieKey: "GREETER_PLUGIN", cookieValue: "hello" },
 *   versions: { 1: async () => (await import("./greeter.ts")).services },
 * });
 */
export async function servePlugin(options: ServePluginOptions): Promise<void> {
  const { handshake, env = process.env, advice } = options;
  if (env[handshake.cookieKey] !== handshake.cookieValue) exitWith(explainCookie(handshake, advice));
  const guard = installStdoutGuard();
  // Ctrl-C reaches the whole process group. What it means for a plugin is for the host to say.
  process.on("SIGINT", () => {});
  try {
    await new PluginProcess(options, guard).start(readPluginEnvironment(env));
  } catch (error) {
    exitWith(explainFailure(error));
  }
}

class PluginProcess {
  readonly #options: ServePluginOptions;
  readonly #guard: StdoutGuard;
  readonly #logger: Logger;
  #listener: Listener | undefined;
  /** Makes the server when it is first needed: by the first connection, or right after the handshake line. */
  #findServer: (() => PluginServer) | undefined;
  #server: PluginServer | undefined;
  #isStopping = false;

  constructor(options: ServePluginOptions, guard: StdoutGuard) {
    this.#options = options;
    this.#guard = guard;
    this.#logger = options.logger ?? createLogger({ name: "plugin", format: "hclog" });
  }

  async start(settings: PluginEnvironment): Promise<void> {
    // A host that dies later shows by this number; one that has died already, by nobody reading the line.
    const parent = process.ppid;
    const version = this.#chooseVersion(settings);
    const openMultiplexer = settings.multiplex ? (await import("./multiplex.ts")).openMultiplexer : undefined;
    const { transport = socketTransport(listenOptions(settings)) } = this.#options;
    const listener = await transport.listen((connection) => this.#accept(connection));
    this.#listener = listener;
    process.on("exit", () => this.#removeSockets());
    for (const signal of ["SIGTERM", "SIGHUP"] as const) process.on(signal, () => void this.#stop(signal));
    const { keyType = "P-256" } = this.#options;
    const peer = settings.clientCertificate;
    const tls = peer && { own: createCertificate({ keyType }), peer };
    this.#findServer = () => (this.#server ??= this.#createServer(version, { tls, transport, openMultiplexer }));

    const { network, address } = listener;
    const { multiplex } = settings;
    writeSync(1, formatHandshakeLine({ version, network, address, certificate: tls?.own.der, multiplex }));
    setImmediate(() => this.#afterHandshake(parent));
  }

  #chooseVersion({ versions, ignoredVersions }: PluginEnvironment): number {
    if (ignoredVersions.length > 0) {
      this.#logger.warn("PLUGIN_PROTOCOL_VERSIONS has entries that are no version", { ignored: ignoredVersions });
    }
    const own = Object.keys(this.#options.versions).map(Number);
    if (own.length === 0) throw new TypeError("a plugin needs at least one version to serve");
    return negotiateVersion(own, versions);
  }

  #afterHandshake(parent: number): void {
    this.#findServer?.();
    watchParent(parent, () => void this.#stop("the host's process has ended"));
    setTimeout(() => this.#guard.captureStreams(), captureDelayMs).unref(); // no moment to keep the host waiting
    // Hosts collect what follows this prefix and show it to their user.
    process.on("uncaughtExceptionMonitor", () => writeSync(2, "panic: an error that nothing caught\n"));
  }

  #accept(connection: Duplex): void {
    // Before the handshake nobody can know the address; on TCP somebody may try.
    if (this.#findServer) this.#findServer().accept(connection);
    else connection.destroy();
  }

  #createServer(
    version: number,
    connections: Pick<PluginServerOptions, "tls" | "transport" | "openMultiplexer">,
  ): PluginServer {
    const server = new PluginServer({
      ...connections,
      version,
      load: this.#options.versions[version]!,
      output: this.#guard.output,
      maxMessageBytes: this.#options.maxMessageBytes,
      logger: this.#logger,
      onShutdown: () => void this.#stop("the host asked for it"),
      onHostLost: () => {
        setTimeout(() => {
          if (server.connections === 0) void this.#stop("the host's connection has ended");
        }, hostLostMs);
      },
    });
    return server;
  }

  async #stop(reason: string): Promise<void> {
    if (this.#isStopping) return;
    this.#isStopping = true;
    this.#logger.debug("the plugin is stopping", { reason });
    this.#removeSockets();
    const closed = this.#server?.close();
    await this.#runShutdownHook();
    await closed;
    process.exit(0);
  }

  async #runShutdownHook(): Promise<void> {
    const { onShutdown } = this.#options;
    if (!onShutdown) return;
    const timer = setTimeout(() => {
      this.#logger.error(`the shutdown work took longer than ${shutdownHookMs} ms`);
      process.exit(1);
    }, shutdownHookMs);
    try {
      await onShutdown();
    } catch (error) {
      this.#logger.error("the shutdown work failed", { error: stackOf(error) });
    }
    clearTimeout(timer);
  }

  #removeSockets(): void {
    this.#listener?.close();
    this.#server?.broker.close();
  }
}

function explainCookie({ cookieKey }: Handshake, advice: string | undefined): string {
  const lines = [
    "This program is a plugin: another program starts it and talks to it.",
    `It is not meant to be started by hand. (${cookieKey} is not set to what its host would set.)`,
  ];
  if (advice !== undefined) lines.push(advice);
  return lines.join("\n");
}
