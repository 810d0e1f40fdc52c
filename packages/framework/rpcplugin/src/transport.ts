// SPDX-License-Identifier: Apache-2.0

import type { Duplex } from "node:stream";
import { connectSocket } from "./connect-socket.ts";
import { type Endpoint, socketNetworks } from "./handshake.ts";
import { listen, type Listener, type ListenOptions } from "./listen.ts";

/**
 * How host and plugin reach each other, for the first connection and for those
 * that the broker arranges. Both sides have to use one that understands what
 * the other's calls an address.
 *
 * Whoever writes one moves bytes and nothing else: TLS, HTTP/2 and the broker
 * are the same on all.
 */
export interface Transport {
  /** The networks that its endpoints can have. */
  readonly networks: readonly string[];
  /**
   * Takes connections, at an address that it chooses.
   *
   * @throws PluginError `plugin.listen`.
   */
  listen(onConnection: (connection: Duplex) => void): Promise<Listener>;
  /**
   * Connects to an address.
   *
   * @throws PluginError `plugin.connect`.
   */
  connect(endpoint: Endpoint): Promise<Duplex>;
}

/** Unix sockets and TCP on 127.0.0.1, as all of go-plugin's hosts and plugins have them. */
export function socketTransport(options: ListenOptions = {}): Transport {
  return {
    networks: socketNetworks,
    listen: (onConnection) => listen(options, onConnection),
    connect: connectSocket,
  };
}
