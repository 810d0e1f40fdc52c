// SPDX-License-Identifier: Apache-2.0

import { randomUUID } from "node:crypto";
import { connect, createServer } from "node:net";
import type { Transport } from "../index.ts";

/** Sockets with names in place of files, which Linux has, written against what the package exports. */
export const abstractTransport: Transport = {
  networks: ["abstract"],
  async listen(onConnection) {
    const address = `plugin-${randomUUID()}`;
    const server = createServer(onConnection);
    await new Promise<void>((resolve) => server.listen({ path: `\0${address}` }, resolve));
    return { network: "abstract", address, close: () => void server.close() };
  },
  connect: ({ address }) =>
    new Promise((resolve, reject) => {
      const socket = connect({ path: `\0${address}` });
      socket.once("error", reject);
      socket.once("connect", () => resolve(socket));
    }),
};
