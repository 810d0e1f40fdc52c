// SPDX-License-Identifier: Apache-2.0

/**
 * Secrets that are not stored. Nothing of a write-only value is in plan or
 * state, so nobody can see that it changes; a number beside it, which is
 * stored, says so.
 *
 * @module
 */

import type { Validator } from "../validation/validator.ts";
import { type Attribute, createAttribute } from "./attribute.ts";
import type { ScalarShape } from "./field.ts";

type TextShape = ScalarShape<"string", string>;
type VersionShape = ScalarShape<"int", number>;

/** The two attributes of the secret `N`. */
export type SecretFields<N extends string, M extends "required" | "optional"> = {
  readonly [K in `${N}_wo`]: Attribute<TextShape, M, "writeOnly">;
} & {
  readonly [K in `${N}_wo_version`]: Attribute<VersionShape, M>;
};

/**
 * A secret, as two attributes to be spread into a schema: `<name>_wo`, which is
 * write-only, and `<name>_wo_version`, a number that the practitioner changes
 * along with it. Both are set or none. What follows from the secret can
 * `dependsOn("<name>_wo_version")`.
 *
 * @param options `required: true` for a secret that must be given.
 *
 * @example
 * const schema = { user: t.string(), ...t.secret("password") };
 * // user = "ann", password_wo = var.password, password_wo_version = 1
 */
export function secret<const N extends string>(
  name: N,
  options: { readonly required: true },
): SecretFields<N, "required">;
export function secret<const N extends string>(
  name: N,
  options?: { readonly required?: false },
): SecretFields<N, "optional">;
export function secret(name: string, { required = false }: { readonly required?: boolean } = {}): object {
  const [value, version] = [`${name}_wo`, `${name}_wo_version`];
  const text = createAttribute<TextShape>({ kind: "string" }).describe(
    `Is not stored. Change \`${version}\` with it, or the change goes unnoticed.`,
  );
  const number = createAttribute<VersionShape>({ kind: "int" }).describe(
    `Another number says that \`${value}\` has changed.`,
  );
  if (required) return { [value]: text.writeOnly(), [version]: number };
  return {
    [value]: text.validate(setTogetherWith(version)).optional().writeOnly(),
    [version]: number.validate(setTogetherWith(value)).optional(),
  };
}

/**
 * The secret that `create` or `update` is to set.
 *
 * @returns Undefined when it is to stay as it is, or was never given; null when
 *   it was taken away.
 *
 * @example
 * update({ plan, prior, secrets, client }) {
 *   const password = rotatedSecret({ plan, prior, secrets }, "password");
 *   if (password !== undefined) client.setPassword(plan.user, password);
 * }
 */
export function rotatedSecret<N extends string>(
  context: {
    readonly plan: { readonly [K in NoInfer<`${N}_wo_version`>]: number | null };
    /** As `update` gets it. */
    readonly prior?: { readonly [K in NoInfer<`${N}_wo_version`>]: number | null };
    readonly secrets: { readonly [K in NoInfer<`${N}_wo`>]: string | null };
  },
  name: N,
): string | null | undefined {
  const { plan, prior, secrets } = context as {
    readonly plan: Readonly<Record<string, number | null>>;
    readonly prior?: Readonly<Record<string, number | null>>;
    readonly secrets: Readonly<Record<string, string | null>>;
  };
  const version = `${name}_wo_version`;
  const isSame = (plan[version] ?? null) === (prior?.[version] ?? null);
  return isSame ? undefined : (secrets[`${name}_wo`] ?? null);
}

function setTogetherWith(other: string): Validator<unknown> {
  return {
    forValues: true,
    references: [other],
    judge({ value, at, scope }) {
      const neighbour = scope.object.getAttr(other);
      if (value.isNull() || !neighbour.isKnown() || !neighbour.isNull()) return [];
      return [{ severity: "error", at, text: `needs ${other} to be set too` }];
    },
  };
}
