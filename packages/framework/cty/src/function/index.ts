// SPDX-License-Identifier: Apache-2.0

export { ArgumentError, FunctionError, FunctionPanicError } from "./errors.ts";
export { CtyFunction, makeFunction, unpredictable } from "./function.ts";
export { refineNotNull } from "./spec.ts";
export type { FunctionSpec, Parameter } from "./spec.ts";
