// SPDX-License-Identifier: Apache-2.0

/**
 * A function's parameters on the wire.
 *
 * The protocol has no optional parameters. They become one variadic parameter
 * that takes what they all take, or anything, and are sorted out on arrival.
 *
 * @module
 */

import * as cty from "@provide-foundry/cty";
import { type ValueCodec, compileValue } from "../codec/value-codec.ts";
import type { FunctionDefinition } from "../definition/function.ts";
import type { AttributeSpec, Field, ValueSpec } from "../schema/field.ts";
import type { Parameter } from "../schema/parameter.ts";

/** A parameter as the host knows it. */
export interface WireParameter {
  readonly name: string;
  readonly type: cty.Type;
  readonly allowNull: boolean;
  readonly allowUnknown: boolean;
  readonly markdown: string;
}

export interface WireParameters {
  readonly fixed: readonly WireParameter[];
  readonly variadic: WireParameter | undefined;
}

const codecs = new WeakMap<AttributeSpec, ValueCodec>();

/** The codec of a parameter or result; compiled once. */
export function elementCodec(field: Field): { readonly codec: ValueCodec; readonly spec: AttributeSpec } {
  const spec = field.spec as AttributeSpec;
  let codec = codecs.get(spec);
  if (codec === undefined) {
    codec = compileValue(spec.value as Exclude<ValueSpec, { kind: "nested" }>);
    codecs.set(spec, codec);
  }
  return { codec, spec };
}

export function resultCodec({ returns }: FunctionDefinition): ValueCodec {
  return elementCodec(returns).codec;
}

export function isOptional({ attribute }: Parameter): boolean {
  return elementCodec(attribute).spec.mode === "optional";
}

export function wireParameters({ parameters, variadic }: FunctionDefinition): WireParameters {
  const optional = parameters.filter(isOptional);
  const fixed = parameters.filter((parameter) => !isOptional(parameter)).map(wireParameter);
  if (variadic !== undefined) return { fixed, variadic: wireParameter(variadic) };
  if (optional.length === 0) return { fixed, variadic: undefined };
  const types = new Set(optional.map(({ attribute }) => elementCodec(attribute).codec.type));
  return {
    fixed,
    variadic: {
      name: optional.map(({ name }) => name).join("_and_"),
      type: types.size === 1 ? [...types][0]! : cty.dynamic,
      // Null stands for an argument that is left out before one that is not.
      allowNull: true,
      allowUnknown: optional.some(({ allowUnknown }) => allowUnknown),
      markdown: optional.map(describeOptional).join("\n"),
    },
  };
}

function wireParameter({ name, attribute, allowUnknown }: Parameter): WireParameter {
  const { codec, spec } = elementCodec(attribute);
  return { name, type: codec.type, allowNull: spec.nullable, allowUnknown, markdown: spec.description };
}

function describeOptional({ name, attribute }: Parameter, i: number): string {
  const { spec } = elementCodec(attribute);
  return `${i + 1}. \`${name}\`${spec.description === "" ? "" : `: ${spec.description}`}`;
}
