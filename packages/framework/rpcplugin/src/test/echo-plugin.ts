// SPDX-License-Identifier: Apache-2.0

/**
 * A plugin for tests: the echo service in versions 3 and 5.
 *
 * @module
 */

import { createLogger } from "@provide-foundry/foundation";
import { servePlugin } from "../serve-plugin.ts";
import { createEchoService } from "./echo-service.ts";
import { echoHandshake } from "./echo-handshake.ts";

const load = () => [createEchoService()];

await servePlugin({
  handshake: echoHandshake,
  versions: { 3: load, 5: load },
  logger: createLogger({ name: "echo", level: "trace", format: "hclog" }),
});
