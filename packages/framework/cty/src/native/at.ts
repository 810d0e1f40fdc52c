// SPDX-License-Identifier: Apache-2.0

import { PathError } from "../path-error.ts";
import { getAttrStep, indexStep, type PathStep } from "../path.ts";
import { stringVal } from "../value-create.ts";
import { numberIntVal } from "../value.ts";

/** Runs what is about an element of a list, a set or a tuple: its errors get the step to that. */
export function atIndex<T>(i: number, run: () => T): T {
  return at(() => indexStep(numberIntVal(i)), run);
}

/** Runs what is about an element of a map. */
export function atKey<T>(key: string, run: () => T): T {
  return at(() => indexStep(stringVal(key)), run);
}

/** Runs what is about an attribute. */
export function atName<T>(name: string, run: () => T): T {
  return at(() => getAttrStep(name), run);
}

/** @param step Only made when there is an error. */
function at<T>(step: () => PathStep, run: () => T): T {
  try {
    return run();
  } catch (error) {
    throw PathError.within(step(), error);
  }
}
