// SPDX-License-Identifier: Apache-2.0

import { type AnyLintRule, everyRule } from "../definition/lint-rule.ts";

/**
 * Which lint rules run, as a practitioner writes it: `security,old-api,!insecure-tls`.
 * The names of rules and of groups, with commas between. `!` leaves out what it
 * names, wherever it stands.
 */
export class LintSelection {
  readonly #selected = new Set<string>();
  readonly #excluded = new Set<string>();

  constructor(text: string) {
    for (const entry of text.split(",").map((part) => part.trim())) {
      if (entry.startsWith("!")) this.#excluded.add(entry.slice(1).trim());
      else if (entry !== "") this.#selected.add(entry);
    }
  }

  has(rule: AnyLintRule): boolean {
    const names = namesOf(rule);
    return names.some((name) => this.#selected.has(name)) && !names.some((name) => this.#excluded.has(name));
  }

  /** The names in it that are those of no rule and no group. */
  strangers(known: ReadonlySet<string>): string[] {
    return [...new Set([...this.#selected, ...this.#excluded])].filter((name) => !known.has(name));
  }
}

/** All names that a selection of these rules can have: `all`, then those of groups, then those of rules. */
export function selectableNames(rules: readonly AnyLintRule[]): Set<string> {
  const groups = rules.flatMap((rule) => rule.groups ?? []);
  return new Set([everyRule, ...groups.toSorted(), ...rules.map(({ id }) => id).toSorted()]);
}

function namesOf({ id, groups = [] }: AnyLintRule): readonly string[] {
  return [id, everyRule, ...groups];
}
