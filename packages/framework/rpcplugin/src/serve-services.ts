// SPDX-License-Identifier: Apache-2.0

import type { Duplex } from "node:stream";
import type { Logger } from "@provide-foundry/foundation";
import type { BrokerServer } from "./broker.ts";
import { GrpcServer } from "./grpc/server.ts";
import type { Service } from "./grpc/service.ts";
import { listen, type ListenOptions } from "./listen.ts";
import { createTlsAcceptor, type MutualTls } from "./mutual-tls.ts";

export interface ServeServicesOptions {
  readonly tls: MutualTls | undefined;
  readonly listen: ListenOptions | undefined;
  readonly maxMessageBytes: number | undefined;
  readonly logger: Logger;
}

/** Serves services on a socket of their own. */
export async function serveServices(
  services: readonly Service[],
  options: ServeServicesOptions,
): Promise<BrokerServer> {
  const grpc = new GrpcServer({ services, maxMessageBytes: options.maxMessageBytes, logger: options.logger });
  const listener = await listen(options.listen ?? {}, createAcceptor(grpc, options));
  return {
    network: listener.network,
    address: listener.address,
    close() {
      listener.close();
      void grpc.close();
    },
  };
}

/** How a server takes a raw connection: as it is, or after TLS with the right peer. */
export function createAcceptor(
  grpc: GrpcServer,
  { tls, logger }: Pick<ServeServicesOptions, "tls" | "logger">,
): (connection: Duplex) => void {
  if (!tls) return (connection) => grpc.accept(connection);
  return createTlsAcceptor(tls, {
    onConnection: (connection) => grpc.accept(connection),
    onRefused: (reason) => logger.warn("a connection was refused", { reason }),
  });
}
