// SPDX-License-Identifier: Apache-2.0

/**
 * Attributes in the words of `t`.
 *
 * @module
 */

import { type Attribute, type AttributeType, type NestedType, isProvided } from "./attribute.ts";
import { firstParagraph, objectLiteral, propertyName, quote } from "./code.ts";
import type { Imports } from "./imports.ts";
import type { NumberShape, StringShape } from "./shape.ts";

/** The object that is a component's schema. */
export function renderSchema(
  attributes: readonly Attribute[],
  imports: Imports,
  extra: readonly (readonly [string, string])[] = [],
): string {
  imports.add("@provide-foundry/provider", "t");
  const fields = attributes.map((attribute) => [attribute.name, renderAttribute(attribute, imports)] as const);
  const lines = [...fields, ...extra].map(([name, code]) => `${propertyName(name)}: ${code}`);
  return `{\n${lines.map((line) => line.replaceAll(/^/gm, "  ")).join(",\n")},\n}`;
}

function renderAttribute(attribute: Attribute, imports: Imports): string {
  const { type, mode, isNullable } = attribute;
  const isInput = mode !== "computed";
  const flags = [
    isInput ? renderLimits(type) : "",
    attribute.replaces ? ".requiresReplace()" : "",
    mode === "required" ? "" : renderMode(attribute),
    attribute.isWriteOnly ? ".writeOnly()" : "",
    attribute.isStable ? ".useStateForUnknown()" : "",
    isProvided(attribute) && isNullable ? ".nullable()" : "",
    attribute.isSensitive ? ".sensitive()" : "",
    attribute.isDeprecated ? '.deprecated("The service is to remove it.")' : "",
  ];
  const description = firstParagraph(attribute.description);
  const described = description === undefined ? "" : `.describe(${quote(description)})`;
  return (
    renderType(type, imports, { isInput, isAnswered: attribute.isAnswered, isDefaulted: mode === "defaulted" }) +
    flags.join("") +
    described
  );
}

function renderMode(attribute: Attribute): string {
  const { mode } = attribute;
  return mode === "defaulted" ? `.default(${renderDefault(attribute)})` : `.${mode}()`;
}

/** The value of a defaulted attribute, as a literal. */
export function renderDefault({ default: value, type }: Attribute): string {
  return type.kind === "bigint" ? `${String(value)}n` : JSON.stringify(value);
}

function renderLimits(type: AttributeType): string {
  if (!("minItems" in type) || (type.kind === "nested" && type.nesting === "single")) return "";
  const min = type.minItems === undefined || type.minItems === 0 ? "" : `.minItems(${type.minItems})`;
  return min + (type.maxItems === undefined ? "" : `.maxItems(${type.maxItems})`);
}

interface TypeOptions {
  /** Whether practitioners set it, so that there is something to check. */
  readonly isInput: boolean;
  readonly isAnswered: boolean;
  readonly isDefaulted: boolean;
}

function renderType(type: AttributeType, imports: Imports, options: TypeOptions): string {
  switch (type.kind) {
    case "string":
      return renderString(type, imports, options);
    case "bool":
      return "t.bool()";
    case "json":
      return "t.json<unknown>()";
    case "int":
    case "bigint":
    case "float":
      return `t.${type.kind}()${options.isInput ? renderNumberChecks(type, imports, options) : ""}`;
    case "nested":
      return renderNested(type, imports, options);
    default:
      return `t.${type.kind}(${renderType(type.of, imports, { ...options, isDefaulted: false })}${type.isNullable ? ".nullable()" : ""})`;
  }
}

function renderNested(
  { nesting, fields, discriminator }: NestedType,
  imports: Imports,
  { isInput }: TypeOptions,
): string {
  const body = objectLiteral(fields.map((field) => [field.name, renderAttribute(field, imports)]));
  const code = `t.nested.${nesting}(${body})`;
  if (discriminator === undefined || !isInput || nesting === "map") return code;
  imports.add("@provide-foundry/provider/rest", "oneForm");
  return `${code}.validate(oneForm)`;
}

const customTypes: Readonly<Record<string, string>> = {
  ipv4: "t.ipv4Address()",
  ipv6: "t.ipv6Address()",
};

function renderString(shape: StringShape, imports: Imports, { isInput, isAnswered, isDefaulted }: TypeOptions): string {
  const { format, values, pattern, minLength, maxLength } = shape;
  if (format === "date-time" && !isDefaulted) {
    imports.add("@provide-foundry/provider/rest", "dateTime");
    return "t.string().codec(dateTime)";
  }
  const custom = format === undefined || isDefaulted ? undefined : customTypes[format];
  if (custom !== undefined) return custom;
  if (!isInput) return "t.string()";
  const checks = [
    values === undefined ? "" : renderChoice(values.map(quote), imports, isAnswered),
    minLength === undefined || minLength === 0 ? "" : `.minLength(${minLength})`,
    maxLength === undefined ? "" : `.maxLength(${maxLength})`,
    pattern === undefined || !isRegExp(pattern) ? "" : `.regex(${regExpLiteral(pattern)})`,
  ];
  if (format === "uuid") {
    imports.add("@provide-foundry/provider/rest", "uuidPattern");
    checks.push('.regex(uuidPattern, "must be a UUID")');
  }
  return `t.string()${checks.join("")}`;
}

/** What is answered may have values that the document does not know: they are a check then, and no type. */
function renderChoice(values: readonly string[], imports: Imports, isAnswered: boolean): string {
  if (values.length === 0) return "";
  const list = values.join(", ");
  if (!isAnswered) return `.oneOf(${list})`;
  imports.add("@provide-foundry/provider/validators", "oneOf");
  return `.validate(oneOf(${list}))`;
}

function renderNumberChecks(shape: NumberShape, imports: Imports, { isAnswered }: TypeOptions): string {
  const suffix = shape.kind === "bigint" ? "n" : "";
  const bound = (limit: number | undefined): string | undefined => {
    if (limit === undefined || (shape.kind !== "float" && !Number.isSafeInteger(limit))) return undefined;
    return `${limit}${suffix}`;
  };
  const rule = (limit: string | undefined, test: string, words: string): string =>
    limit === undefined ? "" : `.validate((value) => (${test} ? undefined : ${quote(`must be ${words}`)}))`;
  const [min, max, above, below, step] = [shape.min, shape.max, shape.above, shape.below, shape.multipleOf].map(bound);
  return [
    shape.values === undefined
      ? ""
      : renderChoice(
          shape.values.map((value) => `${value}${suffix}`),
          imports,
          isAnswered,
        ),
    min === undefined ? "" : `.min(${min})`,
    max === undefined ? "" : `.max(${max})`,
    rule(above, `value > ${above}`, `more than ${shape.above}`),
    rule(below, `value < ${below}`, `less than ${shape.below}`),
    // Fractions of doubles are never exact.
    shape.kind === "float" ? "" : rule(step, `value % ${step} === 0${suffix}`, `a multiple of ${shape.multipleOf}`),
  ].join("");
}

function isRegExp(pattern: string): boolean {
  try {
    return new RegExp(pattern, "u").source !== "";
  } catch {
    return false;
  }
}

/** A literal, escaped by the language itself. */
function regExpLiteral(pattern: string): string {
  return String(new RegExp(pattern, "u"));
}
