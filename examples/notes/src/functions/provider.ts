// SPDX-License-Identifier: Apache-2.0

import { defineProvider } from "@provide-foundry/provider";
import { connect, providerSchema } from "../schema/provider.ts";

export const notes = defineProvider({
  name: "notes",
  version: "0.1.0",
  schema: providerSchema,
  configure: ({ config, signal }) => connect(config, signal),
});
