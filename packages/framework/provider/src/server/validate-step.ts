// SPDX-License-Identifier: Apache-2.0

import type * as cty from "@provide-foundry/cty";
import type { At } from "../codec/at.ts";
import type { Block } from "../codec/block.ts";
import { judgeConfig } from "../validation/judge-config.ts";
import { validateConfig } from "../validation/validate-config.ts";
import type { Rule } from "../validation/validator.ts";
import type { Call } from "./call.ts";

export interface ValidateStepOptions {
  /** The configuration without defaults, which validators and rules judge. Unless told the same. */
  readonly written?: cty.Value;
  /** Of the component. */
  readonly rules?: readonly Rule<unknown>[];
  /** Whether this is the practitioner's chance to see warnings: they are not repeated by every later call. */
  readonly warnings?: boolean;
  /** Whether the host knows write-only attributes; unless told it does. */
  readonly writeOnlyAllowed?: boolean;
}

/** Reports what the schema and the component's rules refuse in a configuration; with the trace of the step. */
export function validateStep(
  call: Call,
  block: Block,
  config: cty.Value,
  { written = config, rules = [], warnings = false, writeOnlyAllowed = true }: ValidateStepOptions = {},
): void {
  call.step("validate", () => {
    validateConfig(block, config, (at: At, problem: string) => {
      call.error(summaryOf(at), detailOf(at, call.conceal(problem)), at);
    });
    for (const { severity, at, text } of judgeConfig(block, written, { rules, writeOnlyAllowed })) {
      if (severity === "error") call.error(summaryOf(at), detailOf(at, call.conceal(text)), at);
      else if (warnings) call.warning(summaryOf(at), detailOf(at, call.conceal(text)), at);
    }
  });
}

function summaryOf({ path }: At): string {
  return path === "" ? "Invalid configuration" : `Invalid value of ${path}`;
}

function detailOf({ path }: At, text: string): string {
  return path === "" ? `${text}.` : `${path} ${text}.`;
}
