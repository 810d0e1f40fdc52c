// SPDX-License-Identifier: Apache-2.0

/**
 * The page of cty's functions, made of what they say about themselves.
 *
 * @module
 */

import path from "node:path";
import { bool, dynamic, string, type Type } from "@provide-foundry/cty";
import { FunctionError, type CtyFunction, type Parameter } from "@provide-foundry/cty/function";
import { stdlib } from "@provide-foundry/cty/stdlib";
import { root } from "../workspace.ts";

export const functionPage: string = path.join(root, "packages/framework/cty/docs/functions.md");

export function renderFunctionPage(): string {
  const names = [...stdlib.keys()].toSorted();
  return [
    "# Functions",
    "",
    `The ${names.length} functions of \`@provide-foundry/cty/stdlib\`, with the names and parameters that go-cty gives them. Written by \`npm run generate\`.`,
    "",
    "| call | result | what it gives |",
    "| --- | --- | --- |",
    ...names.map((name) => renderRow(name, stdlib.get(name)!)),
    "",
  ].join("\n");
}

function renderRow(name: string, fn: CtyFunction): string {
  const { parameters, variadicParameter, description } = fn;
  const written = parameters.map(renderParameter);
  if (variadicParameter !== undefined) written.push(`...${renderParameter(variadicParameter)}`);
  const notes = allParameters(fn)
    .filter((parameter) => parameter.description !== undefined)
    .map((parameter) => `\`${parameter.name}\`: ${parameter.description}`);
  return `| \`${name}(${written.join(", ")})\` | ${renderResult(fn)} | ${[description, ...notes].join(" ")} |`;
}

/** The type of the result, if it is the same whatever is in the place of `any type`. */
function renderResult(fn: CtyFunction): string {
  const found = new Set<Type>();
  for (const candidate of [dynamic, string, bool]) {
    try {
      found.add(fn.returnType(allParameters(fn).map(({ type }) => (type === dynamic ? candidate : type))));
    } catch (error) {
      if (!(error instanceof FunctionError)) throw error;
    }
  }
  found.delete(dynamic);
  const [only] = found;
  return only === undefined || found.size > 1 ? "by the arguments" : only.friendlyNameForConstraint();
}

function allParameters({ parameters, variadicParameter }: CtyFunction): readonly Parameter[] {
  return variadicParameter === undefined ? parameters : [...parameters, variadicParameter];
}

function renderParameter({ name, type }: Parameter): string {
  return `${name}: ${type.friendlyNameForConstraint()}`;
}
