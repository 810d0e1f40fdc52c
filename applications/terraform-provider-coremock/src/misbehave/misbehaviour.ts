// SPDX-License-Identifier: Apache-2.0

/**
 * What a bad provider would answer. The framework lets no handler answer like that, so it happens behind it.
 *
 * @module
 */

import { DiagnosticError } from "@provide-foundry/provider";
import { Reader } from "../dynamic/reader.ts";

/** For ids of resources (`*` is all) the attribute of theirs that is not as it should be. */
export type ByAttribute = Readonly<Record<string, string>>;

export interface Misbehaviour {
  /** What is planned for the attribute is not what the configuration says. */
  readonly change_configured_value?: ByAttribute;
  /** After an apply the attribute is not what was planned. */
  readonly change_planned_value?: ByAttribute;
  /** After an apply the attribute is unknown. */
  readonly return_unknown_on_apply?: ByAttribute;
  /** After it is read the attribute is unknown. */
  readonly return_unknown_on_read?: ByAttribute;
  /** After an apply the attribute is of a type that the schema does not have there. */
  readonly return_wrong_type_on_apply?: ByAttribute;
  /** The ids of resources that, once created or updated, are null. */
  readonly return_null_on_apply?: readonly string[];
  /** The ids of resources that are still there when they are deleted. */
  readonly return_state_on_delete?: readonly string[];
}

const byAttribute = [
  "change_configured_value",
  "change_planned_value",
  "return_unknown_on_apply",
  "return_unknown_on_read",
  "return_wrong_type_on_apply",
] as const;
const byId = ["return_null_on_apply", "return_state_on_delete"] as const;

/**
 * Reads what the variable `COREMOCK_MISBEHAVE` says.
 *
 * @throws DiagnosticError that lists what is wrong with it.
 */
export function parseMisbehaviour(text: string): Misbehaviour {
  const reader = new Reader();
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    reader.report("", `it is no JSON: ${(error as Error).message}`);
  }
  const rules = reader.readObject(json, "", [...byAttribute, ...byId]);
  for (const rule of byAttribute) {
    for (const [id, name] of Object.entries(reader.readObject(rules[rule], rule)))
      reader.readText(name, `${rule}.${id}`);
  }
  for (const rule of byId) {
    const ids = rules[rule];
    if (ids !== undefined && !(Array.isArray(ids) && ids.every((id) => typeof id === "string")))
      reader.report(rule, "an array of ids is needed");
  }
  if (reader.problems.length === 0) return rules;
  const detail = reader.problems.map((problem) => `\n  ${problem}`).join("");
  throw new DiagnosticError("Wrong misbehaviour", { detail: `COREMOCK_MISBEHAVE cannot be followed:${detail}` });
}
