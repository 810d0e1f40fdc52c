// SPDX-License-Identifier: Apache-2.0

import type { Duplex } from "node:stream";
import { type ChannelOptions, GrpcChannel } from "./grpc/channel.ts";
import type { Endpoint } from "./handshake.ts";
import { connectTls, type MutualTls } from "./mutual-tls.ts";
import { socketTransport, type Transport } from "./transport.ts";

export interface OpenChannelOptions extends ChannelOptions {
  /** Without it, the connection is not encrypted. */
  readonly tls?: MutualTls | undefined;
}

export interface DialOptions extends OpenChannelOptions {
  /** Default: sockets. */
  readonly transport?: Transport | undefined;
}

/**
 * Connects to a side that listens.
 *
 * @throws PluginError `plugin.connect`.
 */
export async function dial(endpoint: Endpoint, options: DialOptions = {}): Promise<GrpcChannel> {
  const { transport = socketTransport() } = options;
  return openChannel(await transport.connect(endpoint), options);
}

/**
 * Speaks gRPC, inside TLS if it has to be, on a connection.
 *
 * @throws PluginError `plugin.connect`.
 */
export async function openChannel(connection: Duplex, options: OpenChannelOptions): Promise<GrpcChannel> {
  const { tls, ...channelOptions } = options;
  return new GrpcChannel(tls ? await connectTls(connection, tls) : connection, channelOptions);
}
