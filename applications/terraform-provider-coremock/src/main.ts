// SPDX-License-Identifier: Apache-2.0

import { serve } from "@provide-foundry/provider";
import { type CoremockOptions, defineCoremock } from "./provider.ts";

const options: CoremockOptions = {
  name: process.env["COREMOCK_NAME"] || "coremock",
  // As abrupt as an end can be: nothing is flushed, and the host finds a connection that breaks off.
  crash: () => process.kill(process.pid, "SIGKILL"),
};
const provider = defineCoremock(options);

void serve(provider, {
  address: `provide-foundry/${provider.name}`,
  async prepare() {
    const { addResources } = await import("./add-resources.ts");
    await addResources(provider, options);
  },
});
