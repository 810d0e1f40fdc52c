// SPDX-License-Identifier: Apache-2.0

/**
 * Further connections between host and plugin, arranged over the first.
 *
 * A side offers services under a number, and the other side dials it. Which
 * number means what is agreed over the application's calls; each side counts
 * for itself. Both sides may offer and dial, so both have the same broker, and
 * only its stream differs.
 *
 * Source: go-plugin 1.7, grpc_broker.go.
 *
 * @module
 */

import { AsyncQueue } from "./async-queue.ts";
import type { ConnInfo, ConnInfoInit } from "./generated/plugin.ts";
import type { GrpcChannel } from "./grpc/channel.ts";
import type { Service } from "./grpc/service.ts";
import { PluginError } from "./plugin-error.ts";

/** Services that are on offer. */
export interface BrokerServer {
  /** Takes the offer back, and ends the connections that came of it. */
  close(): void;
}

/** How long to wait for the other side, as in go-plugin. */
export const brokerTimeoutMs = 5_000;

export abstract class Broker {
  readonly #outgoing = new AsyncQueue<ConnInfoInit>();
  readonly #servers = new Set<BrokerServer>();
  #lastId = 0;
  #hasPeer = false;

  /**
   * Offers services under a number. The other side may have dialled it already.
   *
   * @throws PluginError `plugin.listen` when there is nowhere to listen.
   */
  abstract accept(serviceId: number, services: readonly Service[]): Promise<BrokerServer>;

  /**
   * Connects to what the other side offers under a number.
   *
   * @throws PluginError `plugin.broker` when there is no offer within five seconds, or one that cannot be reached.
   */
  abstract dial(serviceId: number): Promise<GrpcChannel>;

  /** Takes what the other side says. */
  protected abstract take(message: ConnInfo): void;

  /** Whether another side has ever joined: a host does so for as long as it lives. */
  get hasPeer(): boolean {
    return this.#hasPeer;
  }

  /** A number that this side has not used. */
  nextId(): number {
    return ++this.#lastId;
  }

  /** What this side has to say, as it does so; for the stream to the other side. Ends when the signal is aborted. */
  announcements(signal: AbortSignal): AsyncIterable<ConnInfoInit> {
    return this.#outgoing.read(signal);
  }

  /** Takes what the other side says, until its stream ends. */
  async receive(announcements: AsyncIterable<ConnInfo>): Promise<void> {
    this.#hasPeer = true;
    for await (const message of announcements) this.take(message);
  }

  /** Takes back all offers. */
  close(): void {
    for (const server of this.#servers) server.close();
  }

  protected announce(message: ConnInfoInit): void {
    this.#outgoing.push(message);
  }

  /** Has the server closed with the broker, if nobody does so before. */
  protected own(close: () => void): BrokerServer {
    const server = {
      close: () => {
        if (this.#servers.delete(server)) close();
      },
    };
    this.#servers.add(server);
    return server;
  }
}

export function brokerError(message: string): PluginError {
  return new PluginError(message, {
    code: "plugin.broker",
    hint: "Use versions of plugin and host that fit each other.",
  });
}
