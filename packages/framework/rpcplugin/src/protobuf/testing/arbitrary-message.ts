// SPDX-License-Identifier: Apache-2.0

import { type DescField, type DescMessage, ScalarType } from "@bufbuild/protobuf";
import * as fc from "fast-check";
import { hasPresence, type Value } from "./oracle.ts";

const arbitraries = new Map<string, fc.Arbitrary<Value>>();

/** A message as `decode` returns it, at most `depth` levels deep. */
export function arbitraryMessage(desc: DescMessage, depth: number): fc.Arbitrary<Value> {
  const key = `${desc.file.name}/${desc.typeName}/${depth}`;
  const known = arbitraries.get(key);
  if (known !== undefined) return known;
  const alone = desc.fields.filter(
    (field) => field.oneof === undefined && (depth > 1 || field.fieldKind !== "message"),
  );
  const always = alone.filter((field) => !hasPresence(field)).map(({ jsonName }) => jsonName);
  const fields = Object.fromEntries(alone.map((field) => [field.jsonName, arbitraryField(field, depth)]));
  const members = desc.oneofs.map((oneof) =>
    fc.oneof(
      fc.constant({}),
      ...oneof.fields
        .filter((field) => depth > 1 || field.fieldKind !== "message")
        .map((field) => fc.record({ [field.jsonName]: arbitraryField(field, depth) })),
    ),
  );
  const arbitrary = fc
    .tuple(fc.record(fields, { requiredKeys: always, noNullPrototype: true }), ...members)
    .map((parts) => Object.assign({}, ...parts) as Value);
  arbitraries.set(key, arbitrary);
  return arbitrary;
}

function arbitraryField(field: DescField, depth: number): fc.Arbitrary<unknown> {
  const element = (): fc.Arbitrary<unknown> =>
    field.message ? arbitraryMessage(field.message, depth - 1) : field.enum ? int32 : scalarArbitraries[field.scalar];
  // A list of messages at the bottom stays empty, so that it ends there.
  const maxLength = field.message && depth <= 1 ? 0 : 3;
  if (field.fieldKind === "list") return maxLength === 0 ? fc.constant([]) : fc.array(element(), { maxLength });
  if (field.fieldKind !== "map") return element();
  if (maxLength === 0) return fc.constant(new Map());
  return fc
    .array(fc.tuple(scalarArbitraries[field.mapKey], element()), { maxLength })
    .map((entries) => new Map(entries));
}

const int32 = fc.oneof(fc.integer(), fc.integer({ min: -2, max: 300 }), fc.constantFrom(-(2 ** 31), 2 ** 31 - 1));
const uint32 = fc.oneof(fc.nat(300), fc.nat(2 ** 31 - 1), fc.constantFrom(127, 128, 2 ** 28, 2 ** 31, 2 ** 32 - 1));
const int64 = fc.oneof(
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
  fc.bigInt({ min: -200n, max: 200n }),
  fc.constantFrom(
    -(2n ** 63n),
    2n ** 63n - 1n,
    -(2n ** 53n) - 1n,
    2n ** 53n - 1n,
    2n ** 53n,
    2n ** 53n + 1n,
    2n ** 32n,
  ),
);
const uint64 = fc.oneof(
  fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
  fc.bigInt({ min: 0n, max: 300n }),
  fc.constantFrom(2n ** 64n - 1n, 2n ** 63n, 2n ** 53n + 1n, 2n ** 32n, 2n ** 35n - 1n),
);
const text = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.string({ maxLength: 200 }),
  fc.constantFrom("\u{feff}a", "\u{fffd}", "\0"),
);
const bytes = fc.oneof(fc.uint8Array(), fc.uint8Array({ minLength: 120, maxLength: 300 }));

const scalarArbitraries: Readonly<Record<ScalarType, fc.Arbitrary<unknown>>> = {
  [ScalarType.DOUBLE]: fc.double(),
  [ScalarType.FLOAT]: fc.float(),
  [ScalarType.INT32]: int32,
  [ScalarType.SINT32]: int32,
  [ScalarType.SFIXED32]: int32,
  [ScalarType.UINT32]: uint32,
  [ScalarType.FIXED32]: uint32,
  [ScalarType.INT64]: int64,
  [ScalarType.SINT64]: int64,
  [ScalarType.SFIXED64]: int64,
  [ScalarType.UINT64]: uint64,
  [ScalarType.FIXED64]: uint64,
  [ScalarType.BOOL]: fc.boolean(),
  [ScalarType.STRING]: text,
  [ScalarType.BYTES]: bytes,
};
