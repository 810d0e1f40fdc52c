// SPDX-License-Identifier: Apache-2.0

import { type Command, defineCommand } from "@provide-foundry/foundation/cli";
import { planFlags, planRequest, showPlan } from "./plan-and-apply.ts";

export const planCommand: Command = defineCommand({
  summary: "Show what an apply would change",
  description:
    "Reads the configuration and the state, asks the providers, and shows what would be created, changed and " +
    "destroyed. Exit code 1 if that cannot be found out.",
  flags: {
    ...planFlags,
    detailedExitcode: { kind: "flag", about: "Exit code 2 when there is something to change" },
  },
  examples: [
    { line: "plan", about: "The configuration of this directory" },
    { line: "plan -destroy", about: "What destroying everything would do" },
    { line: "plan -var region=eu -detailed-exitcode", about: "For scripts" },
  ],
  async run(input) {
    const shown = await showPlan(input, planRequest(input));
    if (shown === undefined) return 1;
    return input.flags.detailedExitcode && shown.plan.isApplyable ? 2 : 0;
  },
});
