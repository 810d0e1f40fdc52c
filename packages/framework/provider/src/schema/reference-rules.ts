// SPDX-License-Identifier: Apache-2.0

/**
 * Whether what validators and rules refer to exists. A reference is written
 * where the schema around it is not known to the compiler yet, so defining a
 * component follows each of them once.
 *
 * @module
 */

import { type Reference, type ReferenceStep, type Rule, anyElement, outer } from "../validation/validator.ts";
import type { Field, FieldSpec, Nesting, ValueSpec } from "./field.ts";

type FieldMap = Readonly<Record<string, Field>>;

interface FieldScope {
  readonly fields: FieldMap;
  readonly outer: FieldScope | undefined;
}

/** The references in `fields` and `rules` that lead nowhere, each a sentence that starts with the place of the reference. */
export function findReferenceProblems(fields: FieldMap, rules: readonly Rule<unknown>[] = []): string[] {
  const scope: FieldScope = { fields, outer: undefined };
  const ofRules = rules.flatMap((rule, i) =>
    findLost(rule.references, scope).map((lost) => describe(`rules[${i}]`, lost)),
  );
  return [...ofRules, ...visitFields(scope, "")];
}

/** The same for a parameter of a function, which has no neighbours. */
export function findParameterReferences(name: string, field: Field): string[] {
  return visitField(field, name, { fields: {}, outer: undefined });
}

function visitFields(scope: FieldScope, prefix: string): string[] {
  return Object.entries(scope.fields).flatMap(([name, field]) => visitField(field, prefix + name, scope));
}

function visitField(field: Field | undefined, path: string, scope: FieldScope): string[] {
  const spec: FieldSpec | undefined = field?.spec;
  // What is not made with t has been reported.
  if (spec === undefined) return [];
  const references = spec.validators.flatMap((validator) => validator.references);
  const problems = findLost(references, scope).map((lost) => describe(path, lost));
  return [...problems, ...visitInside(spec.kind === "block" ? { ...spec, kind: "nested" } : spec.value, path, scope)];
}

function visitInside(value: ValueSpec, path: string, scope: FieldScope): string[] {
  switch (value.kind) {
    case "nested":
    case "object":
      return visitFields({ fields: value.fields, outer: scope }, `${path}.`);
    case "list":
    case "set":
    case "map":
      return visitField(value.element, `${path}[]`, scope);
    case "tuple":
      return value.elements.flatMap((element, i) => visitField(element, `${path}[${i}]`, scope));
    default:
      return [];
  }
}

function findLost(references: readonly Reference[], scope: FieldScope): Reference[] {
  return references.filter((reference) => !leadsSomewhere(stepsOf(reference), scope));
}

function stepsOf(reference: Reference): readonly ReferenceStep[] {
  return typeof reference === "string" ? [reference] : reference;
}

function leadsSomewhere(steps: readonly ReferenceStep[], scope: FieldScope): boolean {
  const [first, ...rest] = steps;
  if (first === outer) return scope.outer !== undefined && leadsSomewhere(rest, scope.outer);
  return isIn(scope.fields, steps);
}

function isIn(fields: FieldMap, [name, ...rest]: readonly ReferenceStep[]): boolean {
  const spec = typeof name === "string" && Object.hasOwn(fields, name) ? fields[name]?.spec : undefined;
  if (spec === undefined) return false;
  if (rest.length === 0) return true;
  return spec.kind === "block" ? isInNested(spec.nesting, spec.fields, rest) : isInValue(spec.value, rest);
}

function isInValue(value: ValueSpec, steps: readonly ReferenceStep[]): boolean {
  if (steps.length === 0) return true;
  switch (value.kind) {
    case "nested":
      return isInNested(value.nesting, value.fields, steps);
    case "object":
      return isIn(value.fields, steps);
    case "list":
    case "set":
    case "map": {
      const { spec } = value.element;
      return isElementOf(value.kind, steps[0]) && spec.kind === "attribute" && isInValue(spec.value, steps.slice(1));
    }
    case "tuple": {
      const spec = typeof steps[0] === "number" ? value.elements[steps[0]]?.spec : undefined;
      return spec?.kind === "attribute" && isInValue(spec.value, steps.slice(1));
    }
    default:
      return false;
  }
}

function isInNested(nesting: Nesting, fields: FieldMap, steps: readonly ReferenceStep[]): boolean {
  if (nesting === "single" || nesting === "group") return isIn(fields, steps);
  return isElementOf(nesting, steps[0]) && (steps.length === 1 || isIn(fields, steps.slice(1)));
}

/** The elements of a set have no names, so only all of them can be meant. */
function isElementOf(kind: "list" | "set" | "map", step: ReferenceStep | undefined): boolean {
  if (step === anyElement) return true;
  return kind === "list"
    ? Number.isSafeInteger(step) && (step as number) >= 0
    : kind === "map" && typeof step === "string";
}

function describe(path: string, reference: Reference): string {
  return `${path}: refers to ${formatReference(reference)}, which does not exist as seen from there`;
}

/** As a practitioner would write it: `rule[*].port`; a step outwards is `^`. */
export function formatReference(reference: Reference): string {
  let text = "";
  for (const step of stepsOf(reference)) {
    if (step === outer) text += "^.";
    else if (step === anyElement) text += "[*]";
    else if (typeof step === "number") text += `[${step}]`;
    else text += text === "" || text.endsWith(".") ? step : `.${step}`;
  }
  return text;
}
