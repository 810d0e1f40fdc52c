// SPDX-License-Identifier: Apache-2.0

import { dynamic } from "@provide-foundry/cty";
import { FunctionError, makeFunction, type CtyFunction } from "@provide-foundry/cty/function";

/** Functions of the language's first versions, kept so that calls of them get an advice. */
export const removedFunctions: ReadonlyMap<string, CtyFunction> = new Map([
  ["list", removed("list", "tolist([ ... ])")],
  ["map", removed("map", "tomap({ ... })")],
]);

function removed(name: string, replacement: string): CtyFunction {
  const message = `the "${name}" function was deprecated in Terraform v0.12 and is no longer available; use ${replacement} syntax to write a literal ${name}`;
  const refuse = (): never => {
    throw new FunctionError(message);
  };
  return makeFunction({
    description: `Not available any more: see ${replacement}.`,
    parameters: [],
    variadicParameter: { name: "vals", type: dynamic, allowNull: true, allowUnknown: true, allowDynamicType: true },
    type: refuse,
    implementation: refuse,
  });
}
