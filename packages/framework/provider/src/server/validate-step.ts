// SPDX-License-Identifier: Apache-2.0

import type * as cty from "@provide-foundry/cty";
import type { At } from "../codec/at.ts";
import type { Block } from "../codec/block.ts";
import { validateConfig } from "../validation/validate-config.ts";
import type { Call } from "./call.ts";

/** Reports what the schema refuses in a configuration; with the trace of the step. */
export function validateStep(call: Call, block: Block, config: cty.Value): void {
  call.step("validate", () =>
    validateConfig(block, config, (at: At, problem: string) => {
      call.error(`Invalid value of ${at.path}`, `${at.path} ${call.conceal(problem)}.`, at);
    }),
  );
}
