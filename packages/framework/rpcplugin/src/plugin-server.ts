// SPDX-License-Identifier: Apache-2.0

import type { Duplex } from "node:stream";
import type { Logger } from "@provide-foundry/foundation";
import type { Broker } from "./broker.ts";
import type { CapturedOutput } from "./captured-output.ts";
import { GrpcError } from "./grpc/grpc-error.ts";
import { GrpcServer } from "./grpc/server.ts";
import type { Service } from "./grpc/service.ts";
import { Status } from "./grpc/status.ts";
import { MultiplexedBroker } from "./multiplexed-broker.ts";
import type { Multiplexer, OpenMultiplexer } from "./multiplexer.ts";
import type { MutualTls } from "./mutual-tls.ts";
import { createPluginServices } from "./plugin-services.ts";
import { createReflectionServices } from "./reflection-services.ts";
import { createAcceptor } from "./serve-connections.ts";
import { SocketBroker } from "./socket-broker.ts";
import type { Transport } from "./transport.ts";

/** What a plugin's own services can use. */
export interface PluginContext {
  /** The version of the application's protocol that host and plugin agreed on. */
  readonly version: number;
  readonly broker: Broker;
  readonly logger: Logger;
}

/** Makes the services of one version. Called once, after the handshake; imports belong in here. */
export type ServiceLoader = (context: PluginContext) => readonly Service[] | Promise<readonly Service[]>;

export interface PluginServerOptions {
  readonly version: number;
  readonly load: ServiceLoader;
  /** Without it, whoever can connect is served. */
  readonly tls?: MutualTls | undefined;
  /** How the broker listens and dials. Default: sockets. */
  readonly transport?: Transport | undefined;
  /**
   * Expects connections that hosts share with the broker, with what this makes of one: `openMultiplexer` of
   * `@provide-foundry/rpcplugin/multiplex`. Default: each connection is one host's, and the broker uses others.
   */
  readonly openMultiplexer?: OpenMultiplexer | undefined;
  /** What the stdio service sends. */
  readonly output?: CapturedOutput | undefined;
  /** For one message from the host. Default 256 MiB. */
  readonly maxMessageBytes?: number | undefined;
  readonly logger: Logger;
  /** The host wants the plugin to end. */
  readonly onShutdown: () => void;
  /** The last connection has ended, after one on which a host was. */
  readonly onHostLost?: (() => void) | undefined;
}

/**
 * Serves a plugin on connections that it is given. Knows nothing of processes,
 * environments and handshake lines, so that it also serves a debugger's host,
 * a test in the same process, or a transport of somebody else's.
 */
export class PluginServer {
  readonly broker: Broker;
  readonly #options: PluginServerOptions;
  readonly #grpc: GrpcServer;
  readonly #accept: (connection: Duplex) => void;
  readonly #shared = new Set<Multiplexer>();

  constructor(options: PluginServerOptions) {
    const { tls, transport, openMultiplexer, maxMessageBytes, logger, output, onShutdown, onHostLost } = options;
    this.#options = options;
    const common = { tls, maxMessageBytes, logger };
    const shared = openMultiplexer && new MultiplexedBroker(common);
    this.broker = shared ?? new SocketBroker({ transport, ...common });
    this.#grpc = new GrpcServer({
      services: createPluginServices({ broker: this.broker, output, onShutdown }),
      deferredServices: this.#loadServices(),
      lazyServices: createReflectionServices(() => this.#grpc),
      maxMessageBytes,
      logger,
      onIdle: () => {
        if (this.broker.hasPeer) onHostLost?.();
      },
    });
    this.#accept =
      openMultiplexer && shared
        ? (connection) => this.#acceptShared(connection, openMultiplexer, shared)
        : createAcceptor(this.#grpc, common);
  }

  /** Serves the host at the other end of a connection, or turns it away. */
  accept(connection: Duplex): void {
    this.#accept(connection);
  }

  /** How many hosts are connected. */
  get connections(): number {
    return this.#grpc.connections;
  }

  /** Ends all calls and connections. Resolves when the last answers are out. */
  async close(): Promise<void> {
    this.broker.close();
    await this.#grpc.close();
    for (const multiplexer of this.#shared) multiplexer.close();
  }

  /**
   * Who can connect can share a connection, but only who is let in as the host is given the broker's: until that
   * connection ends, since two would come in each other's way.
   */
  #acceptShared(connection: Duplex, open: OpenMultiplexer, broker: MultiplexedBroker): void {
    const { tls, logger } = this.#options;
    const accept = (main: Duplex): void => {
      const current = broker.multiplexer;
      if (current && current !== multiplexer && !current.isClosed) {
        logger.warn("a second host was refused, because the connection is shared with another");
        multiplexer.close();
        return;
      }
      broker.use(multiplexer);
      this.#grpc.accept(main);
    };
    const onConnection = createAcceptor({ accept }, { tls, logger });
    const multiplexer = open(connection, { role: "server", onConnection, logger });
    this.#shared.add(multiplexer);
    connection.once("close", () => this.#shared.delete(multiplexer));
  }

  /** Waits its turn, so that TLS with the host begins meanwhile: it is the longest way to the first call. */
  async #loadServices(): Promise<readonly Service[]> {
    const { version, load, logger } = this.#options;
    await nextTurn();
    try {
      return await load({ version, broker: this.broker, logger });
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error);
      logger.error("the plugin's services could not be loaded", { error: error instanceof Error ? error.stack : text });
      throw new GrpcError(Status.INTERNAL, `the plugin could not be loaded: ${text}`, { cause: error });
    }
  }
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
