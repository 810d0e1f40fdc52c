// SPDX-License-Identifier: Apache-2.0

import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";
import { closeServer } from "./close-server.ts";

/**
 * A port of 127.0.0.1 on which nobody listens right now.
 *
 * Somebody else may take it before the test does: where the program under test can choose itself (port 0) and say what
 * it got, that is better.
 */
export async function unusedPort(): Promise<number> {
  await using taken = await takePort();
  return taken.port;
}

/** A port that is taken until the scope ends; who connects is disconnected. */
export interface TakenPort extends AsyncDisposable {
  readonly port: number;
}

/** Takes a port, for tests of programs that find theirs in use. */
export async function takePort(): Promise<TakenPort> {
  const server = createServer((socket) => socket.destroy());
  await once(server.listen(0, "127.0.0.1"), "listening");
  return { port: (server.address() as AddressInfo).port, [Symbol.asyncDispose]: () => closeServer(server) };
}
