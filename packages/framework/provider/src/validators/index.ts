// SPDX-License-Identifier: Apache-2.0

/**
 * Validators for `.validate(…)` and rules for a component's `rules`. Each fits
 * only the kinds of values that it can judge. They see what the practitioner
 * wrote, without defaults, and leave undecided what is not known yet.
 *
 * @module
 */

export {
  type TextShape,
  lengthAtLeast,
  lengthAtMost,
  lengthBetween,
  noneOfCaseInsensitive,
  oneOfCaseInsensitive,
  regexMatches,
  utf8LengthAtLeast,
  utf8LengthAtMost,
  utf8LengthBetween,
} from "./strings.ts";
export { type NumberShape, atLeast, atMost, between } from "./numbers.ts";
export { atLeastSumOf, atMostSumOf, equalToProductOf, equalToSumOf } from "./sums.ts";
export { equals, noneOf, oneOf } from "./choices.ts";
export {
  isRequired,
  keysAre,
  noNullValues,
  sizeAtLeast,
  sizeAtMost,
  sizeBetween,
  uniqueValues,
  valuesAre,
} from "./collections.ts";
export {
  alsoRequires,
  atLeastOneOf,
  conflicting,
  conflictsWith,
  exactlyOneOf,
  preferWriteOnlyAttribute,
  requiredTogether,
} from "./relations.ts";
export { type Combined, all, any, anyWithAllWarnings, asWarning, check } from "./combinators.ts";
export type { Relation } from "./verdicts.ts";
export {
  type Reference,
  type ReferenceStep,
  type Rule,
  type Subject,
  type Validator,
  type Verdict,
  anyElement,
  outer,
} from "../validation/validator.ts";
