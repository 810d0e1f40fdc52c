// SPDX-License-Identifier: Apache-2.0

import { servePlugin } from "@provide-foundry/rpcplugin";
import { handshake, version } from "../protocol.ts";

await servePlugin({
  handshake,
  versions: {
    [version]: async ({ broker }) => {
      const { createCounter, createStore } = await import("./services.ts");
      return [createStore(), createCounter(broker)];
    },
  },
});
