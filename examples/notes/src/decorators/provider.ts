// SPDX-License-Identifier: Apache-2.0

import { Provider, provider } from "@provide-foundry/provider";
import { connect, providerSchema } from "../schema/provider.ts";

@provider("notes", { version: "0.1.0" })
export class Notes extends Provider(providerSchema) {
  configure = this.on.configure(({ config, signal }) => connect(config, signal));
}
