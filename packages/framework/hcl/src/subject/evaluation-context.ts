// SPDX-License-Identifier: Apache-2.0

import { readFileSync } from "node:fs";
import path from "node:path";
import { dynamic, list, map, number, set, string, zero, bool, type Value } from "@provide-foundry/cty";
import { ArgumentError, FunctionError, makeFunction, type CtyFunction } from "@provide-foundry/cty/function";
import * as stdlib from "@provide-foundry/cty/stdlib";
import type { EvalContext } from "../eval/eval-context.ts";
import { convertFunction } from "../ext/convert-function.ts";
import { canFunction, tryFunction } from "../ext/try-function.ts";
import { decodeValue, type JSONValue } from "./protocol.ts";

/** Where the vectors are, with the answers of HCL's original. */
export const vectorsDir: string = path.resolve(import.meta.dirname, "../../../../../conformance/hcl");

/** The context in which the vectors are evaluated. */
export function evaluationContext(): EvalContext {
  return (context ??= readContext());
}

let context: EvalContext | undefined;

function readContext(): EvalContext {
  const file = JSON.parse(readFileSync(path.join(vectorsDir, "context.json"), "utf8")) as {
    functions: string[];
    variables: Record<string, JSONValue>;
  };
  const variables = new Map<string, Value>();
  for (const [name, form] of Object.entries(file.variables)) variables.set(name, decodeValue(form));
  const own = functionsByName();
  const find = (name: string): CtyFunction => own[name] ?? stdlib.stdlib.get(name)!;
  return { variables, functions: new Map(file.functions.map((name) => [name, find(name)])) };
}

/** Those that are not cty's under the same name. */
function functionsByName(): Readonly<Record<string, CtyFunction>> {
  return {
    can: canFunction,
    convert: convertFunction,
    fail: failing,
    failarg: failingOnArgument,
    "ns::upper": stdlib.upper,
    "provider::acme::join": stdlib.join,
    "provider::acme::upper": stdlib.upper,
    tobool: stdlib.makeToFunction(bool),
    tolist: stdlib.makeToFunction(list(dynamic)),
    tomap: stdlib.makeToFunction(map(dynamic)),
    tonumber: stdlib.makeToFunction(number),
    toset: stdlib.makeToFunction(set(dynamic)),
    tostring: stdlib.makeToFunction(string),
    try: tryFunction,
    zero: zeroFunction,
  };
}

const failing: CtyFunction = makeFunction({
  parameters: [{ name: "why", type: string }],
  type: string,
  implementation: ([why]) => {
    throw new FunctionError(why!.asString());
  },
});

const failingOnArgument: CtyFunction = makeFunction({
  parameters: [
    { name: "first", type: string },
    { name: "second", type: number },
  ],
  type: string,
  implementation: () => {
    throw new ArgumentError(1, "second argument is bad");
  },
});

const zeroFunction: CtyFunction = makeFunction({ parameters: [], type: number, implementation: () => zero });
