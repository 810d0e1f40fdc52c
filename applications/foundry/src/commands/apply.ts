// SPDX-License-Identifier: Apache-2.0

import { type Command, defineCommand } from "@provide-foundry/foundation/cli";
import { applyShownPlan, planFlags, planRequest } from "./plan-and-apply.ts";

const approval = { autoApprove: { kind: "flag", about: "Go on without asking" } } as const;

export const applyCommand: Command = defineCommand({
  summary: "Create, change and destroy what the plan says",
  description: "Shows the plan, asks whether to go on, and carries it out. The state is saved after every step.",
  flags: { ...planFlags, ...approval },
  examples: [{ line: "apply -auto-approve", about: "For scripts" }],
  run: (input) =>
    applyShownPlan(input, planRequest(input), {
      isApproved: input.flags.autoApprove,
      question: "Do you want to perform these actions?",
    }),
});

export const destroyCommand: Command = defineCommand({
  summary: "Destroy everything that the state has",
  flags: { ...planFlags, ...approval },
  run: (input) =>
    applyShownPlan(input, planRequest(input, "destroy"), {
      isApproved: input.flags.autoApprove,
      question: "Do you really want to destroy all resources? There is no undo.",
    }),
});

export const refreshCommand: Command = defineCommand({
  summary: "Write down what has changed outside",
  flags: planFlags,
  run: (input) => applyShownPlan(input, planRequest(input, "refresh-only"), { isApproved: true, question: "" }),
});
