// SPDX-License-Identifier: Apache-2.0

import type { Duplex } from "node:stream";
import type { Logger } from "@provide-foundry/foundation";

/** One connection as many: the main one, and those of the broker. */
export interface Multiplexer {
  readonly isClosed: boolean;
  /** @throws PluginError `plugin.multiplex` when no more can be opened. */
  open(): Duplex;
  /** Who takes the next connection that the other side opens. */
  expect(take: (connection: Duplex) => void): void;
  close(): void;
}

export interface MultiplexerOptions {
  /** Hosts are clients. */
  readonly role: "client" | "server";
  /** Takes connections that nobody expects. Default: they are closed. */
  readonly onConnection?: ((connection: Duplex) => void) | undefined;
  readonly logger: Logger;
}

/** Shares a connection, which the multiplexer owns from then on. */
export type OpenMultiplexer = (connection: Duplex, options: MultiplexerOptions) => Multiplexer;
