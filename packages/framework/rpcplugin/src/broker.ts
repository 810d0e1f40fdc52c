// SPDX-License-Identifier: Apache-2.0

/**
 * Further connections between host and plugin, arranged over the first.
 *
 * A side that offers services under a number listens on a socket of its own and
 * tells the other side where. Which number means what is agreed over the
 * application's calls; each side counts for itself. Both sides may offer and
 * dial, so both have the same broker, and only its stream differs.
 *
 * Source: go-plugin 1.7, grpc_broker.go, without multiplexing.
 *
 * @module
 */

import { AsyncQueue } from "./async-queue.ts";
import type { ConnInfo, ConnInfoInit } from "./generated/plugin.ts";
import type { GrpcChannel } from "./grpc/channel.ts";
import type { Service } from "./grpc/service.ts";
import type { Endpoint } from "./handshake.ts";
import { PluginError } from "./plugin-error.ts";

/** How the connections are made; the same TLS on all of them, in both directions. */
export interface BrokerTransport {
  serve(services: readonly Service[]): Promise<BrokerServer>;
  dial(endpoint: Endpoint): Promise<GrpcChannel>;
}

/** Services that are on offer. */
export interface BrokerServer extends Endpoint {
  close(): void;
}

/** How long to wait for an offer, as in go-plugin. */
const offerTimeoutMs = 5_000;

export class Broker {
  readonly #transport: BrokerTransport;
  readonly #outgoing = new AsyncQueue<ConnInfoInit>();
  readonly #offers = new Map<number, ConnInfo>();
  readonly #waiting = new Map<number, (offer: ConnInfo) => void>();
  readonly #servers = new Set<BrokerServer>();
  #lastId = 0;
  #hasPeer = false;

  constructor(transport: BrokerTransport) {
    this.#transport = transport;
  }

  /** Whether another side has ever joined: a host does so for as long as it lives. */
  get hasPeer(): boolean {
    return this.#hasPeer;
  }

  /** A number that this side has not used. */
  nextId(): number {
    return ++this.#lastId;
  }

  /** Offers services under a number. Closing the result ends its connections. */
  async accept(serviceId: number, services: readonly Service[]): Promise<BrokerServer> {
    const server = await this.#transport.serve(services);
    const { network, address } = server;
    this.#servers.add(server);
    this.#outgoing.push({ serviceId, network, address });
    const close = (): void => {
      this.#servers.delete(server);
      server.close();
    };
    return { network, address, close };
  }

  /**
   * Connects to what the other side offers under a number, once.
   *
   * @throws PluginError `plugin.broker` when there is no offer within five seconds, or one that cannot be reached.
   */
  async dial(serviceId: number): Promise<GrpcChannel> {
    const { network, address } = this.#offers.get(serviceId) ?? (await this.#awaitOffer(serviceId));
    this.#offers.delete(serviceId);
    if (network === "unix" || network === "tcp") return this.#transport.dial({ network, address });
    throw brokerError(`service ${serviceId} is on the unknown network ${JSON.stringify(network)}`);
  }

  /** What this side offers, as it does so; for the stream to the other side. Ends when the signal is aborted. */
  announcements(signal: AbortSignal): AsyncIterable<ConnInfoInit> {
    return this.#outgoing.read(signal);
  }

  /** Takes what the other side offers, until its stream ends. */
  async receive(announcements: AsyncIterable<ConnInfo>): Promise<void> {
    this.#hasPeer = true;
    for await (const offer of announcements) {
      const take = this.#waiting.get(offer.serviceId);
      if (take) take(offer);
      else this.#offers.set(offer.serviceId, offer);
    }
  }

  /** Takes back all offers. */
  close(): void {
    for (const server of this.#servers) server.close();
    this.#servers.clear();
  }

  #awaitOffer(serviceId: number): Promise<ConnInfo> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#waiting.delete(serviceId);
        reject(brokerError(`the other side did not offer service ${serviceId} within ${offerTimeoutMs / 1000} s`));
      }, offerTimeoutMs);
      this.#waiting.set(serviceId, (offer) => {
        clearTimeout(timer);
        this.#waiting.delete(serviceId);
        this.#offers.set(serviceId, offer);
        resolve(offer);
      });
    });
  }
}

function brokerError(message: string): PluginError {
  return new PluginError(message, {
    code: "plugin.broker",
    hint: "Use versions of plugin and host that fit each other.",
  });
}
