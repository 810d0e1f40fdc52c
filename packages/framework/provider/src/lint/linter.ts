// SPDX-License-Identifier: Apache-2.0

/**
 * Runs lint rules. The protocol has no word for them, so what they find is a
 * warning of the call that validates.
 *
 * @module
 */

import { suggestClosest } from "@provide-foundry/foundation/text";
import type { At } from "../codec/at.ts";
import type { Block } from "../codec/block.ts";
import type { AnyLintRule, LintFinding } from "../definition/lint-rule.ts";
import { findPlace } from "../server/attribute-path.ts";
import type { Call } from "../server/call.ts";
import { LintSelection, selectableNames } from "./lint-selection.ts";

/** What a rule has found, as it is told. */
interface Advice {
  readonly detail: string;
  readonly at: At | undefined;
}

export interface LinterOptions {
  /** Which rules run; see `LintSelection`. */
  readonly selection: string;
  /** What the practitioner has written it into, for messages. */
  readonly variable: string;
  /** All rules of the provider, to tell which of the selected names are none. */
  readonly loadRules: () => Promise<readonly AnyLintRule[]>;
}

export class Linter {
  readonly #selection: LintSelection;
  readonly #variable: string;
  readonly #loadRules: LinterOptions["loadRules"];
  #areNamesChecked = false;

  constructor({ selection, variable, loadRules }: LinterOptions) {
    this.#selection = new LintSelection(selection);
    this.#variable = variable;
    this.#loadRules = loadRules;
  }

  select(rules: readonly AnyLintRule[]): readonly AnyLintRule[] {
    return rules.filter((rule) => this.#selection.has(rule));
  }

  /** Warns, the first time, of names in the selection that are those of no rule and no group. */
  async checkNames(call: Call): Promise<void> {
    if (this.#areNamesChecked) return;
    this.#areNamesChecked = true;
    try {
      const known = selectableNames(await this.#loadRules());
      const strangers = this.#selection.strangers(known);
      if (strangers.length > 0) this.#warnOf(strangers, known, call);
    } catch (error) {
      call.logger.warn(`nobody knows whether ${this.#variable} is right, as a component cannot be loaded`, { error });
    }
  }

  /** Runs rules on a valid configuration, one after the other. What they report becomes warnings. */
  async run(
    rules: readonly AnyLintRule[],
    block: Block,
    config: Readonly<Record<string, unknown>>,
    call: Call,
  ): Promise<void> {
    for (const rule of rules) {
      const source = `Lint rule: ${rule.id}; !${rule.id} in ${this.#variable} leaves it out.`;
      for (const { detail, at } of await findingsOf(rule, source, block, config, call)) {
        call.warning(call.conceal(rule.message), detail, at);
      }
    }
  }

  #warnOf(strangers: readonly string[], known: ReadonlySet<string>, call: Call): void {
    const lines = strangers.map((name) => {
      return `${JSON.stringify(name.slice(0, maxShown))} is no rule and no group${suggestClosest(name, known)}`;
    });
    const names = known.size === 1 ? "The provider has no lint rules." : `There are: ${[...known].join(", ")}`;
    call.warning(`${this.#variable} selects lint rules that do not exist`, [...lines, "", names].join("\n"));
  }
}

/** Of a name that is none. */
const maxShown = 100;

/**
 * None, if the rule fails: advice is not worth a failed plan.
 *
 * @param source Where the advice comes from, for its readers.
 */
async function findingsOf(
  rule: AnyLintRule,
  source: string,
  block: Block,
  config: Readonly<Record<string, unknown>>,
  call: Call,
): Promise<readonly Advice[]> {
  const findings: Advice[] = [];
  const report = (finding?: LintFinding<unknown>): void => {
    const told = call.conceal(finding?.detail ?? "");
    findings.push({ detail: told === "" ? source : `${told}\n\n${source}`, at: findPlace(block, finding?.path) });
  };
  const { signal, logger } = call;
  try {
    await call.user(`lint rule ${rule.id}`, () => rule.check({ config, report, signal, logger } as never));
    return findings;
  } catch (error) {
    logger.warn(`the lint rule ${rule.id} failed and is left out`, { error });
    return [];
  }
}
