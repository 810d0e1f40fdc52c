// SPDX-License-Identifier: Apache-2.0

import { duplexPair } from "node:stream";
import * as http2 from "node:http2";
import { captureLogs, type CapturedLogs } from "@provide-foundry/testkit";
import { GrpcChannel } from "../grpc/channel.ts";
import { createClient } from "../grpc/client.ts";
import { GrpcServer } from "../grpc/server.ts";
import type { GrpcClient } from "../grpc/service.ts";
import { createEchoService, Echo, type EchoEvents } from "./echo-service.ts";

/** The echo service on connections that stay in memory. */
export class EchoServer implements AsyncDisposable {
  readonly grpc: GrpcServer;
  readonly logs: CapturedLogs = captureLogs();
  readonly #sessions: { destroy(): void }[] = [];

  constructor(events: EchoEvents = {}, maxMessageBytes?: number) {
    this.grpc = new GrpcServer({ services: [createEchoService(events)], maxMessageBytes, logger: this.logs.logger });
  }

  /** A client with a connection of its own. */
  connect(maxMessageBytes?: number): { readonly channel: GrpcChannel; readonly client: GrpcClient<Echo> } {
    const channel = connectInMemory(this.grpc, maxMessageBytes);
    this.#sessions.push({ destroy: () => channel.close() });
    return { channel, client: createClient(Echo, channel) };
  }

  /** HTTP/2 without gRPC, for requests that no client of ours sends. */
  connectHttp2(): http2.ClientHttp2Session {
    const [near, far] = duplexPair();
    this.grpc.accept(far);
    const session = http2.connect("http://localhost", { createConnection: () => near });
    this.#sessions.push(session);
    return session;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const session of this.#sessions) session.destroy();
    await this.grpc.close();
  }
}

export function connectInMemory(server: GrpcServer, maxMessageBytes?: number): GrpcChannel {
  const [near, far] = duplexPair();
  server.accept(far);
  return new GrpcChannel(near, { maxMessageBytes });
}
