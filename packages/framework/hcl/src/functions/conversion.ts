// SPDX-License-Identifier: Apache-2.0

/**
 * `tostring` and its like: cty's, but what they say about a sensitive value does not show it.
 *
 * @module
 */

import { convert, hasMarkDeep, PathError } from "@provide-foundry/cty";
import { ArgumentError, makeFunction, type CtyFunction } from "@provide-foundry/cty/function";
import { toBool, toList, toMap, toNumber, toSet, toString } from "@provide-foundry/cty/stdlib";
import { sensitiveMark } from "./mark-names.ts";

export const conversionFunctions: ReadonlyMap<string, CtyFunction> = new Map([
  ["tobool", discreet(toBool)],
  ["tolist", discreet(toList)],
  ["tomap", discreet(toMap)],
  ["tonumber", discreet(toNumber)],
  ["toset", discreet(toSet)],
  ["tostring", discreet(toString)],
]);

function discreet(fn: CtyFunction): CtyFunction {
  const { spec } = fn;
  return makeFunction({
    ...spec,
    parameters: [{ ...spec.parameters[0]!, allowMarked: true }],
    implementation: ([value], returnType) => {
      try {
        return convert(value!, returnType);
      } catch (error) {
        if (!(error instanceof PathError)) throw error;
        const [plain] = value!.unmarkDeep();
        if (!hasMarkDeep(value!, sensitiveMark)) return spec.implementation([plain], returnType);
        const wanted = returnType.friendlyNameForConstraint();
        throw new ArgumentError(0, `cannot convert this sensitive ${plain.type.friendlyName()} to ${wanted}`);
      }
    },
  });
}
