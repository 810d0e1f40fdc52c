// SPDX-License-Identifier: Apache-2.0

/**
 * How states of earlier versions of a schema become states of the current one:
 * a chain of steps, each from one version to the next.
 *
 * @module
 */

import type { Field, Fields } from "../schema/field.ts";
import type { Stored, Upgraded } from "../schema/models.ts";
import { findSchemaProblems } from "../schema/schema-rules.ts";
import type { Awaitable, HandlerContext } from "./contexts.ts";

/**
 * A document as JSON has it. A number that a JavaScript number does not hold to
 * the digit is its text: `String(value)` and `BigInt(value)` are exact for both.
 */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

/** What is known of a state's form: its schema then, or nothing but that it is JSON. */
export type StateForm = Fields | "json";

/**
 * A state of the form `F`. Computed values may also be null, where they were not
 * known when it was stored; one that always was known is declared without
 * `computed()`.
 */
export type StoredState<F> = F extends "json" ? Json : Stored<F>;

export interface UpgradeContext<F> extends HandlerContext<{}> {
  readonly state: StoredState<F>;
}

/** One step of a chain. */
export interface UpgradeStep {
  /** The version that it starts from; it ends at the next one. */
  readonly from: number;
  readonly form: StateForm;
  readonly to: Fields;
  /** Its context has the state of that form. */
  readonly upgrade: (context: never) => unknown;
}

/** The number after `N`, of whole numbers below 1,000. */
type Next<N extends number> = number extends N ? number : [...Count<N>, unknown]["length"] & number;
type Count<N extends number, C extends readonly unknown[] = []> = C["length"] extends N ? C : Count<N, [...C, unknown]>;

/** A chain that ends with the schema `F`, whatever its version. */
export interface UpgradesTo<F> {
  /** These two exist in types only: the schema, and a comparison of states in both directions. */
  readonly endsWith?: F;
  readonly leadsTo?: (state: Upgraded<F>) => Upgraded<F>;
  readonly version: number;
  readonly form: StateForm;
  readonly steps: readonly UpgradeStep[];
}

/** Steps that lead up to version `V`, whose form is `F`. Made by {@link upgradeFrom}. */
export class StateUpgrades<V extends number = number, F = Fields> implements UpgradesTo<F> {
  declare readonly endsWith?: F;
  declare readonly leadsTo?: (state: Upgraded<F>) => Upgraded<F>;

  readonly version: V;
  /** Of the version that the steps lead to. */
  readonly form: StateForm;
  readonly steps: readonly UpgradeStep[];

  constructor(version: V, form: StateForm, steps: readonly UpgradeStep[]) {
    this.version = version;
    this.form = form;
    this.steps = steps;
  }

  /**
   * One step on.
   *
   * @param version The next one: none can be left out.
   * @param schema What the state is then; for the last step the resource's own schema.
   */
  to<const G extends Fields>(
    version: Next<V>,
    schema: G,
    upgrade: (context: UpgradeContext<F>) => Awaitable<Upgraded<G>>,
  ): StateUpgrades<Next<V>, G> {
    const step = { from: this.version, form: this.form, to: schema, upgrade };
    return new StateUpgrades<Next<V>, G>(version, schema, [...this.steps, step]);
  }
}

/**
 * Starts a chain of upgrades at the earliest version that can be upgraded.
 *
 * @param form The schema of that version; or `"json"`, to get the stored document as it is.
 *
 * @example
 * const upgrades = upgradeFrom(0, { size: t.string() })
 *   .to(1, { size: t.int() }, ({ state }) => ({ size: Number(state.size) }))
 *   .to(2, schema, ({ state }) => ({ ...state, zone: "eu" }));
 *
 * defineResource({ name: "disk", schema, upgrades, … });
 */
export function upgradeFrom<const V extends number, const F extends StateForm>(
  version: V,
  form: F,
): StateUpgrades<V, F> {
  return new StateUpgrades<V, F>(version, form, []);
}

/** What is wrong with the upgrades of a resource; empty when nothing is. */
export function findUpgradeProblems(
  upgrades: object | undefined,
  version: number | undefined,
  schema: Readonly<Record<string, Field>>,
): string[] {
  if (upgrades === undefined) return [];
  if (!(upgrades instanceof StateUpgrades)) return ["upgrades: not made with upgradeFrom"];
  const problems: string[] = [];
  if (version !== undefined && version !== upgrades.version) {
    problems.push(`version: ${version}, but the upgrades lead to version ${upgrades.version}`);
  }
  if (upgrades.steps.length === 0) problems.push("upgrades: there is no step");
  else if (upgrades.form !== schema) problems.push("upgrades: the last step must lead to the schema of the resource");
  for (const { from, form, to } of upgrades.steps) {
    const next = upgrades.steps.find((step) => step.from === from + 1);
    const isGap = next === undefined && from + 1 !== upgrades.version;
    if (isGap) problems.push(`upgrades: there is no step from version ${from + 1}`);
    const fields = [...(form === "json" ? [] : [form]), ...(to === schema ? [] : [to])];
    problems.push(...new Set(fields.flatMap((each) => findSchemaProblems(each, "resource"))));
  }
  return problems;
}
