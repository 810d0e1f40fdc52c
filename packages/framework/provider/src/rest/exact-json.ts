// SPDX-License-Identifier: Apache-2.0

/**
 * JSON whose whole numbers are exact: one beyond what a `number` holds exactly
 * is a `bigint`, in both directions. Everything else is as `JSON` has it.
 *
 * @module
 */

/** Both are of ECMAScript's "JSON.parse source text access", which Node has and its types do not. */
const exact = JSON as unknown as {
  parse(
    text: string,
    reviver: (key: string, value: unknown, context: { readonly source?: string }) => unknown,
  ): unknown;
  rawJSON(text: string): unknown;
};

/** @throws SyntaxError */
export function parseExactJson(text: string): unknown {
  return exact.parse(text, (_, value, { source }) => {
    const isInexact = typeof value === "number" && !Number.isSafeInteger(value) && /^-?\d+$/.test(source ?? "");
    return isInexact ? BigInt(source!) : value;
  });
}

export function writeExactJson(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === "bigint" ? exact.rawJSON(part.toString()) : part,
  );
}
