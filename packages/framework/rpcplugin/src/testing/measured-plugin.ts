// SPDX-License-Identifier: Apache-2.0

/**
 * The echo plugin, which also tells how much memory it holds.
 *
 * @module
 */

import { servePlugin } from "../serve-plugin.ts";
import { echoHandshake } from "./echo-handshake.ts";
import { createEchoService } from "./echo-service.ts";
import { createMeasureService } from "./measure-service.ts";

await servePlugin({
  handshake: echoHandshake,
  versions: { 5: ({ broker }) => [createEchoService(), createMeasureService(broker)] },
});
