// SPDX-License-Identifier: Apache-2.0

import { BigFloat } from "@provide-foundry/cty";
import type { Reference, Validator } from "../validation/validator.ts";
import { type NumberShape, butGotNumber } from "./numbers.ts";
import { findOthers } from "./references.ts";
import { createValidator, errorAt } from "./verdicts.ts";

/** At least what the numbers at `references` add up to; those that are null count for nothing. */
export function atLeastSumOf(...references: readonly Reference[]): Validator<NumberShape> {
  return judgeTotal("at least the sum", references, sum, (order) => order >= 0);
}

/** At most what the numbers at `references` add up to; those that are null count for nothing. */
export function atMostSumOf(...references: readonly Reference[]): Validator<NumberShape> {
  return judgeTotal("at most the sum", references, sum, (order) => order <= 0);
}

/** What the numbers at `references` add up to; those that are null count for nothing. */
export function equalToSumOf(...references: readonly Reference[]): Validator<NumberShape> {
  return judgeTotal("the sum", references, sum, (order) => order === 0);
}

/** The product of the numbers at `references`. No verdict while one of them is null. */
export function equalToProductOf(...references: readonly Reference[]): Validator<NumberShape> {
  return judgeTotal("the product", references, product, (order) => order === 0);
}

/** From the numbers that are set to their total; undefined for no verdict. */
type Total = (numbers: readonly BigFloat[], hasNull: boolean) => BigFloat | undefined;

const sum: Total = (numbers) =>
  numbers.reduce((total, number) => total.add(number, precision), BigFloat.fromInteger(0n));

const product: Total = (numbers, hasNull) =>
  hasNull ? undefined : numbers.reduce((total, number) => total.multiply(number, precision), BigFloat.fromInteger(1n));

/** Bits, as numbers of a configuration have. */
const precision = 512;

function judgeTotal(
  name: string,
  references: readonly Reference[],
  total: Total,
  isRight: (order: number) => boolean,
): Validator<NumberShape> {
  return createValidator(references, (subject) => {
    if (subject.value.isNull() || !subject.value.isKnown()) return [];
    const others = findOthers(subject, references);
    if (others.some(({ value }) => !value.isKnown())) return [];
    const set = others.filter(({ value }) => !value.isNull());
    const bound = total(
      set.map(({ value }) => value.asBigFloat()),
      set.length < others.length,
    );
    if (bound === undefined || isRight(subject.value.asBigFloat().compare(bound))) return [];
    const paths = others.map(({ at }) => at.path).join(", ");
    return [errorAt(subject, `must be ${name} of ${paths}${butGotNumber(subject)}`)];
  });
}
