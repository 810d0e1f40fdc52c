// SPDX-License-Identifier: Apache-2.0

/**
 * The schemas of other libraries, such as Zod, Valibot and ArkType, by what
 * they have in common.
 *
 * Source: Standard Schema 1 and Standard JSON Schema 1, standardschema.dev.
 *
 * @module
 */

import { DefinitionError } from "../definition/definition-error.ts";
import type { Fields, ScalarKind, ScalarShape } from "../schema/field.ts";
import type { Rule, Subject, Validator, Verdict } from "../validation/validator.ts";
import { fromJsonSchema } from "./from-json-schema.ts";
import type { JsonSchema } from "./json-schema.ts";

/** A schema that judges values of type `Input`. */
export interface StandardSchema<Input = unknown> {
  readonly "~standard": {
    readonly version: 1;
    readonly vendor: string;
    validate(value: unknown): StandardResult | Promise<StandardResult>;
    readonly types?: { readonly input: Input; readonly output: unknown } | undefined;
    /** Tells its structure as JSON Schema. */
    readonly jsonSchema?: { input(options: { readonly target: "draft-2020-12" }): object } | undefined;
  };
}

type StandardResult =
  | { readonly value: unknown; readonly issues?: undefined }
  | { readonly issues: readonly StandardIssue[] };

interface StandardIssue {
  readonly message: string;
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
}

/** The attributes of a component, and the rule that the schema's own judgement is. */
export interface FromStandardSchema {
  readonly schema: Fields;
  readonly rules: readonly Rule<never>[];
}

/**
 * Schema and rules of a component, from an object's schema that can tell its
 * structure. The schema itself judges each configuration that is wholly known.
 *
 * @throws DefinitionError when it does not tell its structure, or attributes cannot say it.
 *
 * @example
 * defineResource({ name: "user", ...fromStandardSchema(User), create, read })
 */
export function fromStandardSchema(standard: StandardSchema): FromStandardSchema {
  const { jsonSchema, vendor } = standard["~standard"];
  if (jsonSchema === undefined) {
    throw new DefinitionError(`the schema of ${vendor} does not tell its structure`, {
      hint: "Use a version with Standard JSON Schema, or convert it and use fromJsonSchema; conformsTo() judges single values.",
    });
  }
  const structure = jsonSchema.input({ target: "draft-2020-12" }) as JsonSchema;
  const schema: Fields = fromJsonSchema<JsonSchema>(structure);
  return { schema, rules: [{ forConfigurations: true, references: [], judge: judgeBy(standard, withoutNulls) }] };
}

/** A validator of what a library's schema says of one value: for `t.json<T>().validate(conformsTo(schema))`. */
export function conformsTo<Input>(standard: StandardSchema<Input>): Validator<ScalarShape<ScalarKind, Input>> {
  return { forValues: true, references: [], judge: judgeBy(standard, (plain) => plain) };
}

function judgeBy(
  standard: StandardSchema,
  prepare: (plain: unknown) => unknown,
): (subject: Subject) => readonly Verdict[] {
  const { vendor } = standard["~standard"];
  return (subject) => {
    if (subject.value.isNull() || !subject.value.isWhollyKnown()) return [];
    const result = standard["~standard"].validate(prepare(subject.toPlain()));
    if (result instanceof Promise) {
      throw new DefinitionError(`the schema of ${vendor} judges asynchronously`, {
        hint: "Leave out what has to wait; a configuration is judged at once.",
      });
    }
    return (result.issues ?? []).map((issue) => verdictOn(subject, issue));
  };
}

/** What is not given is missing to these libraries. */
function withoutNulls(plain: unknown): unknown {
  if (Array.isArray(plain)) return plain.map(withoutNulls);
  if (typeof plain !== "object" || plain === null || Object.getPrototypeOf(plain) !== Object.prototype) return plain;
  const present = Object.entries(plain).filter(([, part]) => part !== null);
  return Object.fromEntries(present.map(([name, part]) => [name, withoutNulls(part)]));
}

function verdictOn(subject: Subject, { message, path = [] }: StandardIssue): Verdict {
  const keys = path.map((segment) => (typeof segment === "object" ? segment.key : segment)).map(keyOf);
  const at = subject.placeOf(keys);
  if (at !== undefined && at.path !== "") return { severity: "error", at, text: `is wrong: ${message}` };
  const inside = keys.length === 0 ? "" : ` at ${keys.join(".")}`;
  const text = subject.at.path === "" ? `${message}${inside}` : `is wrong${inside}: ${message}`;
  return { severity: "error", at: subject.at, text };
}

function keyOf(key: PropertyKey): string | number {
  return typeof key === "number" ? key : String(key);
}
