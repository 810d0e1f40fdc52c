// SPDX-License-Identifier: Apache-2.0

import type { Duplex } from "node:stream";
import type { Logger } from "@provide-foundry/foundation";
import type { GrpcServer } from "./grpc/server.ts";
import { createTlsAcceptor, type MutualTls } from "./mutual-tls.ts";

/** The same for all connections between a host and a plugin, in both directions. */
export interface ConnectionOptions {
  /** Without it, connections are not encrypted, and whoever can connect is served. */
  readonly tls: MutualTls | undefined;
  readonly maxMessageBytes: number | undefined;
  readonly logger: Logger;
}

/** How a server takes a raw connection: as it is, or after TLS with the right peer. */
export function createAcceptor(
  grpc: Pick<GrpcServer, "accept">,
  { tls, logger }: Pick<ConnectionOptions, "tls" | "logger">,
): (connection: Duplex) => void {
  if (!tls) return (connection) => grpc.accept(connection);
  return createTlsAcceptor(tls, {
    onConnection: (connection) => grpc.accept(connection),
    onRefused: (reason) => logger.warn("a connection was refused", { reason }),
  });
}
