// SPDX-License-Identifier: Apache-2.0

import { connect as connectSocket, type Socket } from "node:net";
import { GrpcChannel, type ChannelOptions } from "./grpc/channel.ts";
import type { Endpoint } from "./handshake.ts";
import { connectTls, type MutualTls } from "./mutual-tls.ts";
import { PluginError } from "./plugin-error.ts";

export interface DialOptions extends ChannelOptions {
  /** Without it, the connection is not encrypted. */
  readonly tls?: MutualTls | undefined;
}

/**
 * Connects to a side that listens.
 *
 * @throws PluginError `plugin.connect`.
 */
export async function dial(endpoint: Endpoint, { tls, ...options }: DialOptions = {}): Promise<GrpcChannel> {
  const socket = await connect(endpoint);
  return new GrpcChannel(tls ? await connectTls(socket, tls) : socket, options);
}

function connect({ network, address }: Endpoint): Promise<Socket> {
  const colon = address.lastIndexOf(":");
  const options =
    network === "unix"
      ? { path: address }
      : { host: address.slice(0, colon), port: Number(address.slice(colon + 1)), noDelay: true };
  return new Promise((resolve, reject) => {
    const socket = connectSocket(options);
    socket.on("error", (cause) => {
      const message = `cannot connect to ${network} ${address}: ${cause.message}`;
      const hint = "The plugin may have ended: its log says why. Start it again.";
      reject(new PluginError(message, { code: "plugin.connect", hint, cause }));
    });
    socket.once("connect", () => resolve(socket));
  });
}
