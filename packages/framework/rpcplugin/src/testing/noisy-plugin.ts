// SPDX-License-Identifier: Apache-2.0

/**
 * A plugin whose code prints wherever it can, and logs at trace.
 *
 * @module
 */

import "../guard-stdout.ts";
import "./noise.ts";
import { createLogger } from "@provide-foundry/foundation";
import { servePlugin } from "../serve-plugin.ts";
import { echoHandshake } from "./echo-handshake.ts";

console.log("before serving");
process.stdout.write(Buffer.from("bytes before serving\n"));

await servePlugin({
  handshake: echoHandshake,
  versions: {
    async 3() {
      console.log("while loading");
      const { createEchoService } = await import("./echo-service.ts");
      return [createEchoService({ onCall: (text) => console.log("in a call:", text) })];
    },
  },
  logger: createLogger({ name: "noisy", level: "trace", format: "hclog" }),
  onShutdown: () => console.log("at the end"),
});

console.log("after the handshake");
console.error("an error after the handshake");
