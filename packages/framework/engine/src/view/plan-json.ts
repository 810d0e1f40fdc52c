// SPDX-License-Identifier: Apache-2.0

/**
 * A plan as `terraform show -json` writes it.
 *
 * Source: Terraform 1.11.4, format version 1.2.
 *
 * @module
 */

import { typeToJSON, type Path, type Value } from "@provide-foundry/cty";
import { formatInstance, formatModule } from "../address.ts";
import type { Action, OutputChange, Plan, ResourceChange } from "../plan/plan.ts";
import type { ResourceSchema } from "../schema/schema.ts";
import { quoteJson } from "../state/json-text.ts";
import { terraformVersion } from "../terraform-version.ts";
import { modulesToJson } from "./module-tree-json.ts";
import { addressMembers, stateToJson } from "./state-json.ts";
import { jsonArray, jsonObject, markSensitive, sensitiveToJson, unknownToJson, valueToJson } from "./value-json.ts";

/**
 * The whole plan, without the keys that tell of the configuration that it was made from: `configuration`, `checks` and
 * `relevant_attributes`; of variables it has those that were set. Sensitive values are in it; it only says which they
 * are.
 */
export function planToJson(plan: Plan): string {
  const { variables, drift, changes, outputs } = plan;
  const optional = (list: readonly string[]): string | undefined => (list.length === 0 ? undefined : jsonArray(list));
  const hasPrior = plan.priorState.resources.size > 0 || plan.priorState.outputs.size > 0;
  return jsonObject([
    ["format_version", '"1.2"'],
    ["terraform_version", quoteJson(terraformVersion)],
    ["variables", variables.size === 0 ? undefined : variablesToJson(variables)],
    ["planned_values", plannedValues(plan)],
    ["resource_drift", optional(drift.map((change) => changeToJson(change, plan)))],
    ["resource_changes", optional(changes.map((change) => changeToJson(change, plan)))],
    ["output_changes", outputs.length === 0 ? undefined : outputChanges(outputs)],
    ["prior_state", hasPrior ? stateToJson(plan.priorState, plan.schemas) : undefined],
    ["timestamp", quoteJson(plan.createdAt.toISOString().replace(/\.\d+Z$/, "Z"))],
    ["applyable", `${plan.isApplyable}`],
    ["complete", "true"],
    ["errored", `${plan.isErrored}`],
  ]);
}

function variablesToJson(variables: Plan["variables"]): string {
  const sorted = [...variables].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return jsonObject(sorted.map(([name, value]) => [name, jsonObject([["value", valueToJson(value)]])]));
}

function plannedValues(plan: Plan): string {
  const outputs = sortedOutputs(plan.outputs.filter(({ action }) => action !== "delete"));
  const kept = plan.changes.filter(
    ({ action, deposed }) => action !== "delete" && action !== "forget" && deposed === undefined,
  );
  return jsonObject([
    [
      "outputs",
      outputs.length === 0
        ? undefined
        : jsonObject(outputs.map(({ name, ...output }) => [name, plannedOutput(output)])),
    ],
    [
      "root_module",
      modulesToJson(kept.map((change) => ({ module: change.address.module, json: plannedObject(change, plan) }))),
    ],
  ]);
}

function plannedOutput({ sensitive, after }: Omit<OutputChange, "name">): string {
  const isKnown = after.isWhollyKnown();
  return jsonObject([
    ["sensitive", `${sensitive}`],
    ["type", isKnown ? typeToJSON(after.type) : undefined],
    ["value", isKnown ? valueToJson(after) : undefined],
  ]);
}

function plannedObject(change: ResourceChange, plan: Plan): string {
  const { version, block } = schemaOf(change, plan);
  const after = markSensitive(change.after, block);
  return jsonObject([
    ["address", quoteJson(formatInstance(change.address))],
    ...addressMembers(change.address),
    ["provider_name", quoteJson(change.provider.source)],
    ["schema_version", `${version}`],
    ["values", valueToJson(after)],
    ["sensitive_values", sensitiveToJson(after)],
  ]);
}

function schemaOf({ address, provider }: ResourceChange, { schemas }: Plan): ResourceSchema {
  const schema = schemas.get(provider.source);
  const found = (address.mode === "managed" ? schema?.resources : schema?.dataSources)?.get(address.type);
  if (found === undefined) throw new TypeError(`there is no schema of ${formatInstance(address)}`);
  return found;
}

function changeToJson(change: ResourceChange, plan: Plan): string {
  const { address, previousAddress, deposed, provider, reason, importing, requiresReplace } = change;
  const { block } = schemaOf(change, plan);
  const before = markSensitive(change.before, block);
  const after = markSensitive(change.after, block);
  const name = formatInstance(address);
  const previous = previousAddress && formatInstance(previousAddress);
  const module = formatModule(address.module);
  return jsonObject([
    ["address", quoteJson(name)],
    ["previous_address", previous === undefined || previous === name ? undefined : quoteJson(previous)],
    ["module_address", module === "" ? undefined : quoteJson(module)],
    ...addressMembers(address),
    ["provider_name", quoteJson(provider.source)],
    ["deposed", deposed === undefined ? undefined : quoteJson(deposed)],
    [
      "change",
      jsonObject([
        ...valueChange(change.action, before, after),
        ["after_unknown", after.isWhollyKnown() ? "{}" : unknownToJson(after)],
        ["before_sensitive", sensitiveToJson(before)],
        ["after_sensitive", sensitiveToJson(after)],
        ["replace_paths", requiresReplace.length === 0 ? undefined : jsonArray(requiresReplace.map(pathToJson))],
        ["importing", importing && jsonObject([["id", quoteJson(importing.id)]])],
      ]),
    ],
    ["action_reason", reason && quoteJson(reason)],
  ]);
}

function valueChange(action: Action, before: Value, after: Value): readonly (readonly [string, string | undefined])[] {
  return [
    ["actions", JSON.stringify(actionsOf(action))],
    ["before", valueToJson(before)],
    ["after", valueToJson(after)],
  ];
}

/** A replacement is two actions. */
function actionsOf(action: Action): readonly string[] {
  return action === "no-op" ? [action] : action.split("-");
}

function pathToJson(path: Path): string {
  return jsonArray(
    path.map((step) => (step.kind === "getAttr" ? quoteJson(step.name) : (valueToJson(step.key) ?? "null"))),
  );
}

function sortedOutputs(outputs: readonly OutputChange[]): readonly OutputChange[] {
  return outputs.toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

function outputChanges(outputs: readonly OutputChange[]): string {
  return jsonObject(
    sortedOutputs(outputs).map(({ name, action, before, after, sensitive }) => [
      name,
      jsonObject([
        ...valueChange(action, before, after),
        ["after_unknown", after.isWhollyKnown() ? "false" : unknownToJson(after)],
        ["before_sensitive", `${sensitive}`],
        ["after_sensitive", `${sensitive}`],
      ]),
    ]),
  );
}
