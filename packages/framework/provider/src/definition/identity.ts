// SPDX-License-Identifier: Apache-2.0

/**
 * A resource's identity: what tells it from all others, also outside of a
 * state. Hosts import by it, and list resources return it.
 *
 * @module
 */

import type { AttributeSpec, Field, IdentityFields, ModeOf, ShapeOf, ValueSpec } from "../schema/field.ts";
import type { Known, State } from "../schema/models.ts";
import { isNumberKind } from "../schema/number-kinds.ts";
import { findSchemaProblems } from "../schema/schema-rules.ts";

/** The values of an identity; optional ones may be null. */
export type Identity<I> = State<I>;

/** An identity as an author gives it: optional values may be left out. */
export type GivenIdentity<I> = {
  readonly [P in keyof I as ModeOf<I[P]> extends "optional" ? never : P]: Known<ShapeOf<I[P]>>;
} & {
  readonly [P in keyof I as ModeOf<I[P]> extends "optional" ? P : never]?: Known<ShapeOf<I[P]>> | null;
};

/** How a resource is identified. */
export interface IdentityOptions<I extends IdentityFields> {
  /** Each value is that of the resource's attribute of the same name, unless `identify` tells. */
  readonly identity?: I;
  /** Of the identity's schema. Raise it when old identities no longer fit. Default 0. */
  readonly identityVersion?: number;
  /** The same resource may get another identity, which is a mistake otherwise. */
  readonly mutableIdentity?: boolean;
}

interface Identified extends IdentityOptions<IdentityFields> {
  readonly schema: Readonly<Record<string, Field>>;
}

interface Handlers {
  readonly identify?: unknown;
  readonly upgradeIdentity?: unknown;
  readonly plan?: unknown;
  readonly update?: unknown;
}

/** Everything that is wrong with the identity of a resource. */
export function findIdentityProblems(
  { schema, identity, identityVersion, mutableIdentity }: Identified,
  handlers: Handlers,
): string[] {
  if (identity === undefined) {
    const declared = {
      identityVersion,
      mutableIdentity,
      identify: handlers.identify,
      upgradeIdentity: handlers.upgradeIdentity,
    };
    return Object.entries(declared)
      .filter(([, value]) => value !== undefined)
      .map(([name]) => `${name}: the resource has no identity`);
  }
  const problems = findSchemaProblems(identity, "identity").map((problem) => `identity.${problem}`);
  if (Object.keys(identity).length === 0) problems.push("identity: it has no attributes");
  if (!Number.isSafeInteger(identityVersion ?? 0) || (identityVersion ?? 0) < 0)
    problems.push(`identityVersion: ${identityVersion} is no whole number`);
  if (problems.length > 0 || handlers.identify !== undefined) return problems;
  const canChange = mutableIdentity === true || handlers.update === undefined || handlers.plan !== undefined;
  return Object.entries(identity).flatMap(([name, { spec }]) =>
    findDerivationProblems(
      spec as AttributeSpec,
      Object.hasOwn(schema, name) ? schema[name] : undefined,
      canChange,
    ).map((problem) => `identity.${name}: ${problem}`),
  );
}

/** Why an attribute cannot give a value of the identity. */
function findDerivationProblems(wanted: AttributeSpec, field: Field | undefined, canChange: boolean): string[] {
  const spec = field?.spec;
  if (spec?.kind !== "attribute")
    return ["the resource has no attribute of this name, and no identify to tell the value"];
  const problems: string[] = [];
  if (wireKind(spec.value) !== wireKind(wanted.value)) problems.push("the resource's attribute is of another type");
  if (spec.sensitive || spec.writeOnly) problems.push("the resource's attribute is secret, and an identity is shown");
  if (spec.mode === "optional" && wanted.mode === "required")
    problems.push("the resource's attribute may be null; make it optional() here too");
  const isConfigured = spec.mode === "required" || spec.mode === "optional" || spec.mode === "defaulted";
  if (!canChange && isConfigured && !spec.requiresReplace)
    problems.push("the resource's attribute can change; make it requiresReplace(), or say mutableIdentity");
  return problems;
}

/** What a value is on the wire; an identity has only scalars and lists of them. */
function wireKind(value: ValueSpec): string {
  if (value.kind === "list") return `list of ${wireKind((value.element.spec as AttributeSpec).value)}`;
  return isNumberKind(value.kind) ? "number" : value.kind;
}
