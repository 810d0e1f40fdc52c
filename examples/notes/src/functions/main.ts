// SPDX-License-Identifier: Apache-2.0

import { serve } from "@provide-foundry/provider";
import { notes } from "./index.ts";

void serve(notes, { address: "provide-foundry/notes" });
