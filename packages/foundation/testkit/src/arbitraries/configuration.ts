// SPDX-License-Identifier: Apache-2.0

import fc from "fast-check";
import { unicodeText } from "./text.ts";

/** What a configuration file may hold: what JSON can say. */
export type ConfigurationValue =
  | null
  | boolean
  | number
  | string
  | ConfigurationValue[]
  | { [key: string]: ConfigurationValue };

export interface ConfigurationShape {
  /** How deep tables and lists go: 3 unless told. */
  readonly maxDepth?: number;
  /** Whether there is null, which TOML does not know: true unless told. */
  readonly withNull?: boolean;
}

/** A value of a configuration, with keys and texts that break programs. Numbers are finite; -0 is not among them. */
export function configurationValue(shape: ConfigurationShape = {}): fc.Arbitrary<ConfigurationValue> {
  const { maxDepth = 3, withNull = true } = shape;
  const number = fc.oneof(fc.integer(), fc.maxSafeInteger(), fc.double({ noNaN: true, noDefaultInfinity: true }));
  const leaves: fc.Arbitrary<ConfigurationValue>[] = [
    fc.boolean(),
    number.map((value) => value + 0), // -0 + 0 is 0: JSON does not keep the sign.
    unicodeText(),
    ...(withNull ? [fc.constant(null)] : []),
  ];
  const { value } = fc.letrec<{ value: ConfigurationValue }>((tie) => ({
    value: fc.oneof(
      { maxDepth, withCrossShrink: true },
      ...leaves,
      fc.array(tie("value"), { maxLength: 4 }),
      fc.array(fc.tuple(unicodeText(), tie("value")), { maxLength: 4 }).map(toTable),
    ),
  }));
  return value;
}

/** A whole configuration: a table. */
export function configuration(shape: ConfigurationShape = {}): fc.Arbitrary<Record<string, ConfigurationValue>> {
  return fc.array(fc.tuple(unicodeText(), configurationValue(shape)), { maxLength: 6 }).map(toTable);
}

/** Also with a key `__proto__`, which an assignment would take for something else. */
function toTable(entries: readonly [string, ConfigurationValue][]): Record<string, ConfigurationValue> {
  return Object.fromEntries(entries);
}
