// SPDX-License-Identifier: Apache-2.0

import type { CtyFunction } from "../function/function.ts";
import { lowerCase, titleWords, upperCase } from "../unicode/letter-case.ts";
import { textFunction } from "./text-function.ts";

export const lower: CtyFunction = textFunction(
  "A string with all letters in lower case.",
  [{ name: "str", allowDynamicType: true }],
  lowerCase,
);

export const title: CtyFunction = textFunction(
  "A string with the first letter of each word in upper case. Whatever is no letter, digit or underscore ends a word.",
  [{ name: "str" }],
  titleWords,
);

export const upper: CtyFunction = textFunction(
  "A string with all letters in upper case.",
  [{ name: "str", allowDynamicType: true }],
  upperCase,
);
