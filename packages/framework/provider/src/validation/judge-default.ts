// SPDX-License-Identifier: Apache-2.0

import { At } from "../codec/at.ts";
import { Findings } from "../codec/findings.ts";
import { compileValue } from "../codec/value-codec.ts";
import type { AttributeSpec } from "../schema/field.ts";
import { judgeArgument } from "./judge-config.ts";

/** What the validators that need no other attribute have against a default of the right type; undefined for nothing. */
export function judgeDefault(spec: AttributeSpec): string | undefined {
  if (spec.value.kind === "nested") return undefined;
  const codec = compileValue(spec.value);
  const value = codec.fromPlain(spec.default, At.root, new Findings());
  const validators = spec.validators.filter(({ references }) => references.length === 0);
  const verdicts = judgeArgument(validators, { spec, codec, value, at: At.root });
  return verdicts.find(({ severity }) => severity === "error")?.text;
}
