// SPDX-License-Identifier: Apache-2.0

import type { Duplex } from "node:stream";
import { Broker, brokerError, type BrokerServer, brokerTimeoutMs } from "./broker.ts";
import { openChannel } from "./dial.ts";
import type { ConnInfo, ConnInfo_Knock } from "./generated/plugin.ts";
import type { GrpcChannel } from "./grpc/channel.ts";
import { GrpcServer } from "./grpc/server.ts";
import type { Service } from "./grpc/service.ts";
import { Mailbox } from "./mailbox.ts";
import type { Multiplexer } from "./multiplexer.ts";
import { type ConnectionOptions, createAcceptor } from "./serve-connections.ts";

/** Knocks that are remembered. */
const maxEarly = 1_024;

/**
 * The broker whose connections share the main one.
 *
 * They have no address, so whoever dials knocks: says for which number the next
 * connection will be, and waits for leave. One knock at a time, since only the
 * order tells which connection belongs to which.
 *
 * Source: go-plugin 1.7, grpc_broker.go and internal/grpcmux.
 */
export class MultiplexedBroker extends Broker {
  readonly #options: ConnectionOptions;
  readonly #acceptors = new Map<number, (connection: Duplex) => void>();
  /** Knocks at what may be offered a moment later. */
  readonly #early = new Map<number, NodeJS.Timeout>();
  readonly #answers = new Mailbox<ConnInfo_Knock>();
  #lastDial: Promise<unknown> = Promise.resolve();
  #multiplexer: Multiplexer | undefined;

  constructor(options: ConnectionOptions) {
    super();
    this.#options = options;
  }

  get multiplexer(): Multiplexer | undefined {
    return this.#multiplexer;
  }

  /** From here on, connections go over that one. */
  use(multiplexer: Multiplexer): void {
    this.#multiplexer = multiplexer;
  }

  override accept(serviceId: number, services: readonly Service[]): Promise<BrokerServer> {
    const { maxMessageBytes, logger } = this.#options;
    const grpc = new GrpcServer({ services, maxMessageBytes, logger });
    const acceptor = createAcceptor(grpc, this.#options);
    this.#acceptors.set(serviceId, acceptor);
    if (this.#forgetEarly(serviceId)) this.#answerKnock(serviceId);
    const server = this.own(() => {
      if (this.#acceptors.get(serviceId) === acceptor) this.#acceptors.delete(serviceId);
      void grpc.close();
    });
    return Promise.resolve(server);
  }

  /** An offer can be dialled as often as one likes. */
  override async dial(serviceId: number): Promise<GrpcChannel> {
    const connection = this.#lastDial.then(() => this.#open(serviceId));
    this.#lastDial = connection.catch(() => {});
    return openChannel(await connection, this.#options);
  }

  override close(): void {
    for (const id of this.#early.keys()) this.#forgetEarly(id);
    super.close();
  }

  protected override take({ serviceId, knock }: ConnInfo): void {
    if (!knock?.knock) return;
    if (!knock.ack) this.#answerKnock(serviceId);
    // The other side lets a connection in for which nobody waits any more: it gets one, or the next would be taken for it.
    else if (!this.#answers.give(serviceId, knock) && knock.error === "") this.#multiplexer?.open().destroy();
  }

  async #open(serviceId: number): Promise<Duplex> {
    const answer = this.#answers.take(serviceId, brokerTimeoutMs, () =>
      brokerError(`the other side did not offer service ${serviceId} within ${brokerTimeoutMs / 1000} s`),
    );
    this.announce({ serviceId, knock: { knock: true } });
    const { error } = await answer;
    if (error !== "") throw brokerError(`the other side refuses service ${serviceId}: ${error}`);
    return this.#multiplexer!.open(); // over which the answer came
  }

  #answerKnock(serviceId: number): void {
    const acceptor = this.#acceptors.get(serviceId);
    if (!acceptor) {
      this.#forgetEarly(serviceId);
      if (this.#early.size >= maxEarly) return;
      const forget = (): void => void this.#early.delete(serviceId);
      this.#early.set(serviceId, setTimeout(forget, brokerTimeoutMs).unref());
      return;
    }
    this.#multiplexer?.expect(acceptor);
    this.announce({ serviceId, knock: { knock: true, ack: true } });
  }

  #forgetEarly(serviceId: number): boolean {
    clearTimeout(this.#early.get(serviceId));
    return this.#early.delete(serviceId);
  }
}
