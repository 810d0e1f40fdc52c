// SPDX-License-Identifier: Apache-2.0

/** A text in quotes as HCL has it, so that `${` and `%{` stand for themselves. */
export function quoteString(text: string): string {
  return JSON.stringify(text).replaceAll(/[$%](?=\{)/g, "$&$&");
}
