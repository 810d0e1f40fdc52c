// SPDX-License-Identifier: Apache-2.0

/**
 * Errors in YAML texts, with the places that the original tells: none for what is on the first line, and then the number
 * of the line before.
 *
 * Source: go-cty-yaml 1.1.0, `error.go`.
 *
 * @module
 */

import { FunctionError } from "@provide-foundry/cty/function";
import type { Mark, Reader } from "./reader.ts";

/** About characters: where reading has come to. Only here does the number of the line count from 1, and no column is told. */
export function scanError({ line }: Reader, problem: string): FunctionError {
  return new FunctionError(line === 0 ? problem : `on line ${line + 1}, column 1: ${problem}`);
}

/** About tokens and what they make up. */
export function errorAt({ line, column }: Mark, problem: string): FunctionError {
  return new FunctionError(line === 0 ? problem : `on line ${line}, column ${column + 1}: ${problem}`);
}
