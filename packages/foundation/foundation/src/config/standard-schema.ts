// SPDX-License-Identifier: Apache-2.0

/**
 * What a schema of any library offers: Valibot, Zod, ArkType and others.
 *
 * Source: Standard Schema 1 (https://standardschema.dev/schema) and, for `jsonSchema`, Standard JSON Schema 1
 *   (https://standardschema.dev/json-schema), which not all of them have.
 */
export interface StandardSchema<Input = unknown, Output = Input> {
  readonly "~standard": {
    readonly version: 1;
    readonly vendor: string;
    readonly validate: (value: unknown) => ValidationResult<Output> | Promise<ValidationResult<Output>>;
    readonly types?: { readonly input: Input; readonly output: Output } | undefined;
    readonly jsonSchema?: {
      readonly input: (options: { readonly target: "draft-2020-12" }) => Record<string, unknown>;
    };
  };
}

export type ValidationResult<Output> =
  | { readonly value: Output; readonly issues?: undefined }
  | { readonly issues: readonly ValidationIssue[] };

export interface ValidationIssue {
  readonly message: string;
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
}

export type InputOf<S extends StandardSchema> = NonNullable<S["~standard"]["types"]>["input"];

export type OutputOf<S extends StandardSchema> = NonNullable<S["~standard"]["types"]>["output"];
