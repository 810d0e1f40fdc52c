// SPDX-License-Identifier: Apache-2.0

import { formatPath, unmarkDeepWithPaths, type Value } from "@provide-foundry/cty";
import { sensitiveMark } from "@provide-foundry/hcl/functions";
import { formatInstance } from "../address.ts";
import type { Action, Plan, ResourceChange } from "../plan/plan.ts";

/** What is compared of two plans. Unknown values are the text `(unknown)`. */
interface NormalPlan {
  readonly changes: readonly unknown[];
  readonly drift: readonly unknown[];
  readonly outputs: Readonly<Record<string, unknown>>;
  readonly checks: unknown;
}

/** The engine's plan. */
export function normalisePlan(plan: Plan): NormalPlan {
  const outputs = plan.outputs.map(({ name, action, before, after }) => {
    return [name, { actions: actionsOf(action), before: toPlain(before), after: toPlain(after) }] as const;
  });
  return withoutRandomness({
    changes: plan.changes.map(normaliseChange),
    drift: plan.drift.map(normaliseChange),
    outputs: Object.fromEntries(outputs),
    checks: sortedChecks(
      plan.checks.map(({ kind, address, status, objects }) => {
        return {
          address: address.includes("check.") || kind !== "check" ? address : `check.${address}`,
          status,
          objects: objects?.map((object) => [object.address, object.status, object.failureMessages]) ?? [],
        };
      }),
    ),
  });
}

function normaliseChange(change: ResourceChange): unknown {
  const { address, previousAddress, deposed, action, reason, before, after, importing } = change;
  const isReplacement = action === "delete-create" || action === "create-delete";
  return {
    address: formatInstance(address),
    ...(previousAddress && { previous: formatInstance(previousAddress) }),
    ...(deposed !== undefined && { deposed: "(deposed)" }),
    actions: actionsOf(action),
    ...(reason && { reason }),
    before: toPlain(before),
    after: toPlain(after),
    sensitiveBefore: sensitivePathsOf(before),
    sensitiveAfter: sensitivePathsOf(after),
    ...(importing && { importing }),
    ...(isReplacement &&
      change.requiresReplace.length > 0 && {
        paths: change.requiresReplace.map((path) => formatPath(path)).toSorted(),
      }),
  };
}

function actionsOf(action: Action): readonly string[] {
  return action === "no-op" ? ["no-op"] : action.split("-");
}

function sensitivePathsOf(value: Value): readonly string[] {
  const [, marks] = unmarkDeepWithPaths(value);
  return withoutInner(marks.filter((entry) => entry.marks.has(sensitiveMark)).map(({ path }) => formatPath(path)));
}

/** What is in something sensitive need not be named. */
function withoutInner(paths: readonly string[]): readonly string[] {
  const isInside = (one: string, other: string): boolean =>
    one !== other && one.startsWith(other) && /^[.[]/.test(one.slice(other.length));
  return paths.filter((path) => !paths.some((other) => isInside(path, other))).toSorted();
}

function toPlain(marked: Value): unknown {
  const [value] = marked.unmark();
  if (!value.isKnown()) return "(unknown)";
  if (value.isNull()) return null;
  switch (value.type.kind) {
    case "bool":
      return value.asBool();
    case "number":
      return value.asNumber();
    case "string":
      return value.asString();
    case "list":
    case "set":
    case "tuple":
      return value.asValueSlice().map(toPlain);
    default:
      return Object.fromEntries(Array.from(value.asValueMap(), ([name, part]) => [name, toPlain(part)]));
  }
}

interface TerraformChange {
  readonly address: string;
  readonly previous_address?: string;
  readonly deposed?: string;
  readonly action_reason?: string;
  readonly change: {
    readonly actions: readonly string[];
    readonly before: unknown;
    readonly after: unknown;
    readonly after_unknown: unknown;
    readonly before_sensitive: unknown;
    readonly after_sensitive: unknown;
    readonly replace_paths?: readonly (readonly (string | number)[])[];
    readonly importing?: unknown;
  };
}

interface TerraformPlan {
  readonly resource_changes?: readonly TerraformChange[];
  readonly resource_drift?: readonly TerraformChange[];
  readonly output_changes?: Readonly<Record<string, TerraformChange["change"]>>;
  readonly checks?: readonly TerraformCheck[];
}

interface TerraformCheck {
  readonly address: { readonly to_display: string };
  readonly status: string;
  readonly instances?: readonly {
    readonly address: { readonly to_display: string };
    readonly status: string;
    readonly problems?: readonly { readonly message: string }[];
  }[];
}

/** What `terraform show -json` says of a plan. */
export function normaliseTerraformPlan(json: unknown): NormalPlan {
  const plan = json as TerraformPlan;
  const outputs = Object.entries(plan.output_changes ?? {}).map(([name, change]) => {
    const { actions, before, after, after_unknown: unknown } = change;
    return [name, { actions, before: before ?? null, after: withUnknown(after, unknown) }] as const;
  });
  return withoutRandomness({
    changes: (plan.resource_changes ?? []).map(normaliseTerraformChange),
    drift: (plan.resource_drift ?? []).map(normaliseTerraformChange),
    outputs: Object.fromEntries(outputs),
    checks: sortedChecks(
      (plan.checks ?? []).map(({ address, status, instances = [] }) => {
        const objects = instances.map((object) => {
          return [object.address.to_display, object.status, (object.problems ?? []).map(({ message }) => message)];
        });
        return { address: address.to_display, status, objects };
      }),
    ),
  });
}

function normaliseTerraformChange(given: TerraformChange): unknown {
  const { address, previous_address: previous, deposed, action_reason: reason, change } = given;
  const { replace_paths: paths } = change;
  return {
    address,
    ...(previous !== undefined && { previous }),
    ...(deposed !== undefined && { deposed: "(deposed)" }),
    actions: change.actions,
    ...(reason !== undefined && { reason }),
    before: change.before ?? null,
    after: withUnknown(change.after, change.after_unknown),
    sensitiveBefore: withoutInner(truePaths(change.before_sensitive)),
    sensitiveAfter: withoutInner(truePaths(change.after_sensitive)),
    ...(change.importing !== undefined && { importing: change.importing }),
    ...(paths && { paths: paths.map(formatPlainPath).toSorted() }),
  };
}

function formatPlainPath(path: readonly (string | number)[]): string {
  return path.map((step) => (typeof step === "number" ? `[${step}]` : `.${step}`)).join("");
}

/** The value with a text in the place of what is not known, which Terraform leaves out. */
function withUnknown(value: unknown, unknown: unknown): unknown {
  if (unknown === true) return "(unknown)";
  if (Array.isArray(unknown)) {
    const given = Array.isArray(value) ? (value as unknown[]) : [];
    return Array.from({ length: Math.max(unknown.length, given.length) }, (_, i) => withUnknown(given[i], unknown[i]));
  }
  if (typeof unknown !== "object" || unknown === null) return value ?? null;
  if (value === null) return null;
  const given = (value ?? {}) as Record<string, unknown>;
  const names = new Set([...Object.keys(given), ...Object.keys(unknown)]);
  const entries = Array.from(
    names,
    (name) => [name, withUnknown(given[name], (unknown as Record<string, unknown>)[name])] as const,
  );
  return Object.fromEntries(entries.filter(([name, part]) => part !== null || name in given));
}

function truePaths(value: unknown, at = ""): readonly string[] {
  if (value === true) return [at];
  if (Array.isArray(value)) return value.flatMap((part: unknown, i) => truePaths(part, `${at}[${i}]`));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, part]) => truePaths(part, `${at}.${name}`));
}

function sortedChecks<Check extends { readonly address: string }>(checks: readonly Check[]): readonly Check[] {
  return checks.toSorted((a, b) => (a.address < b.address ? -1 : 1));
}

/** The same with all UUIDs and eight-digit keys of deposed objects alike. */
export function withoutRandomness<T>(value: T): T {
  const text = JSON.stringify(value) as string | undefined;
  if (text === undefined) return value;
  return sortKeys(JSON.parse(withoutUuids(text).replaceAll(/"deposed":"[0-9a-f]{8}"/g, '"deposed":"(deposed)"'))) as T;
}

export function withoutUuids(text: string): string {
  return text.replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, "(uuid)");
}

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([name, part]) => [name, sortKeys(part)]));
}
