// SPDX-License-Identifier: Apache-2.0

import { convert, dynamic, dynamicVal, PathError, type Type, type Value } from "@provide-foundry/cty";
import {
  evaluate,
  exprAsKeyword,
  hasErrors,
  variables,
  type Attribute,
  type Block,
  type Expression,
} from "@provide-foundry/hcl";
import { readTypeConstraintWithDefaults, type Defaults } from "@provide-foundry/hcl/ext";
import * as cty from "@provide-foundry/cty";
import { quoteGo } from "@provide-foundry/cty/unicode";
import type { CheckRule, Variable } from "../configuration.ts";
import { problem } from "../problem.ts";
import { parseReference } from "../references.ts";
import { checkLabel, type BlockContext } from "./block-context.ts";
import { readCheckRule } from "./check-rule.ts";
import { readBool, readString } from "./constant.ts";
import { reservedNames } from "./module-call.ts";
import { isQuoted } from "./quoted-reference.ts";

/** What a variable block says; in a file that overrides others, that need not be all. */
export type DeclaredVariable = Pick<Variable, "name" | "range"> & Partial<Variable>;

const schema = {
  attributes: ["description", "default", "type", "sensitive", "ephemeral", "nullable"].map((name) => ({ name })),
  blocks: [{ type: "validation" }],
};

export function readVariable(block: Block, context: BlockContext): DeclaredVariable {
  const { found, isOverride } = context;
  const { content, diagnostics } = block.body.content(schema);
  found.push(...diagnostics);
  const [name = ""] = block.labels;
  checkLabel(block, 0, "Invalid variable name", context);
  if (reservedNames.includes(name)) {
    const detail = `The variable name ${quoteGo(name)} is reserved due to its special meaning inside module blocks.`;
    found.push(problem("Invalid variable name", detail, block.labelRanges[0]!));
  }
  const { attributes } = content;
  const description = readString(attributes.get("description"), context);
  const type = readVariableType(attributes.get("type")?.expr, context);
  const sensitive = readBool(attributes.get("sensitive"), context);
  const ephemeral = readBool(attributes.get("ephemeral"), context);
  const nullable = readBool(attributes.get("nullable"), context);
  const fallback = readDefault(attributes.get("default"), isOverride ? type : (type ?? anyType), nullable, context);
  const validations = content.blocks.flatMap((rule) => readValidation(name, rule, context));
  return {
    name,
    range: block.defRange,
    ...(description !== undefined && { description }),
    ...type,
    ...(sensitive !== undefined && { sensitive }),
    ...(ephemeral !== undefined && { ephemeral }),
    ...(nullable !== undefined && { nullable }),
    ...(fallback && { fallback }),
    ...(!isOverride && { validations }),
  };
}

/** A variable with what follows from the rest where its block is silent. */
export function completeVariable(declared: DeclaredVariable): Variable {
  return {
    ...anyType,
    sensitive: false,
    ephemeral: false,
    nullable: true,
    validations: [],
    ...declared,
  };
}

/** A variable as another file changes it. */
export function overrideVariable(
  base: DeclaredVariable,
  change: DeclaredVariable,
  { found }: BlockContext,
): DeclaredVariable {
  const merged = { ...base, ...change, range: base.range };
  const { fallback, type = dynamic, nullable = true } = merged;
  if (fallback === undefined) return merged;
  const fail = (detail: string): void =>
    void found.push(problem("Invalid default value for variable", detail, change.range));
  if (!nullable && fallback.isNull()) fail("A null default value is not valid when nullable=false.");
  try {
    return { ...merged, fallback: convert(fallback, type) };
  } catch (error) {
    if (!(error instanceof PathError)) throw error;
    if (change.fallback === undefined) {
      fail(`Overriding this variable's type constraint has made its default value invalid: ${error.detail}.`);
    } else if (change.type === undefined) {
      fail(
        `The overridden default value for this variable is not compatible with the variable's type constraint: ${error.detail}.`,
      );
    } else fail(`This variable's default value is not compatible with its type constraint: ${error.detail}.`);
    return merged;
  }
}

type VariableType = Pick<Variable, "type" | "typeDefaults" | "parsing">;

const anyType: VariableType = { type: dynamic, parsing: "literal" };
const unreadable: VariableType = { type: dynamic, parsing: "expression" };

function readVariableType(expression: Expression | undefined, { found }: BlockContext): VariableType | undefined {
  if (expression === undefined) return undefined;
  if (isQuoted(expression)) {
    const { value, diagnostics } = evaluate(expression);
    found.push(...diagnostics);
    if (!hasErrors(diagnostics)) found.push(quotedType(value, expression));
    return unreadable;
  }
  // Older than element types: any, as long as all elements are of one type.
  const keyword = exprAsKeyword(expression);
  if (keyword === "list") return { type: cty.list(dynamic), parsing: "expression" };
  if (keyword === "map") return { type: cty.map(dynamic), parsing: "expression" };
  const { type, defaults, diagnostics } = readTypeConstraintWithDefaults(expression);
  found.push(...diagnostics);
  if (hasErrors(diagnostics)) return unreadable;
  const parsing = type.kind === "string" || type.kind === "number" || type.kind === "bool" ? "literal" : "expression";
  return { type, parsing, ...(defaults && { typeDefaults: defaults }) };
}

function quotedType(value: Value, { range }: Expression): ReturnType<typeof problem> {
  const text = value.type.kind === "string" && value.isKnown() && !value.isNull() ? value.asString() : "";
  const advice = {
    string: 'Remove the quotes around "string".',
    list: 'Remove the quotes around "list" and write list(string) instead to explicitly indicate that the list elements are strings.',
    map: 'Remove the quotes around "map" and write map(string) instead to explicitly indicate that the map elements are strings.',
  }[text];
  if (advice === undefined) {
    const detail =
      "To provide a full type expression, remove the surrounding quotes and give the type expression directly.";
    return problem("Invalid legacy variable type hint", detail, range);
  }
  const detail = `Terraform 0.11 and earlier required type constraints to be given in quotes, but that form is now deprecated and will be removed in a future version of Terraform. ${advice}`;
  return problem("Invalid quoted type constraints", detail, range);
}

function readDefault(
  attribute: Attribute | undefined,
  type: VariableType | undefined,
  nullable: boolean | undefined,
  { found }: BlockContext,
): Value | undefined {
  if (attribute === undefined) return undefined;
  const { range } = attribute.expr;
  const { value: given, diagnostics } = evaluate(attribute.expr);
  found.push(...diagnostics);
  let value = given;
  if (type !== undefined) {
    try {
      value = convertTo(given, type.type, type.typeDefaults);
    } catch (error) {
      if (!(error instanceof PathError)) throw error;
      const detail = `This default value is not compatible with the variable's type constraint: ${error.message}.`;
      found.push(problem("Invalid default value for variable", detail, range));
      value = dynamicVal;
    }
  }
  if (nullable === false && value.isNull()) {
    const detail = "A null default value is not valid when nullable=false.";
    found.push(problem("Invalid default value for variable", detail, range));
  }
  return value;
}

/**
 * A value as one of a variable's type.
 *
 * @throws PathError if it cannot be.
 */
export function convertTo(value: Value, type: Type, defaults: Defaults | undefined): Value {
  return convert(defaults === undefined || value.isNull() ? value : defaults.apply(value), type);
}

function readValidation(variable: string, block: Block, context: BlockContext): readonly CheckRule[] {
  const rule = readCheckRule(block, context);
  if (rule === undefined) return [];
  const isAboutIt = variables(rule.condition).some((traversal) => {
    const subject = parseReference(traversal).reference?.subject;
    return subject?.kind === "variable" && subject.name === variable;
  });
  if (!isAboutIt) {
    const detail = `The condition for variable ${quoteGo(variable)} must refer to var.${variable} in order to test incoming values.`;
    context.found.push(problem("Invalid variable validation condition", detail, rule.condition.range));
  }
  return [rule];
}
