// SPDX-License-Identifier: Apache-2.0

import type { X509Certificate } from "node:crypto";
import type { Duplex } from "node:stream";
import type { Logger } from "@provide-foundry/foundation";
import type { Broker } from "./broker.ts";
import { openChannel } from "./dial.ts";
import { Health } from "./generated/health.ts";
import { GRPCBroker, GRPCController, GRPCStdio, StdioData_Channel } from "./generated/plugin.ts";
import type { GrpcChannel } from "./grpc/channel.ts";
import { createClient } from "./grpc/client.ts";
import type { GrpcClient } from "./grpc/service.ts";
import type { Endpoint } from "./handshake.ts";
import { MultiplexedBroker } from "./multiplexed-broker.ts";
import type { Multiplexer } from "./multiplexer.ts";
import type { MutualTls } from "./mutual-tls.ts";
import { pluginServiceName } from "./plugin-services.ts";
import type { ServiceDescriptor } from "./protobuf/service.ts";
import type { ConnectionOptions } from "./serve-connections.ts";
import { SocketBroker } from "./socket-broker.ts";
import { socketTransport, type Transport } from "./transport.ts";

/** What the plugin's code printed: see the stdio service. */
export type OutputHandler = (stream: "stdout" | "stderr", data: Uint8Array) => void;

export interface ConnectPluginOptions {
  readonly endpoint: Endpoint;
  /** The version of the application's protocol that the plugin speaks. */
  readonly version: number;
  /** Without it, the connection is not encrypted. */
  readonly tls?: MutualTls | undefined;
  /** How the plugin is reached, and reaches this side's part of the broker. Default: sockets. */
  readonly transport?: Transport | undefined;
  /** Lets the broker's connections share the main one. The plugin must have said that it can. Default: false. */
  readonly multiplex?: boolean | undefined;
  /** For one message from the plugin. Default 256 MiB. */
  readonly maxMessageBytes?: number | undefined;
  /** Default: what the plugin prints is dropped. */
  readonly onOutput?: OutputHandler | undefined;
  readonly logger: Logger;
}

/**
 * Connects to a plugin that is running.
 *
 * @throws PluginError `plugin.connect`.
 */
export async function connectPlugin(options: ConnectPluginOptions): Promise<PluginConnection> {
  const { endpoint, multiplex = false, tls, transport = socketTransport(), maxMessageBytes } = options;
  const connection = await transport.connect(endpoint);
  const multiplexer = multiplex ? await share(connection, options.logger) : undefined;
  try {
    const channel = await openChannel(multiplexer?.open() ?? connection, { tls, maxMessageBytes });
    return new PluginConnection(channel, { ...options, multiplexer });
  } catch (error) {
    multiplexer?.close();
    throw error;
  }
}

async function share(connection: Duplex, logger: Logger): Promise<Multiplexer> {
  const { openMultiplexer } = await import("./multiplex.ts");
  return openMultiplexer(connection, { role: "client", logger });
}

export interface PluginConnectionOptions extends Omit<ConnectPluginOptions, "endpoint" | "multiplex"> {
  /** What the channel's connection is one of, when it is shared. */
  readonly multiplexer?: Multiplexer | undefined;
}

/** A host's side of its connection to a plugin. */
export class PluginConnection {
  readonly version: number;
  /** The plugin's certificate, as TLS has shown it; undefined when the connection is not encrypted. */
  readonly peer: X509Certificate | undefined;
  readonly channel: GrpcChannel;
  readonly broker: Broker;
  readonly #multiplexer: Multiplexer | undefined;
  readonly #ended = new AbortController();

  /** @param channel Open; the connection owns it. */
  constructor(channel: GrpcChannel, options: PluginConnectionOptions) {
    const { version, tls, multiplexer, transport, maxMessageBytes, logger, onOutput } = options;
    this.version = version;
    this.peer = channel.peerCertificate;
    this.channel = channel;
    this.#multiplexer = multiplexer;
    const common = { tls, maxMessageBytes, logger };
    this.broker = multiplexer ? shareWithBroker(multiplexer, common) : new SocketBroker({ transport, ...common });
    channel.onClose(() => this.#end());
    this.#follow("broker", logger, this.#joinBroker());
    this.#follow("stdio", logger, this.#readOutput(onOutput));
  }

  /** A function for each method of one of the plugin's services. */
  client<S extends ServiceDescriptor>(service: S): GrpcClient<S> {
    return createClient(service, this.channel);
  }

  /** @throws GrpcError when the plugin does not answer. */
  async ping(): Promise<void> {
    await this.client(Health).check({ service: pluginServiceName });
  }

  /** Asks the plugin to end. It may do so before it answers, so nothing is made of the answer. */
  async shutdown(timeoutMs: number): Promise<void> {
    await this.client(GRPCController)
      .shutdown({}, { timeoutMs })
      .catch(() => {});
  }

  /** Ends the connection, and what the broker opened. The plugin keeps running. */
  close(): void {
    this.#end();
    this.channel.close();
    this.#multiplexer?.close();
  }

  #end(): void {
    this.#ended.abort();
    this.broker.close();
  }

  async #joinBroker(): Promise<void> {
    const { signal } = this.#ended;
    await this.broker.receive(this.client(GRPCBroker).startStream(this.broker.announcements(signal), { signal }));
  }

  async #readOutput(onOutput: OutputHandler | undefined): Promise<void> {
    for await (const { channel, data } of this.client(GRPCStdio).streamStdio({}, { signal: this.#ended.signal })) {
      onOutput?.(channel === StdioData_Channel.STDERR ? "stderr" : "stdout", data);
    }
  }

  /** A plugin need not have these services, and their streams end with the connection. */
  #follow(name: string, logger: Logger, stream: Promise<void>): void {
    stream.catch((error: unknown) => {
      if (!this.#ended.signal.aborted) logger.debug(`the plugin's ${name} stream ended`, { error: String(error) });
    });
  }
}

function shareWithBroker(multiplexer: Multiplexer, options: ConnectionOptions): Broker {
  const broker = new MultiplexedBroker(options);
  broker.use(multiplexer);
  return broker;
}
