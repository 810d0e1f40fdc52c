// SPDX-License-Identifier: Apache-2.0

/**
 * Runs this process as a plugin that no host has started: a person did, under
 * a debugger for example, and tells hosts where it is.
 *
 * There is no cookie, no handshake line and no TLS, as hosts that find a plugin
 * running expect neither. The socket is the user's own all the same.
 *
 * Source: go-plugin 1.7, server.go (`ServeTestConfig`).
 *
 * @module
 */

import { writeSync } from "node:fs";
import type { Duplex } from "node:stream";
import { createLogger, type Logger } from "@provide-foundry/foundation";
import { StdioData_Channel } from "./generated/plugin.ts";
import { listen, type Listener, type ListenOptions, listenOptions } from "./listen.ts";
import { type Environment, readPluginEnvironment } from "./plugin-environment.ts";
import { exitWith, explainFailure, stackOf } from "./plugin-failure.ts";
import { PluginServer, type ServiceLoader } from "./plugin-server.ts";
import type { Reattach } from "./reattach.ts";
import { findStdoutGuard } from "./stdout-guard.ts";
import { socketTransport } from "./transport.ts";

export interface DebugPluginOptions {
  /** What can be served, by version of the application's protocol. Without a host to ask, it is the highest. */
  readonly versions: Readonly<Record<number, ServiceLoader>>;
  /** What to tell whoever started the program: where hosts find the plugin. Written to stdout. */
  readonly introduce: (reattach: Reattach) => string;
  /** Where to listen: the variables that a host would set. Default: `process.env`. */
  readonly env?: Environment;
  /** Default: lines for people on stderr, from info up. */
  readonly logger?: Logger;
  /** For one message from a host. Default 256 MiB. */
  readonly maxMessageBytes?: number;
  /** Last work before the process ends. Takes the time it needs. */
  readonly onShutdown?: () => void | Promise<void>;
}

/**
 * Serves a plugin to hosts that come and go, until Ctrl-C or SIGTERM; a second Ctrl-C does not wait for the last work.
 * Ends the process with code 1 and a message on stderr when it cannot serve.
 *
 * Each connection has services of its own, made by `versions` for it, as if it had started a process. So what one
 * host's command configures or stops is nothing to the next, nor to another that runs beside it. Variables of modules
 * are shared.
 *
 * What the plugin's code prints stays on the terminal. Resolves when the introduction is written.
 */
export async function debugPlugin(options: DebugPluginOptions): Promise<void> {
  const { env = process.env, introduce, onShutdown } = options;
  const logger = options.logger ?? createLogger({ name: "plugin", format: "people" });
  try {
    const settings = readPluginEnvironment(env);
    const server = await DebugServer.start({ ...options, listen: listenOptions(settings), logger });
    process.on("exit", () => server.removeSocket());
    stopOnSignals(server, logger, onShutdown);
    showOutput();
    writeSync(1, introduce(server.reattach));
  } catch (error) {
    exitWith(explainFailure(error));
  }
}

interface DebugServerOptions {
  readonly versions: Readonly<Record<number, ServiceLoader>>;
  readonly listen: ListenOptions;
  readonly logger: Logger;
  readonly maxMessageBytes?: number | undefined;
}

/** Knows nothing of the process, but for its number. */
class DebugServer {
  readonly #options: DebugServerOptions;
  readonly #version: number;
  readonly #servers = new Set<PluginServer>();
  #listener: Listener | undefined;

  private constructor(options: DebugServerOptions) {
    const own = Object.keys(options.versions).map(Number);
    if (own.length === 0) throw new TypeError("a plugin needs at least one version to serve");
    this.#options = options;
    this.#version = Math.max(...own);
  }

  /** @throws PluginError `plugin.listen`. */
  static async start(options: DebugServerOptions): Promise<DebugServer> {
    const server = new DebugServer(options);
    server.#listener = await listen(options.listen, (connection) => server.#accept(connection));
    return server;
  }

  get reattach(): Reattach {
    const { network, address } = this.#listener!;
    return { network, address, version: this.#version, pid: process.pid };
  }

  removeSocket(): void {
    this.#listener?.close();
  }

  /** Ends all calls and connections. */
  async close(): Promise<void> {
    this.removeSocket();
    await Promise.all([...this.#servers].map((server) => server.close()));
  }

  #accept(connection: Duplex): void {
    const { versions, listen, logger, maxMessageBytes } = this.#options;
    const server = new PluginServer({
      version: this.#version,
      load: versions[this.#version]!,
      transport: socketTransport(listen),
      maxMessageBytes,
      logger,
      onShutdown: () => {}, // a host says so at the end of each command; it is nothing to the process
    });
    this.#servers.add(server);
    connection.once("close", () => {
      this.#servers.delete(server);
      void server.close();
    });
    server.accept(connection);
  }
}

function stopOnSignals(server: DebugServer, logger: Logger, onShutdown: DebugPluginOptions["onShutdown"]): void {
  let isStopping = false;
  const stop = async (): Promise<void> => {
    if (isStopping) process.exit(1); // somebody who asks twice does not want to wait
    isStopping = true;
    await server.close();
    try {
      await onShutdown?.();
    } catch (error) {
      logger.error("the shutdown work failed", { error: stackOf(error) });
    }
    process.exit(0);
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => void stop());
}

/** A program may have set the guard of stdout before it knew that it is being debugged. */
function showOutput(): void {
  const output = findStdoutGuard()?.output;
  if (!output) return;
  void (async () => {
    for await (const { channel, data } of output.read(new AbortController().signal)) {
      writeSync(channel === StdioData_Channel.STDERR ? 2 : 1, data);
    }
  })();
}
