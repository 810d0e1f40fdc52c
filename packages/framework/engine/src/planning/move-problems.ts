// SPDX-License-Identifier: Apache-2.0

/**
 * What is wrong about `moved` blocks.
 *
 * Source: Terraform 1.11, `internal/refactoring/move_validate.go`, for what is refused and how.
 *
 * @module
 */

import { formatRange } from "@provide-foundry/hcl";
import { formatKey, formatModule, formatResourceName } from "../address.ts";
import type { Module, Moved, Target } from "../configuration/configuration.ts";
import { problem } from "../configuration/problem.ts";
import type { Diagnostic, Diagnostics } from "../diagnostic.ts";
import type { PlanSession } from "./plan-session.ts";

export function moveProblems({ tree }: PlanSession): Diagnostics {
  return [...tree.places()].flatMap(({ module }) => {
    return module.moved.flatMap((moved) => [...redundant(module, moved), ...stillThere(module, moved)]);
  });
}

function redundant(module: Module, { from, to, range }: Moved): Diagnostics {
  const name = addressOf(module, from);
  if (name !== addressOf(module, to)) return [];
  const detail = `This statement declares a move from ${name} to the same address, which is the same as not declaring this move at all.`;
  return [problem("Redundant move statement", detail, range)];
}

/** A resource without keys that is moved away, although the same module still has it. */
function stillThere(module: Module, { from, to, range }: Moved): readonly Diagnostic[] {
  if (from.module.length > 0 || from.resource === undefined || from.key !== undefined) return [];
  const declared = module.resources.get(formatResourceName(from.resource));
  // Where one of its instances is meant, another repetition may take its place.
  if (declared === undefined || (to.key !== undefined && declared.repetition.kind !== "single")) return [];
  if (addressOf(module, from) === addressOf(module, to)) return [];
  const [noun, short] = to.key === undefined ? ["resource", "resource"] : ["resource instance", "instance"];
  const at = formatRange(declared.range).replace(/-.*/, "");
  const detail = `This statement declares a move from ${addressOf(module, from)}, but that ${noun} is still declared at ${at}.\n\nChange your configuration so that this ${short} will be declared as ${addressOf(module, to)} instead.`;
  return [problem("Moved object still exists", detail, range)];
}

function addressOf({ path }: Module, { module, resource, key }: Target): string {
  const steps = formatModule([...path.map((name) => ({ name })), ...module]);
  if (resource === undefined) return steps;
  return `${steps === "" ? "" : `${steps}.`}${formatResourceName(resource)}${formatKey(key)}`;
}
