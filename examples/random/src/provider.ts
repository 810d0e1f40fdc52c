// SPDX-License-Identifier: Apache-2.0

import { defineProvider } from "@provide-foundry/provider";

export const random = defineProvider({
  name: "random",
  description: "Random values that stay as they are until something asks for new ones.",
});
