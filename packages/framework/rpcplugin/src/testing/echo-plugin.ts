// SPDX-License-Identifier: Apache-2.0

/**
 * A plugin for tests: the echo service in versions 3 and 5. `ECHO_AT_SHUTDOWN`
 * says how its last work goes: `work`, `fail` or `hang`.
 *
 * @module
 */

import { writeSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { createLogger } from "@provide-foundry/foundation";
import { servePlugin } from "../serve-plugin.ts";
import { createEchoService } from "./echo-service.ts";
import { echoHandshake } from "./echo-handshake.ts";

const load = () => [createEchoService()];

async function onShutdown(): Promise<void> {
  switch (process.env["ECHO_AT_SHUTDOWN"]) {
    case "work":
      await sleep(50);
      writeSync(2, "the last work is done\n");
      return;
    case "fail":
      throw new Error("the last work failed");
    case "hang":
      await new Promise(() => {});
  }
}

await servePlugin({
  handshake: echoHandshake,
  versions: { 3: load, 5: load },
  onShutdown,
  logger: createLogger({ name: "echo", level: "trace", format: "hclog" }),
});
