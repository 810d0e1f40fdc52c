// SPDX-License-Identifier: Apache-2.0

import { serve } from "@provide-foundry/provider";
import { bench } from "./definition.ts";

void serve(bench);
