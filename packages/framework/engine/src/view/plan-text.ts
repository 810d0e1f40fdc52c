// SPDX-License-Identifier: Apache-2.0

/**
 * A plan for people, in the words and with the marks of Terraform.
 *
 * Source: the output of `terraform plan` 1.11.4.
 *
 * @module
 */

import { markWithPaths, type Path, type Value } from "@provide-foundry/cty";
import { sensitiveMark } from "@provide-foundry/hcl/functions";
import { formatInstance, formatModule, formatResourceName } from "../address.ts";
import type { Action, Plan, ResourceChange } from "../plan/plan.ts";
import { sensitivePaths } from "../schema/attribute-paths.ts";
import type { Block, ProviderSchema } from "../schema/schema.ts";
import { diffOfAny } from "./diff/diff-value.ts";
import { diffOfBlock } from "./diff/diff-block.ts";
import type { Diff } from "./diff/diff.ts";
import { actionMark, quoteName, renderDiff, sortedNames } from "./diff/render-diff.ts";
import { ValueChange } from "./diff/value-change.ts";
import { coloured, plain, type Paint } from "./paint.ts";
import { defaultWidth, wrapWords } from "./word-wrap.ts";

/** Schemas by the source of their provider: `registry.terraform.io/hashicorp/random`. */
export type ProviderSchemas = ReadonlyMap<string, ProviderSchema>;

export interface PlanTextOptions {
  /** Whether it is for a terminal that has colours: not, unless told. */
  readonly hasColour?: boolean;
  /** Of the terminal, in characters; 78 unless told. */
  readonly width?: number;
}

/** The text of a plan; it begins and ends with a line break. */
export function renderPlan(plan: Plan, options: PlanTextOptions = {}): string {
  return new PlanRenderer(plan, options).render();
}

/** One change, as it stands in a plan. */
export function renderChange(change: ResourceChange, schemas: ProviderSchemas, options: PlanTextOptions = {}): string {
  const paint = options.hasColour === true ? coloured : plain;
  return renderResource({ change, diff: diffOfResource(change, schemas) }, "change", paint);
}

interface Shown {
  readonly change: ResourceChange;
  readonly diff: Diff;
}

class PlanRenderer {
  readonly #plan: Plan;
  readonly #paint: Paint;
  readonly #width: number;
  #out = "";

  constructor(plan: Plan, { hasColour = false, width = defaultWidth }: PlanTextOptions) {
    this.#plan = plan;
    this.#paint = hasColour ? coloured : plain;
    this.#width = width;
  }

  render(): string {
    const changes = this.#plan.changes.filter(isShown).map((change) => this.#diff(change));
    const outputs = renderOutputs(this.#plan, this.#paint);
    const hasDrift = this.#renderDrift(changes.length > 0 || outputs.length > 0);
    if (changes.length === 0 && outputs.length === 0) {
      this.#renderNothing(hasDrift);
      return this.#out;
    }
    if (hasDrift) this.#rule();
    const counts = countActions(changes);
    const real = changes.filter(({ change }) => change.action !== "no-op");
    if (real.length > 0) this.#renderLegend(counts);
    if (changes.length > 0) this.#renderChanges(changes, counts);
    if (outputs.length > 0) {
      this.#line(`\nChanges to Outputs:\n${outputs.join("\n")}`);
      if (real.length === 0) this.#paragraph(`\n${onlyOutputs}`);
    }
    return this.#out;
  }

  #renderChanges(changes: readonly Shown[], counts: ReadonlyMap<Action, number>): void {
    this.#line(
      this.#plan.isErrored
        ? "\nTerraform planned the following actions, but then encountered a problem:"
        : "\nTerraform will perform the following actions:",
    );
    for (const shown of changes) this.#line(`\n${renderResource(shown, "change", this.#paint)}`);
    this.#line(`\n${this.#paint.bold("Plan:")} ${summarize(changes, counts)}`);
  }

  #renderLegend(counts: ReadonlyMap<Action, number>): void {
    this.#paragraph(`\n${legend}`);
    for (const [action, words] of actionWords) {
      if (counts.has(action)) this.#line(`${resourceMark(action, this.#paint)} ${words}`);
    }
  }

  /** @returns whether anything has changed outside, so that it was shown. */
  #renderDrift(isAnyChange: boolean): boolean {
    const { mode } = this.#plan;
    const isRefresh = mode === "refresh-only";
    const drift = this.#plan.drift
      .map((change) => this.#diff(change, isRefresh ? undefined : this.#relevantPaths(change)))
      .filter(({ diff }) => isRefresh || diff.action !== "no-op");
    if (drift.length === 0 || (!isRefresh && !isAnyChange)) return false;
    const { bold, cyan } = this.#paint;
    this.#line(`\n${cyan(bold("Note:"))} ${bold("Objects have changed outside of Terraform")}\n`);
    this.#paragraph(driftIntroduction);
    for (const shown of drift) {
      if (isShown(shown.change)) this.#line(`\n${renderResource(shown, "drift", this.#paint)}`);
    }
    this.#paragraph(`\n\n${isRefresh ? refreshOnlyNote : driftNote}`);
    return true;
  }

  /** What of a change outside may have had a part in the plan. */
  #relevantPaths({ address }: ResourceChange): readonly Path[] | undefined {
    const name = formatInstance(address);
    return this.#plan.relevantAttributes?.filter(({ resource }) => resource === name).map(({ path }) => path);
  }

  #renderNothing(hasDrift: boolean): void {
    const { bold, green, red } = this.#paint;
    const { mode, isErrored, isApplyable } = this.#plan;
    if (mode === "refresh-only" && hasDrift && !isErrored) return;
    if (hasDrift) this.#rule();
    if (isErrored) {
      this.#line(
        `\n${red(bold("Planning failed."))} ${bold("Terraform encountered an error while generating this plan.")}\n`,
      );
      return;
    }
    const title = mode === "normal" && hasDrift ? noChanges.normal : noChanges[mode];
    this.#line(`\n${green(bold("No changes."))} ${bold(title.title)}\n`);
    if (!hasDrift || mode !== "normal") this.#paragraph(title.text);
    else this.#paragraph(isApplyable ? onlyState : onlyStateByRefresh);
  }

  #diff(change: ResourceChange, relevantPaths?: readonly Path[]): Shown {
    return { change, diff: diffOfResource(change, this.#plan.schemas, relevantPaths) };
  }

  #line(text: string): void {
    this.#out += `${text}\n`;
  }

  #paragraph(text: string): void {
    this.#line(wrapWords(text, this.#width));
  }

  #rule(): void {
    this.#line(this.#paint.dim(`\n${"─".repeat(this.#width - 1)}`));
  }
}

const legend =
  "Terraform used the selected providers to generate the following execution plan. Resource actions are indicated with the following symbols:";
const onlyOutputs =
  "You can apply this plan to save these new output values to the Terraform state, without changing any real infrastructure.";
const driftIntroduction =
  'Terraform detected the following changes made outside of Terraform since the last "terraform apply" which may have affected this plan:';
const driftNote =
  "Unless you have made equivalent changes to your configuration, or ignored the relevant attributes using ignore_changes, the following plan may include actions to undo or respond to these changes.";
const refreshOnlyNote =
  "This is a refresh-only plan, so Terraform will not take any actions to undo these. If you were expecting these changes then you can apply this plan to record the updated values in the Terraform state without changing any remote objects.";
const onlyState =
  "Your configuration already matches the changes detected above, so applying this plan will only update the state to include the changes detected above and won't change any real infrastructure.";
const onlyStateByRefresh =
  "Your configuration already matches the changes detected above. If you'd like to update the Terraform state to match, create and apply a refresh-only plan.";

const noChanges = {
  normal: {
    title: "Your infrastructure matches the configuration.",
    text: "Terraform has compared your real infrastructure against your configuration and found no differences, so no changes are needed.",
  },
  destroy: {
    title: "No objects need to be destroyed.",
    text: "Either you have not created any objects yet or the existing objects were already deleted outside of Terraform.",
  },
  "refresh-only": {
    title: "Your infrastructure still matches the configuration.",
    text: "Terraform has checked that the real remote objects still match the result of your most recent changes, and found no differences.",
  },
} as const;

/** In the order of the legend. */
const actionWords: ReadonlyMap<Action, string> = new Map([
  ["create", "create"],
  ["update", "update in-place"],
  ["delete", "destroy"],
  ["delete-create", "destroy and then create replacement"],
  ["create-delete", "create replacement and then destroy"],
  ["read", "read (data resources)"],
]);

function isMoved({ address, previousAddress }: ResourceChange): boolean {
  return previousAddress !== undefined && formatInstance(previousAddress) !== formatInstance(address);
}

function isShown(change: ResourceChange): boolean {
  if (change.action === "delete") return change.address.mode === "managed";
  return change.action !== "no-op" || isMoved(change) || change.importing !== undefined;
}

function countActions(changes: readonly Shown[]): ReadonlyMap<Action, number> {
  const counts = new Map<Action, number>();
  for (const { change } of changes) {
    if (change.action !== "no-op") counts.set(change.action, (counts.get(change.action) ?? 0) + 1);
  }
  return counts;
}

function summarize(changes: readonly Shown[], counts: ReadonlyMap<Action, number>): string {
  const count = (...actions: readonly Action[]): number =>
    actions.reduce((sum, action) => sum + (counts.get(action) ?? 0), 0);
  const imported = changes.filter(({ change }) => change.importing !== undefined).length;
  const added = count("create", "delete-create", "create-delete");
  const destroyed = count("delete", "delete-create", "create-delete");
  return (
    (imported > 0 ? `${imported} to import, ` : "") +
    `${added} to add, ${count("update")} to change, ${destroyed} to destroy.`
  );
}

/** Of a resource, three characters wide. */
export function resourceMark(action: Action, paint: Paint): string {
  switch (action) {
    case "delete-create":
      return `${paint.red("-")}/${paint.green("+")}`;
    case "create-delete":
      return `${paint.green("+")}/${paint.red("-")}`;
    case "read":
      return ` ${paint.cyan("<=")}`;
    case "forget":
      return ` ${paint.red(".")}`;
    default:
      return actionMark(action, paint);
  }
}

function blockOf({ address, provider }: ResourceChange, schemas: ProviderSchemas): Block {
  const schema = schemas.get(provider.source);
  const types = address.mode === "managed" ? schema?.resources : schema?.dataSources;
  const found = types?.get(address.type);
  if (found === undefined) throw new TypeError(`there is no schema of ${formatResourceName(address)}`);
  return found.block;
}

function diffOfResource(change: ResourceChange, schemas: ProviderSchemas, relevantPaths?: readonly Path[]): Diff {
  const block = blockOf(change, schemas);
  const before = withSchemaMarks(change.before, block);
  const after = change.action === "forget" ? before : withSchemaMarks(change.after, block);
  return diffOfBlock(
    new ValueChange(absentIfNull(before), absentIfNull(after), {
      replacePaths: change.requiresReplace,
      relevantPaths,
    }),
    block,
  );
}

function absentIfNull(value: Value): Value | undefined {
  return value.unmark()[0].isNull() ? undefined : value;
}

/** What the schema calls sensitive is, whether the values come with marks or not. */
function withSchemaMarks(value: Value, block: Block): Value {
  const marks = new Set([sensitiveMark]);
  return markWithPaths(
    value,
    sensitivePaths(block, value).map((path) => ({ path, marks })),
  );
}

function renderOutputs({ outputs }: Plan, paint: Paint): readonly string[] {
  const changed = new Map(
    outputs.flatMap((output) => {
      const mark = (value: Value): Value => (output.sensitive ? value.mark(sensitiveMark) : value);
      const [before, after] = [absentIfNull(output.before), absentIfNull(output.after)];
      const diff = diffOfAny(
        new ValueChange(before && mark(before), after && mark(after), {
          isSensitive: output.sensitive ? [true, true] : [false, false],
        }),
      );
      return diff.action === "no-op" ? [] : [[output.name, diff] as const];
    }),
  );
  return sortedNames(changed, quoteName).map(({ key, padded }) => {
    const diff = changed.get(key)!;
    return `${actionMark(diff.action, paint)} ${padded} = ${renderDiff(diff, 0, { paint })}`;
  });
}

function renderResource({ change, diff }: Shown, cause: "change" | "drift", paint: Paint): string {
  const { address } = change;
  const kind = address.mode === "managed" ? "resource" : "data";
  const options = { paint, ...(change.importing !== undefined && { showsUnchanged: true }) };
  return (
    `${describe(change, cause, paint)}\n` +
    `${resourceMark(change.action, paint)} ${kind} "${address.type}" "${address.name}" ${renderDiff(diff, 0, options)}`
  );
}

/** The comment above a resource: what becomes of it, and why. */
function describe(change: ResourceChange, cause: "change" | "drift", paint: Paint): string {
  const name =
    formatInstance(change.address) + (change.deposed === undefined ? "" : ` (deposed object ${change.deposed})`);
  const moved = isMoved(change) ? formatInstance(change.previousAddress!) : undefined;
  const lines = [...headline(change, cause, name, moved, paint)];
  const isOnlyMove = change.action === "no-op" && moved !== undefined;
  if (moved !== undefined && !isOnlyMove) lines.push(`  # (moved from ${moved})`);
  if (change.importing !== undefined && (change.action !== "no-op" || isOnlyMove)) {
    const { id } = change.importing;
    lines.push(id === "" ? "  # (will be imported first)" : `  # (imported from "${id}")`);
    if (change.action === "create-delete" || change.action === "delete-create") {
      lines.push(`  # ${paint.yellow("Warning: this will destroy the imported resource")}`);
    }
  }
  return lines.join("\n");
}

function headline(
  change: ResourceChange,
  cause: "change" | "drift",
  name: string,
  moved: string | undefined,
  { bold, red }: Paint,
): readonly string[] {
  const says = (text: string): string => `${bold(`  # ${name}`)} ${text}`;
  switch (change.action) {
    case "create":
      return [says("will be created")];
    case "read":
      return [says("will be read during apply"), ...reasonLines(change)];
    case "update":
      return [says(cause === "drift" ? "has changed" : "will be updated in-place")];
    case "delete-create":
    case "create-delete":
      return [says(describeReplacement(change, red(bold("replaced"))))];
    case "forget":
      return forgetLines(change, name, { bold, red });
    case "delete":
      return [
        says(cause === "drift" ? "has been deleted" : `will be ${red(bold("destroyed"))}`),
        ...reasonLines(change),
        ...(change.deposed === undefined
          ? []
          : ["  # (left over from a partially-failed replacement of this instance)"]),
      ];
    default:
      return [moved === undefined ? says("will be imported") : `${bold(`  # ${moved}`)} has moved to ${bold(name)}`];
  }
}

function describeReplacement({ reason }: ResourceChange, replaced: string): string {
  switch (reason) {
    case "replace_because_tainted":
      return `is tainted, so must be ${replaced}`;
    case "replace_by_request":
      return `will be ${replaced}, as requested`;
    case "replace_by_triggers":
      return `will be ${replaced} due to changes in replace_triggered_by`;
    default:
      return `must be ${replaced}`;
  }
}

function forgetLines({ deposed }: ResourceChange, name: string, { bold, red }: Pick<Paint, "bold" | "red">): string[] {
  const kept = red(bold("will not be destroyed"));
  const lines =
    deposed === undefined
      ? [`${bold(` # ${name}`)} will no longer be managed by Terraform, but ${kept}`]
      : [
          `${bold(` # ${name}`)} will be removed from Terraform state, but ${kept}`,
          bold(" # (left over from a partially-failed replacement of this instance)"),
        ];
  return [...lines, " # (destroy = false is set in the configuration)"];
}

function reasonLines(change: ResourceChange): readonly string[] {
  const text = describeReason(change);
  return text === undefined ? [] : [`  # (${text})`];
}

function describeReason({ address, previousAddress, reason }: ResourceChange): string | undefined {
  const key = typeof address.key === "number" ? `${address.key}` : JSON.stringify(address.key);
  switch (reason) {
    case "read_because_config_unknown":
      return "config refers to values not yet known";
    case "read_because_dependency_pending":
      return "depends on a resource or a module with changes pending";
    case "read_because_check_nested":
      return "config will be reloaded to verify a check block";
    case "delete_because_no_resource_config":
      return `because ${address.type}.${address.name} is not in configuration`;
    case "delete_because_no_move_target":
      return `because ${formatInstance(previousAddress ?? address)} was moved to ${formatInstance(address)}, which is not in configuration`;
    case "delete_because_no_module":
      return `because ${formatModule(address.module)} is not in configuration`;
    case "delete_because_wrong_repetition":
      if (address.key === undefined) return "because resource uses count or for_each";
      return `because resource does not use ${typeof address.key === "number" ? "count" : "for_each"}`;
    case "delete_because_count_index":
      return `because index [${key}] is out of range for count`;
    case "delete_because_each_key":
      return `because key [${key}] is not in for_each map`;
    default:
      return undefined;
  }
}
