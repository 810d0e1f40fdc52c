// SPDX-License-Identifier: Apache-2.0

import type { OutputState } from "@provide-foundry/engine";
import { marshal } from "@provide-foundry/cty/json";
import { typeToJSON } from "@provide-foundry/cty";
import { formatValue } from "./format-value.ts";

type Outputs = ReadonlyMap<string, OutputState>;

/** `name = value` for each, sensitive ones hidden. */
export function renderOutputs(outputs: Outputs): string {
  const lines = sorted(outputs).map(([name, { value, sensitive }]) => {
    return `${name} = ${sensitive ? "<sensitive>" : formatValue(value)}`;
  });
  return lines.join("\n");
}

/** As `terraform output -json` has them: sensitive values too, for programs. */
export function outputsToJson(outputs: Outputs): Readonly<Record<string, unknown>> {
  return Object.fromEntries(sorted(outputs).map(([name, output]) => [name, outputToJson(output)]));
}

function outputToJson({ value, sensitive }: OutputState): object {
  const [plain] = value.unmarkDeep();
  const type = JSON.parse(typeToJSON(plain.type)) as unknown;
  return { sensitive, type, value: JSON.parse(marshal(plain, plain.type)) as unknown };
}

function sorted(outputs: Outputs): readonly (readonly [string, OutputState])[] {
  return [...outputs].toSorted(([a], [b]) => (a < b ? -1 : 1));
}
