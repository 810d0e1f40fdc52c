// SPDX-License-Identifier: Apache-2.0

import { serve } from "@provide-foundry/provider";
import { Notes } from "./index.ts";

void serve(Notes, { address: "provide-foundry/notes" });
