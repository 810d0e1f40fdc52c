// SPDX-License-Identifier: Apache-2.0

/**
 * Serves the script in the file that `SCRIPT_FILE` names. What it is asked becomes lines of `CALLS_FILE`.
 *
 * @module
 */

import { appendFileSync, readFileSync } from "node:fs";
import { deserialize, serialize } from "node:v8";
import { TerraformHandshake, implementService, servePlugin } from "@provide-foundry/rpcplugin";
import { Provider6 } from "@provide-foundry/rpcplugin/tfplugin6";
import { type ProviderScript, scriptedProvider } from "./scripted-provider.ts";

await servePlugin({
  handshake: TerraformHandshake,
  versions: {
    6: () => {
      const script = deserialize(readFileSync(process.env["SCRIPT_FILE"]!)) as ProviderScript;
      return [
        implementService(
          Provider6,
          scriptedProvider(script, (call) => {
            appendFileSync(process.env["CALLS_FILE"]!, `${serialize(call).toString("base64")}\n`);
          }),
        ),
      ];
    },
  },
});
