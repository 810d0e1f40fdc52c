// SPDX-License-Identifier: Apache-2.0

import type * as cty from "@provide-foundry/cty";
import { butGot } from "../codec/but-got.ts";
import type { BlockShape, CollectionShape, Field, NestedShape, PlainShape } from "../schema/field.ts";
import type { Validator } from "../validation/validator.ts";
import { type TextShape, range } from "./strings.ts";
import { assertCounts, createValidator, errorAt, judgeKnown } from "./verdicts.ts";

type Collections = "list" | "set" | "map";

type ManyShape<K extends Collections = Collections> =
  | CollectionShape<K>
  | NestedShape<K, unknown>
  | BlockShape<K, unknown>;

/** At least `items` elements. */
export function sizeAtLeast(items: number): Validator<ManyShape> {
  assertCounts("sizeAtLeast", items);
  return judgeSize(items, Infinity);
}

/** At most `items` elements. */
export function sizeAtMost(items: number): Validator<ManyShape> {
  assertCounts("sizeAtMost", items);
  return judgeSize(0, items);
}

/** From `min` to `max` elements. */
export function sizeBetween(min: number, max: number): Validator<ManyShape> {
  assertCounts("sizeBetween", min, max);
  return judgeSize(min, max);
}

/** No two elements of a list are the same, as far as they are known. */
export function uniqueValues(): Validator<ManyShape<"list">> {
  return createValidator([], ({ value, at }) => {
    if (value.isNull() || !value.isKnown()) return [];
    const elements = value.asValueSlice();
    return elements.flatMap((element, i) => {
      const first = element.isWhollyKnown() ? elements.findIndex((other) => other.rawEquals(element)) : i;
      return first < i ? [errorAt({ at: at.index(i) }, `must not repeat ${at.index(first).path}`)] : [];
    });
  });
}

/** No element is null, as far as they are known. */
export function noNullValues(): Validator<ManyShape> {
  return judgeKnown(({ value }) =>
    elementsOf(value).some((element) => element.isNull()) ? "must have no null in it" : undefined,
  );
}

/** Every element is as `validators` say. */
export function valuesAre<S extends PlainShape>(
  ...validators: readonly Validator<S>[]
): Validator<CollectionShape<Collections, Field<S, "required", "checked" | "nullable">>> {
  return createValidator(
    validators.flatMap(({ references }) => references),
    (subject) => subject.parts().flatMap((part) => validators.flatMap((validator) => validator.judge(part))),
  );
}

/** Every key is as `validators` say. */
export function keysAre(...validators: readonly Validator<TextShape>[]): Validator<ManyShape<"map">> {
  return createValidator(
    validators.flatMap(({ references }) => references),
    (subject) => {
      const { value, at } = subject;
      if (value.isNull() || !value.isKnown()) return [];
      const keys = [...value.asValueMap().keys()].map((key) => subject.key(key, at.key(key)));
      return keys.flatMap((key) => validators.flatMap((validator) => validator.judge(key)));
    },
  );
}

/** A block is there: a single one, or at least one of many. */
export function isRequired(): Validator<BlockShape<"single" | "list" | "set" | "map", unknown>> {
  return createValidator([], (subject) => (subject.value.isNull() ? [errorAt(subject, "is required")] : []));
}

function judgeSize(min: number, max: number): Validator<ManyShape> {
  return judgeKnown((subject) => {
    const size = elementsOf(subject.value).length;
    return size >= min && size <= max
      ? undefined
      : `must have ${range(min, max, "element")}${butGot(subject.at, size)}`;
  });
}

function elementsOf(value: cty.Value): readonly cty.Value[] {
  return value.type.kind === "map" ? [...value.asValueMap().values()] : value.asValueSlice();
}
