// SPDX-License-Identifier: Apache-2.0

/**
 * The shapes of schema that cannot work: those that Terraform refuses when it
 * loads a provider, and those that contradict themselves. Types rule most of
 * them out already; this is for JavaScript and for what types cannot say.
 *
 * Source: Terraform 1.11 `configschema`, "InternalValidate".
 *
 * @module
 */

import { judgeDefault } from "../validation/judge-default.ts";
import { Decimal } from "./decimal.ts";
import { isNumberKind, isNumberOf } from "./number-kinds.ts";
import type { Codec } from "./codec.ts";
import type { AttributeSpec, BlockSpec, Field, ValueSpec } from "./field.ts";
import { findTimeoutProblems } from "./timeouts.ts";
import { type SchemaKind, schemaKinds } from "./schema-kinds.ts";

type FieldMap = Readonly<Record<string, Field>>;

/** Everything that is wrong with `fields`, each a sentence that starts with the attribute's path; empty when nothing is. */
export function findSchemaProblems(fields: FieldMap, kind: SchemaKind): string[] {
  if (!isObject(fields)) return ["schema: an object of attributes and blocks is needed"];
  const problems: string[] = [];
  const { reserved } = schemaKinds[kind];
  for (const name of Object.keys(fields)) {
    if (reserved.includes(name)) problems.push(`${name}: Terraform reserves this name`);
  }
  const around = { kind, inSet: false, inKeylessSet: false, inCollection: false, inBlock: true };
  visitFields(fields, "", around, problems);
  problems.push(...findTimeoutProblems(fields, kind));
  return problems;
}

interface Surroundings {
  readonly kind: SchemaKind;
  /** Inside a set, at any depth. */
  readonly inSet: boolean;
  /** Inside a set whose elements are recognised by all that is configured of them. */
  readonly inKeylessSet: boolean;
  /** Inside a list, set or map, at any depth. */
  readonly inCollection: boolean;
  /** Directly in a block, where blocks may be. */
  readonly inBlock: boolean;
}

function visitFields(fields: FieldMap, prefix: string, around: Surroundings, problems: string[]): void {
  for (const [name, field] of Object.entries(fields)) {
    const path = prefix + name;
    const spec = specOf(field);
    if (!isName(name))
      problems.push(`${path}: a name is lowercase letters, digits and underscores, and starts with no digit`);
    if (spec === undefined) {
      problems.push(`${path}: not made with t`);
      continue;
    }
    if (spec.conflict !== undefined) problems.push(`${path}: ${spec.conflict}`);
    problems.push(...findDependencyProblems(spec, path, fields));
    if (spec.kind === "block") visitBlock(spec, path, around, problems);
    else visitAttribute(spec, path, around, problems);
  }
}

/** What an attribute says it depends on and cannot: only what is configured can change, and only what is stored can be seen to. */
function findDependencyProblems(spec: Field["spec"], path: string, fields: FieldMap): string[] {
  const names = spec.kind === "attribute" ? (spec.dependsOn ?? []) : [];
  const isInput = (name: string): boolean => {
    const other = Object.hasOwn(fields, name) ? specOf(fields[name]) : undefined;
    return other?.kind === "block" || (other?.kind === "attribute" && other.mode !== "computed" && !other.writeOnly);
  };
  return names
    .filter((name) => !isInput(name))
    .map((name) => `${path}: dependsOn("${name}") names no attribute beside it that is configured and stored`);
}

function visitBlock(spec: BlockSpec, path: string, around: Surroundings, problems: string[]): void {
  const { noun, blocks } = schemaKinds[around.kind];
  if (!blocks) problems.push(`${path}: ${noun} has attributes only`);
  else if (!around.inBlock) problems.push(`${path}: a nested attribute cannot hold blocks`);
  problems.push(...findReplaceProblems(spec, path, around));
  visitFields(spec.fields, `${path}.`, { ...within(spec, around), inBlock: true }, problems);
}

function findReplaceProblems(
  { requiresReplace }: AttributeSpec | BlockSpec,
  path: string,
  around: Surroundings,
): string[] {
  const { noun, planned } = schemaKinds[around.kind];
  if (requiresReplace === false) return [];
  if (!planned) return [`${path}: ${noun} is never replaced, so requiresReplace() means nothing`];
  return typeof requiresReplace === "function" && around.inKeylessSet
    ? [`${path}: requiresReplaceIf() inside a set needs a key() of the set, to know which element it was`]
    : [];
}

/** What is around the fields of a nested attribute or block. */
function within({ nesting, key }: Pick<BlockSpec, "nesting" | "key">, around: Surroundings): Surroundings {
  const isSet = nesting === "set";
  return {
    ...around,
    inSet: around.inSet || isSet,
    inKeylessSet: around.inKeylessSet || (isSet && key === undefined),
    inCollection: around.inCollection || !(nesting === "single" || nesting === "group"),
  };
}

function visitAttribute(spec: AttributeSpec, path: string, around: Surroundings, problems: string[]): void {
  if (spec.nullable && spec.mode === "required")
    problems.push(`${path}: a required attribute is never null; use optional()`);
  if (spec.writeOnly && around.inSet) problems.push(`${path}: writeOnly() cannot be inside a set`);
  problems.push(...findForeignFlags(spec, around.kind).map((problem) => `${path}: ${problem}`));
  problems.push(...findReplaceProblems(spec, path, around));
  if (spec.mode === "defaulted") problems.push(...findDefaultProblems(spec, path));
  visitValue(spec.value, path, around, problems);
}

/** What is declared although it means nothing in a schema of the kind. */
function findForeignFlags(spec: AttributeSpec, kind: SchemaKind): string[] {
  const { noun, computed, sensitive, writeOnly, planned } = schemaKinds[kind];
  const problems: string[] = [];
  if (!computed && (spec.mode === "computed" || spec.mode === "optionalComputed"))
    problems.push(`${noun} has no computed attributes`);
  if (!sensitive && spec.sensitive) problems.push(`${noun} has no sensitive() attributes`);
  if (!writeOnly && spec.writeOnly) problems.push(`${noun} has no writeOnly() attributes`);
  const declared = planned ? undefined : planningDeclarations.find(([isDeclared]) => isDeclared(spec));
  if (declared !== undefined) problems.push(`${noun} is not planned, so ${declared[1]}() means nothing`);
  return kind === "identity" ? [...problems, ...findUnidentifying(spec)] : problems;
}

/** An identity is written by hand and compared as a whole: it has required and optional scalars and lists of them. */
function findUnidentifying({ mode, value, deprecated, checks, validators }: AttributeSpec): string[] {
  const problems: string[] = [];
  if (mode === "defaulted") problems.push("an identity has no defaults");
  if (deprecated !== undefined) problems.push("an identity has no deprecated() attributes");
  if (checks.length + validators.length > 0)
    problems.push("an identity has no checks; those of the resource's attributes apply");
  if (!isIdentifying(value)) problems.push("an identity consists of strings, booleans, numbers and lists of them");
  return problems;
}

function isIdentifying(value: ValueSpec): boolean {
  if (value.kind !== "list") return isScalar(value);
  const element = specOf(value.element);
  return (
    element?.kind === "attribute" &&
    isScalar(element.value) &&
    !element.nullable &&
    element.checks.length + element.validators.length === 0
  );
}

function isScalar({ kind }: ValueSpec): boolean {
  return isNumberKind(kind) || ["string", "bool", "custom"].includes(kind);
}

const planningDeclarations: readonly (readonly [isDeclared: (spec: AttributeSpec) => boolean, name: string])[] = [
  [(spec) => spec.stable !== false, "useStateForUnknown"],
  [(spec) => spec.dependsOn !== undefined, "dependsOn"],
  [(spec) => spec.expected !== undefined, "expect"],
  [(spec) => spec.planModifier !== undefined, "modifyPlan"],
];

/** A default that its own attribute would refuse. */
function findDefaultProblems(spec: AttributeSpec, path: string): string[] {
  const { value, checks, default: plain } = spec;
  if (!fits(plain, value)) return [`${path}: its default is of another type`];
  const refused =
    checks.map((check) => check.run(plain)).find((problem) => typeof problem === "string") ?? judgeDefault(spec);
  return refused === undefined ? [] : [`${path}: its default ${refused}`];
}

/** Whether a plain value is of a type. */
function fits(plain: unknown, value: ValueSpec): boolean {
  switch (value.kind) {
    case "string":
      return typeof plain === "string";
    case "bool":
      return typeof plain === "boolean";
    case "int":
    case "int32":
    case "bigint":
    case "float":
    case "float32":
    case "decimal":
      return isNumberOf(value.kind, plain);
    case "custom":
      return isEncodable(value.codec, plain);
    case "list":
    case "set":
      return Array.isArray(plain) && plain.every((part) => fitsElement(part, value.element));
    case "tuple": {
      const { elements } = value;
      return (
        Array.isArray(plain) &&
        plain.length === elements.length &&
        elements.every((element, i) => fitsElement(plain[i], element))
      );
    }
    case "dynamic":
      return isDynamic(plain);
    case "map":
      return isObject(plain) && Object.values(plain).every((part) => fitsElement(part, value.element));
    default:
      return (
        isObject(plain) &&
        Object.keys(plain).every((name) => Object.hasOwn(value.fields, name)) &&
        Object.entries(value.fields).every(([name, field]) => fitsElement(plain[name], field))
      );
  }
}

function isEncodable(codec: Codec<unknown>, plain: unknown): boolean {
  try {
    return typeof codec.encode(plain) === "string";
  } catch {
    return false;
  }
}

function fitsElement(plain: unknown, { spec }: Field): boolean {
  if (spec.kind === "block") return false;
  return plain === null ? spec.nullable : fits(plain, spec.value);
}

function isDynamic(plain: unknown): boolean {
  if (Array.isArray(plain)) return plain.every((part) => part === null || isDynamic(part));
  if (isObject(plain) && !(plain instanceof Decimal))
    return Object.values(plain).every((part) => part === null || isDynamic(part));
  return isObject(plain) || ["string", "boolean", "bigint"].includes(typeof plain) || Number.isFinite(plain);
}

function isObject(plain: unknown): plain is Readonly<Record<string, unknown>> {
  return typeof plain === "object" && plain !== null && !Array.isArray(plain);
}

function visitValue(value: ValueSpec, path: string, around: Surroundings, problems: string[]): void {
  if (value.kind === "nested") {
    visitFields(value.fields, `${path}.`, { ...within(value, around), inBlock: false }, problems);
  } else {
    problems.push(...findElementProblems(value, path, around.inCollection));
  }
}

/**
 * What is wrong inside a plain value: its elements have a type and checks, but none of an attribute's flags.
 *
 * @param inCollection Whether the value is an element, or a part of one, of a list, set or map.
 */
export function findElementProblems(value: ValueSpec, path: string, inCollection: boolean = false): string[] {
  if (value.kind === "dynamic" && inCollection) {
    return [
      `${path}: dynamic() cannot be in a list, set or map, whose elements have one type; make the whole of it dynamic(), or each element text with JSON`,
    ];
  }
  if (value.kind === "tuple") {
    return value.elements.flatMap((element, i) => findPlainFieldProblems(element, `${path}[${i}]`, inCollection));
  }
  if (value.kind === "object") {
    return Object.entries(value.fields).flatMap(([name, field]) => {
      const misnamed = isName(name)
        ? []
        : [`${path}.${name}: a name is lowercase letters, digits and underscores, and starts with no digit`];
      return [...misnamed, ...findPlainFieldProblems(field, `${path}.${name}`, inCollection)];
    });
  }
  if (value.kind === "list" || value.kind === "set" || value.kind === "map") {
    return findPlainFieldProblems(value.element, `${path}[]`, true);
  }
  return [];
}

/** What is wrong with an element, a field of an object or the result of a function. */
export function findPlainFieldProblems(field: Field, path: string, inCollection: boolean = false): string[] {
  const spec = specOf(field);
  if (spec === undefined) return [`${path}: not made with t`];
  if (spec.kind === "block") return [`${path}: a block cannot be an element`];
  if (spec.value.kind === "nested")
    return [`${path}: use t.nested for the whole collection, or t.object for its elements`];
  if (spec.conflict !== undefined) return [`${path}: ${spec.conflict}`];
  const flagged = spec.mode !== "required" || spec.sensitive || spec.writeOnly || spec.requiresReplace !== false;
  const problems = flagged ? [`${path}: an element has no flags of its own; only nullable() and checks`] : [];
  return [...problems, ...findElementProblems(spec.value, path, inCollection)];
}

function isName(name: string): boolean {
  // An own property of that name cannot be written in an object literal.
  return /^[a-z_][a-z0-9_]*$/.test(name) && name !== "__proto__";
}

const modes: readonly string[] = ["required", "optional", "defaulted", "computed", "optionalComputed"];
const nestings: readonly string[] = ["single", "list", "set", "map", "group"];
const composed: readonly string[] = ["list", "set", "map", "object", "tuple", "dynamic", "nested"];

/** JavaScript authors may have written anything: undefined for what `t` cannot have made. */
function specOf(field: Field | undefined): Field["spec"] | undefined {
  const spec = field?.spec;
  if (spec?.kind === "block") return nestings.includes(spec.nesting) ? spec : undefined;
  const value: ValueSpec | undefined = spec?.value;
  if (spec === undefined || value === undefined || !modes.includes(spec.mode)) return undefined;
  if (!isScalar(value) && !composed.includes(value.kind)) return undefined;
  return value.kind === "nested" && !nestings.includes(value.nesting) ? undefined : spec;
}
