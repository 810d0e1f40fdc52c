// SPDX-License-Identifier: Apache-2.0

import { once } from "node:events";
import type { Server } from "node:net";

/** Closes a server with the connections that it knows of; may be called twice. */
export async function closeServer(server: Server & { closeAllConnections?(): void }): Promise<void> {
  if (!server.listening) return;
  const closed = once(server, "close");
  server.close();
  server.closeAllConnections?.();
  await closed;
}
