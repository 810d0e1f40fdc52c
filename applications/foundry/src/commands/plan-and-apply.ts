// SPDX-License-Identifier: Apache-2.0

/**
 * Planning, showing the plan, asking and applying: what plan, apply, destroy and refresh have in common.
 *
 * @module
 */

import { type EngineEvent, type Plan, type PlanMode, type PlanRequest, renderPlan } from "@provide-foundry/engine";
import type { CommandInput, FlagDefinitions } from "@provide-foundry/foundation/cli";
import { hasErrors } from "@provide-foundry/hcl";
import { formatInstance } from "@provide-foundry/engine";
import { ask } from "../ask.ts";
import { reportDiagnostics } from "../render/diagnostics.ts";
import { outputsToJson, renderOutputs } from "../render/outputs.ts";
import { ProgressLines } from "../render/progress-lines.ts";
import { openWorkspace, type Workspace, workspaceFlags } from "../workspace.ts";

/** What commands take that make a plan. */
export const planFlags = {
  ...workspaceFlags,
  destroy: { kind: "flag", about: "Plan to destroy everything" },
  refreshOnly: { kind: "flag", about: "Only write down what has changed outside" },
  refresh: { kind: "oneOf", values: ["true", "false"], about: "Whether providers are asked what has changed outside" },
  replace: { kind: "texts", about: "An object to be replaced: its address" },
} as const satisfies FlagDefinitions;

type PlanInput = CommandInput<typeof planFlags>;

/** Plans and shows the plan. Nothing comes back if it cannot be done, which has been told. */
export async function showPlan(
  input: PlanInput,
  request: PlanRequest,
): Promise<{ workspace: Workspace; plan: Plan } | undefined> {
  const { io, isJson } = input;
  using progress = new ProgressLines((line) => isJson || io.stdout(`${line}\n`));
  const workspace = await openWorkspace(input, { onEvent: (event) => progress.tell(event) });
  if (workspace === undefined) return undefined;
  const { engine, files, hasColour } = workspace;
  const plan = await engine.plan(request);
  const text = renderPlan(plan, { hasColour });
  if (!plan.isErrored || plan.changes.length > 0) input.print(planToJson(plan), text);
  reportDiagnostics(plan.diagnostics, files, io, hasColour);
  return plan.isErrored ? undefined : { workspace, plan };
}

/** What the flags ask for. */
export function planRequest({ flags }: PlanInput, mode?: PlanMode): PlanRequest {
  const asked = flags.destroy ? "destroy" : flags.refreshOnly ? "refresh-only" : "normal";
  return { mode: mode ?? asked, refresh: flags.refresh !== "false", replace: flags.replace };
}

/** Applies a plan after a person has agreed; gives the exit code. */
export async function applyShownPlan(
  input: PlanInput,
  request: PlanRequest,
  { isApproved, question }: { readonly isApproved: boolean; readonly question: string },
): Promise<number> {
  let counts: Counts = { added: 0, changed: 0, destroyed: 0, imported: 0 };
  const { io, isJson, signal } = input;
  using progress = new ProgressLines((line) => isJson || io.stdout(`${line}\n`));
  const onEvent = (event: EngineEvent): void => {
    if (event.kind === "apply-done") counts = event;
    progress.tell(event);
  };
  const workspace = await openWorkspace(input, { onEvent });
  if (workspace === undefined) return 1;
  const { engine, files, hasColour } = workspace;
  const plan = await engine.plan(request);
  if (!plan.isErrored && !isJson) io.stdout(renderPlan(plan, { hasColour }));
  reportDiagnostics(plan.diagnostics, files, io, hasColour);
  if (plan.isErrored) return 1;
  if (plan.isApplyable && !isApproved && !(await approve(question, signal, io))) return 1;
  const diagnostics = await engine.apply(plan);
  reportDiagnostics(diagnostics, files, io, hasColour);
  if (hasErrors(diagnostics)) return 1;
  const outputs = await engine.output();
  const lines = [`\n${summary(request.mode ?? "normal", counts)}`];
  if (outputs.size > 0) lines.push(`\nOutputs:\n\n${renderOutputs(outputs)}`);
  const { added, changed, destroyed, imported } = counts;
  input.print({ added, changed, destroyed, imported, outputs: outputsToJson(outputs) }, lines.join("\n"));
  return 0;
}

async function approve(question: string, signal: AbortSignal, io: PlanInput["io"]): Promise<boolean> {
  const answer = await ask(`\n${question}\n  Only 'yes' will be accepted to approve.\n\n  Enter a value: `, signal);
  if (answer === "yes") return true;
  io.stderr(
    answer === undefined
      ? "\nNobody can be asked here, so nothing was done. Use -auto-approve to go on without asking.\n"
      : "\nApply cancelled.\n",
  );
  return false;
}

interface Counts {
  readonly added: number;
  readonly changed: number;
  readonly destroyed: number;
  readonly imported: number;
}

function summary(mode: PlanMode, { added, changed, destroyed, imported }: Counts): string {
  if (mode === "destroy") return `Destroy complete! Resources: ${destroyed} destroyed.`;
  const first = imported > 0 ? `${imported} imported, ` : "";
  return `Apply complete! Resources: ${first}${added} added, ${changed} changed, ${destroyed} destroyed.`;
}

/** What would change, without values: enough for a program that has to decide. */
function planToJson(plan: Plan): object {
  return {
    applyable: plan.isApplyable,
    errored: plan.isErrored,
    changes: plan.changes.map(({ address, action, reason }) => ({
      address: formatInstance(address),
      action,
      ...(reason !== undefined && { reason }),
    })),
    outputs: plan.outputs.map(({ name, action }) => ({ name, action })),
  };
}
