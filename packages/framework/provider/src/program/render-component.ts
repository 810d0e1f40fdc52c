// SPDX-License-Identifier: Apache-2.0

import * as cty from "@provide-foundry/cty";
import type { AttributeJson, BlockJson, FunctionJson, ParameterJson, SchemaJson, TypeJson } from "./schema-json.ts";

/** One line of a table: what it is called, its type, and what else there is to know. */
type Row = readonly [name: string, type: string, notes: string];

/** A component for people: its description, then a line for each attribute, block or parameter. */
export function renderComponent(noun: string, name: string, schema: SchemaJson | FunctionJson): string {
  const isFunction = "return_type" in schema;
  const { description = "" } = isFunction ? schema : schema.block;
  const rows = isFunction ? functionRows(schema) : blockRows(schema.block, "  ");
  return [`${noun} ${name}`, ...(description === "" ? [] : [description]), "", ...renderRows(rows)].join("\n");
}

function renderRows(rows: readonly Row[]): string[] {
  if (rows.length === 0) return ["  It has no attributes."];
  const [first, second] = [0, 1].map((column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows.map(([name, type, notes]) => `${name.padEnd(first!)}  ${type.padEnd(second!)}  ${notes}`.trimEnd());
}

function blockRows({ attributes = {}, block_types: blocks = {} }: BlockJson, indent: string): Row[] {
  return [
    ...attributeRows(attributes, indent),
    ...Object.entries(blocks).flatMap(([name, { nesting_mode: nesting, block, min_items: min, max_items: max }]) => {
      const limits = [min === undefined ? [] : `at least ${min}`, max === undefined ? [] : `at most ${max}`].flat();
      return [[indent + name, `block (${nesting})`, notes(limits, block)] as const, ...blockRows(block, `${indent}  `)];
    }),
  ];
}

function attributeRows(attributes: Readonly<Record<string, AttributeJson>>, indent: string): Row[] {
  return Object.entries(attributes).flatMap(([name, attribute]) => {
    const { type, nested_type: nested } = attribute;
    const flags = flagNames.filter((flag) => attribute[flag]).map((flag) => flag.replace("_", "-"));
    const shown = nested === undefined ? typeName(type!) : `object (${nested.nesting_mode})`;
    return [
      [indent + name, shown, notes(flags, attribute)] as const,
      ...attributeRows(nested?.attributes ?? {}, `${indent}  `),
    ];
  });
}

const flagNames = ["required", "optional", "computed", "sensitive", "write_only", "deprecated"] as const;

function functionRows({ parameters = [], variadic_parameter: variadic, return_type: result }: FunctionJson): Row[] {
  const row = (
    { name = "", type, is_nullable: nullable, description }: ParameterJson,
    more: readonly string[],
  ): Row => [
    `  ${name}`,
    typeName(type),
    notes([...more, ...(nullable ? ["may be null"] : [])], { description: description ?? "" }),
  ];
  return [
    ...parameters.map((parameter) => row(parameter, [])),
    ...(variadic === undefined ? [] : [row(variadic, ["any number"])]),
    ["  returns", typeName(result), ""],
  ];
}

function notes(flags: readonly string[], { description = "" }: Pick<AttributeJson, "description">): string {
  const [firstLine = ""] = description.split("\n");
  return [flags.join(", "), firstLine].filter((part) => part !== "").join("  ");
}

function typeName(type: TypeJson): string {
  return cty.typeFromJSON(JSON.stringify(type)).friendlyName();
}
