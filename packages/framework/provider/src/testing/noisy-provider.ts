// SPDX-License-Identifier: Apache-2.0

/** A provider's program that prints wherever it can, as a careless library would, and tells where it runs. */

import "@provide-foundry/rpcplugin/guard-stdout";
import { defineProvider, serve, t } from "../index.ts";

console.log("loading");
const noisy = defineProvider({ name: "noisy" });

noisy.function({
  name: "here",
  parameters: [],
  returns: t.string(),
  call() {
    console.log("calling");
    process.stdout.write("1|6|unix|/tmp/nowhere|grpc\n");
    return process.cwd();
  },
});

const serving = serve(noisy, { address: "example/noisy" });
console.log("serving");
await serving;
