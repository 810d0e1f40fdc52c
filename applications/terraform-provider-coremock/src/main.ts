// SPDX-License-Identifier: Apache-2.0

import { serve } from "@provide-foundry/provider";
import { type CoremockOptions, defineCoremock } from "./provider.ts";

const options: CoremockOptions = {
  name: process.env["COREMOCK_NAME"] || "coremock",
  // As abrupt as an end can be: nothing is flushed, and the host finds a connection that breaks off.
  crash: () => process.kill(process.pid, "SIGKILL"),
};

void start(process.env["COREMOCK_MISBEHAVE"]);

async function start(misbehaviour: string | undefined): Promise<void> {
  const provider = defineCoremock(options);
  const prepare = async (): Promise<void> => {
    const { addResources } = await import("./add-resources.ts");
    await addResources(provider, options);
  };
  if (misbehaviour === undefined) return serve(provider, { address: `provide-foundry/${provider.name}`, prepare });
  const { serveMisbehaving } = await import("./misbehave/serve-misbehaving.ts");
  return serveMisbehaving(provider, { prepare, misbehaviour });
}
