// SPDX-License-Identifier: Apache-2.0

import type { Duplex } from "node:stream";
import type { Multiplexer, MultiplexerOptions } from "./multiplexer.ts";
import { YamuxSession } from "./yamux/yamux-session.ts";

/** Shares a connection as go-plugin does when `PLUGIN_MULTIPLEX_GRPC` asks for it: with yamux. */
export function openMultiplexer(connection: Duplex, options: MultiplexerOptions): Multiplexer {
  const { role, onConnection, logger } = options;
  let expected: ((connection: Duplex) => void) | undefined;
  const session = new YamuxSession(connection, {
    role,
    onStream(stream) {
      const take = expected ?? onConnection;
      expected = undefined;
      if (take) take(stream);
      else stream.destroy();
    },
    onClose(error) {
      if (error) logger.debug("the shared connection ended", { error: error.message });
    },
  });
  return {
    get isClosed() {
      return session.isClosed;
    },
    open: () => session.open(),
    expect: (take) => void (expected = take),
    close: () => session.close(),
  };
}
