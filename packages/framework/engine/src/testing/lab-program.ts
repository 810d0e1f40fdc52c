// SPDX-License-Identifier: Apache-2.0

import { serve } from "@provide-foundry/provider";
import { labProvider } from "./lab-provider.ts";

await serve(labProvider());
