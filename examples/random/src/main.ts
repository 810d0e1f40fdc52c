// SPDX-License-Identifier: Apache-2.0

import { serve } from "@provide-foundry/provider";
import { random } from "./index.ts";

void serve(random, { address: "provide-foundry/random" });
