// SPDX-License-Identifier: Apache-2.0

/**
 * The echo plugin as a person starts it to debug it. Prints while it loads, and
 * writes where it is as one line of JSON. With the argument `hang` its last
 * work takes a minute.
 *
 * @module
 */

import "../guard-stdout.ts";
import { setTimeout as sleep } from "node:timers/promises";
import { debugPlugin } from "../debug-plugin.ts";
import { createEchoService } from "./echo-service.ts";

let loads = 0;

await debugPlugin({
  versions: {
    3: () => [],
    5() {
      console.log(`services ${++loads}`);
      return [createEchoService()];
    },
  },
  introduce: (reattach) => `${JSON.stringify(reattach)}\n`,
  ...(process.argv.includes("hang") && { onShutdown: () => sleep(60_000) }),
});
