// SPDX-License-Identifier: Apache-2.0

/**
 * A provider that dies of its first plan as a Go program does of a panic.
 *
 * @module
 */

import { writeSync } from "node:fs";
import { Provider5 } from "../generated/tfplugin5.ts";
import { implementService } from "../grpc/service.ts";
import { TerraformHandshake } from "../handshake.ts";
import { servePlugin } from "../serve-plugin.ts";

const provider = implementService(Provider5, {
  getSchema: () => ({ provider: { block: {} } }),
  planResourceChange() {
    writeSync(2, "panic: assignment to entry in nil map\n\ngoroutine 1 [running]:\n");
    process.exit(2);
  },
});

await servePlugin({ handshake: TerraformHandshake, versions: { 5: () => [provider] } });
