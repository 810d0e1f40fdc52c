// SPDX-License-Identifier: Apache-2.0

/**
 * How many instances a resource or a module call has: what `count` and `for_each` come to.
 *
 * Source: Terraform 1.11, `internal/terraform/eval_count.go` and `eval_for_each.go`, for what is refused and how.
 *
 * @module
 */

import {
  convert,
  dynamicVal,
  number,
  numberIntVal,
  stringVal,
  unknownVal,
  string,
  PathError,
} from "@provide-foundry/cty";
import type { Value } from "@provide-foundry/cty";
import { hasErrors, type Expression } from "@provide-foundry/hcl";
import { ephemeralMark, sensitiveMark } from "@provide-foundry/hcl/functions";
import type { InstanceKey } from "../address.ts";
import type { Repetition } from "../configuration/configuration.ts";
import { problem } from "../configuration/problem.ts";
import type { Diagnostic, Diagnostics } from "../diagnostic.ts";
import type { EvaluateExpression } from "./evaluator.ts";

/** What `count` and `each` are for one instance. */
export interface RepetitionData {
  readonly count?: Value;
  readonly each?: { readonly key: Value; readonly value?: Value };
}

/** The instances there are, by key, in the order of keys. */
export interface Instances {
  readonly kind: Repetition["kind"];
  readonly data: ReadonlyMap<InstanceKey | undefined, RepetitionData>;
}

const single: Instances = { kind: "single", data: new Map([[undefined, {}]]) };

/** Stands for all instances while a configuration is only validated. */
export function anyInstance(kind: Repetition["kind"]): Instances {
  const data: RepetitionData = {
    ...(kind === "count" && { count: unknownVal(number).refineNotNull() }),
    ...(kind === "forEach" && { each: { key: unknownVal(string).refineNotNull(), value: dynamicVal } }),
  };
  return { kind, data: new Map([[undefined, data]]) };
}

/** The instances, or what is wrong. Values that are not known are wrong, unless it is only a validation. */
export async function evaluateRepetition(
  repetition: Repetition,
  evaluate: EvaluateExpression,
  isValidation: boolean,
): Promise<{ instances?: Instances; diagnostics: Diagnostics }> {
  if (repetition.kind === "single") return { instances: single, diagnostics: [] };
  const { value, diagnostics } = await evaluate(repetition.expression);
  if (hasErrors(diagnostics)) return { diagnostics };
  const found: Diagnostic[] = [...diagnostics];
  const instances =
    repetition.kind === "count"
      ? countInstances(repetition.expression, value, isValidation, found)
      : forEachInstances(repetition.expression, value, isValidation, found);
  return { ...(instances && !hasErrors(found) && { instances }), diagnostics: found };
}

function countInstances(
  expression: Expression,
  given: Value,
  allowUnknown: boolean,
  found: Diagnostic[],
): Instances | undefined {
  const refuse = (detail: string): undefined => {
    found.push(problem("Invalid count argument", detail, expression.range));
    return undefined;
  };
  const value = converted(given, refuse);
  if (value === undefined) return undefined;
  if (value.hasMark(ephemeralMark)) {
    return refuse(
      'The given "count" is derived from an ephemeral value, which means that Terraform cannot persist it between plan/apply rounds. Use only non-ephemeral values to specify the number of resource instances.',
    );
  }
  const [bare] = value.unmark();
  if (bare.isNull()) return refuse('The given "count" argument value is null. An integer is required.');
  if (!bare.isKnown()) return allowUnknown ? anyInstance("count") : refuse(unknownCount);
  if (!bare.asBigFloat().isInteger) {
    return refuse(
      'The given "count" argument value is unsuitable: value must be a whole number, between -9223372036854775808 and 9223372036854775807.',
    );
  }
  const count = bare.asBigInt();
  if (count < 0n)
    return refuse('The given "count" argument value is unsuitable: must be greater than or equal to zero.');
  const indexes = Array.from({ length: Number(count) }, (_, index) => index);
  return { kind: "count", data: new Map(indexes.map((index) => [index, { count: numberIntVal(index) }])) };
}

const unknownCount =
  'The "count" value depends on resource attributes that cannot be determined until apply, so Terraform cannot predict how many instances will be created. To work around this, use the -target argument to first apply only the resources that the count depends on.';

function converted(given: Value, refuse: (detail: string) => undefined): Value | undefined {
  try {
    return convert(given, number);
  } catch (error) {
    if (!(error instanceof PathError)) throw error;
    return refuse(`The given "count" argument value is unsuitable: ${error.message}.`);
  }
}

function forEachInstances(
  expression: Expression,
  value: Value,
  isValidation: boolean,
  found: Diagnostic[],
): Instances | undefined {
  const refusal = whyNotForEach(value, isValidation);
  if (refusal !== undefined) {
    const { summary = "Invalid for_each argument", detail } = refusal;
    found.push({ ...problem(summary, detail, expression.range), expression });
    return undefined;
  }
  if (!value.isKnown() || (value.type.kind === "set" && !value.isWhollyKnown())) return anyInstance("forEach");
  const entries: (readonly [string, Value])[] =
    value.type.kind === "set"
      ? value.asValueSlice().map((element) => [element.asString(), element] as const)
      : [...value.asValueMap()];
  return {
    kind: "forEach",
    data: new Map(entries.map(([key, element]) => [key, { each: { key: stringVal(key), value: element } }])),
  };
}

function whyNotForEach(value: Value, allowUnknown: boolean): { summary?: string; detail: string } | undefined {
  const { type } = value;
  if (value.hasMark(sensitiveMark)) {
    return {
      detail:
        "Sensitive values, or values derived from sensitive values, cannot be used as for_each arguments. If used, the sensitive value could be exposed as a resource instance key.",
    };
  }
  if (value.hasMark(ephemeralMark)) {
    return {
      detail:
        'The given "for_each" value is derived from an ephemeral value, which means that Terraform cannot persist it between plan/apply rounds. Use only non-ephemeral values to specify a resource\'s instance keys.',
    };
  }
  if (!allowUnknown && !value.isKnown()) return { detail: type.kind === "set" ? unknownSet : unknownMap };
  if (value.isNull()) {
    return {
      detail:
        'The given "for_each" argument value is unsuitable: the given "for_each" argument value is null. A map, or set of strings is allowed.',
    };
  }
  if (type.kind === "dynamic") return undefined;
  if (type.kind !== "map" && type.kind !== "set" && type.kind !== "object") {
    return {
      detail: `The given "for_each" argument value is unsuitable: the "for_each" argument must be a map, or set of strings, and you have provided a value of type ${type.friendlyName()}.`,
    };
  }
  return type.kind === "set" && value.isKnown()
    ? whyNotSet(value, type.elementType.friendlyName(), allowUnknown)
    : undefined;
}

function whyNotSet(
  value: Value,
  element: string,
  allowUnknown: boolean,
): { summary?: string; detail: string } | undefined {
  if (!value.isWhollyKnown()) return allowUnknown ? undefined : { detail: unknownSet };
  if (value.lengthInt() === 0) return undefined;
  const summary = "Invalid for_each set argument";
  if (element !== "string") {
    return {
      summary,
      detail: `The given "for_each" argument value is unsuitable: "for_each" supports maps and sets of strings, but you have provided a set containing type ${element}.`,
    };
  }
  if (!value.asValueSlice().some((item) => item.isNull())) return undefined;
  return {
    summary,
    detail: 'The given "for_each" argument value is unsuitable: "for_each" sets must not contain null values.',
  };
}

const afterwards =
  "Alternatively, you could use the -target planning option to first apply only the resources that the for_each value depends on, and then apply a second time to fully converge.";

const unknownMap = `The "for_each" map includes keys derived from resource attributes that cannot be determined until apply, and so Terraform cannot determine the full set of keys that will identify the instances of this resource.

When working with unknown values in for_each, it's better to define the map keys statically in your configuration and place apply-time results only in the map values.

${afterwards}`;

const unknownSet = `The "for_each" set includes values derived from resource attributes that cannot be determined until apply, and so Terraform cannot determine the full set of keys that will identify the instances of this resource.

When working with unknown values in for_each, it's better to use a map value where the keys are defined statically in your configuration and where only the values contain apply-time results.

${afterwards}`;
