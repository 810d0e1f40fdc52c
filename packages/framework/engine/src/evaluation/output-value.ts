// SPDX-License-Identifier: Apache-2.0

/**
 * What outputs come to, and whether they may show it.
 *
 * Source: Terraform 1.11, `internal/terraform/node_output.go`, for what is refused and how.
 *
 * @module
 */

import { dynamicVal, hasMarkDeep, type Value } from "@provide-foundry/cty";
import { hasErrors } from "@provide-foundry/hcl";
import { ephemeralMark, sensitiveMark } from "@provide-foundry/hcl/functions";
import type { Output } from "../configuration/configuration.ts";
import { problem } from "../configuration/problem.ts";
import type { Diagnostic } from "../diagnostic.ts";
import type { State } from "../state/state.ts";
import type { Evaluator } from "./evaluator.ts";
import type { ModuleScope } from "./module-scope.ts";

/** The value with the marks that were declared for it; unknown where there are errors. */
export async function outputValue(
  output: Output,
  evaluator: Evaluator,
  scope: ModuleScope,
  found: Diagnostic[],
): Promise<Value> {
  const isRoot = scope.instance.length === 0;
  if (isRoot && output.ephemeral) {
    const detail = "Ephemeral outputs are not allowed in context of a root module";
    found.push(problem("Ephemeral output not allowed", detail, output.range));
    return dynamicVal;
  }
  const { value, diagnostics } = await evaluator.evaluate(output.expression, scope);
  found.push(...diagnostics);
  if (isRoot && !output.sensitive && hasMarkDeep(value, sensitiveMark)) {
    found.push(problem("Output refers to sensitive values", undeclared, output.range));
  }
  if (hasErrors(found)) return dynamicVal;
  refuseEphemeral(output, value, found);
  const sensitive = output.sensitive ? value.mark(sensitiveMark) : value;
  return output.ephemeral ? sensitive.mark(ephemeralMark) : sensitive;
}

function refuseEphemeral(output: Output, value: Value, found: Diagnostic[]): void {
  const subject = output.expression.range;
  if (output.ephemeral && !value.hasMark(ephemeralMark)) {
    const detail =
      "This output value is declared as returning an ephemeral value, so it can only be set to an ephemeral value.";
    found.push(problem("Value not allowed in ephemeral output", detail, subject));
  } else if (!output.ephemeral && hasMarkDeep(value, ephemeralMark)) {
    const detail =
      "This output value is not declared as returning an ephemeral value, so it cannot be set to a result derived from an ephemeral value.";
    found.push(problem("Ephemeral value not allowed", detail, subject));
  }
}

/** Writes an output of the root down, once all of its value is known. */
export function storeOutput({ module, outputs }: ModuleScope, state: State, name: string): void {
  const declared = module.outputs.get(name);
  const [value] = outputs.get(name)?.unmarkDeep() ?? [];
  if (declared === undefined || value === undefined || !value.isWhollyKnown()) return;
  if (value.isNull()) state.outputs.delete(name);
  else state.outputs.set(name, { value, sensitive: declared.sensitive });
}

const undeclared = `To reduce the risk of accidentally exporting sensitive data that was intended to be only internal, Terraform requires that any root module output containing sensitive data be explicitly marked as sensitive, to confirm your intent.

If you do intend to export this data, annotate the output value as sensitive by adding the following argument:
    sensitive = true`;
