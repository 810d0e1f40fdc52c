// SPDX-License-Identifier: Apache-2.0

import { Broker, brokerError, type BrokerServer, brokerTimeoutMs } from "./broker.ts";
import { dial } from "./dial.ts";
import type { ConnInfo } from "./generated/plugin.ts";
import type { GrpcChannel } from "./grpc/channel.ts";
import { GrpcServer } from "./grpc/server.ts";
import type { Service } from "./grpc/service.ts";
import { Mailbox } from "./mailbox.ts";
import { type ConnectionOptions, createAcceptor } from "./serve-connections.ts";
import { socketTransport, type Transport } from "./transport.ts";

export interface SocketBrokerOptions extends ConnectionOptions {
  /** Default: sockets, in a directory of their own. */
  readonly transport: Transport | undefined;
}

/** The broker that listens anew for each offer, and tells the other side where. */
export class SocketBroker extends Broker {
  readonly #options: ConnectionOptions & { readonly transport: Transport };
  readonly #offers = new Mailbox<ConnInfo>();

  constructor({ transport = socketTransport(), ...options }: SocketBrokerOptions) {
    super();
    this.#options = { transport, ...options };
  }

  override async accept(serviceId: number, services: readonly Service[]): Promise<BrokerServer> {
    const { transport, maxMessageBytes, logger } = this.#options;
    const grpc = new GrpcServer({ services, maxMessageBytes, logger });
    const listener = await transport.listen(createAcceptor(grpc, this.#options));
    const { network, address } = listener;
    this.announce({ serviceId, network, address });
    return this.own(() => {
      listener.close();
      void grpc.close();
    });
  }

  /** Each offer can be dialled once. */
  override async dial(serviceId: number): Promise<GrpcChannel> {
    const { network, address } = await this.#offers.take(serviceId, brokerTimeoutMs, () =>
      brokerError(`the other side did not offer service ${serviceId} within ${brokerTimeoutMs / 1000} s`),
    );
    if (this.#options.transport.networks.includes(network)) return dial({ network, address }, this.#options);
    throw brokerError(`service ${serviceId} is on the unknown network ${JSON.stringify(network)}`);
  }

  protected override take(offer: ConnInfo): void {
    this.#offers.put(offer.serviceId, offer);
  }
}
