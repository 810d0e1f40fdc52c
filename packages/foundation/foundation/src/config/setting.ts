// SPDX-License-Identifier: Apache-2.0

/**
 * What a program can be configured with: settings in nested groups.
 *
 * A setting is data. What checks its values is made when there are values to
 * check, so that declaring hundreds of settings costs nothing at start.
 *
 * @module
 */

import type { Secret } from "./secret.ts";
import type { InputOf, OutputOf, StandardSchema } from "./standard-schema.ts";

/** The form of a setting's values. */
export type SettingType =
  | { readonly kind: "text"; readonly pattern?: RegExp }
  | { readonly kind: "flag" }
  | { readonly kind: "number" | "integer"; readonly min?: number; readonly max?: number }
  | { readonly kind: "oneOf"; readonly values: readonly string[] }
  | { readonly kind: "secret" }
  | { readonly kind: "list" | "map"; readonly of: SettingType }
  | { readonly kind: "schema"; readonly schema: StandardSchema };

declare const valueType: unique symbol;

/** One setting; made by a function of `setting`. */
export interface Setting<T> {
  readonly kind: "setting";
  readonly type: SettingType;
  readonly about: string;
  readonly default?: unknown;
  readonly isRequired: boolean;
  readonly variable?: string | false;
  /** Only for the type checker. */
  readonly [valueType]?: () => T;
}

/** Settings by key, in nested groups. */
export interface SettingGroup {
  readonly [key: string]: Setting<unknown> | SettingGroup;
}

/** What a program gets for its settings. */
export type ConfigValues<S> = S extends Setting<infer T> ? T : { readonly [K in keyof S]: ConfigValues<S[K]> };

export interface SettingOptions<T> {
  /** One sentence for whoever sets it. */
  readonly about: string;
  /** The weakest level. A setting with neither this nor `required` may be undefined. */
  readonly default?: T;
  /** To start without a value is an error. */
  readonly required?: boolean;
  /** The environment variable, where it is not made of the names of program and key; false for none. */
  readonly variable?: string | false;
}

export interface TextOptions extends SettingOptions<string> {
  /** What a value must match, from its first to its last character. */
  readonly pattern?: RegExp;
}

export interface NumberOptions extends SettingOptions<number> {
  /** The least value allowed. */
  readonly min?: number;
  /** The greatest value allowed. */
  readonly max?: number;
}

type Present<T, O> = O extends { readonly default: unknown } | { readonly required: true } ? T : T | undefined;

/**
 * Declares settings.
 *
 * As text, in the environment and on the command line, a flag is `true`, `yes`, `on` or `1` or the contrary; a list is
 * `a,b` or JSON; a map is `a=1,b=2` or JSON; a schema gets a JSON object as such, any other text as it is and,
 * when it refuses that, its value as JSON.
 */
export const setting = {
  text<const O extends TextOptions>(options: O): Setting<Present<string, O>> {
    return create({ kind: "text", ...(options.pattern !== undefined && { pattern: options.pattern }) }, options);
  },

  flag<const O extends SettingOptions<boolean>>(options: O): Setting<Present<boolean, O>> {
    return create({ kind: "flag" }, options);
  },

  number<const O extends NumberOptions>(options: O): Setting<Present<number, O>> {
    return create({ kind: "number", ...boundsOf(options) }, options);
  },

  /** A whole number. */
  integer<const O extends NumberOptions>(options: O): Setting<Present<number, O>> {
    return create({ kind: "integer", ...boundsOf(options) }, options);
  },

  oneOf<const V extends string, const O extends SettingOptions<NoInfer<V>>>(
    values: readonly V[],
    options: O,
  ): Setting<Present<V, O>> {
    return create({ kind: "oneOf", values }, options);
  },

  /**
   * A text that must not be shown. `file://` and a path stands for what the file holds, without the line break at its
   * end; a path starts at the folder of the file that says so, or at the working directory, and `~/` is the home.
   */
  secret<const O extends SettingOptions<never>>(options: O): Setting<Present<Secret, O>> {
    return create({ kind: "secret" }, options);
  },

  /** A stronger level replaces the whole list. */
  list<T, const O extends SettingOptions<readonly NonNullable<T>[]>>(
    of: Setting<T>,
    options: O,
  ): Setting<Present<readonly NonNullable<T>[], O>> {
    return create({ kind: "list", of: of.type }, options);
  },

  /** Values under names that the program does not know. A stronger level adds names and replaces single ones. */
  map<T, const O extends SettingOptions<Readonly<Record<string, NonNullable<T>>>>>(
    of: Setting<T>,
    options: O,
  ): Setting<Present<Readonly<Record<string, NonNullable<T>>>, O>> {
    return create({ kind: "map", of: of.type }, options);
  },

  /** What a schema of another library says. Its tables are merged key by key before it sees them. */
  schema<S extends StandardSchema, const O extends SettingOptions<InputOf<S>>>(
    schema: S,
    options: O,
  ): Setting<Present<OutputOf<S>, O>> {
    return create({ kind: "schema", schema }, options);
  },
};

export function isSetting(value: Setting<unknown> | SettingGroup | undefined): value is Setting<unknown> {
  return value?.kind === "setting";
}

/** Whether a value of the type holds something that must not be shown. */
export function holdsSecret(type: SettingType): boolean {
  return type.kind === "secret" || ("of" in type && holdsSecret(type.of));
}

function create(type: SettingType, options: SettingOptions<unknown>): Setting<never> {
  const { about, required = false, variable } = options;
  return {
    kind: "setting",
    type,
    about,
    isRequired: required,
    ...("default" in options && { default: options.default }),
    ...(variable !== undefined && { variable }),
  };
}

function boundsOf({ min, max }: NumberOptions): { min?: number; max?: number } {
  return { ...(min !== undefined && { min }), ...(max !== undefined && { max }) };
}
