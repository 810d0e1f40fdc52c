// SPDX-License-Identifier: Apache-2.0

import type { CtyFunction } from "../function/function.ts";
import { bool, dynamic, list, map, number, set, string } from "../type.ts";
import { makeToFunction } from "./make-to-function.ts";

export const toBool: CtyFunction = makeToFunction(bool);
export const toNumber: CtyFunction = makeToFunction(number);
export const toString: CtyFunction = makeToFunction(string);
export const toList: CtyFunction = makeToFunction(list(dynamic));
export const toSet: CtyFunction = makeToFunction(set(dynamic));
export const toMap: CtyFunction = makeToFunction(map(dynamic));
