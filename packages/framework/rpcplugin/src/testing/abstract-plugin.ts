// SPDX-License-Identifier: Apache-2.0

import { servePlugin } from "../index.ts";
import { abstractTransport } from "./abstract-transport.ts";
import { echoHandshake } from "./echo-handshake.ts";
import { createEchoService } from "./echo-service.ts";

await servePlugin({
  handshake: echoHandshake,
  transport: abstractTransport,
  versions: {
    async 5({ broker }) {
      await broker.accept(1, [createEchoService()]);
      return [createEchoService()];
    },
  },
});
